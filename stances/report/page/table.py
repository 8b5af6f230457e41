"""The table of all statements, with what its filters offer."""

from collections.abc import Iterable
from dataclasses import dataclass

from stances.report.page.book import Book
from stances.report.page.quotes import KINDS, Quote
from stances.report.wording import VERDICTS, brief


@dataclass(frozen=True, slots=True)
class Line:
    """A statement in the table, with the number and label of its issue, its side and its kind."""

    quote: Quote
    number: int
    issue: str
    side: str
    kind: str


@dataclass(frozen=True, slots=True)
class Table:
    """All statements, and the values by which they can be filtered."""

    lines: tuple[Line, ...]
    parties: tuple[str, ...]
    issues: tuple[tuple[int, str], ...]
    sides: tuple[str, ...]
    speakers: tuple[str, ...]
    kinds: tuple[str, ...]
    dated: bool


def list_table(book: Book) -> Table:
    """The statements in the order of the articles."""
    issues = {n: brief(i.label, 80) for n, i in enumerate(book.lookup.report.issues, start=1)}
    lines = tuple(_line(book, key, quote, issues) for key, quote in book.quotes.items())
    held = {line.quote.kind for line in lines}
    quoted = sorted({q.badge for q in book.quotes.values()}, key=lambda b: (b.place or 999, b.name))
    numbers = {line.number for line in lines}
    return Table(
        lines,
        tuple(dict.fromkeys(badge.name for badge in quoted)),
        tuple((number, label) for number, label in issues.items() if number in numbers),
        _values(line.side for line in lines),
        _values(line.quote.speaker for line in lines),
        tuple(name for kind, name in KINDS.items() if kind in held),
        any(line.quote.source.day for line in lines),
    )


def _line(book: Book, key: str, quote: Quote, issues: dict[int, str]) -> Line:
    number = book.issue_of.get(key, 0)
    side = book.side_of.get(key, "")
    named = VERDICTS.get(side, brief(side, 80)) if side else ""
    return Line(quote, number, issues.get(number, ""), named, KINDS[quote.kind])


def _values(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({each for each in found if each}, key=lambda each: (each.casefold(), each)))
