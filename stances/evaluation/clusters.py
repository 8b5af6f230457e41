"""Figures of a grouping against a gold one, for the statements of one topic."""

from collections import Counter
from collections.abc import Hashable, Sequence

import numpy as np


def b_cubed(gold: Sequence[Hashable], found: Sequence[Hashable]) -> float:
    """B³ F1 (Bagga and Baldwin, 1998): precision and recall of each item's group, averaged.

    >>> b_cubed(["a", "a", "b"], [1, 1, 1])
    0.7142857142857143
    """
    if not gold:
        return 0.0
    both = Counter(zip(gold, found, strict=True))
    golds, founds = Counter(gold), Counter(found)
    precision = sum(n * n / founds[f] for (_, f), n in both.items()) / len(gold)
    recall = sum(n * n / golds[g] for (g, _), n in both.items()) / len(gold)
    return 2 * precision * recall / (precision + recall)


def mixed_rate(labels: Sequence[Hashable], groups: Sequence[Hashable]) -> float | None:
    """The share of groups of two or more that hold several labels; None without such a group.

    >>> mixed_rate(["pro", "con", "pro", "pro"], [1, 1, 2, 2])
    0.5
    """
    held: dict[Hashable, list[Hashable]] = {}
    for label, group in zip(labels, groups, strict=True):
        held.setdefault(group, []).append(label)
    larger = [members for members in held.values() if len(members) > 1]
    return sum(len(set(each)) > 1 for each in larger) / len(larger) if larger else None


def same_side_auc(labels: Sequence[Hashable], relation: np.ndarray) -> float | None:
    """ROC AUC of `relation` `(n, n)` as a score that two items share a label.

    Over all pairs of two items; None where all pairs are alike.
    """
    from sklearn.metrics import roc_auc_score

    first, second = np.triu_indices(len(labels), k=1)
    number = {label: place for place, label in enumerate(dict.fromkeys(labels))}
    numbers = np.array([number[label] for label in labels], dtype=np.int64)
    same = numbers[first] == numbers[second]
    if same.all() or not same.any():
        return None
    return float(roc_auc_score(same, relation[first, second]))


def alone_where_unclear(sides: Sequence[int]) -> list[int]:
    """Sides in which each unclear item (-1) is a side of its own.

    >>> alone_where_unclear([0, -1, 0, -1])
    [0, 1, 0, 2]
    """
    free = max(sides, default=-1) + 1
    numbered = []
    for side in sides:
        numbered.append(side if side >= 0 else free)
        free += side < 0
    return numbered
