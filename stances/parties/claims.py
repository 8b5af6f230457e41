"""What one name in a phrase claims: which party it names, how surely, and why."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher

from stances.parties.matching import Match
from stances.parties.names import key_of
from stances.parties.people import Held, describe, term_on
from stances.parties.tables import Entry, Known, Tables

_SURE = {
    "name": 1.0, "user": 1.0, "international": 1.0, "armed": 1.0, "demonym": 0.95, "seats": 0.95,
    "forces": 0.95, "member": 0.95, "institutions": 0.9, "political": 0.85, "capital": 0.75,
    "regions": 0.7, "channels": 0.6,
}  # fmt: skip
_WHY = {
    "capital": '"{text}" is the capital of {party} and stands for its government',
    "seats": '"{text}" is a seat of power or office of {party}',
    "forces": '"{text}" serves {party}',
    "institutions": '"{text}" belongs to {party}',
    "regions": '"{text}" is part of {party}',
    "channels": '"{text}" is a state news agency or broadcaster of {party}, which relays others',
    "political": '"{text}" is a political party of {party}',
    "member": '"{text}" is listed as a member of {party}',
}
_SPELLINGS = {"sen": "senator", "premier": "minister"}
_FREE = frozenset({"mr", "mrs", "ms", "former"})
_ALIKE = 0.7
_FEDERAL = frozenset({"USA", "AUS", "IND", "MEX", "BRA", "NGA", "DEU", "CAN"})
_NAMES = '"{text}" names {party}'


@dataclass(frozen=True, slots=True)
class Claim:
    """A party that a stretch of text names, with its certainty and its reason.

    Without `voice` it says only where somebody belongs, who speaks for nobody else: a resident,
    a company, whoever held an office once.
    """

    known: Known
    kind: str
    certainty: float
    why: tuple[str, ...]
    voice: bool = True

    def weaker(self, factor: float, why: str = "") -> "Claim":
        """The same claim, less sure."""
        reasons = (*self.why, why) if why else self.why
        return replace(self, certainty=round(self.certainty * factor, 3), why=reasons)

    def noted(self, why: str) -> "Claim":
        """The same claim, with one more link in its chain of evidence."""
        return replace(self, why=(*self.why, why))

    def muted(self) -> "Claim":
        """The same claim, of somebody who belongs to the party and does not speak for it."""
        return replace(self, voice=False)

    def at_most(self, certainty: float) -> "Claim":
        """The same claim, no surer than this."""
        return replace(self, certainty=min(self.certainty, certainty))


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known around a phrase: words near it, its date, political parties that count."""

    near: frozenset[str] = frozenset()
    on: date | None = None
    focus: Collection[str] = ()


def claim_of(
    tables: Tables,
    match: Match,
    text: str,
    setting: Setting,
    title: str = "",
    *,
    federal: bool = False,
) -> Claim | None:
    """The claim of one name; None where it names nobody or could name several.

    `title` is the key of the word before the name: "Prime Minister Roe" is no Senator Roe.
    `federal` says that what stands beside it is an office of a federal state's member.
    """
    kind = match.kind
    if any(entry.kind in ("person", "surname", "titled") for entry in match.entries):
        people = [e for e in match.entries if e.kind in ("person", "surname", "titled")]
        return _person(tables, people, setting, title)
    if kind == "ambiguous":
        return _ambiguous(tables, match.entries[0], text, setting, federal)
    if kind == "nobody" or len({entry.party for entry in match.entries}) > 1:
        return None
    return _plain(tables, match.entries[0], text, setting)


def _plain(tables: Tables, entry: Entry, text: str, setting: Setting) -> Claim:
    known = tables.parties[entry.party]
    sure = _SURE.get(entry.kind, 0.9)
    if known.kind == "political" and known.id not in setting.focus:
        known = tables.parties.get(known.country, known)
    elif known.kind == "political":
        return Claim(known, "political", sure, (_NAMES.format(text=text, party=known.phrase),))
    why = _WHY.get(entry.kind, _NAMES).format(text=text, party=known.phrase)
    return Claim(known, entry.kind, sure, (why,))


def _ambiguous(
    tables: Tables, entry: Entry, text: str, setting: Setting, federal: bool
) -> Claim | None:
    readings = tables.readings[key_of(entry.surface)]
    scores = [
        len(reading.clues & setting.near) + (federal and reading.party in _FEDERAL)
        for reading in readings
    ]
    best = max(range(len(readings)), key=lambda i: (scores[i], readings[i].default, -i))
    if not scores[best] and not readings[best].default:
        return None
    reading = readings[best]
    kind = tables.parties[reading.party].kind
    sure = 0.85 if scores[best] else 0.65
    clues = ", ".join(sorted(reading.clues & setting.near)[:3] or ["an office of a state"])
    note = f'"{text}" has several readings; ' + (
        f"near it: {clues}" if scores[best] else "the usual one"
    )
    party = Entry(reading.party, kind if kind in _SURE else "name", entry.surface)
    claim = _plain(tables, party, text, setting)
    return replace(claim, certainty=sure, why=(*claim.why, note))


def _person(tables: Tables, entries: list[Entry], setting: Setting, title: str) -> Claim | None:
    entries = _titled(tables, entries, title)
    if not entries:
        return None
    held = [(entry, term_on(tables.people[entry.party], setting.on)) for entry in entries]
    held = [(entry, term) for entry, term in held if not _is_too_early(entry, term, title)]
    if not held:
        return None
    best = max(term.certainty for _, term in held)
    chosen = [(entry, term) for entry, term in held if term.certainty == best]
    if len({term.term.party for _, term in chosen}) != 1:
        return None
    entry, term = chosen[0]
    known = tables.parties[term.term.party]
    sure = (0.9 if entry.kind == "person" else 0.8) * term.certainty
    why = describe(entry.surface, term, known.phrase)
    return Claim(known, "person", round(sure, 3), (why,))


def _is_too_early(entry: Entry, held: Held, title: str) -> bool:
    """Whether a common surname with the title of an office stands in a text from before it."""
    later = entry.kind == "titled" and held.when == "later"
    return later and _SPELLINGS.get(title, title) in key_of(held.term.office).split()


def near_person(tables: Tables, given: str, surname: str, setting: Setting) -> Claim | None:
    """The claim of someone whose first name is spelt another way: "Binyamin" for "Benjamin".

    Both start alike and most letters agree; a surname that many bear needs the exact name.
    """
    entries = [
        entry
        for entry in tables.names.get(surname, ())
        if entry.kind == "surname" and _is_alike(given, entry.party.partition(" ")[0])
    ]
    claim = _person(tables, entries, setting, "") if entries else None
    return claim.weaker(0.9) if claim else None


def _is_alike(one: str, other: str) -> bool:
    if one[:1] != other[:1] or min(len(one), len(other)) < 4:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


def _titled(tables: Tables, entries: list[Entry], title: str) -> list[Entry]:
    """Those whose office has the title that stands before the name.

    A full name needs no title; a common surname needs one that fits.
    """
    title = _SPELLINGS.get(title, title)

    def fits(entry: Entry) -> bool:
        return any(title in key_of(term.office).split() for term in tables.people[entry.party])

    full = [entry for entry in entries if entry.kind == "person"]
    fitting = [entry for entry in entries if fits(entry)] if title else []
    if full or fitting:
        return full or fitting
    titled = title in _FREE
    return [entry for entry in entries if titled or entry.kind == "surname"]
