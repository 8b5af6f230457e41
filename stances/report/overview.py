"""The first part of a readable report: the title, a line for each party, the table of issues."""

from collections.abc import Iterator

from stances.records import Issue, Party, Position
from stances.report.blocks import Block, Cell, Grid, Heading, Line
from stances.report.lookup import Lookup
from stances.report.wording import brief, count, sign

SILENT = "·"
LABEL_LENGTH = 80


def overview(lookup: Lookup) -> Iterator[Block]:
    """The title, the target, and what each party says in one line and one table."""
    report = lookup.report
    yield Heading(1, title(lookup))
    if report.target:
        yield Line(report.target, lead="Target: ")
    if not report.statements:
        yield Line(f"No statement was found in {count(len(report.articles), 'article')}.")
    yield from party_lines(lookup)
    if report.statements and report.parties:
        yield from matrix(lookup)


def title(lookup: Lookup) -> str:
    """What the report covers, in numbers."""
    report = lookup.report
    repeats = sum(statement.repeat_of is not None for statement in report.statements)
    said = f" ({count(repeats, 'repeat')})" if repeats else ""
    numbers = (
        count(len(report.articles), "article"),
        count(len(report.statements), "statement") + said,
        count(len(report.parties), "party", "parties"),
    )
    return f"Stance report: {', '.join(numbers)}"


def party_lines(lookup: Lookup) -> Iterator[Block]:
    """A paragraph for each party that is compared."""
    for party in lookup.report.parties:
        text, tone = sum_up(lookup, party)
        yield Line(f" — {text}", lead=party.name, level=1, tone=tone)


def sum_up(lookup: Lookup, party: Party) -> tuple[str, str]:
    """What one party says over all, in words, and the label that gives its tone.

    Toward a target its mean stance comes first; without one there is no single thing to be for
    or against.
    """
    statements = lookup.of_party(party)
    if not statements:
        found = count(len(lookup.report.articles), "article")
        return f"no statement found in {found}", "silent"
    position = lookup.positions.get((party.id or "", None))
    summary = (position.summary if position else "") or count(len(statements), "statement")
    if not lookup.report.target or position is None:
        return summary, ""
    if position.stance is None:
        return f"nothing on the target; {summary}", "silent"
    return f"{sign(position.stance)}; {summary}", position.label


def matrix(lookup: Lookup) -> Iterator[Block]:
    """The stance of every party on every issue, and how to read it."""
    if not lookup.report.issues:
        return
    yield Heading(2, "Who stands where")
    rows = [issue_row(lookup, n, each.id, each.label) for n, each in _numbered(lookup)]
    if lookup.report.target:
        rows.insert(0, issue_row(lookup, 0, None, "The target, over all issues"))
    yield Grid(("Issue", *(party.name for party in lookup.report.parties)), tuple(rows))
    found = count(len(lookup.report.articles), "article")
    yield Line(
        "+ in favour, − against, 0 neutral, in brackets the number of statements; "
        f"? too unsure to say; {SILENT} no statement found in {found}."
    )


def _numbered(lookup: Lookup) -> enumerate[Issue]:
    """The issues with their numbers, from 1."""
    return enumerate(lookup.report.issues, start=1)


def issue_row(lookup: Lookup, number: int, issue: str | None, label: str) -> tuple[Cell, ...]:
    """One row of the table: the issue, and a cell for each party."""
    name = brief(label, LABEL_LENGTH)
    positions = (lookup.positions.get((party, issue)) for party in lookup.compared)
    return (Cell(f"{number}. {name}" if number else name), *map(position_cell, positions))


def position_cell(position: Position | None) -> Cell:
    """A stance as sign, number and count of statements."""
    if position is None or position.stance is None or not position.n:
        return Cell(SILENT, "silent")
    number = "?" if position.label == "unclear" else sign(position.stance)
    return Cell(f"{number} ({position.n})", position.label)
