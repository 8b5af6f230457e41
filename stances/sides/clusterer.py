"""`StanceClusterer`: finds sides without labels or a target, in scikit-learn's conventions.

Kept apart from the rest of the package, so that a report is made without importing
scikit-learn.
"""

from typing import Any, Self

import numpy as np
from sklearn.base import BaseEstimator, ClusterMixin  # noqa: TID253 - its bases
from sklearn.cluster import AgglomerativeClustering  # noqa: TID253
from sklearn.metrics import silhouette_samples  # noqa: TID253
from sklearn.utils.validation import validate_data  # noqa: TID253

from stances.sides.signed import split_rows, split_signed

RELATIONS = ("vectors", "cosine", "signed")


class StanceClusterer(ClusterMixin, BaseEstimator):  # type: ignore[misc]
    """Groups statements into sides; -1 marks a statement that is on none.

    With `relation="vectors"`, `X` is `(n, d)`: Ward's linkage cut into two to `max_sides`
    groups, of which the cut with the best mean silhouette (Rousseeuw, 1987) is taken, and one
    side where that is below `min_silhouette`. A row whose own silhouette is below `margin` is
    unclear.

    With `relation="cosine"`, `X` is `(n, d)`, such as the encoder's stance part: rows of one
    side point one way, and there is one side or two (`split_rows`, linear in n). A row whose mean
    cosine to its own side, less that to the other, is not above `margin` is unclear.

    With `relation="signed"`, `X` is `(n, n)` in [-1, 1]: how far each two statements agree
    (positive) or disagree. There is one side or two, whichever split agrees most with the
    relation (`split_signed`). A row whose mean pull to its own side is not above `margin` is
    unclear.

    Learned: `labels_` `(n,)`, sides numbered from 0 by size, and `n_sides_`.
    """

    def __init__(
        self,
        relation: str = "vectors",
        max_sides: int = 4,
        min_silhouette: float = 0.1,
        margin: float = 0.0,
    ) -> None:
        self.relation = relation
        self.max_sides = max_sides
        self.min_silhouette = min_silhouette
        self.margin = margin

    def fit(self, X: Any, y: object = None) -> Self:  # noqa: N803
        """Find the sides of the rows of `X`; raises `ValueError` on unfit input."""
        if self.relation not in RELATIONS:
            raise ValueError(f"relation is {self.relation!r}; give one of {RELATIONS}.")
        rows = validate_data(self, X, dtype=np.float64)
        find = {
            "vectors": self._by_vectors,
            "cosine": self._by_cosine,
            "signed": self._by_relation,
        }
        self.labels_ = _number_by_size(find[self.relation](rows))
        self.n_sides_ = int(self.labels_.max(initial=-1)) + 1
        return self

    def _by_vectors(self, rows: np.ndarray) -> np.ndarray:
        best, best_fit, own = np.zeros(len(rows), dtype=np.int64), self.min_silhouette, None
        for count in range(2, min(self.max_sides, len(rows) - 1) + 1):
            labels = AgglomerativeClustering(n_clusters=count).fit_predict(rows)
            widths = silhouette_samples(rows, labels)
            if widths.mean() > best_fit + 1e-9:
                best, best_fit, own = labels, float(widths.mean()), widths
        return best if own is None else np.where(own < self.margin, -1, best)

    def _by_cosine(self, rows: np.ndarray) -> np.ndarray:
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        sides = split_rows(rows / np.maximum(lengths, 1e-12), self.margin)
        return np.where(sides == 0, -1, (1 - sides) // 2) if sides.any() else np.zeros_like(sides)

    def _by_relation(self, relation: np.ndarray) -> np.ndarray:
        if relation.shape[0] != relation.shape[1]:
            raise ValueError(f"a signed relation must be square; its shape is {relation.shape}.")
        if not relation.any():
            return np.zeros(len(relation), dtype=np.int64)
        sides = split_signed(relation, self.margin)
        return np.where(sides == 0, -1, (1 - sides) // 2)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.pairwise = self.relation == "signed"
        return tags


def _number_by_size(labels: np.ndarray) -> np.ndarray:
    """Side numbers from 0 without gaps, the largest first, then the one met first."""
    kept, first, sizes = np.unique(labels[labels >= 0], return_index=True, return_counts=True)
    order = np.lexsort((first, -sizes))
    number = {int(kept[old]): new for new, old in enumerate(order)}
    return np.array([number.get(int(label), -1) for label in labels], dtype=np.int64)
