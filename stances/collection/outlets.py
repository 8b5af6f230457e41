"""Outlets side by side: who quotes whom, and what is left out.

An outlet carries a statement where an article of its own holds it or a repeat of it, or where it
carries the whole text of an article that does. It counts once for each outlet, however often that
carries it. Outlets are told apart by their names, without case.
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

import numpy as np

from stances.collection.over_time import first_dates
from stances.collection.shares import find_interval
from stances.errors import UsageError
from stances.records import Statement
from stances.report.added import LeftOut, Outlet, OutletParty, Outlets, OutletSpeaker
from stances.report.carriers import Carrier, list_places

if TYPE_CHECKING:
    import pandas

    from stances.report import Report

DIGITS = 4
OTHERS = 2
"""So many other outlets must carry a statement for it to be told as left out."""
KINDS = {"parties": OutletParty, "speakers": OutletSpeaker, "left_out": LeftOut}


@dataclass(slots=True)
class _Held:
    """What one outlet carries: each statement with the article it has it from."""

    name: str
    articles: set[str] = field(default_factory=set)
    days: list[datetime.date] = field(default_factory=list)
    statements: dict[str, str] = field(default_factory=dict)


def compare_outlets(report: "Report") -> Outlets:
    """Who quotes whom, each party's share against that over all other outlets, what is left out.

    Shares are of all distinct statements that an outlet carries, of whatever party; told are
    the parties that the report compares, and last the unknown. Intervals take an article as one
    observation (`find_interval`); there is none where one side has a single article.

    What is left out is asked of the statements of a party that at least two other outlets carry,
    first carried between the outlet's own first and last day: the share that it does not carry,
    beside the same share over all other outlets. There it is the article that first holds a
    statement that is one observation.
    """
    held, unnamed = _gather(report)
    ordered = sorted(held.values(), key=lambda each: (-len(each.statements), each.name))
    heads = {each.id: each for each in report.statements if each.repeat_of is None}
    return Outlets(
        tuple(Outlet(each.name, len(each.articles), len(each.statements)) for each in ordered),
        tuple(_share_out(report, ordered, heads)),
        tuple(_count_speakers(ordered, heads)),
        tuple(_find_left_out(report, ordered, heads)),
        unnamed,
    )


def frame_outlets(report: "Report", what: str = "parties") -> "pandas.DataFrame":
    """One part of the comparison of outlets as a data frame, a row for each record.

    `what` is "parties", "speakers" or "left_out"; else raises `UsageError`.
    """
    if what not in KINDS:
        raise UsageError(f"There is no frame of {what!r}; ask for one of {', '.join(KINDS)}.")
    import pandas

    names = [each.name for each in fields(KINDS[what])]
    records = getattr(compare_outlets(report), what)
    rows = [[getattr(each, name) for name in names] for each in records]
    return pandas.DataFrame(rows, columns=names)


def _gather(report: "Report") -> tuple[dict[str, _Held], int]:
    """What each outlet carries, and how many statements stand where no outlet is known."""
    places, held = list_places(report), dict[str, _Held]()
    for carriers in places.values():
        for each in _of_outlets(carriers):
            own = held.setdefault(each.outlet.casefold(), _Held(each.outlet))
            own.articles.add(each.article)
            own.days += [each.date] if each.date else []
    dates = {article.id: str(article.date or "") for article in report.articles}
    known = {statement.id for statement in report.statements if statement.repeat_of is None}
    unnamed = 0
    for statement in sorted(report.statements, key=lambda s: (dates.get(s.article, ""), s.article)):
        named = list(_of_outlets(places.get(statement.article, ())))
        unnamed += not named
        key = statement.repeat_of or statement.id
        for each in named if key in known else ():
            held[each.outlet.casefold()].statements.setdefault(key, statement.article)
    return held, unnamed


def _of_outlets(carriers: Iterable[Carrier]) -> Iterator[Carrier]:
    return (each for each in carriers if each.outlet)


def _share_out(
    report: "Report", ordered: Sequence[_Held], heads: dict[str, Statement]
) -> Iterator[OutletParty]:
    """Each party's share in each outlet."""
    column = {article.id: at for at, article in enumerate(report.articles)}
    parties = [*(party.id for party in report.parties if party.id), None]
    places = [np.array([column[a] for a in each.statements.values()], int) for each in ordered]
    said = [[heads[key].party.id for key in each.statements] for each in ordered]
    whole = sum((np.bincount(at, minlength=len(column)) for at in places), np.zeros(len(column)))
    for party in parties:
        own = [np.array([each == party for each in found], dtype=bool) for found in said]
        counts = [
            np.bincount(at[is_own], minlength=len(column))
            for at, is_own in zip(places, own, strict=True)
        ]
        every = sum(counts, np.zeros(len(column)))
        for outlet, at, mine in zip(ordered, places, counts, strict=True):
            if len(at):
                totals = np.bincount(at, minlength=len(column))
                yield _one_share(outlet.name, party, mine, totals, every - mine, whole - totals)


def _one_share(
    outlet: str,
    party: str | None,
    counts: np.ndarray,
    totals: np.ndarray,
    others: np.ndarray,
    other_totals: np.ndarray,
) -> OutletParty:
    share, elsewhere = _divide(counts, totals), _divide(others, other_totals)
    low, high = _bound(counts, totals, others, other_totals)
    n, articles = int(counts.sum()), int((counts > 0).sum())
    return OutletParty(outlet, party, n, articles, share or 0.0, elsewhere, low, high)


def _count_speakers(
    ordered: Sequence[_Held], heads: dict[str, Statement]
) -> Iterator[OutletSpeaker]:
    """The named speakers of each outlet, the most quoted first."""
    for outlet in ordered:
        said = (heads[key] for key in outlet.statements)
        named = [(s.speaker.name, s.party.id) for s in said if not s.speaker.unnamed]
        counts = Counter(each for each in named if each[0])
        for (name, party), n in sorted(counts.items(), key=lambda each: (-each[1], str(each[0]))):
            yield OutletSpeaker(outlet.name, name, party, n)


def _find_left_out(
    report: "Report", ordered: Sequence[_Held], heads: dict[str, Statement]
) -> Iterator[LeftOut]:
    """What each outlet leaves out of each party that the report compares."""
    if len(ordered) <= OTHERS:
        return
    carried = Counter(key for outlet in ordered for key in outlet.statements)
    for party in (party.id for party in report.parties if party.id):
        keys = [k for k, s in heads.items() if s.party.id == party and carried[k] >= OTHERS]
        asked, left = _ask(report, ordered, [heads[key] for key in keys])
        issues = _list_issues(report, ordered, heads, party)
        every, every_left = asked.sum(axis=0), left.sum(axis=0)
        for at, outlet in enumerate(ordered):
            mine = left[at], asked[at]
            others = every_left - left[at], every - asked[at]
            low, high = _bound(*mine, *others)
            yield LeftOut(
                outlet.name, party, int(asked[at].sum()), int(left[at].sum()),
                _divide(*mine), _divide(*others), low, high,
                *_miss(at, issues),
            )  # fmt: skip


def _ask(
    report: "Report", ordered: Sequence[_Held], statements: Sequence[Statement]
) -> tuple[np.ndarray, np.ndarray]:
    """How many statements of each article are asked of each outlet, and how many it lacks.

    Both have the shape (outlets, articles).
    """
    dates, spans = first_dates(report), [_span(outlet) for outlet in ordered]
    first, last = (np.array(ends) for ends in zip(*spans, strict=True))
    column: dict[str, int] = {}
    places = [column.setdefault(each.article, len(column)) for each in statements]
    asked = np.zeros((len(ordered), len(column)))
    left = np.zeros((len(ordered), len(column)))
    for at, statement in zip(places, statements, strict=True):
        has = np.array([statement.id in outlet.statements for outlet in ordered])
        day = dates[statement.id].toordinal() if statement.id in dates else None
        reads = True if day is None else (first <= day) & (day <= last)
        due = (has.sum() - has >= OTHERS) & (has | reads)
        asked[:, at] += due
        left[:, at] += due & ~has
    return asked, left


def _span(outlet: _Held) -> tuple[int, int]:
    """The first and the last day of an outlet as numbers; without any, all days."""
    if not outlet.days:
        return 0, datetime.date.max.toordinal()
    return min(outlet.days).toordinal(), max(outlet.days).toordinal()


def _list_issues(
    report: "Report", ordered: Sequence[_Held], heads: dict[str, Statement], party: str
) -> dict[str, set[int]]:
    """The places of the outlets that quote a party on each issue."""
    found: dict[str, set[int]] = defaultdict(set)
    for issue in report.issues:
        own = {key for key in issue.statements if key in heads and heads[key].party.id == party}
        found[issue.id] = {
            at for at, outlet in enumerate(ordered) if not own.isdisjoint(outlet.statements)
        }
    return found


def _miss(at: int, issues: dict[str, set[int]]) -> tuple[int, tuple[str, ...]]:
    """On how many issues others quote the party, and those on which this outlet does not."""
    known = [key for key, quoting in issues.items() if len(quoting - {at}) >= OTHERS]
    return len(known), tuple(key for key in known if at not in issues[key])


def _divide(counts: np.ndarray, totals: np.ndarray) -> float | None:
    whole = float(totals.sum())
    return round(float(counts.sum()) / whole, DIGITS) + 0.0 if whole else None


def _bound(*sides: np.ndarray) -> tuple[float | None, float | None]:
    low, high = (float(each) for each in find_interval(*sides))
    if np.isnan(low) or np.isnan(high):
        return None, None
    return round(low, DIGITS) + 0.0, round(high, DIGITS) + 0.0
