"""Positions by day, week or month as the page draws them, with the lives of issues."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from stances.report.added import IssueLife, OverTime, PeriodPosition, Turn
from stances.report.page.badges import Badge
from stances.report.page.book import Book
from stances.report.page.pictures import CHART, Bar, draw_bars, place_across, place_up
from stances.report.page.quotes import Quote
from stances.report.periods import (
    name_period,
    number_labels,
    show_position,
    tell_life,
    tell_passage,
    tell_position,
)
from stances.report.wording import brief, sign

MOST_CHARTS = 11
MOST_PERIODS = 12
MOST_TURNS = 10
MOST_LIVES = 10


@dataclass(frozen=True, slots=True)
class Point:
    """A mean with its interval in one period; `low` and `high` are None where there is none."""

    x: float
    y: float
    low: float | None
    high: float | None
    told: str


@dataclass(frozen=True, slots=True)
class Series:
    """One party's points, and the line through them as the path of an SVG."""

    badge: Badge
    points: tuple[Point, ...]
    line: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Positions on one thing in time: the drawing, and the same as a table.

    `number` is the issue's, 0 for the whole; `rows` have a period and a figure for each badge.
    """

    number: int
    label: str
    told: str
    badges: tuple[Badge, ...]
    series: tuple[Series, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Turned:
    """A change of position with a quotation from before it and one from after it."""

    badge: Badge
    number: int
    label: str
    told: str
    sides: tuple[tuple[str, Quote], ...]


@dataclass(frozen=True, slots=True)
class Life:
    """An issue's row among the lives, with a bar for each period."""

    number: int
    label: str
    told: tuple[str, str, str]
    n: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class TimePart:
    """All that the page shows by day, week or month."""

    unit: str
    shown: str
    timelines: tuple[Timeline, ...]
    turns: tuple[Turned, ...]
    lives: tuple[Life, ...]
    passages: tuple[tuple[str, str], ...]


def show_time(book: Book, found: OverTime | None) -> TimePart | None:
    """What is told over time, as the page shows it; None where it was not asked for."""
    if found is None:
        return None
    starts = sorted({each.start for each in found.positions})
    shown = starts[-MOST_PERIODS:]
    told = f"The last {len(shown)} of {len(starts)} {found.unit}s with statements."
    labels = number_labels(book.lookup.report.issues)
    passages = [
        tell_passage(each, labels, found.unit)
        for each in found.passages
        if all(key in labels for key in (*each.before, *each.after))
    ]
    return TimePart(
        found.unit,
        told if len(shown) < len(starts) else "",
        tuple(_list_timelines(book, found, shown))[:MOST_CHARTS],
        tuple(_list_turns(book, found.turns[:MOST_TURNS])),
        tuple(_list_lives(book, found)),
        tuple(passages),
    )


def _list_timelines(
    book: Book, found: OverTime, starts: Sequence[datetime.date]
) -> Iterator[Timeline]:
    """The whole, then the first issues that are spoken of in two periods or more."""
    keys = [None, *(issue.id for issue in book.lookup.report.issues[: MOST_CHARTS - 1])]
    for number, key in enumerate(keys):
        cells = {
            (each.party, each.start): each
            for each in found.positions
            if each.issue == key and each.start in starts
        }
        if key is None and cells:
            yield make_timeline(book, 0, _name_whole(book), cells, starts, found.unit)
        elif len({start for _, start in cells}) > 1:
            yield make_timeline(book, number, book.label(key or ""), cells, starts, found.unit)


def _name_whole(book: Book) -> str:
    return "The target, over all issues" if book.lookup.report.target else "All issues"


def make_timeline(
    book: Book,
    number: int,
    label: str,
    cells: Mapping[tuple[str, datetime.date], PeriodPosition],
    starts: Sequence[datetime.date],
    unit: str,
) -> Timeline:
    """The positions on one thing, drawn and as a table."""
    badges = tuple(b for b in book.compared if any(party == b.id for party, _ in cells))
    series = tuple(
        _draw_series(badge, place, len(badges), cells, starts, unit)
        for place, badge in enumerate(badges)
    )
    rows = tuple(
        (name_period(start, unit), tuple(show_position(cells.get((b.id, start))) for b in badges))
        for start in starts
        if any((badge.id, start) in cells for badge in badges)
    )
    names = ", ".join(badge.name for badge in badges)
    first, last = name_period(starts[0], unit), name_period(starts[-1], unit)
    told = f"{label}: {names}, by {unit} from {first} to {last}; the figures stand below"
    return Timeline(number, label, told, badges, series, rows, first, last)


def _draw_series(
    badge: Badge,
    place: int,
    among: int,
    cells: Mapping[tuple[str, datetime.date], PeriodPosition],
    starts: Sequence[datetime.date],
    unit: str,
) -> Series:
    """One party's points, a little beside those of the others, so that no whisker hides one."""
    aside = (place - (among - 1) / 2) * CHART.aside
    points = []
    for start in starts:
        each = cells.get((badge.id, start))
        if each is None or each.stance is None:
            continue
        x = round(place_across(start, starts[0], starts[-1]) + aside, 1)
        ends: tuple[float | None, float | None] = (None, None)
        if each.low is not None and each.high is not None:
            ends = place_up(each.low), place_up(each.high)
        points.append(Point(x, place_up(each.stance), *ends, tell_position(each, unit)))
    line = "L".join(f"{point.x} {point.y}" for point in points)
    return Series(badge, tuple(points), f"M{line}" if len(points) > 1 else "")


def _list_turns(book: Book, turns: Sequence[Turn]) -> Iterator[Turned]:
    numbers = {issue.id: place for place, issue in enumerate(book.lookup.report.issues, start=1)}
    for turn in turns:
        if turn.party not in book.badges or not {turn.before.id, turn.after.id} <= set(book.quotes):
            continue
        change = turn.change
        told = (
            f"{sign(change.before)} up to {change.until.isoformat()}, {sign(change.after)} since "
            f"(p = {change.p:.3f})"
        )
        sides = zip(turn.dates, (turn.before, turn.after), strict=True)
        yield Turned(
            book.badges[turn.party],
            numbers.get(turn.issue or "", 0),
            book.label(turn.issue) if turn.issue in numbers else "what was asked",
            told,
            tuple((day.isoformat(), book.quotes[statement.id]) for day, statement in sides),
        )


def _list_lives(book: Book, found: OverTime) -> Iterator[Life]:
    lives = {each.issue: each for each in found.lives}
    starts = sorted({start for each in found.lives for start, _ in each.counts})
    if len(starts) < 2:
        return
    issues = list(enumerate(book.lookup.report.issues, start=1))[:MOST_LIVES]
    for number, issue in issues:
        if issue.id in lives:
            yield _make_life(number, brief(issue.label, 120), lives[issue.id], starts, found.unit)


def _make_life(
    number: int, label: str, life: IssueLife, starts: Sequence[datetime.date], unit: str
) -> Life:
    bars = draw_bars(life.counts, starts[0], starts[-1])
    return Life(number, label, tell_life(life, unit), life.n, bars)
