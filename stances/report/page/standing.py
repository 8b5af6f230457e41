"""How parties stand to each other: who agrees, who criticises whom, the map, and time."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from stances.records import AttitudeCell, Position, Stance
from stances.report.blocks import Block
from stances.report.page.badges import Badge
from stances.report.page.book import Book
from stances.report.page.issues import tell_change
from stances.report.page.matrix import covers_all, shade
from stances.report.page.pictures import Dot, Step, place_day, place_value
from stances.report.page.quotes import Quote, name_tone
from stances.report.standing import agreement_table
from stances.report.wording import count, sign
from stances.stance import stance_toward

MOST_PANELS = 12
MOST_DOTS = 120
Dated = tuple[datetime.date, Stance]
Ends = tuple[datetime.date, datetime.date]


@dataclass(frozen=True, slots=True)
class Regard:
    """How one party speaks of another: a cell of the matrix and the statements behind it."""

    anchor: str
    source: Badge
    target: Badge
    tone: str
    number: str
    told: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Regards:
    """Who speaks how of whom; a row for each that speaks, None where nothing is said."""

    badges: tuple[Badge, ...]
    rows: tuple[tuple[Badge, tuple[Regard | None, ...]], ...]

    @property
    def found(self) -> Iterator[Regard]:
        """The cells in which something is said."""
        return (cell for _, cells in self.rows for cell in cells if cell is not None)


def list_regards(book: Book) -> Regards | None:
    """The attitudes of parties toward each other; None where none is known."""
    cells = {(each.source, each.target): each for each in book.lookup.report.attitude_matrix}
    badges = tuple(b for b in book.compared if any(b.id in pair for pair in cells))
    if len(badges) < 2:
        return None
    rows = []
    for source in badges:
        found = [(target, cells.get((source.id, target.id))) for target in badges]
        made = tuple(_regard(book, source, target, cell) for target, cell in found)
        rows.append((source, made))
    return Regards(badges, tuple(rows))


def _regard(book: Book, source: Badge, target: Badge, cell: AttitudeCell | None) -> Regard | None:
    if cell is None or source is target:
        return None
    label = "favor" if cell.mean > 0 else "against" if cell.mean < 0 else "neutral"
    told = f"{cell.positive} well, {cell.neutral} neither, {cell.negative} ill"
    return Regard(
        f"r-{source.place}-{target.place}",
        source,
        target,
        shade(label, cell.mean),
        sign(cell.mean),
        f"{sign(cell.mean)} in {count(len(cell.statements), 'statement')}: {told}",
        book.pick(cell.statements),
    )


def agreement_blocks(book: Book) -> list[Block]:
    """The table of agreements, as the other formats have it."""
    return list(agreement_table(book.lookup)) if book.lookup.report.statements else []


@dataclass(frozen=True, slots=True)
class Panel:
    """One party's statements on one thing in time; `steps` are its mean before and after."""

    badge: Badge
    label: str
    dots: tuple[Dot, ...]
    steps: tuple[Step, ...]
    change: str
    first: str
    last: str
    told: str


def list_panels(book: Book) -> list[Panel]:
    """A panel for each position with statements of two days or more, changes first."""
    days = book.lookup.days
    if not days:
        return []
    # The position over all issues is toward one thing only where the user named a target.
    whole = covers_all(book) or not book.lookup.report.target
    asked = [each for each in book.lookup.report.positions if each.issue or not whole]
    asked.sort(key=lambda position: (position.change is None, -position.n))
    made = (make_panel(book, position, days) for position in asked)
    return list(islice((panel for panel in made if panel is not None), MOST_PANELS))


def make_panel(book: Book, position: Position, days: dict[str, datetime.date]) -> Panel | None:
    """A position in time; None where its statements have fewer than two days."""
    badge = book.badges.get(position.party)
    dated = [
        (days[statement.article], stance)
        for key in position.statements
        if (statement := book.lookup.statements.get(key)) is not None
        and statement.repeat_of is None
        and statement.article in days
        and (stance := stance_toward(statement, position.target)) is not None
    ]
    held = {day for day, _ in dated}
    if badge is None or len(held) < 2:
        return None
    ends = min(days.values()), max(days.values())
    crowded = len(dated) > MOST_DOTS
    label = book.label(position.issue) if position.issue else "the target, over all issues"
    told = f"{count(len(dated), 'statement')} on {count(len(held), 'day')}"
    first, last = (day.isoformat() for day in ends)
    return Panel(
        badge,
        label,
        tuple(_day_dots(dated, ends) if crowded else _dots(dated, ends)),
        tuple(_steps(position, ends)),
        tell_change(position),
        first,
        last,
        f"{told}; a dot is a day's mean" if crowded else told,
    )


def _dots(dated: Iterable[Dated], ends: Ends) -> Iterator[Dot]:
    """A dot for each statement."""
    for day, stance in dated:
        told = f"{day.isoformat()}: {sign(stance.score)}"
        yield Dot(place_day(day, *ends), place_value(stance.score), 4.0, name_tone(stance), told)


def _day_dots(dated: Iterable[Dated], ends: Ends) -> Iterator[Dot]:
    """A dot for each day at the mean of its statements, larger the more there are."""
    by_day: dict[datetime.date, list[float]] = {}
    for day, stance in dated:
        by_day.setdefault(day, []).append(stance.score)
    for day, scores in sorted(by_day.items()):
        mean = sum(scores) / len(scores)
        told = f"{day.isoformat()}: {sign(mean)} ({count(len(scores), 'statement')})"
        tone = "favor" if mean > 0 else "against" if mean < 0 else "neutral"
        size = round(min(2 + len(scores) ** 0.5, 7.0), 1)
        yield Dot(place_day(day, *ends), place_value(mean), size, tone, told)


def _steps(position: Position, ends: Ends) -> Iterator[Step]:
    change = position.change
    if change is None:
        return
    middle = place_day(change.until, *ends)
    yield Step(place_day(ends[0], *ends), middle, place_value(change.before))
    yield Step(middle, place_day(ends[1], *ends), place_value(change.after))
