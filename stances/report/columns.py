"""Two parties side by side, issue by issue, for the terminal."""

from itertools import zip_longest
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from stances.records import Issue, Statement
from stances.report.escaping import clean_line
from stances.report.lookup import Lookup
from stances.report.text import NARROWEST, TONES, make_console, read_console
from stances.report.wording import cite, count, judge, judge_agreement, sign

if TYPE_CHECKING:
    from stances.report.record import Report


def render_columns(report: "Report", width: int = 80, colour: bool = False) -> str:
    """What each of a report's first two parties says, in two columns per issue.

    Issues on which only one of them speaks come after those on which both do, and the column
    of the other says that no statement was found.
    """
    lookup = Lookup(report)
    console = make_console(max(width, NARROWEST), colour)
    names = [clean_line(lookup.name(party)) for party in lookup.compared[:2]]
    console.print(Text(" and ".join(names), style="bold"))
    if report.target:
        console.print(Text(f"Target: {clean_line(report.target)}"))
    _print_part(console, lookup, None)
    spoken = [issue for issue in report.issues if any(_said(lookup, issue))]
    spoken.sort(key=lambda issue: not all(_said(lookup, issue)))
    for issue in spoken:
        _print_part(console, lookup, issue)
    if not spoken:
        found = count(len(report.articles), "article")
        console.print(Text(f"Neither has a statement in {found}: there is nothing to compare."))
    return read_console(console)


def _said(lookup: Lookup, issue: Issue) -> list[list[Statement]]:
    members = [lookup.statements[each] for each in issue.statements if each in lookup.statements]
    fresh = [statement for statement in members if statement.repeat_of is None]
    return [[s for s in fresh if s.party.id == party] for party in lookup.compared[:2]]


def _print_part(console: Console, lookup: Lookup, issue: Issue | None) -> None:
    """One issue, or with None the whole, as a table with a column a party."""
    key = issue.id if issue else None
    title = clean_line(issue.label) if issue else "Overall"
    console.print()
    console.print(Text(title + _agreed(lookup, key), style="bold"))
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, expand=True)
    for party in lookup.compared[:2]:
        table.add_column(Text(clean_line(lookup.name(party))), ratio=1, overflow="fold")
    positions = [lookup.positions.get((party, key)) for party in lookup.compared[:2]]
    table.add_row(
        *(
            Text(judge(p), style=TONES.get(p.label, "")) if p else Text("no statement found")
            for p in positions
        )
    )
    said = _said(lookup, issue) if issue else []
    for pair in zip_longest(*said) if issue else ():
        table.add_row()
        table.add_row(*(Text(cite(each, 300) if each else "") for each in pair))
    console.print(table)


def _agreed(lookup: Lookup, key: str | None) -> str:
    for agreement in lookup.agreements.get(key, []):
        if set(agreement.parties) == set(lookup.compared[:2]):
            value = agreement.agreement
            number = "" if value is None else f" ({sign(value)})"
            return f": {judge_agreement(agreement)}{number}"
    return ""
