"""The blocks of a readable report that tell positions over time and the lives of issues."""

import datetime
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from stances.report.added import IssueLife, OverTime, Passage, PeriodPosition, Turn
from stances.report.blocks import Block, Cell, Grid, Heading, Line
from stances.report.periods import (
    name_period,
    number_labels,
    show_position,
    tell_life,
    tell_passage,
)
from stances.report.wording import brief, cite, sign

if TYPE_CHECKING:
    from stances.report import Report

MOST_ISSUES = 10
MOST_PERIODS = 12
MOST_TURNS = 10


def over_time_blocks(report: "Report", found: OverTime) -> Iterator[Block]:
    """A table for the whole and for each of the first issues, what has changed, and the lives."""
    yield Heading(2, f"Positions by {found.unit}")
    if not found.positions:
        yield Line("No statement has a date.")
        return
    labels = {issue.id: issue.label for issue in report.issues}
    names = {party.id: party.name for party in report.parties if party.id}
    yield from _grids(found, labels, names)
    yield from _turn_lines(found.turns, labels, names)
    yield from _life_blocks(found, number_labels(report.issues))


def _grids(found: OverTime, labels: dict[str, str], names: dict[str, str]) -> Iterator[Block]:
    starts = sorted({each.start for each in found.positions})
    shown = starts[-MOST_PERIODS:]
    if len(starts) > len(shown):
        yield Line(f"The last {len(shown)} of {len(starts)} {found.unit}s with statements.")
    for key in (None, *list(labels)[:MOST_ISSUES]):
        own = {(each.party, each.start): each for each in found.positions if each.issue == key}
        if len({start for _, start in own}) > 1 or key is None:
            title = "All issues" if key is None else brief(labels[key])
            yield _grid(title, shown, names, own, found.unit)
    yield Line(
        "The mean stance, in brackets its 95 % interval and the number of statements; "
        "? none was read for a stance; · nothing said."
    )


def _grid(
    title: str,
    starts: list[datetime.date],
    names: dict[str, str],
    cells: dict[tuple[str, datetime.date], PeriodPosition],
    unit: str,
) -> Grid:
    rows = tuple(
        (
            Cell(name_period(start, unit)),
            *(Cell(show_position(cells.get((party, start)))) for party in names),
        )
        for start in starts
        if any((party, start) in cells for party in names)
    )
    return Grid((title, *names.values()), rows)


def _turn_lines(
    turns: Sequence[Turn], labels: dict[str, str], names: dict[str, str]
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


def _life_blocks(found: OverTime, labels: dict[str, str]) -> Iterator[Block]:
    """When the first issues appear, peak and fade, and which merge or split."""
    lives = [each for each in found.lives if each.issue in list(labels)[:MOST_ISSUES]]
    if lives and len({start for each in lives for start, _ in each.counts}) > 1:
        yield Heading(3, f"Issues by {found.unit}")
        head = ("Issue", "Appears", "Peaks", "Last said", "Statements")
        yield Grid(head, tuple(_life_row(each, labels, found.unit) for each in lives))
    passages = [each for each in found.passages if _is_known(each, labels)]
    for passage in passages:
        lead, text = tell_passage(passage, labels, found.unit)
        yield Line(text, lead=lead, level=1)


def _life_row(life: IssueLife, labels: dict[str, str], unit: str) -> tuple[Cell, ...]:
    texts = (labels[life.issue], *tell_life(life, unit), f"{life.n}")
    return tuple(Cell(text) for text in texts)


def _is_known(passage: Passage, labels: dict[str, str]) -> bool:
    return all(key in labels for key in (*passage.before, *passage.after))
