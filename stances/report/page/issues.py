"""Each issue: where the parties stand, its sides as columns, and what stands against what."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from stances.records import Concord, Contradiction, Issue, Party, Position, Side
from stances.report.blocks import Line
from stances.report.details import SHORT, agreement_line, show_side
from stances.report.page.badges import Badge
from stances.report.page.book import Book, name_side
from stances.report.page.matrix import Cell, covers_all, make_cell
from stances.report.page.quotes import Quote
from stances.report.wording import FLAGS, brief, count, judge, show_statement, sign

MOST_SHOWN = 4
SIDE_ORDER = ("favor", "against", "neutral", "unclear")


@dataclass(frozen=True, slots=True)
class Point:
    """A key point: the statement, the words of it that make the point, for how many it stands."""

    quote: Quote
    words: str
    told: str


@dataclass(frozen=True, slots=True)
class Link:
    """One of the issues on which a position over all issues rests."""

    href: str
    label: str
    told: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What one party says on one issue: its position, key points, dissent and statements.

    Over all issues, the `issues` lead to the statements; `quotes` are then those of no issue.
    """

    badge: Badge
    cell: Cell
    told: str
    points: tuple[Point, ...]
    dissent: tuple[Quote, ...]
    change: str
    quotes: tuple[Quote, ...]
    issues: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A party's statements on one side, the first of them shown at once."""

    badge: Badge
    n: int
    shown: tuple[Quote, ...]
    more: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One side of an issue."""

    label: str
    tone: str
    told: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Statements set beside each other; `told` says what they show, and stands where `shown`."""

    told: str
    quotes: tuple[Quote, ...]
    shown: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """An issue as the page shows it; `single` where one statement is all there is."""

    number: int
    label: str
    target: str
    phrases: str
    standings: tuple[Standing, ...]
    silent: tuple[Badge, ...]
    agreement: str
    columns: tuple[Column, ...]
    against: tuple[Pair, ...]
    alike: tuple[Pair, ...]
    own: tuple[Pair, ...]
    single: bool = False


def list_sections(book: Book) -> list[Section]:
    """A section for each issue, in order."""
    return [
        make_section(book, number, issue)
        for number, issue in enumerate(book.lookup.report.issues, start=1)
    ]


def list_loose(book: Book) -> list[Group]:
    """The statements of no issue, by party."""
    quotes = book.fresh(key for key in book.lookup.statements if key not in book.issue_of)
    return list(group_quotes(book, quotes))


def sum_target(book: Book) -> tuple[Standing, ...]:
    """Where the parties stand toward the user's target over all issues, if no issue says it."""
    report = book.lookup.report
    if not report.target or (report.issues and covers_all(book)):
        return ()
    return tuple(list_standings(book, 0, None))


def make_section(book: Book, number: int, issue: Issue) -> Section:
    """One issue with all that belongs to it."""
    standings = tuple(list_standings(book, number, issue.id))
    heard = {each.badge.id for each in standings}
    agreement = next(
        (b.text for b in agreement_line(book.lookup, issue) if isinstance(b, Line)), ""
    )
    target = issue.target if issue.target != issue.label else ""
    return Section(
        number,
        brief(issue.label, SHORT),
        brief(target, SHORT),
        ", ".join(brief(each, 80) for each in issue.phrases),
        standings,
        tuple(badge for badge in book.compared if badge.id not in heard),
        agreement,
        tuple(list_columns(book, issue)),
        tuple(set_against(book, issue)),
        tuple(set_alike(book, issue)),
        tuple(tell_own(book, issue)),
        len(book.fresh(issue.statements)) == 1,
    )


def list_standings(book: Book, number: int, issue: str | None) -> Iterator[Standing]:
    """What each party says that is not silent."""
    for column, party in enumerate(book.lookup.report.parties, start=1):
        position = book.lookup.positions.get((party.id or "", issue))
        if position is not None and position.n and position.stance is not None:
            yield make_standing(book, party, position, make_cell(book, position, number, column))


def make_standing(book: Book, party: Party, position: Position, cell: Cell) -> Standing:
    """One party's position with what is behind it."""
    shown = {point.statement for point in position.key_points}
    dissent = [key for key in position.dissent if key not in shown]
    placed = book.issue_of
    return Standing(
        book.badges[party.id],
        cell,
        judge(position),
        tuple(list_points(book, position)),
        book.pick(dissent),
        tell_change(position),
        book.fresh(key for key in position.statements if position.issue or key not in placed),
        () if position.issue else tuple(link_issues(book, party)),
    )


def link_issues(book: Book, party: Party) -> Iterator[Link]:
    """The issues on which a party speaks, with what it says there."""
    column = book.lookup.compared.index(party.id or "") + 1
    for number, issue in enumerate(book.lookup.report.issues, start=1):
        position = book.lookup.positions.get((party.id or "", issue.id))
        if position is not None and position.n and position.stance is not None:
            label = f"{number}. {brief(issue.label, 120)}"
            yield Link(f"c-{number}-{column}", label, judge(position))


def list_points(book: Book, position: Position) -> Iterator[Point]:
    """The key points that can be traced."""
    for point in position.key_points:
        statement = book.lookup.statements.get(point.statement)
        if statement is None:
            continue
        quote, flag = book.quotes[point.statement], FLAGS[statement.kind]
        whole = not point.spans or point.spans == statement.spans
        clause = replace(statement, text=point.text, spans=point.spans)
        words = quote.words if whole else f"{show_statement(clause).removesuffix(flag)} […]"
        told = f"stands for {count(point.n, 'statement')}" if point.n > 1 else ""
        yield Point(quote, words, told)


def tell_change(position: Position) -> str:
    """A change in words, as the other formats tell it; nothing where there is none."""
    change = position.change
    if change is None:
        return ""
    until = change.until.isoformat()
    return f"{sign(change.before)} up to {until}, {sign(change.after)} since (p = {change.p:.3f})"


def list_columns(book: Book, issue: Issue) -> Iterator[Column]:
    """The sides of an issue in a fixed order, and last what stands on none."""
    sides = sorted(book.lookup.sides.get(issue.id, ()), key=_order)
    placed: set[str] = set()
    for side in sides:
        quotes = book.fresh(key for key in side.statements if key not in placed)
        placed.update(side.statements)
        if quotes:
            told = show_side(book.lookup, side)
            yield Column(name_side(side), side.label, told, tuple(group_quotes(book, quotes)))
    rest = book.fresh(key for key in issue.statements if key not in placed)
    if rest:
        label = "no side" if sides else "statements"
        yield Column(label, "unclear", label, tuple(group_quotes(book, rest)))


def _order(side: Side) -> tuple[int, str]:
    known = SIDE_ORDER.index(side.label) if side.label in SIDE_ORDER else 2
    return known, side.id


def group_quotes(book: Book, quotes: Sequence[Quote]) -> Iterator[Group]:
    """Quotations by party: those compared in their order, then others, the unknown last."""
    by_badge: dict[Badge, list[Quote]] = {}
    for quote in quotes:
        by_badge.setdefault(quote.badge, []).append(quote)
    for badge in sorted(by_badge, key=lambda b: (b.place or len(by_badge) + 99, not b.id)):
        found = by_badge[badge]
        most = MOST_SHOWN if len(found) > MOST_SHOWN + 1 else len(found)
        yield Group(badge, len(found), tuple(found[:most]), tuple(found[most:]))


def set_against(book: Book, issue: Issue) -> Iterator[Pair]:
    """The contradictions of an issue, the strongest first."""
    yield from _pair(book, issue, book.lookup.report.contradictions, "against")


def set_alike(book: Book, issue: Issue) -> Iterator[Pair]:
    """The agreements of an issue, then what several parties say alike."""
    report = book.lookup.report
    yield from _pair(book, issue, report.concords, "with")
    for each in report.common_ground:
        if each.issue != issue.id:
            continue
        names = " and ".join(book.lookup.name(party) for party in each.parties)
        yield Pair(f"{names}, common ground", book.pick(each.statements[: len(each.parties)]), True)


def _pair(
    book: Book, issue: Issue, found: Iterable[Contradiction | Concord], link: str
) -> Iterator[Pair]:
    for each in found:
        if each.issue != issue.id:
            continue
        first, second = (book.lookup.name(party) for party in each.parties)
        quotes = book.pick(each.statements)
        if len(quotes) == 2:
            yield Pair(f"{first} {link} {second}", quotes)


def tell_own(book: Book, issue: Issue) -> Iterator[Pair]:
    """What one party says of an issue more than the others."""
    for each in book.lookup.report.distinctive:
        if each.issue != issue.id:
            continue
        said = f"{count(each.n, 'statement')}, {each.others or 'none'} of others"
        yield Pair(f"{book.lookup.name(each.party)} ({said})", book.pick((each.statement,)), True)
