"""The lives of issues: when each appears, peaks and fades, and which merge, split or go on.

What goes on as what is found as MONIC does (Spiliopoulou et al., 2006), by the share of one
group's members that fall to another: a statement falls to the issue of the neighbouring period
whose mean vector is nearest to its own.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from stances.collection.over_time import first_dates, first_day, issues_over_time
from stances.report.added import IssueLife, Passage

if TYPE_CHECKING:
    from stances.report import Report

QUIET = 2
"""Periods without a statement, at the end of a report, after which an issue may have faded."""
LEAST = 3
"""Statements that an issue needs in a period to be followed into the next."""
SHARE = 0.5
NEAR = 0.7
"""The least cosine of the mean vectors of two issues of which one goes on as the other: high, as
a wrong passage is worse than a missed one. Chosen with the shipped encoder on stories in
`stances/training/written/`, where 0.65 found more and was wrong more often."""
Members = Mapping[str, Sequence[str]]


def issue_lives(report: "Report", unit: str) -> list[IssueLife]:
    """When each issue of a report is spoken of, in the report's order.

    An issue has faded where it is silent in the last two periods of the report (`QUIET`) or in
    more, and for longer than it ever was between two of its statements. Periods are those of the
    calendar, up to the last article; with the peak is meant the first of the fullest. Issues
    without a date are left out. Raises `UsageError` for a unit that is none.
    """
    held = [(key, counts) for key, counts in issues_over_time(report, unit) if counts]
    if not held:
        return []
    days = [article.date for article in report.articles if article.date]
    end = max([first_day(day, unit) for day in days] + [max(counts) for _, counts in held])
    return [_live(key, counts, end, unit) for key, counts in held]


def find_passages(report: "Report", unit: str) -> list[Passage]:
    """Which issues merge, split, or go on as another, from a period with statements to the next.

    An issue of at least `LEAST` statements that ends goes on as the one to which at least half of
    its statements of its last period (`SHARE`) fall in the next, if their means are near (`NEAR`);
    two that go on as the same one have merged, and so has one that goes on as one that is there
    already. Likewise backwards: new issues, half or more of whose statements fall to the same
    earlier one, are what it has split into. Where nothing does, or the report has no vectors,
    there is nothing. Raises `UsageError` for a unit that is none.
    """
    periods = _fill(report, unit)
    spoken = sorted(periods)
    if len(spoken) < 2 or report.vectors is None or len(report.vectors) != len(report.statements):
        return []
    placed = _Vectors(report, report.vectors)
    found: list[Passage] = []
    for start, end in pairwise(spoken):
        found += _pass(periods, placed, start, end)
    return found


def _live(
    issue: str, counts: Mapping[datetime.date, int], end: datetime.date, unit: str
) -> IssueLife:
    starts = sorted(counts)
    peak = min(starts, key=lambda start: (-counts[start], start))
    pairs = pairwise(starts)
    longest = max([count_periods(one, other, unit) - 1 for one, other in pairs], default=0)
    quiet = count_periods(starts[-1], end, unit)
    faded = quiet >= QUIET and quiet > longest
    total, most = sum(counts.values()), counts[peak]
    listed = tuple((start, counts[start]) for start in starts)
    return IssueLife(issue, starts[0], peak, starts[-1], faded, total, most, listed)


def count_periods(start: datetime.date, end: datetime.date, unit: str) -> int:
    """How many periods `end` lies after `start`, both the first days of periods.

    >>> count_periods(datetime.date(2030, 12, 1), datetime.date(2031, 2, 1), "month")
    2
    """
    if unit == "month":
        return 12 * (end.year - start.year) + end.month - start.month
    return (end - start).days // (7 if unit == "week" else 1)


def _fill(report: "Report", unit: str) -> dict[datetime.date, dict[str, list[str]]]:
    """The statements of each issue in each period."""
    dates = first_dates(report)
    known = {statement.id for statement in report.statements if statement.repeat_of is None}
    periods: dict[datetime.date, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for issue in report.issues:
        for key in issue.statements:
            if key in dates and key in known:
                periods[first_day(dates[key], unit)][issue.id].append(key)
    return periods


def _large(issues: Members) -> dict[str, Sequence[str]]:
    return {issue: keys for issue, keys in issues.items() if len(keys) >= LEAST}


class _Vectors:
    """The rows of a report's statements."""

    def __init__(self, report: "Report", rows: np.ndarray) -> None:
        self.row = {statement.id: row for row, statement in enumerate(report.statements)}
        self.rows = np.asarray(rows)

    def next_of(self, keys: Sequence[str], issues: Members) -> str | None:
        """The issue to which at least half of these statements fall, if it is near on the whole."""
        if not issues:
            return None
        names = sorted(issues)
        means = np.stack([self._mean(issues[name]) for name in names])
        held = np.round(self._of(keys) @ means.T, 4).argmax(axis=1)
        counts = np.bincount(held, minlength=len(names))
        best = int(counts.argmax())
        near = round(float(self._mean(keys) @ means[best]), 4) >= NEAR
        return names[best] if near and counts[best] >= SHARE * len(keys) else None

    def _of(self, keys: Sequence[str]) -> np.ndarray:
        return np.asarray(self.rows[[self.row[key] for key in keys]])

    def _mean(self, keys: Sequence[str]) -> np.ndarray:
        total = self._of(keys).sum(axis=0)
        return np.asarray(total / (np.linalg.norm(total) or 1.0))


def _pass(
    periods: Mapping[datetime.date, Members],
    placed: _Vectors,
    start: datetime.date,
    end: datetime.date,
) -> Iterator[Passage]:
    """What goes on from one period to the next: merged and renamed, then split."""
    one, other = _large(periods[start]), _large(periods[end])
    forward = _follow([key for key in one if key not in periods[end]], one, other, placed)
    back = _follow([key for key in other if key not in periods[start]], other, one, placed)
    for target, sources in forward.items():
        before = tuple(key for key in one if key in sources or key == target)
        if len(before) > 1 or target not in one:
            # What has split into this and others is told as that, below.
            if len(before) == 1 and len(back.get(before[0], ())) > 1:
                continue
            yield Passage(before, (target,), start, end)
    for source, targets in back.items():
        after = tuple(key for key in other if key in targets or key == source)
        if len(after) > 1:
            yield Passage((source,), after, start, end)


def _follow(
    moving: Sequence[str], one: Members, other: Members, placed: _Vectors
) -> dict[str, list[str]]:
    """The issues of `one` that fall to each issue of `other`, by that."""
    found: dict[str, list[str]] = defaultdict(list)
    for key in moving:
        target = placed.next_of(one[key], other)
        if target is not None:
            found[target].append(key)
    return found
