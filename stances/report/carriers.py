"""Who carries a statement: the articles that hold it or a repeat of it, and their copies."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stances.records import Article, Copy, Statement
from stances.report.escaping import clean_line
from stances.report.wording import brief, count

if TYPE_CHECKING:
    from stances.report.record import Report

MOST_NAMED = 8


@dataclass(frozen=True, slots=True)
class Carrier:
    """A place at which a statement stands; `article` is the one in the report with that text.

    `name` is the outlet, or the article's title or id where no outlet is known. `copied` says
    that the whole text of the article stands there too.
    """

    article: str
    outlet: str
    name: str
    date: datetime.date | None
    copied: bool = False


def list_places(report: "Report") -> dict[str, tuple[Carrier, ...]]:
    """Where the text of each article stands: first in the article itself, then its copies."""
    found = {each.id: [_own(each)] for each in report.articles}
    for copy in report.copies:
        if copy.article in found:
            found[copy.article].append(_other(copy))
    return {key: tuple(each) for key, each in found.items()}


def list_carriers(report: "Report") -> dict[str, tuple[Carrier, ...]]:
    """Where each statement that is no repeat stands, by its id: the earliest place first.

    Places without a date come last, in the order of the articles.
    """
    places = list_places(report)
    found: dict[str, dict[Carrier, None]] = {}
    for statement in report.statements:
        held = found.setdefault(statement.repeat_of or statement.id, {})
        held.update(dict.fromkeys(places.get(statement.article, ())))
    return {key: tuple(sorted(each, key=_by_day)) for key, each in found.items()}


def tell_carriers(statement: Statement, carriers: Iterable[Carrier]) -> str:
    """Where else a statement stands, and since when; "" where it stands once.

    >>> from stances.records import Cue, Party, Source, Speaker
    >>> who = Source(), Speaker("Ada Vale"), Party()
    >>> said = Statement("a:1", "a", "direct", "said", "no", (), Cue(), *who)
    >>> day = datetime.date(2031, 5, 4)
    >>> tell_carriers(said, [Carrier("a", "Mirror", "Mirror", day, True)])
    'also in: Mirror (2031-05-04, the whole text); first on 2031-05-04'
    """
    known = tuple(carriers)
    named = list(dict.fromkeys(_name(each) for each in list_others(statement, known)))
    if not named:
        return ""
    rest = len(named) - MOST_NAMED
    listed = ", ".join(named[:MOST_NAMED]) + (f" and {count(rest, 'more place')}" * (rest > 0))
    days = [each.date for each in known if each.date]
    since = f"; first on {min(days).isoformat()}" if days else ""
    return f"also in: {listed}{since}"


def list_others(statement: Statement, carriers: Iterable[Carrier]) -> Iterator[Carrier]:
    """The carriers of a statement without the article that it is shown from."""
    return (each for each in carriers if each.copied or each.article != statement.article)


def tell_copies(places: Iterable[Carrier]) -> str:
    """Where else an article's text stands, "" where nowhere."""
    named = list(dict.fromkeys(_name(each, whole=False) for each in places if each.copied))
    rest = len(named) - MOST_NAMED
    listed = ", ".join(named[:MOST_NAMED]) + (f" and {count(rest, 'more place')}" * (rest > 0))
    return f"also in: {listed}" if named else ""


def _name(carrier: Carrier, whole: bool = True) -> str:
    copied = "the whole text" if carrier.copied and whole else ""
    more = [carrier.date.isoformat() if carrier.date else "", copied]
    told = ", ".join(each for each in more if each)
    return f"{carrier.name} ({told})" if told else carrier.name


def _own(article: Article) -> Carrier:
    name = brief(article.outlet or article.title or article.id, 100)
    return Carrier(article.id, clean_line(article.outlet), name, article.date)


def _other(copy: Copy) -> Carrier:
    name = brief(copy.outlet or copy.title or copy.url or "another place", 100)
    return Carrier(copy.article, clean_line(copy.outlet), name, copy.date, True)


def _by_day(carrier: Carrier) -> datetime.date:
    return carrier.date or datetime.date.max
