"""The part of a readable report that tells positions over time."""

import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from stances.collection.over_time import (
    PeriodPosition,
    Turn,
    find_turns,
    first_day,
    positions_over_time,
)
from stances.report.blocks import Block, Cell, Grid, Heading, Line
from stances.report.markdown import render_markdown
from stances.report.plain import as_plain
from stances.report.text import render_text
from stances.report.wording import brief, cite, sign

if TYPE_CHECKING:
    from stances.report import Report

MOST_ISSUES = 10
MOST_PERIODS = 12
MOST_TURNS = 10


def tell_over_time(report: "Report", unit: str, width: int, colour: bool, markdown: bool) -> str:
    """The section on positions by day, week or month, as text or as Markdown."""
    blocks = tuple(over_time_blocks(report, unit))
    return render_markdown(blocks) if markdown else "\n" + render_text(blocks, width, colour)


def over_time_to_dict(report: "Report", unit: str) -> dict[str, Any]:
    """The positions over time as JSON has them."""
    return {"unit": unit, "positions": as_plain(positions_over_time(report, unit))}


def over_time_blocks(report: "Report", unit: str) -> Iterator[Block]:
    """A table for the whole and for each of the first issues, then what has changed."""
    yield Heading(2, f"Positions by {unit}")
    found = positions_over_time(report, unit)
    if not found:
        yield Line("No statement has a date.")
        return
    starts = sorted({each.start for each in found})
    shown = starts[-MOST_PERIODS:]
    if len(starts) > len(shown):
        yield Line(f"The last {len(shown)} of {len(starts)} {unit}s with statements.")
    labels = {issue.id: issue.label for issue in report.issues}
    names = {party.id: party.name for party in report.parties if party.id}
    for key in (None, *list(labels)[:MOST_ISSUES]):
        cells = {(each.party, each.start): each for each in found if each.issue == key}
        if len({start for _, start in cells}) > 1 or key is None:
            title = "All issues" if key is None else brief(labels[key])
            yield _grid(title, shown, names, cells, unit)
    yield Line(
        "The mean stance, in brackets its 95 % interval and the number of statements; "
        "? none was read for a stance; · nothing said."
    )
    yield from _turn_lines(find_turns(report), labels, names)


def _grid(
    title: str,
    starts: list[datetime.date],
    names: dict[str, str],
    cells: dict[tuple[str, datetime.date], PeriodPosition],
    unit: str,
) -> Grid:
    rows = tuple(
        (Cell(_name_period(start, unit)), *(Cell(_show(cells.get((p, start)))) for p in names))
        for start in starts
        if any((party, start) in cells for party in names)
    )
    return Grid((title, *names.values()), rows)


def _name_period(start: datetime.date, unit: str) -> str:
    return start.isoformat()[:7] if unit == "month" else first_day(start, unit).isoformat()


def _show(position: PeriodPosition | None) -> str:
    if position is None:
        return "·"
    if position.stance is None:
        return f"? ({position.n})"
    if position.low is None or position.high is None:
        return f"{sign(position.stance)} ({position.n})"
    return f"{sign(position.stance)} ({sign(position.low)} to {sign(position.high)}; {position.n})"


def _turn_lines(
    turns: list[Turn], labels: dict[str, str], names: dict[str, str]
) -> Iterator[Block]:
    for turn in turns[:MOST_TURNS]:
        about = brief(labels[turn.issue]) if turn.issue in labels else "what was asked"
        yield Line(
            f" on {about}: {sign(turn.change.before)} up to {turn.change.until.isoformat()}, "
            f"{sign(turn.change.after)} since (p = {turn.change.p:.3f}).",
            lead=f"{names.get(turn.party, turn.party)} changed",
        )
        for day, statement in zip(turn.dates, (turn.before, turn.after), strict=True):
            yield Line(cite(statement), lead=f"{day.isoformat()}: ", level=1)
