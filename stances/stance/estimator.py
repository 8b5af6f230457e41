"""`StanceClassifier` and `RelationClassifier`: the pair model in scikit-learn's conventions.

Kept apart from the rest of the package, so that a report is made without importing
scikit-learn.
"""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin  # noqa: TID253 - its bases
from sklearn.linear_model import LogisticRegression  # noqa: TID253
from sklearn.utils.validation import check_is_fitted  # noqa: TID253

from stances.errors import UsageError
from stances.stance.pairs import TASKS, PairModel, columns, softmax

Pairs = Sequence[tuple[str, str]] | np.ndarray


class _PairClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """A linear layer on what the pair model reads of two texts (a probe, Alain and Bengio 2017).

    Learned: `classes_`, `coef_` `(classes, features)`, `intercept_` `(classes,)`.
    """

    task: ClassVar[str]

    def __init__(
        self,
        model: PairModel | None = None,
        C: float = 0.01,  # noqa: N803 - scikit-learn's name
        max_iter: int = 1000,
    ) -> None:
        self.model = model
        self.C = C
        self.max_iter = max_iter

    @classmethod
    def shipped(cls, model: PairModel | None = None) -> Self:
        """A classifier that answers as the model does; raises `ModelError` where it is missing."""
        classifier = cls(model=model)
        read = classifier._model()
        place = columns(cls.task)
        order = np.argsort(TASKS[cls.task])
        classifier.classes_ = np.array(TASKS[cls.task])[order]
        classifier.coef_ = np.zeros((len(order), read.width))
        rows = np.arange(len(order))
        classifier.coef_[rows, place.start + order] = 1 / read.temperature(cls.task)
        classifier.intercept_ = np.zeros(len(order))
        return classifier

    def fit(self, X: Pairs, y: Sequence[str]) -> Self:  # noqa: N803
        """Train on pairs and their labels; raises `UsageError` on unfit input."""
        features = self._features(X)
        if len(y) != len(features):
            raise UsageError(f"{len(features)} pairs have {len(y)} labels; give one a pair.")
        if len(set(y)) < 2:
            raise UsageError(f"labels hold {sorted(set(y))}; at least two classes are needed.")
        model = LogisticRegression(C=self.C, max_iter=self.max_iter, tol=1e-3)
        model.fit(features, np.asarray(y))
        self.classes_ = model.classes_
        self.coef_, self.intercept_ = _row_a_class(model)
        return self

    def predict_proba(self, X: Pairs) -> np.ndarray:  # noqa: N803
        """Probabilities `(n, classes)`, columns in the order of `classes_`."""
        check_is_fitted(self, "coef_")
        # einsum sums each row alone; a matrix product's last bits depend on the batch's size.
        scores = np.einsum("nf,lf->nl", self._features(X), self.coef_) + self.intercept_
        return softmax(scores)

    def predict(self, X: Pairs) -> np.ndarray:  # noqa: N803
        """The most probable label of each pair, `(n,)`."""
        best = self.predict_proba(X).argmax(axis=1)
        return np.asarray(self.classes_[best])

    def _features(self, pairs: Pairs) -> np.ndarray:
        given = np.asarray(pairs, dtype=object)
        if given.ndim != 2 or given.shape[1] != 2:
            raise UsageError(f"X has the shape {given.shape}; give pairs of texts, (n, 2).")
        texts = [(str(one), str(other)) for one, other in given.tolist()]
        return self._model().features(self.task, [self._ordered(*pair) for pair in texts])

    def _ordered(self, one: str, other: str) -> tuple[str, str]:
        return one, other

    def _model(self) -> PairModel:
        return self.model if self.model is not None else PairModel.shipped()

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        return tags


class StanceClassifier(_PairClassifier):
    """Classifies (target, statement) pairs of texts, as favor, against or neutral.

    `X` is a sequence of pairs or an array `(n, 2)` of strings; `y` are labels, any strings.
    `model` None is the shipped pair model. `C` is the inverse of the strength of the L2 penalty.
    `StanceClassifier.shipped()` is ready to predict; `fit` learns labels of your own from a
    hundred examples and more.

    >>> classifier = StanceClassifier.shipped()
    >>> classifier.predict([("The dam should be built.", "The dam must never be built.")]).tolist()
    ['against']
    """

    task = "stance"

    def _ordered(self, one: str, other: str) -> tuple[str, str]:
        """The model reads the statement first."""
        return other, one


class RelationClassifier(_PairClassifier):
    """Classifies two statements as of the same side, of opposite sides, or unrelated.

    Everything else is as in `StanceClassifier`.

    >>> classifier = RelationClassifier.shipped()
    >>> classifier.predict([("The dam should be built.", "The dam must never be built.")]).tolist()
    ['opposite']
    """

    task = "relation"


def _row_a_class(model: LogisticRegression) -> tuple[np.ndarray, np.ndarray]:
    """Coefficients with a row for each class, also where two classes share one row."""
    if len(model.classes_) > 2:
        return model.coef_, model.intercept_
    halves = np.array([[-0.5], [0.5]])
    return halves @ model.coef_, (halves @ model.intercept_[:, None])[:, 0]
