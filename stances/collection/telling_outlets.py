"""The blocks of a readable report that tell what outlets carry and leave out."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from stances.report.added import LeftOut, OutletParty, Outlets
from stances.report.blocks import Block, Cell, Grid, Heading, Line
from stances.report.sharing import (
    LEFT_OUT,
    SHARES,
    list_quoted,
    show_left_out,
    show_share,
    tell_unnamed,
)
from stances.report.wording import brief, count

if TYPE_CHECKING:
    from stances.report import Report

MOST_OUTLETS = 20
MOST_SPEAKERS = 5
MOST_MISSED = 3
SILENT = "·"


def outlet_blocks(report: "Report", found: Outlets) -> Iterator[Block]:
    """Who quotes whom and how often, beside all others, and what each outlet leaves out."""
    yield Heading(2, "By outlet")
    names = {party.id: party.name for party in report.parties}
    labels = {issue.id: issue.label for issue in report.issues}
    if not found.outlets:
        yield Line("No article names its outlet.")
        return
    yield from _share_blocks(found, names)
    yield from _speaker_lines(found)
    yield from _left_out_blocks(found, names, labels)
    if found.unnamed:
        yield Line(tell_unnamed(found))


def _share_blocks(found: Outlets, names: dict[str | None, str]) -> Iterator[Block]:
    yield Heading(3, "Who quotes whom")
    parties = list_quoted(found)
    cells = {(each.outlet, each.party): each for each in found.parties}
    rows = tuple(
        (
            Cell(f"{brief(outlet.name, 60)} ({outlet.statements})"),
            *(_share_cell(cells.get((outlet.name, party))) for party in parties),
        )
        for outlet in found.outlets[:MOST_OUTLETS]
        if outlet.statements
    )
    yield Grid(("Outlet", *(names.get(party, "unknown") for party in parties)), rows)
    if len(found.outlets) > MOST_OUTLETS:
        yield Line(f"{len(found.outlets) - MOST_OUTLETS} more are in the report as JSON.")
    yield Line(SHARES)


def _share_cell(each: OutletParty | None) -> Cell:
    return Cell(SILENT) if each is None else Cell(show_share(each))


def _speaker_lines(found: Outlets) -> Iterator[Block]:
    for outlet in found.outlets[:MOST_OUTLETS]:
        named = [each for each in found.speakers if each.outlet == outlet.name]
        told = [f"{brief(each.speaker, 60)} ({each.n})" for each in named[:MOST_SPEAKERS]]
        if told:
            yield Line(f" quotes most {', '.join(told)}", lead=brief(outlet.name, 60), level=1)


def _left_out_blocks(
    found: Outlets, names: dict[str | None, str], labels: dict[str, str]
) -> Iterator[Block]:
    asked = [each for each in found.left_out if each.n or each.known]
    if not asked:
        return
    yield Heading(3, "What is left out")
    parties = [party for party in names if any(each.party == party for each in asked)]
    cells = {(each.outlet, each.party): each for each in asked}
    outlets = [each.name for each in found.outlets if any(o.outlet == each.name for o in asked)]
    rows = tuple(
        (
            Cell(brief(outlet, 60)),
            *(_left_cell(cells.get((outlet, party or ""))) for party in parties),
        )
        for outlet in outlets[:MOST_OUTLETS]
    )
    yield Grid(("Outlet", *(names[party] for party in parties)), rows)
    yield Line(LEFT_OUT)
    for each in asked:
        if each.issues and each.outlet in outlets[:MOST_OUTLETS]:
            yield _missed_line(each, names, labels)


def _left_cell(each: LeftOut | None) -> Cell:
    if each is None or not each.n:
        return Cell(SILENT)
    return Cell(show_left_out(each))


def _missed_line(each: LeftOut, names: dict[str | None, str], labels: dict[str, str]) -> Line:
    listed = [brief(labels.get(key, key), 80) for key in each.issues[:MOST_MISSED]]
    more = len(each.issues) - len(listed)
    told = ", ".join(listed) + (f" and {count(more, 'more')}".removesuffix("s") if more else "")
    party = names.get(each.party, each.party)
    return Line(
        f" does not quote {party} on {len(each.issues)} of {count(each.known, 'issue')} on which "
        f"two others do: {told}",
        lead=brief(each.outlet, 60),
        level=1,
    )
