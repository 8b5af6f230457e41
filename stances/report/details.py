"""The second part of a readable report: each issue, and what is not compared."""

from collections import Counter
from collections.abc import Iterator

from stances.records import Issue, Party, Position, Side
from stances.report.blocks import Block, Heading, Line
from stances.report.lookup import Lookup
from stances.report.wording import (
    VERDICTS,
    brief,
    cite,
    cite_point,
    count,
    judge,
    judge_agreement,
    sign,
)

MOST_UNKNOWN = 20
MOST_DISSENT = 3
SHORT = 240


def issue_sections(lookup: Lookup) -> Iterator[Block]:
    """A section for each issue; without issues, what each party says over all."""
    report = lookup.report
    if report.issues and report.parties:
        yield Heading(2, "What they say")
        for number, issue in enumerate(report.issues, start=1):
            yield from issue_section(lookup, number, issue)
    elif report.statements and report.parties:
        yield Heading(2, "What they say")
        yield Line("The statements form no issue, so they stand by party alone.")
        for party in report.parties:
            yield from position_lines(lookup, party, None)


def issue_section(lookup: Lookup, number: int, issue: Issue) -> Iterator[Block]:
    """An issue with its target, its sides, each party's key points and who agrees on it."""
    yield Heading(3, f"{number}. {brief(issue.label, SHORT)}")
    if issue.target and issue.target != issue.label:
        yield Line(brief(issue.target, SHORT), lead="Toward: ")
    if issue.phrases:
        yield Line(", ".join(brief(each, 80) for each in issue.phrases), lead="Also: ")
    sides = lookup.sides.get(issue.id, [])
    if len(sides) > 1:
        yield Line("; ".join(show_side(lookup, side) for side in sides), lead="Sides: ")
    silent = []
    for party in lookup.report.parties:
        position = lookup.positions.get((party.id or "", issue.id))
        if position is None or not position.n:
            silent.append(party.name)
        else:
            yield from position_lines(lookup, party, issue.id)
    if silent:
        yield Line(", ".join(silent), lead="No statement found: ", tone="silent")
    yield from agreement_line(lookup, issue)


def show_side(lookup: Lookup, side: Side) -> str:
    """A side in words: its label and who stands on it."""
    parties = ", ".join(lookup.name(party) for party in side.parties) or "unknown parties"
    label = VERDICTS.get(side.label, brief(side.label, 80))
    return f"{label}: {parties} ({count(len(side.statements), 'statement')})"


def position_lines(lookup: Lookup, party: Party, issue: str | None) -> Iterator[Block]:
    """What one party says on one issue, with its key points and its dissent."""
    position = lookup.positions.get((party.id or "", issue))
    if position is None or position.stance is None:
        return
    yield Line(f" — {judge(position)}", lead=party.name, tone=position.label)
    for point, number, carriers in key_points(lookup, position):
        yield Line(point, level=1)
        if number > 1:
            yield Line(f"stands for {count(number, 'statement')}", level=2)
        if carriers:
            yield Line(carriers, level=2)
    yield from _dissent(lookup, position)
    if position.change:
        change = position.change
        yield Line(
            f"{sign(change.before)} up to {change.until.isoformat()}, {sign(change.after)} since "
            f"(p = {change.p:.3f})",
            lead="Changed: ",
            level=1,
        )


def _dissent(lookup: Lookup, position: Position) -> Iterator[Block]:
    """Those of a party's statements that go against its line, unless they are shown already."""
    shown = {point.statement for point in position.key_points}
    others = [lookup.statements[key] for key in position.dissent if key in lookup.statements]
    fresh = [statement for statement in others if statement.id not in shown]
    for statement in fresh[:MOST_DISSENT]:
        yield Line(cite(statement), lead="Otherwise: ", level=1)
    if len(fresh) > MOST_DISSENT:
        yield Line(f"{count(len(fresh) - MOST_DISSENT, 'statement')} more otherwise", level=1)


def key_points(lookup: Lookup, position: Position) -> Iterator[tuple[str, int, str]]:
    """The key points in words with how many each stands for, and where else it is carried.

    Each is a statement, shown as its kind demands.
    """
    for point in position.key_points:
        statement = lookup.statements.get(point.statement)
        if statement is None:
            yield f"{brief(point.text)} (not traced)", point.n, ""
        else:
            yield cite_point(statement, point), point.n, lookup.tell_carriers(statement)


def agreement_line(lookup: Lookup, issue: Issue) -> Iterator[Block]:
    """Who agrees with whom on this issue, in one line; a table has it where there is one issue."""
    if len(lookup.report.issues) == 1:
        return
    parts = [
        f"{' and '.join(lookup.name(party) for party in each.parties)} "
        f"{judge_agreement(each)} ({sign(each.agreement)})"
        for each in lookup.agreements.get(issue.id, [])
        if each.agreement is not None
    ]
    if parts:
        yield Line("; ".join(parts), lead="Agreement: ")


def left_out(lookup: Lookup) -> Iterator[Block]:
    """Statements of unknown and of other parties: counted, never compared."""
    unknown = lookup.by_party.get(None, [])
    others = other_parties(lookup)
    if not unknown and not others:
        return
    yield Heading(2, "Not compared")
    if others:
        yield Line(others, lead="Other parties: ")
    if unknown:
        yield Line(f"{count(len(unknown), 'statement')} whose party is unknown:")
        for statement in unknown[:MOST_UNKNOWN]:
            yield Line(cite(statement, SHORT), level=1)
    if len(unknown) > MOST_UNKNOWN:
        yield Line(f"{len(unknown) - MOST_UNKNOWN} more are in the report as JSON.")


def other_parties(lookup: Lookup) -> str:
    """The parties that are quoted but not compared, the most quoted first."""
    counts = Counter(
        each.party.id
        for each in lookup.report.statements
        if each.party.id is not None and each.party.id not in lookup.compared
    )
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{lookup.name(party)} ({number})" for party, number in ordered)
