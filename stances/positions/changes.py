"""Whether a party's stance changed over time: one split date, tested by permutation."""

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from stances.records import Change, Statement
from stances.stance import stance_toward

DRAWS = 2000
SEED = 20240204
LEVEL = 0.05
EACH = 3
"""Articles that there must be on either side of a split."""
DIGITS = 4
_BLOCK = 1_000_000


def find_change(
    cell: Sequence[Statement], target: str, dates: Mapping[str, datetime.date | None]
) -> Change | None:
    """The day after which a cell's mean stance differs most from before; None if by chance.

    `dates` has the date of each article id. All splits between two days with at least `EACH`
    articles on either side are tried. The p-value is the share of permutations of the articles
    over the dates in which the largest difference is as large, so that having tried many
    splits is paid for (as in change-point tests, Pettitt 1979; the test is that of Fisher,
    1935, by articles as their statements hang together). It does not pay for having tried
    many cells: of twenty without a change, one may show one.
    """
    units = _units(cell, target, dates)
    splits = _splits([day for day, _, _ in units])
    if not splits:
        return None
    sums = np.array([total for _, total, _ in units])
    counts = np.array([count for _, _, count in units], dtype=np.float64)
    found = _differences(sums[None], counts[None], splits)[0]
    best = int(np.round(np.abs(found), 9).argmax())
    p = _chance(sums, counts, splits, float(np.abs(found[best])))
    if p >= LEVEL:
        return None
    cut = splits[best]
    before, after = (float(sums[part].sum() / counts[part].sum()) for part in _parts(cut))
    return Change(units[cut - 1][0], round(before, DIGITS), round(after, DIGITS), p)


def _parts(cut: int) -> tuple[slice, slice]:
    return slice(None, cut), slice(cut, None)


def _units(
    cell: Sequence[Statement], target: str, dates: Mapping[str, datetime.date | None]
) -> list[tuple[datetime.date, float, int]]:
    """Date, sum of scores and number of statements of each dated article, by date."""
    scores: dict[tuple[datetime.date, str], list[float]] = defaultdict(list)
    for statement in cell:
        day, stance = dates.get(statement.article), stance_toward(statement, target)
        if day is not None and stance is not None:
            scores[day, statement.article].append(stance.score)
    return [(key[0], sum(sorted(held)), len(held)) for key, held in sorted(scores.items())]


def _splits(days: Sequence[datetime.date]) -> list[int]:
    """How many articles may come before a split: never between two of one day."""
    cuts = range(EACH, len(days) - EACH + 1)
    return [cut for cut in cuts if days[cut - 1] < days[cut]]


def _differences(sums: np.ndarray, counts: np.ndarray, splits: Sequence[int]) -> np.ndarray:
    """The mean after each split less that before it, for rows of articles in order of dates."""
    cuts = np.array(splits) - 1
    held, number = np.cumsum(sums, axis=1), np.cumsum(counts, axis=1)
    before = held[:, cuts] / number[:, cuts]
    after = (held[:, -1:] - held[:, cuts]) / (number[:, -1:] - number[:, cuts])
    return np.asarray(after - before)


def _chance(sums: np.ndarray, counts: np.ndarray, splits: Sequence[int], seen: float) -> float:
    """The share of permutations with so large a difference, that which was seen among them."""
    generator = np.random.default_rng(SEED)
    block = max(1, _BLOCK // len(sums))
    as_large = 0
    for start in range(0, DRAWS, block):
        rows = np.tile(np.arange(len(sums)), (min(block, DRAWS - start), 1))
        order = generator.permuted(rows, axis=1)
        found = np.abs(_differences(sums[order], counts[order], splits)).max(axis=1)
        as_large += int((found >= seen - 1e-9).sum())
    return round((1 + as_large) / (1 + DRAWS), DIGITS)
