"""Counts that add up over articles, topics or targets, and the figures made of them.

All figures of the kit come from counts that are kept for each unit (an article, a topic, a
target), so that the units can be drawn again: the percentile bootstrap (Efron, 1979) over
units, not over rows, since the rows of one article or topic are alike.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

Figures = dict[str, float]
Intervals = dict[str, tuple[float, float]]
DRAWS = 1000
SEED = 20240203
DECIMALS = 4


@dataclass(frozen=True)
class Tally:
    """`counts` `(units, k)` of one system; `figures` makes named figures of their sum `(k,)`."""

    counts: np.ndarray
    figures: Callable[[np.ndarray], Figures]

    def scores(self) -> Figures:
        """The figures over all units, rounded."""
        return rounded(self.figures(self.counts.sum(axis=0)))

    def by_unit(self) -> Iterator[Figures]:
        """The figures of each unit alone, rounded."""
        return (rounded(self.figures(counts)) for counts in self.counts)

    def intervals(self, draws: int = DRAWS) -> Intervals:
        """95 % percentile intervals of each figure; none where there are fewer than two units.

        >>> tally = Tally(np.array([[1.0, 1.0], [0.0, 1.0]]), lambda c: {"share": c[0] / c[1]})
        >>> tally.scores(), tally.intervals()
        ({'share': 0.5}, {'share': (0.0, 1.0)})
        """
        units = len(self.counts)
        if units < 2:
            return {}
        chance = np.random.default_rng(SEED)
        equal = np.full(units, 1 / units)
        drawn = [self.figures(chance.multinomial(units, equal) @ self.counts) for _ in range(draws)]
        return {key: _middle([each[key] for each in drawn]) for key in drawn[0]}


def _middle(values: Sequence[float]) -> tuple[float, float]:
    low, high = np.percentile(values, [2.5, 97.5])
    return round(float(low), DECIMALS), round(float(high), DECIMALS)


def rounded(figures: Mapping[str, float]) -> Figures:
    """Figures with four decimals, as plain numbers."""
    return {key: round(float(value), DECIMALS) for key, value in figures.items()}


def add_up(rows: np.ndarray, units: Sequence[Hashable]) -> np.ndarray:
    """Counts of rows `(n, k)` as counts of their units, in the order in which units are met.

    >>> add_up(np.array([[1], [2], [3]]), ["a", "b", "a"]).tolist()
    [[4.0], [2.0]]
    """
    number = {unit: place for place, unit in enumerate(dict.fromkeys(units))}
    counts = np.zeros((len(number), rows.shape[1]))
    np.add.at(counts, np.array([number[unit] for unit in units], dtype=np.int64), rows)
    return counts


def f1(right: float, found: float, gold: float) -> float:
    """The harmonic mean of precision and recall; 1.0 where there was nothing to find."""
    return float(2 * right / (found + gold)) if found + gold else 1.0


def share(part: float, whole: float) -> float:
    """`part / whole`; 0.0 of nothing."""
    return float(part / whole) if whole else 0.0


def mean_tally(values: Iterable[Mapping[str, float | None]], keys: Sequence[str]) -> Tally:
    """A tally of figures that are means over units; a unit that lacks a figure has None there.

    A figure that no unit has is 0.0.

    >>> mean_tally([{"ari": 1.0, "auc": None}, {"ari": 0.0, "auc": 0.7}], ["ari", "auc"]).scores()
    {'ari': 0.5, 'auc': 0.7}
    """
    held = [[row.get(key) for key in keys] for row in values]
    shape = (len(held), len(keys))
    sums = np.array([value or 0.0 for row in held for value in row]).reshape(shape)
    there = np.array([value is not None for row in held for value in row]).reshape(shape)

    def figures(total: np.ndarray) -> Figures:
        half = len(keys)
        return {key: share(total[i], total[half + i]) for i, key in enumerate(keys)}

    return Tally(np.concatenate([sums, there.astype(float)], axis=1), figures)
