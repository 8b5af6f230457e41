"""Mean average precision of key-point matches by the rule of the KPA 2021 shared task.

Friedman, Dankin, Hou, Aharonov, Katz and Slonim (2021): each argument keeps its best key
point; in each topic and stance the top half of the arguments by score is judged.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

KEPT = 0.5


@dataclass(frozen=True, slots=True)
class Match:
    """One argument with one key point: the score given, and whether it is a match, both ways.

    `row` is where the pair stands, for those who want to show it.
    """

    argument: str
    score: float
    strict: bool
    relaxed: bool
    row: int = 0


def best_matches(matches: Sequence[Match]) -> list[Match]:
    """Each argument's best key point, the best first; of equals, the one that came first."""
    best: dict[str, Match] = {}
    for match in matches:
        held = best.setdefault(match.argument, match)
        if match.score > held.score:
            best[match.argument] = match
    return sorted(best.values(), key=lambda match: -match.score)


def group_precision(matches: Sequence[Match], *, relaxed: bool = False) -> float:
    """The figure of one topic and stance: average precision times the share of positives.

    Over the top half of the arguments (rounded down, at least one). 0.0 without a positive.

    >>> rows = [Match("a", 0.9, True, True), Match("b", 0.8, False, True)]
    >>> rows += [Match("c", 0.3, False, False), Match("d", 0.2, False, False)]
    >>> group_precision(rows), group_precision(rows, relaxed=True)
    (0.5, 1.0)
    """
    from sklearn.metrics import average_precision_score

    best = best_matches(matches)
    top = best[: max(1, int(len(best) * KEPT))]
    right = np.array([match.relaxed if relaxed else match.strict for match in top])
    if not right.any():
        return 0.0
    scores = [match.score for match in top]
    return float(average_precision_score(right, scores) * right.mean())
