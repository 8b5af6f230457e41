"""The first part of a readable report: the title, a line for each party, the table of issues."""

from collections import Counter
from collections.abc import Iterator, Sequence

from stances.records import Agreement, Issue, Party, Position, Statement
from stances.report.blocks import Block, Cell, Grid, Heading, Line
from stances.report.lookup import Lookup
from stances.report.wording import VERDICTS, brief, count, judge_agreement, show_range, sign

SILENT = "–"
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
    numbers = (
        count(len(report.articles), "article"),
        count(len(report.statements), "statement"),
        count(len(report.parties), "party", "parties"),
    )
    return f"Stance report: {', '.join(numbers)}"


def party_lines(lookup: Lookup) -> Iterator[Block]:
    """One line for each party that is compared."""
    for party in lookup.report.parties:
        text, tone = sum_up(lookup, party)
        yield Line(f" — {text}", lead=party.name, level=1, tone=tone)


def sum_up(lookup: Lookup, party: Party) -> tuple[str, str]:
    """What one party says over all, in words, and the label that gives its tone.

    Without a target there is no single thing to be for or against, so issues are counted.
    """
    statements = lookup.of_party(party)
    if not statements:
        found = count(len(lookup.report.articles), "article")
        return f"no statement found in {found}", "silent"
    position = lookup.positions.get((party.id or "", None))
    if not lookup.report.target or position is None:
        return f"{count_voices(statements)}{count_issues(lookup, party)}", ""
    if position.stance is None:
        return f"nothing on the target in {count_voices(statements)}", "silent"
    return judge_overall(position, statements), position.label


def judge_overall(position: Position, statements: Sequence[Statement]) -> str:
    """The verdict with its numbers, and how many of the party's statements it rests on."""
    share = f"{position.n} of " if position.n != len(statements) else ""
    numbers = f"{sign(position.stance or 0)}, {share}{count_voices(statements)}"
    return f"{VERDICTS.get(position.label, position.label)} ({numbers})"


def count_voices(statements: Sequence[Statement]) -> str:
    """How many statements by how many speakers, each name once."""
    names = {each.speaker.name.casefold() for each in statements if each.speaker.name}
    voices = f", {count(len(names), 'speaker')}" if names else ""
    return count(len(statements), "statement") + voices


def count_issues(lookup: Lookup, party: Party) -> str:
    """On how many issues a party takes which stance."""
    labels = Counter(
        position.label
        for issue in lookup.report.issues
        if (position := lookup.positions.get((party.id or "", issue.id))) and position.n
    )
    parts = [f"{VERDICTS[label]} on {labels[label]}" for label in VERDICTS if labels[label]]
    return f"; by issue: {', '.join(parts)}" if parts else ""


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


def agreement_table(lookup: Lookup) -> Iterator[Block]:
    """How far each two parties agree over all."""
    yield Heading(2, "Who agrees with whom")
    overall = lookup.agreements.get(None, [])
    if len(lookup.report.parties) < 2:
        yield Line("Fewer than two parties are in this report, so there is nobody to compare.")
    elif not lookup.report.comparison:
        yield Line("No two parties speak about the same thing, so nothing can be compared.")
    elif overall:
        yield Grid(
            ("Parties", "Agreement", "Range", "Statements"),
            tuple(agreement_row(lookup, agreement) for agreement in overall),
        )


def agreement_row(lookup: Lookup, agreement: Agreement) -> tuple[Cell, ...]:
    """One pair of parties with its numbers."""
    pair = " and ".join(lookup.name(party) for party in agreement.parties)
    word = judge_agreement(agreement)
    value = agreement.agreement
    shown = word if value is None else f"{sign(value)} {word}"
    tone = {"agree": "favor", "disagree": "against"}.get(word, "unclear")
    within = show_range(agreement.interval) or SILENT
    return Cell(pair), Cell(shown, tone), Cell(within), Cell(f"{agreement.n}")
