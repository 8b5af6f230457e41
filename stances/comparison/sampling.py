"""How sure a mean stance is: resampled means over articles, and the interval they give."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from stances.comparison.cells import Cell, Units, count_in, make_cell, split_units
from stances.records import Statement

SEED = 20240203
DRAWS = 1000
TAIL = 0.025
NORMAL = 1.959964
WITHIN = 0.1
"""The correlation of statements in one article that the degrees of freedom reckon with."""
DIGITS = 4


@dataclass(frozen=True, slots=True)
class Sample:
    """A party's mean stance, resampled means of it (None from one unit), and what it rests on.

    `reason` says in words why there are no resampled means, and so no interval.
    """

    mean: float
    means: np.ndarray | None
    n: int
    speakers: int = 0
    articles: int = 0
    reason: str = ""


def sample_stance(statements: Iterable[Statement], target: str, stream: int = 0) -> Sample | None:
    """The mean stance score toward `target` ("": each statement's first), None of nobody's.

    Resampled over articles, as one article's statements hang together; within one article,
    over speakers. One speaker gives no second opinion, so no resampled means. An unsure
    statement counts: its score is near zero, and so weighs little. Repeats count for nothing.
    The same cell always gives the same draws; another `stream` gives others.
    """
    cell = make_cell(count_in(statements), target)
    return None if cell is None else sample_cell(cell, stream)


def sample_cell(cell: Cell, stream: int = 0) -> Sample:
    """The sample of a cell; cells that share an article share its draws."""
    articles, speakers = len(np.unique(cell.articles)), len(np.unique(cell.speakers))
    units = split_units(cell, by_article=articles > 1)
    mean = float(units.sums.sum() / units.counts.sum())
    means = resample(units, stream) if len(units.keys) > 1 else None
    reason = ""
    if means is None:
        reason = "only one statement" if len(cell.scores) == 1 else "only one speaker"
    return Sample(mean, means, len(cell.scores), speakers, articles, reason)


def resample(units: Units, stream: int = 0) -> np.ndarray:
    """`DRAWS` values `(DRAWS,)` of the mean over `units`, whose middle 95 % cover the true mean.

    The Bayesian bootstrap (Rubin, 1981): each unit has an exponential weight a draw, so none
    drops out. Plain resampling is too narrow for some tens of articles of unequal size. So each
    unit's residual is divided by one minus its share, as the jackknife has it (CR3; Bell and
    McCaffrey, 2002), and the draws are stretched from the normal to the t-distribution
    (Hesterberg, 2015), its degrees of freedom by Satterthwaite (1946) from the units' sizes.
    benchmarks/comparison.py measures the coverage.
    """
    weights = np.stack([_weigh(key, stream) for key in units.keys])
    total = units.counts.sum()
    mean = units.sums.sum() / total
    residuals = (units.sums - mean * units.counts) / (1 - units.counts / total)
    drawn = (residuals @ weights) / (units.counts @ weights)
    return np.asarray(np.clip(mean + _stretch(units.counts) * drawn, -1.0, 1.0))


def _stretch(counts: np.ndarray) -> float:
    from scipy.special import stdtrit

    spread = counts * (1 + WITHIN * (counts - 1))
    freedom = max(1.0, float(spread.sum() ** 2 / (spread**2).sum()) - 1)
    return float(stdtrit(freedom, 1 - TAIL) / NORMAL * np.sqrt(1 + 1 / len(counts)))


@lru_cache(maxsize=4096)
def _weigh(key: str, stream: int) -> np.ndarray:
    """A unit's weights `(DRAWS,)`, the same wherever the unit stands."""
    name = int.from_bytes(hashlib.blake2b(key.encode("utf8", "replace"), digest_size=8).digest())
    weights = np.random.default_rng([SEED, stream, name]).standard_exponential(DRAWS)
    weights.flags.writeable = False
    return weights


def interval_of(means: np.ndarray | None) -> tuple[float, float] | None:
    """The middle 95 % of resampled values."""
    if means is None:
        return None
    low, high = find_bounds(means[None, :])[0]
    return round(float(low), DIGITS) + 0.0, round(float(high), DIGITS) + 0.0


def find_bounds(means: np.ndarray) -> np.ndarray:
    """The 2.5th and 97.5th percentile of each row of `means`, `(rows, 2)`; cheaper than numpy's.

    >>> find_bounds(np.arange(41.0)[None, :]).tolist()
    [[1.0, 39.0]]
    """
    last = means.shape[1] - 1
    at = np.array([TAIL * last, (1 - TAIL) * last])
    below = np.floor(np.round(at, 9)).astype(int)
    above = np.minimum(below + 1, last)
    ordered = np.partition(means, np.unique([*below, *above]), axis=1)
    return np.asarray(ordered[:, below] + (at - below) * (ordered[:, above] - ordered[:, below]))
