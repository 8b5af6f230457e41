"""The first screen: the question, a sentence for each party, and who stands where."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stances.positions.citing import cite_statement
from stances.positions.wording import Setting, tell_line
from stances.records import Party, Position
from stances.report.overview import sum_up, title
from stances.report.page.badges import Badge
from stances.report.page.book import Book
from stances.report.page.pictures import Whisker, draw_whisker
from stances.report.wording import brief, count, judge, sign

FIRST_ROWS = 12
STEPS = (1 / 3, 2 / 3)


@dataclass(frozen=True, slots=True)
class Cell:
    """A position in the matrix: a link to what is behind it, or silence (no `number`)."""

    href: str
    tone: str
    number: str
    n: int
    told: str
    whisker: Whisker | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One issue of the matrix, or the target over all issues (`number` 0)."""

    number: int
    label: str
    cells: tuple[Cell, ...]

    @property
    def mute(self) -> bool:
        """Whether no party that is compared speaks on it."""
        return not any(cell.n for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a sentence; with a `key` it is the words of that statement."""

    text: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class PartyLine:
    """What one party says in a sentence, and what else there is to say of it."""

    badge: Badge
    lead: tuple[Part, ...]
    rest: tuple[Part, ...]
    cell: Cell | None


@dataclass(frozen=True, slots=True)
class FirstScreen:
    """All that the first screen shows; `more` are the rows that do not fit on it."""

    kicker: str
    question: str
    asked: bool
    parties: tuple[PartyLine, ...]
    rows: tuple[Row, ...]
    more: tuple[Row, ...]
    articles: str


def open_page(book: Book) -> FirstScreen:
    """The first screen of a report."""
    report = book.lookup.report
    rows = tuple(list_rows(book)) if report.statements and report.parties else ()
    heard = tuple(row for row in rows if not row.mute)[:FIRST_ROWS]
    return FirstScreen(
        title(book.lookup).partition(": ")[2],
        ask_question(book),
        bool(report.target),
        tuple(tell_party(book, party) for party in report.parties),
        heard,
        tuple(row for row in rows if row not in heard),
        count(len(report.articles), "article"),
    )


def ask_question(book: Book) -> str:
    """The user's target, or what the largest issues are about."""
    report = book.lookup.report
    if report.target:
        return brief(report.target, 300)
    labels = [brief(issue.label, 60) for issue in report.issues[:3]]
    return f"Who says what on {', '.join(labels)}" if labels else "Who says what"


def covers_all(book: Book) -> bool:
    """Whether the one issue there is holds all that is read toward the target."""
    lookup = book.lookup
    if len(lookup.report.issues) != 1:
        return False
    issue = lookup.report.issues[0]
    pairs = (
        (lookup.positions.get((p, None)), lookup.positions.get((p, issue.id)))
        for p in lookup.compared
    )
    return all(
        one is not None and other is not None and set(one.statements) == set(other.statements)
        for one, other in pairs
    )


def list_rows(book: Book) -> Iterator[Row]:
    """The rows of the matrix: the target first, where there is one and it is no issue's row."""
    report = book.lookup.report
    if report.target and not covers_all(book):
        yield make_row(book, 0, None, "The target, over all issues")
    for number, issue in enumerate(report.issues, start=1):
        yield make_row(book, number, issue.id, issue.label)


def make_row(book: Book, number: int, issue: str | None, label: str) -> Row:
    """One row, with a cell for each party."""
    positions = [book.lookup.positions.get((party, issue)) for party in book.lookup.compared]
    cells = (
        make_cell(book, position, number, column)
        for column, position in enumerate(positions, start=1)
    )
    return Row(number, brief(label, 120), tuple(cells))


def make_cell(book: Book, position: Position | None, row: int, column: int) -> Cell:
    """One position as the matrix shows it."""
    if position is None or position.stance is None or not position.n:
        found = count(len(book.lookup.report.articles), "article")
        return Cell("", "silent", "", 0, f"no statement found in {found}")
    number = "?" if position.label == "unclear" else sign(position.stance)
    return Cell(
        f"c-{row}-{column}",
        shade(position.label, position.stance),
        number,
        position.n,
        judge(position),
        draw_whisker(position.stance, position.interval),
    )


def shade(label: str, value: float) -> str:
    """The class of a stance's colour: for or against in three steps, neutral, or unclear.

    >>> shade("favor", 0.9), shade("against", -0.1), shade("unclear", 0.9)
    ('f3', 'a1', 'unclear')
    """
    if label not in ("favor", "against"):
        return label if label == "neutral" else "unclear"
    step = 1 + sum(abs(value) >= limit for limit in STEPS)
    return f"{label[0]}{step}"


def tell_party(book: Book, party: Party) -> PartyLine:
    """One party's sentence and the rest of its paragraph, with its quotations linked."""
    position = book.lookup.positions.get((party.id or "", None))
    lead, rest = split_paragraph(book, party, position)
    known = _quoted(book, party) if position and position.summary else []
    return PartyLine(
        book.badges[party.id],
        tuple(link_parts(lead, known)),
        tuple(link_parts(rest, known)),
        make_cell(book, position, 0, 0) if book.lookup.report.target else None,
    )


def split_paragraph(book: Book, party: Party, position: Position | None) -> tuple[str, str]:
    """What one party says over all: its first sentence and the rest, without the number."""
    text, _ = sum_up(book.lookup, party)
    if position is None or not position.summary or not text.endswith(position.summary):
        return text, ""
    before, summary = text.removesuffix(position.summary), position.summary
    first = tell_line(position, Setting(party.name, "", len(book.lookup.report.articles)))
    lead, rest = (first, summary[len(first) :]) if summary.startswith(first) else (summary, "")
    # The number stands beside it; that nothing is said on the target does not.
    return (lead if before[:1] in "+−0" else before + lead), rest.strip()


def _quoted(book: Book, party: Party) -> list[tuple[str, str]]:
    """How the paragraph cites the party's statements, with the key of each; longest first."""
    statements = book.lookup.statements
    found: dict[str, str] = {}
    for position in book.lookup.report.positions:
        if position.party != party.id:
            continue
        for point in position.key_points:
            if statement := statements.get(point.statement):
                found[cite_statement(statement, point)] = book.keys[statement.id]
        for key in position.dissent:
            if statement := statements.get(key):
                found.setdefault(cite_statement(statement), book.keys[key])
    return sorted(found.items(), key=lambda item: (-len(item[0]), item[0]))


def link_parts(text: str, quoted: Sequence[tuple[str, str]]) -> list[Part]:
    """The text in parts, those that cite a statement with its key.

    >>> link_parts("Vale said no. So it is.", [("Vale said no", "k")])
    [Part(text='Vale said no', key='k'), Part(text='. So it is.', key='')]
    """
    parts = [Part(text)] if text else []
    for words, key in quoted:
        cut: list[Part] = []
        for part in parts:
            before, found, after = part.text.partition(words) if not part.key else ("", "", "")
            if not found:
                cut.append(part)
                continue
            linked = (Part(before), Part(found, key), Part(after))
            cut += [each for each in linked if each.text]
        parts = cut
    return parts
