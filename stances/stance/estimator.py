"""`StanceClassifier`: the stance head in scikit-learn's conventions.

Kept apart from the rest of the package, so that a report is made without importing
scikit-learn.
"""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin  # noqa: TID253 - its bases
from sklearn.linear_model import LogisticRegression  # noqa: TID253
from sklearn.utils.validation import check_is_fitted  # noqa: TID253

from stances.errors import UsageError
from stances.records import LABELS
from stances.stance.head import StanceHead, pair_features
from stances.stance.judging import TextEncoder

Pairs = Sequence[tuple[str, str]] | np.ndarray


class StanceClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Classifies (target, statement) pairs of texts, as favor, against or neutral.

    `X` is a sequence of pairs or an array `(n, 2)` of strings; `y` are labels, any strings.
    `encoder` gives vectors of texts (`encode`); None is the shipped one. `C` is the inverse of
    the strength of the L2 penalty. `StanceClassifier.shipped()` is ready to predict.

    Learned: `classes_`, `coef_` `(classes, 4 d)`, `intercept_` `(classes,)`, `temperature_`.
    """

    def __init__(
        self,
        encoder: TextEncoder | None = None,
        C: float = 0.1,  # noqa: N803 - scikit-learn's name
        max_iter: int = 1000,
    ) -> None:
        self.encoder = encoder
        self.C = C
        self.max_iter = max_iter

    @classmethod
    def shipped(cls, encoder: TextEncoder | None = None) -> Self:
        """A classifier with the shipped weights; raises `ModelError` where they are missing."""
        head = StanceHead.shipped()
        order = np.argsort(LABELS)
        classifier = cls(encoder=encoder)
        classifier.classes_ = np.array(LABELS)[order]
        classifier.coef_ = head.weights[order]
        classifier.intercept_ = head.bias[order]
        classifier.temperature_ = head.temperature
        return classifier

    def fit(self, X: Pairs, y: Sequence[str]) -> Self:  # noqa: N803
        """Train the head on pairs and their labels; raises `UsageError` on unfit input."""
        targets, statements = self._vectors(X)
        if len(y) != len(targets):
            raise UsageError(f"{len(targets)} pairs have {len(y)} labels; give one a pair.")
        if len(set(y)) < 2:
            raise UsageError(f"labels hold {sorted(set(y))}; at least two classes are needed.")
        model = LogisticRegression(C=self.C, max_iter=self.max_iter, tol=1e-3)
        model.fit(pair_features(targets, statements), np.asarray(y))
        self.classes_ = model.classes_
        self.coef_, self.intercept_ = _row_a_class(model)
        self.temperature_ = 1.0
        return self

    def predict_proba(self, X: Pairs) -> np.ndarray:  # noqa: N803
        """Probabilities `(n, classes)`, columns in the order of `classes_`."""
        check_is_fitted(self, "coef_")
        head = StanceHead(self.coef_, self.intercept_, self.temperature_)
        return head.probabilities(*self._vectors(X))

    def predict(self, X: Pairs) -> np.ndarray:  # noqa: N803
        """The most probable label of each pair, `(n,)`."""
        best = self.predict_proba(X).argmax(axis=1)
        return np.asarray(self.classes_[best])

    def _vectors(self, pairs: Pairs) -> tuple[np.ndarray, np.ndarray]:
        columns = np.asarray(pairs, dtype=object)
        if columns.ndim != 2 or columns.shape[1] != 2:
            raise UsageError(
                f"X has the shape {columns.shape}; give (target, statement) pairs, (n, 2)."
            )
        texts, rows = np.unique(columns.astype(str), return_inverse=True)
        vectors = np.asarray(self._encoder().encode(texts.tolist()))
        rows = rows.reshape(columns.shape)
        return vectors[rows[:, 0]], vectors[rows[:, 1]]

    def _encoder(self) -> TextEncoder:
        if self.encoder is not None:
            return self.encoder
        from stances.embedding import Encoder

        return Encoder.shipped()

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        return tags


def _row_a_class(model: LogisticRegression) -> tuple[np.ndarray, np.ndarray]:
    """Coefficients with a row for each class, also where two classes share one row."""
    if len(model.classes_) > 2:
        return model.coef_, model.intercept_
    halves = np.array([[-0.5], [0.5]])
    return halves @ model.coef_, (halves @ model.intercept_[:, None])[:, 0]
