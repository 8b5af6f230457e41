"""How what is told by day, week or month is put into words, the same in every format."""

import datetime
from collections.abc import Iterable, Mapping, Sequence

from stances.records import Issue
from stances.report.added import IssueLife, Passage, PeriodPosition
from stances.report.wording import brief, count, sign


def name_period(start: datetime.date, unit: str) -> str:
    """A period by its first day, a month without the day.

    >>> name_period(datetime.date(2031, 3, 1), "month")
    '2031-03'
    """
    return start.isoformat()[:7] if unit == "month" else start.isoformat()


def show_position(position: PeriodPosition | None) -> str:
    """A position in one period: the mean, the ends of its interval, the number of statements."""
    if position is None:
        return "·"
    if position.stance is None:
        return f"? ({position.n})"
    if position.low is None or position.high is None:
        return f"{sign(position.stance)} ({position.n})"
    return f"{sign(position.stance)} ({sign(position.low)} to {sign(position.high)}; {position.n})"


def tell_position(position: PeriodPosition, unit: str) -> str:
    """The same in full, for a point of a drawing.

    >>> tell_position(PeriodPosition("A", None, datetime.date(2031, 3, 1), 0.5, 0.2, 0.8, 3), "day")
    '2031-03-01: +0.50 (+0.20 to +0.80), 3 statements'
    """
    named = f"{name_period(position.start, unit)}: "
    within = ""
    if position.low is not None and position.high is not None:
        within = f" ({sign(position.low)} to {sign(position.high)})"
    mean = "?" if position.stance is None else sign(position.stance)
    return f"{named}{mean}{within}, {count(position.n, 'statement')}"


def tell_life(life: IssueLife, unit: str) -> tuple[str, str, str]:
    """When an issue appears, peaks and was last spoken of, and whether it has faded since."""
    last = name_period(life.last, unit)
    return (
        name_period(life.first, unit),
        f"{name_period(life.peak, unit)} ({life.most})",
        f"{last}, faded since" if life.faded else last,
    )


def tell_passage(passage: Passage, labels: Mapping[str, str], unit: str) -> tuple[str, str]:
    """What has become of issues: what happened, and to which; `labels` have their numbers.

    >>> found = Passage(("a", "b"), ("c",), datetime.date(2031, 1, 1), datetime.date(2031, 2, 1))
    >>> tell_passage(found, {"a": "1. toll", "b": "2. dam", "c": "3. river"}, "month")
    ('Merged: ', '1. toll and 2. dam of 2031-01 go on as 3. river in 2031-02')
    """
    one, other = len(passage.before), len(passage.after)
    lead = "Merged: " if one > 1 else "Split: " if other > 1 else "In other words: "
    before, after = (_name(keys, labels) for keys in (passage.before, passage.after))
    start, end = name_period(passage.start, unit), name_period(passage.end, unit)
    goes = "go on" if one > 1 else "goes on"
    return lead, f"{before} of {start} {goes} as {after} in {end}"


def number_labels(issues: Iterable[Issue]) -> dict[str, str]:
    """The labels of issues, each with its number, by id."""
    return {
        issue.id: f"{number}. {brief(issue.label, 80)}"
        for number, issue in enumerate(issues, start=1)
    }


def _name(keys: Sequence[str], labels: Mapping[str, str]) -> str:
    named = [labels.get(key, key) for key in keys]
    return " and ".join((", ".join(named[:-1]), named[-1]) if len(named) > 1 else named)
