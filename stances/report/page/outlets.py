"""Outlets as the page shows them: who quotes whom, and what is left out."""

from collections.abc import Iterator
from dataclasses import dataclass

from stances.report.added import LeftOut, Outlet, OutletParty, Outlets
from stances.report.page.badges import Badge
from stances.report.page.book import Book
from stances.report.sharing import is_clear, list_quoted, per_cent, points, tell_unnamed
from stances.report.wording import brief, count

MOST_OUTLETS = 20
MOST_SPEAKERS = 5
HEAT = (0.0, 0.1, 0.25, 0.5, 0.75)
"""From which share on a cell has which step of colour."""


@dataclass(frozen=True, slots=True)
class Share:
    """A cell: the share with its colour, how many, the same elsewhere, and the difference."""

    heat: str
    share: str
    number: str
    elsewhere: str
    apart: str
    clear: bool


@dataclass(frozen=True, slots=True)
class Line:
    """An outlet's row; None where there is nothing to tell."""

    name: str
    told: str
    cells: tuple[Share | None, ...]


@dataclass(frozen=True, slots=True)
class Missed:
    """The issues on which an outlet does not quote a party that others quote."""

    outlet: str
    badge: Badge
    told: str
    issues: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class OutletPart:
    """All that the page shows by outlet."""

    badges: tuple[Badge, ...]
    rows: tuple[Line, ...]
    left_badges: tuple[Badge, ...]
    left_rows: tuple[Line, ...]
    speakers: tuple[tuple[str, str], ...]
    missed: tuple[Missed, ...]
    more: str
    unnamed: str


def show_outlets(book: Book, found: Outlets | None) -> OutletPart | None:
    """The comparison of outlets as the page shows it; None where it was not asked for."""
    if found is None:
        return None
    shown = [each for each in found.outlets if each.statements][:MOST_OUTLETS]
    quoted = list_quoted(found)
    asked = [each for each in found.left_out if each.n]
    left = [b for b in book.compared if any(each.party == b.id for each in asked)]
    more = len(found.outlets) - len(shown)
    return OutletPart(
        tuple(book.badges[party] for party in quoted),
        tuple(_list_shares(shown, found, quoted)),
        tuple(left),
        tuple(_list_left(shown, asked, left)),
        tuple(_list_speakers(shown, found)),
        tuple(_list_missed(book, shown, found)),
        f"{count(more, 'more outlet')} in the JSON." if more else "",
        tell_unnamed(found) if found.unnamed else "",
    )


def heat(share: float) -> str:
    """The class of a share's colour.

    >>> heat(0.0), heat(0.3), heat(1.0)
    ('h0', 'h2', 'h4')
    """
    return f"h{sum(share >= limit for limit in HEAT) - 1}"


def _list_shares(shown: list[Outlet], found: Outlets, quoted: list[str | None]) -> Iterator[Line]:
    cells = {(each.outlet, each.party): each for each in found.parties}
    for outlet in shown:
        made = [cells.get((outlet.name, party)) for party in quoted]
        told = f"{count(outlet.statements, 'statement')}, {count(outlet.articles, 'article')}"
        yield Line(brief(outlet.name, 60), told, tuple(map(_share, made)))


def _share(each: OutletParty | None) -> Share | None:
    return None if each is None else _cell(each.share, count(each.n, "statement"), each)


def _cell(share: float, number: str, each: OutletParty | LeftOut) -> Share:
    low, high = each.low, each.high
    apart = "" if low is None or high is None else f"{points(low)} to {points(high)}"
    elsewhere = "" if each.elsewhere is None else per_cent(each.elsewhere)
    return Share(heat(share), per_cent(share), number, elsewhere, apart, is_clear(low, high))


def _list_left(shown: list[Outlet], asked: list[LeftOut], left: list[Badge]) -> Iterator[Line]:
    cells = {(each.outlet, each.party): each for each in asked}
    for outlet in shown:
        made = [cells.get((outlet.name, badge.id)) for badge in left]
        if any(made):
            shares = (
                None if each is None else _cell(each.share or 0.0, f"{each.left} of {each.n}", each)
                for each in made
            )
            yield Line(brief(outlet.name, 60), "", tuple(shares))


def _list_speakers(shown: list[Outlet], found: Outlets) -> Iterator[tuple[str, str]]:
    for outlet in shown:
        named = [each for each in found.speakers if each.outlet == outlet.name][:MOST_SPEAKERS]
        if named:
            told = ", ".join(f"{brief(each.speaker, 60)} ({each.n})" for each in named)
            yield brief(outlet.name, 60), told


def _list_missed(book: Book, shown: list[Outlet], found: Outlets) -> Iterator[Missed]:
    numbers = {issue.id: place for place, issue in enumerate(book.lookup.report.issues, start=1)}
    names = {outlet.name for outlet in shown}
    for each in found.left_out:
        if each.issues and each.outlet in names and each.party in book.badges:
            listed = tuple((numbers[key], book.label(key)) for key in each.issues if key in numbers)
            told = f"{len(each.issues)} of {count(each.known, 'issue')} on which two others do"
            yield Missed(brief(each.outlet, 60), book.badges[each.party], told, listed)
