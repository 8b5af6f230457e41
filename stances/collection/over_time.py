"""Positions by day, week or month: what is said in each, and what has changed."""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import fields
from typing import TYPE_CHECKING

from stances.comparison import DIGITS, interval_of, sample_stance
from stances.errors import UsageError
from stances.records import Change, Position, Statement
from stances.report.added import PeriodPosition, Turn
from stances.report.carriers import list_carriers
from stances.stance import stance_toward

if TYPE_CHECKING:
    import pandas

    from stances.report import Report

UNITS = ("day", "week", "month")


def first_day(day: datetime.date, unit: str) -> datetime.date:
    """The first day of the day's week (Monday) or month, or itself; raises `UsageError`.

    >>> print(first_day(datetime.date(2031, 1, 9), "week"))
    2031-01-06
    """
    if unit not in UNITS:
        raise UsageError(f"A period is one of {', '.join(UNITS)}, not {unit!r}.")
    if unit == "month":
        return day.replace(day=1)
    return day - datetime.timedelta(days=day.weekday()) if unit == "week" else day


def first_dates(report: "Report") -> dict[str, datetime.date]:
    """The day on which each statement that is no repeat was first carried, by its id.

    Repeats and copies of articles count; statements that are carried without a date are left out.
    """
    carriers = list_carriers(report)
    days = {key: [each.date for each in found if each.date] for key, found in carriers.items()}
    return {key: min(found) for key, found in days.items() if found}


def positions_over_time(report: "Report", unit: str) -> list[PeriodPosition]:
    """The positions of a report's parties on each issue and overall, in each period.

    Periods in which a party says nothing are left out. A statement that is carried again counts
    once, on the first day. Raises `UsageError` for a unit that is not in `UNITS`.
    """
    dates = first_dates(report)
    periods = {key: first_day(day, unit) for key, day in dates.items()}
    statements = {s.id: s for s in report.statements if s.repeat_of is None and s.id in periods}
    parties = [party.id for party in report.parties if party.id]
    overall = (None, report.target, tuple(statements))
    cells = [overall, *((i.id, i.target, i.statements) for i in report.issues)]
    found = []
    for issue, target, keys in cells:
        held: dict[tuple[str, datetime.date], list[Statement]] = defaultdict(list)
        for statement in (statements[key] for key in keys if key in statements):
            if statement.party.id in parties:
                held[statement.party.id or "", periods[statement.id]].append(statement)
        ordered = sorted(held, key=lambda cell: (parties.index(cell[0]), cell[1]))
        found += [_position(*cell, issue, target, held[cell]) for cell in ordered]
    return found


def find_turns(report: "Report") -> list[Turn]:
    """The changes of position that a report found, with a statement from before and after each."""
    dates = first_dates(report)
    known = {statement.id: statement for statement in report.statements}
    found = []
    for position in report.positions:
        if position.change is None:
            continue
        cell = [known[key] for key in position.statements if key in dates]
        early = [s for s in cell if dates[s.id] <= position.change.until]
        late = [s for s in cell if dates[s.id] > position.change.until]
        if early and late:
            found.append(_turn(position, position.change, early, late, dates))
    return found


def frame_over_time(report: "Report", unit: str) -> "pandas.DataFrame":
    """The positions over time as a data frame, a row for each party, issue and period."""
    import pandas

    names = [field.name for field in fields(PeriodPosition)]
    rows = [[getattr(each, name) for name in names] for each in positions_over_time(report, unit)]
    return pandas.DataFrame(rows, columns=names)


def issues_over_time(report: "Report", unit: str) -> Iterator[tuple[str, dict[datetime.date, int]]]:
    """For each issue how many statements fall into each period: it appears, grows and fades."""
    dates = first_dates(report)
    for issue in report.issues:
        counts: dict[datetime.date, int] = defaultdict(int)
        for key in issue.statements:
            if key in dates:
                counts[first_day(dates[key], unit)] += 1
        yield issue.id, dict(sorted(counts.items()))


def _position(
    party: str, start: datetime.date, issue: str | None, target: str, cell: list[Statement]
) -> PeriodPosition:
    sample = sample_stance(cell, target)
    low, high = (interval_of(sample.means) if sample else None) or (None, None)
    stance = round(sample.mean, DIGITS) + 0.0 if sample else None
    return PeriodPosition(party, issue, start, stance, low, high, len(cell))


def _turn(
    position: Position,
    change: Change,
    early: list[Statement],
    late: list[Statement],
    dates: dict[str, datetime.date],
) -> Turn:
    sign = 1 if change.after > change.before else -1
    before = min(early, key=lambda s: (sign * _score(s, position.target), s.id))
    after = min(late, key=lambda s: (-sign * _score(s, position.target), s.id))
    days = dates[before.id], dates[after.id]
    return Turn(position.party, position.issue, change, before, after, days)


def _score(statement: Statement, target: str) -> float:
    stance = stance_toward(statement, target)
    return stance.score if stance else 0.0
