"""Statements set beside each other: contradictions, agreements, what one party says more."""

from collections.abc import Iterator, Sequence

from stances.records import Concord, Contradiction
from stances.report.blocks import Block, Heading, Line
from stances.report.lookup import Lookup
from stances.report.wording import brief, cite, count

MOST_PAIRS = 5
SHORT = 240


def contradictions(lookup: Lookup) -> Iterator[Block]:
    """The strongest contradictions, each as its two statements."""
    yield from _pairs(lookup, "Contradictions", lookup.report.contradictions, "against")


def concords(lookup: Lookup) -> Iterator[Block]:
    """The clearest agreements of different parties, each as its two statements."""
    yield from _pairs(lookup, "Agreements", lookup.report.concords, "with")


def _pairs(
    lookup: Lookup, title: str, found: Sequence[Contradiction | Concord], link: str
) -> Iterator[Block]:
    if not found:
        return
    yield Heading(2, title)
    for pair in found[:MOST_PAIRS]:
        yield from _pair(lookup, pair, link)
    if len(found) > MOST_PAIRS:
        yield Line(f"{len(found) - MOST_PAIRS} more are in the report as JSON.")


def _pair(lookup: Lookup, pair: Contradiction | Concord, link: str) -> Iterator[Block]:
    """Two statements of different parties, one under the other."""
    first, second = (lookup.name(party) for party in pair.parties)
    yield Line(f" — {_label(lookup, pair.issue)}", lead=f"{first} {link} {second}")
    for party, key in zip(pair.parties, pair.statements, strict=True):
        statement = lookup.statements.get(key)
        if statement is not None:
            day = lookup.days.get(statement.article)
            dated = f" ({day.isoformat()})" if day else ""
            yield Line(f"{dated}: {cite(statement)}", lead=lookup.name(party), level=1)


def common_ground(lookup: Lookup) -> Iterator[Block]:
    """What several parties say alike."""
    found = lookup.report.common_ground
    if not found:
        return
    yield Heading(2, "Common ground")
    for each in found[:MOST_PAIRS]:
        names = " and ".join(lookup.name(party) for party in each.parties)
        yield Line(f" — {_label(lookup, each.issue)}", lead=names)
        for key in each.statements[: len(each.parties)]:
            if statement := lookup.statements.get(key):
                yield Line(cite(statement, SHORT), level=1)


def distinctive(lookup: Lookup) -> Iterator[Block]:
    """What one party says more than the others."""
    found = lookup.report.distinctive
    if not found:
        return
    yield Heading(2, "What one party says more than others")
    for each in found[:MOST_PAIRS]:
        statement = lookup.statements.get(each.statement)
        if statement is None:
            continue
        said = f"{count(each.n, 'statement')}, {each.others or 'none'} of others"
        lead = f"{lookup.name(each.party)} on {_label(lookup, each.issue)} ({said}): "
        yield Line(cite(statement, SHORT), lead=lead, level=1)


def _label(lookup: Lookup, key: str) -> str:
    issue = lookup.issues.get(key)
    return brief(issue.label if issue else key, SHORT)
