"""How sure the difference of two shares is, where what is counted comes in articles."""

from dataclasses import dataclass

import numpy as np

TAIL = 0.025
WITHIN = 0.1
"""The correlation of statements in one article that the degrees of freedom reckon with."""


@dataclass(frozen=True, slots=True)
class _Share:
    """A share with its interval, and what each article moves it by, `(…, articles)`."""

    value: np.ndarray
    low: np.ndarray
    high: np.ndarray
    pulls: np.ndarray


def find_interval(
    counts: np.ndarray, totals: np.ndarray, other_counts: np.ndarray, other_totals: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The ends of the 95 % interval of one share minus another, each `(…)`.

    The four have the shape `(…, articles)`: how many of an article's statements count, and how
    many it has, on the one side and on the other; an article may be on both, or on neither (0).
    Ends are NaN where one side has fewer than two articles.

    Each share gets Wilson's interval (1927) at its effective sample size (Korn and Graubard,
    1998): as many independent statements as would vary as much as it does between articles,
    by residuals of the jackknife (CR3; Bell and McCaffrey, 2002); where all statements count or
    none, as many as there are articles. The quantile is of the t-distribution, its degrees of
    freedom by Satterthwaite (1946). The two are joined by Newcombe's hybrid (1998), with the
    correlation of shares that have articles in common (Zou and Donner, 2008).
    """
    one, other = _measure(counts, totals), _measure(other_counts, other_totals)
    common = _correlate(one.pulls, other.pulls)
    gap = one.value - other.value
    low = _reach(one.value - one.low, other.high - other.value, common)
    high = _reach(one.high - one.value, other.value - other.low, common)
    return gap - low, gap + high


def _measure(counts: np.ndarray, totals: np.ndarray) -> _Share:
    whole = totals.sum(axis=-1)
    units = (totals > 0).sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = counts.sum(axis=-1) / whole
        rest = 1 - totals / whole[..., None]
        pulls = (counts - value[..., None] * totals) / rest / whole[..., None]
        pulls = np.where(totals > 0, pulls, 0.0)
        spread = value * (1 - value)
        size = np.minimum(whole, spread / (pulls**2).sum(axis=-1))
    size = np.where(spread > 0, size, units)
    low, high = _wilson(value, size, _quantile(totals, units))
    lone = units < 2
    return _Share(value, np.where(lone, np.nan, low), np.where(lone, np.nan, high), pulls)


def _wilson(value: np.ndarray, size: np.ndarray, far: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    with np.errstate(divide="ignore", invalid="ignore"):
        weight = far**2 / size
        middle = (value + weight / 2) / (1 + weight)
        reach = far * np.sqrt(value * (1 - value) / size + weight / size / 4) / (1 + weight)
    return middle - reach, middle + reach


def _quantile(totals: np.ndarray, units: np.ndarray) -> np.ndarray:
    from scipy.special import stdtrit

    spread = totals * (1 + WITHIN * np.maximum(totals - 1, 0))
    with np.errstate(divide="ignore", invalid="ignore"):
        freedom = spread.sum(axis=-1) ** 2 / (spread**2).sum(axis=-1) - 1
    return np.asarray(stdtrit(np.where(units < 2, 1.0, np.maximum(freedom, 1.0)), 1 - TAIL))


def _correlate(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """How two shares move together, in [-1, 1]; 0 where one does not move."""
    sizes = np.sqrt((one**2).sum(axis=-1) * (other**2).sum(axis=-1))
    with np.errstate(divide="ignore", invalid="ignore"):
        found = (one * other).sum(axis=-1) / sizes
    return np.asarray(np.clip(np.nan_to_num(found), -1.0, 1.0))


def _reach(one: np.ndarray, other: np.ndarray, common: np.ndarray) -> np.ndarray:
    return np.asarray(np.sqrt(np.maximum(one**2 + other**2 - 2 * common * one * other, 0.0)))
