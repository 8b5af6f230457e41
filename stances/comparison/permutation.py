"""Whether two parties differ by more than chance: a permutation test over articles or speakers."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations
from math import comb
from typing import Any

import numpy as np

from stances.comparison.cells import Units
from stances.comparison.sampling import DIGITS, SEED

FEWEST = 3
REACHABLE = 0.1
SHUFFLES = 999
MANY_UNITS = 400
MANY_SHUFFLES = 199


def permute_parties(pairs: Sequence[tuple[Units, Units]]) -> float | None:
    """The chance of so large a difference of mean stances if the party made no difference.

    `pairs` are two parties' units, an issue each. Units, an article as a whole or a speaker,
    are dealt anew to the two parties (Fisher, 1935; Pitman, 1937): in every way where there are
    at most 1,000, else in 999 random ways (199 above 400 units). The figure is the difference
    of means without sign, its mean over the issues. None where a party has fewer than three
    units, or no deal could reach 0.1.
    """
    if len(pairs) == 1 and min(len(units.keys) for units in pairs[0]) < FEWEST:
        return None
    parts = [_tabulate([pair[side] for pair in pairs]) for side in (0, 1)]
    if min(part[0].shape[0] for part in parts) < FEWEST:
        return None
    sums, counts = (_stack(parts[0][k], parts[1][k]) for k in (0, 1))
    deals = _deal(sums.shape[0], parts[0][0].shape[0])
    figures = _differ(deals, sums, counts)
    if (figures >= figures.max()).mean() > REACHABLE:
        return None
    return round(float((figures >= figures[0]).mean()), DIGITS)


def _tabulate(found: Sequence[Units]) -> tuple[Any, Any]:
    """A party's sums and counts `(units, issues)`: dense for one issue, else sparse."""
    if len(found) == 1:
        return found[0].sums[:, None], found[0].counts[:, None]
    from scipy.sparse import csr_array

    names = sorted({key for units in found for key in units.keys})
    place = {key: row for row, key in enumerate(names)}
    rows = np.array([place[key] for units in found for key in units.keys])
    columns = np.repeat(np.arange(len(found)), [len(units.keys) for units in found])
    shape = (len(place), len(found))
    sums, counts = (
        csr_array((np.concatenate([getattr(u, name) for u in found]), (rows, columns)), shape)
        for name in ("sums", "counts")
    )
    return sums, counts


def _stack(upper: Any, lower: Any) -> Any:
    if isinstance(upper, np.ndarray):
        return np.concatenate([upper, lower])
    from scipy.sparse import vstack

    return vstack([upper, lower]).tocsr()


def _differ(deals: np.ndarray, sums: Any, counts: Any) -> np.ndarray:
    """The figure of each deal: the mean over issues of the difference of means."""
    own, own_counts = (np.asarray((table.T @ deals.T).T) for table in (sums, counts))
    others, other_counts = sums.sum(axis=0) - own, counts.sum(axis=0) - own_counts
    spoken = (own_counts > 0) & (other_counts > 0)
    means = own / np.maximum(own_counts, 1) - others / np.maximum(other_counts, 1)
    figures = np.abs(means * spoken).sum(axis=1) / np.maximum(spoken.sum(axis=1), 1)
    return np.asarray(np.round(figures, 9))


def _deal(units: int, own: int) -> np.ndarray:
    """Which units fall to the first party, `(deals, units)`; the first deal is the real one."""
    if comb(units, own) <= SHUFFLES + 1:
        return _deal_all(units, own)
    dealt = _draw_many(units, own) if units > MANY_UNITS else _shuffle(units) < own
    dealt[0] = np.arange(units) < own
    return np.asarray(dealt, dtype=float)


def _draw_many(units: int, own: int) -> np.ndarray:
    keys = np.random.default_rng([SEED, units]).random((1 + MANY_SHUFFLES, units))
    return np.asarray(keys <= np.partition(keys, own - 1, axis=1)[:, own - 1 : own])


@lru_cache(maxsize=256)
def _deal_all(units: int, own: int) -> np.ndarray:
    chosen = list(combinations(range(units), own))
    dealt = np.zeros((len(chosen), units))
    dealt[np.arange(len(chosen))[:, None], chosen] = 1
    dealt.flags.writeable = False
    return dealt


@lru_cache(maxsize=256)
def _shuffle(units: int) -> np.ndarray:
    """Random orders of `units`, `(deals, units)`."""
    keys = np.random.default_rng([SEED, units]).random((1 + SHUFFLES, units))
    return np.argsort(keys, axis=1, kind="stable").astype(np.int16)
