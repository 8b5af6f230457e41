"""Figures of predicted labels against gold ones, from a confusion matrix.

The matrix of a row has a last column for "no answer", so that what was not answered stays
counted as wrong. Macro-F1 is over the labels that gold holds, as scikit-learn's `f1_score` with
`labels=` those and `zero_division=0`.
"""

from collections import Counter
from collections.abc import Hashable, Sequence

import numpy as np

from stances.evaluation.tally import Figures, Tally, add_up, share


def confusion_rows(
    gold: Sequence[str], found: Sequence[str | None], labels: Sequence[str]
) -> np.ndarray:
    """One flat confusion matrix `(labels, labels + 1)` a row: `(n, labels * (labels + 1))`.

    A found label that is None, or none of `labels`, counts in the last column.
    """
    place = {label: number for number, label in enumerate(labels)}
    rows = np.zeros((len(gold), len(labels), len(labels) + 1))
    for row, (wanted, given) in enumerate(zip(gold, found, strict=True)):
        rows[row, place[wanted], place.get(given or "", len(labels))] = 1
    return rows.reshape(len(gold), -1)


def label_figures(matrix: np.ndarray) -> Figures:
    """Accuracy, and macro-F1 over the labels that gold holds, of a matrix `(k, k + 1)`.

    >>> label_figures(np.array([[3.0, 1.0, 0.0], [0.0, 2.0, 0.0]]))["accuracy"]
    0.8333333333333334
    """
    scores, gold = f1_scores(matrix), matrix.sum(axis=1)
    held = scores[gold > 0]
    return {
        "accuracy": share(np.trace(matrix), matrix.sum()),
        "macro_f1": float(held.mean()) if len(held) else 0.0,
    }


def f1_scores(matrix: np.ndarray) -> np.ndarray:
    """F1 of each label of a confusion matrix `(k, k + 1)`; 0.0 where it was never right."""
    right = np.diagonal(matrix[:, :-1])
    sums = matrix.sum(axis=1) + matrix[:, :-1].sum(axis=0)
    return np.asarray(2 * right / np.maximum(sums, 1e-12))


def label_tally(
    gold: Sequence[str],
    found: Sequence[str | None],
    labels: Sequence[str],
    units: Sequence[Hashable],
) -> Tally:
    """Accuracy and macro-F1 of labels, counted for each unit."""
    shape = (len(labels), len(labels) + 1)
    counts = add_up(confusion_rows(gold, found, labels), units)
    return Tally(counts, lambda total: label_figures(total.reshape(shape)))


def majority(gold: Sequence[str]) -> str:
    """The most frequent label; of several, the first by the alphabet.

    >>> majority(["b", "a", "b", "a"])
    'a'
    """
    counts = Counter(gold)
    return min(counts, key=lambda label: (-counts[label], label))
