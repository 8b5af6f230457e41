"""Whom a mention stands for in the text around it: what introduces it, what the text is about."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from stances.parties.claims import Claim
from stances.parties.introductions import (
    full_name,
    introductions,
    stretch_with,
)
from stances.parties.matching import is_name_part
from stances.parties.names import Token, singular
from stances.parties.phrases import Phrase
from stances.parties.words import is_actor, is_role, words

_OPENING = 10
_OCCURRENCES = 20
_CANDIDATES = 1000
_SURER = 0.65
_GROUPS = frozenset({"armed", "international", "political", "user"})
_PEOPLE = frozenset({"person", "surname", "titled"})
_AGED = frozenset({"old", "aged"})
_SMALL = frozenset({"of", "for", "the", "and", "in", "to", "on"})
_STOPS = frozenset(".!?\n")


class Reading(NamedTuple):
    """What a text says of a name: the claim, and whether it shows a person.

    `office` is the token at which an office without a party describes the name, else -1.
    """

    claim: Claim | None
    person: bool = False
    office: int = -1


class Surroundings:
    """A text in which mentions stand, read once; `read` gives the claim of a stretch of it."""

    def __init__(
        self,
        phrase: Phrase,
        read: Callable[[str], Claim | None],
        places: Callable[[], Claim | None],
    ) -> None:
        self.phrase = phrase
        self.tokens = phrase.tokens
        self._read = read
        self._places = places

    @cached_property
    def _index(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for i, token in enumerate(self.tokens):
            found.setdefault(singular(token.key), []).append(i)
        return found

    def occurrences(self, keys: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Where the tokens of a name stand in the text, at its first twenty places.

        Plurals and singulars are one: "the ministries" finds "ministry".
        """
        wanted, seen = [singular(key) for key in keys], 0
        for i in self._index.get(wanted[0], ())[:_CANDIDATES]:
            stretch = self.tokens[i : i + len(wanted)]
            if [singular(token.key) for token in stretch] == wanted:
                yield i, i + len(wanted)
                seen += 1
                if seen == _OCCURRENCES:
                    return

    def introduced(self, name: Sequence[Token]) -> Reading:
        """What the text says of a name at the places where it stands."""
        keys = [token.key for token in name]
        places = list(self.occurrences(keys))
        if not places and len(keys) > 1 and all(map(_is_name, name)):
            places = list(self.occurrences(keys[-1:]))
        best, person, office = None, False, -1
        for first, last in places:
            reading = self._at(first, last, name)
            person = person or reading.person
            office = office if office >= 0 else reading.office
            if reading.claim and (best is None or reading.claim.certainty > best.certainty):
                best = reading.claim
        if len(name) == 1 and self._are_two(places):
            return Reading(None, True)
        if best is None and not person and len(name) == 1 and name[0].upper:
            best = self.spelt_out(name[0])
        return Reading(best, person, office)

    def _are_two(self, places: Sequence[tuple[int, int]]) -> bool:
        """Whether two people of different parties bear a surname in the text."""
        found: dict[str, set[str]] = {}
        for first, last in places:
            start = full_name(self.tokens, first)
            if start < first:
                claims = found.setdefault(self.tokens[start].key, set())
                parts = introductions(self.tokens, start, last)
                claims.update(c.known.id for part in parts if (c := self._claim(*part)))
        held = [claims for claims in found.values() if claims]
        return len(held) > 1 and not set.intersection(*held)

    def _at(self, first: int, last: int, name: Sequence[Token]) -> Reading:
        held = self._person_at(first, last)
        if held:
            return Reading(held, True)
        body = any(is_role(token) for token in name)
        start = first if body else full_name(self.tokens, first)
        parts = list(introductions(self.tokens, start, last))
        found = [claim for part in parts if (claim := self._claim(*part))]
        bare = not found and any(self._is_office(part.first, part.last) for part in parts)
        whole = self._around(first, last) if body else None
        if whole and len(name) > 1:
            found.append(whole.weaker(0.97))
        best = max(found, key=lambda claim: claim.certainty, default=None)
        person = not body and self._is_person(start, first, last)
        return Reading(best, person, start if bare else -1)

    def _is_office(self, first: int, last: int) -> bool:
        """Whether a stretch is an office without a party, and nothing private."""
        phrase = Phrase(self.phrase.tables, self._text(first, last), self.phrase.setting)
        head = phrase.head()
        return not phrase.matches and head in words().bare | words().titles

    def _person_at(self, first: int, last: int) -> Claim | None:
        """The claim of a known person whose longer name covers these tokens."""
        for start in range(first, max(-1, first - 4), -1):
            match = self.phrase.matches.get(start)
            if match and match.last >= last:
                longer = match.last - match.first > last - first
                if longer and match.kind in _PEOPLE:
                    return self.phrase.claim_at(match)
                return None
        return None

    def _claim(self, first: int, last: int, leading: str, rank: float) -> Claim | None:
        stretch = self._text(first, last)
        claim = self._read(leading + stretch)
        return (
            _noted(claim.weaker(rank), f'the text describes it as "{stretch}"') if claim else None
        )

    def _around(self, first: int, last: int) -> Claim | None:
        start, end = stretch_with(self.tokens, first, last)
        if (start, end) == (first, last):
            return None
        stretch = self._text(start, end)
        claim = self._read(stretch)
        return _noted(claim, f'the text has "{stretch}"') if claim else None

    def _is_person(self, start: int, first: int, last: int) -> bool:
        """Whether the words beside a name show that it is a person's."""
        known = words()
        before = self.tokens[start - 1].key if start else ""
        if start < first or before in ("mr", "mrs", "ms", "dr"):
            return True
        if last >= len(self.tokens) or self.tokens[last - 1].possessive:
            return False
        after = self.tokens[last]
        if after.glued == " ":
            return is_name_part(after) and not after.upper
        if after.glued != ", ":
            return False
        described = self._text(last, min(last + 8, len(self.tokens)))
        described = described.partition(",")[0]
        near = self.tokens[last : last + 6]
        if after.key.isdigit() or after.key == "who" or any(t.key in _AGED for t in near):
            return True
        head = Phrase(self.phrase.tables, described, self.phrase.setting).head()
        return head in known.private and " of " not in described

    def spells(self, acronym: Token) -> bool:
        """Whether the text gives an acronym in brackets after words with its initials."""
        places = self.occurrences([acronym.key])
        return any(
            "(" in self.tokens[first].glued and _long_name(self.tokens, first, acronym.key) < first
            for first, _ in places
        )

    def spelt_out(self, acronym: Token) -> Claim | None:
        """The claim of the long name that an acronym stands in brackets after."""
        for first, last in self.occurrences([acronym.key]):
            if "(" not in self.tokens[first].glued:
                continue
            start = _long_name(self.tokens, first, acronym.key)
            if start < first:
                name = self.tokens[start:first]
                whole = self._around(start, first) or self._read(self._text(start, first))
                claim = whole or self._beyond(start, last) or self.introduced(name).claim
                if claim:
                    return claim.weaker(0.97)
        return None

    def _beyond(self, start: int, last: int) -> Claim | None:
        claims = [self._claim(*part) for part in introductions(self.tokens, start, last)]
        return next((claim for claim in claims if claim), None)

    def stands_for(self, phrase: Phrase) -> Claim | None:
        """The party that a bare role or a body without a name inherits from the text before it."""
        content = [t for t in phrase.tokens if t.key not in words().articles]
        if not content:
            return None
        at = self._place_of(phrase)
        group = singular(content[-1].key) in words().groups
        claim = self._same_role(content, at, phrase.head())
        head = singular(content[-1].key)
        if claim is None and not is_actor(head):
            return None
        if claim is not None and claim.certainty < _SURER:
            claim = self._subject(at, group) or claim
        if claim is None and not group and head in words().seated | words().private:
            claim = self.only() or self._subject(at, group)
            return claim if head in words().seated else None
        return claim or self._subject(at, group) or self._dominant(group)

    def _place_of(self, phrase: Phrase) -> int:
        """The token at which a mention stands in the text for the last time, else its end."""
        keys = [token.key for token in phrase.tokens]
        places = [first for first, _ in self.occurrences(keys)]
        return places[-1] if places and places[-1] else len(self.tokens)

    def _same_role(self, content: Sequence[Token], at: int, head: str) -> Claim | None:
        """What the same role, named with its party, says: the nearest before, else after."""
        tried = [[token.key for token in content]]
        if len(content) > 1 and head:
            tried.append([head])
        for keys in tried:
            places = list(self.occurrences(keys))
            before = [place for place in reversed(places) if place[0] < at]
            for first, last in (*before, *(place for place in places if place[0] > at)):
                claim = self._around(first, last)
                if claim:
                    return claim.at_most(0.7)
        return None

    def _subject(self, at: int, group: bool) -> Claim | None:
        """The party that the latest sentence before a place is about."""
        latest = None
        for first, claim in self._subjects():
            if first >= at and latest is not None:
                break
            if not group or claim.kind in _GROUPS:
                latest = claim
                if first >= at:
                    break
        if latest is None:
            return None
        return _noted(latest, f"the text before it is about {latest.known.phrase}").at_most(0.6)

    def _subjects(self) -> Iterator[tuple[int, Claim]]:
        """The first party of each sentence that no preposition takes out of the subject."""
        start, done = 0, False
        known = words()
        for i, token in enumerate(self.tokens):
            if not i or not _STOPS.isdisjoint(token.glued):
                start, done = i, False
            leaves = i > start and token.key in known.ending | {"in", "at", "by"}
            done = done or leaves or i - start > _OPENING
            match = self.phrase.matches.get(i)
            if match and not done:
                claim = self.phrase.claim_at(match)
                if claim:
                    yield i, claim
                    done = True

    def _dominant(self, group: bool) -> Claim | None:
        counts: Counter[str] = Counter()
        claims: dict[str, Claim] = {}
        for _, _, claim in self.phrase.names():
            if not group or claim.kind in _GROUPS:
                counts[claim.known.id] += 1
                claims.setdefault(claim.known.id, claim)
        if not counts:
            return None
        known = claims[counts.most_common(1)[0][0]].known
        return Claim(known, "context", 0.55, (f"the context names {known.phrase} most",))

    def subject_at(self, at: int) -> Claim | None:
        """The party that the text is about before a token, else its only one."""
        return self._subject(at, group=False) or self.only()

    def town(self) -> Claim | None:
        """The party of a town described without its name: "The Arvanian port lies"."""
        found: dict[str, Claim] = {}
        for match in self.phrase.matches.values():
            at, skipped = match.last, 0
            while at < len(self.tokens) and skipped < 3 and self.tokens[at].glued == " ":
                if self.tokens[at].key in words().towns:
                    break
                at, skipped = at + 1, skipped + 1
            if self._is_town(match.first, at):
                claim = self.phrase.claim_at(match)
                if claim:
                    found.setdefault(claim.known.country, claim)
        if len(found) != 1:
            return None
        known = next(iter(found.values())).known
        return Claim(known, "context", 0.65, (f"the text speaks of a town in {known.phrase}",))

    def _is_town(self, first: int, at: int) -> bool:
        """Whether token `at` is a word for a town that opens its sentence and names none."""
        if at >= len(self.tokens) or self.tokens[at].key not in words().towns:
            return False
        start = first - 1 if first and self.tokens[first - 1].key == "the" else first
        while start < first and self.tokens[start + 1].glued != " ":
            start += 1
        opens = not start or not _STOPS.isdisjoint(self.tokens[start].glued)
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        return opens and after is not None and not after.capital and after.key != "of"

    def only(self, name: Sequence[Token] = ()) -> Claim | None:
        """The one party that the text names; None where it names several, or none.

        What the name itself would say is left out.
        """
        keys = [token.key for token in name]
        found: dict[str, Claim] = {}
        for match in self.phrase.matches.values():
            if [t.key for t in self.tokens[match.first : match.last]] != keys:
                claim = self.phrase.claim_at(match)
                if claim:
                    found.setdefault(claim.known.country or claim.known.id, claim)
        if not found:
            claim = self._places()
            found = {claim.known.id: claim} if claim else {}
        if len(found) != 1:
            return None
        known = next(iter(found.values())).known
        return Claim(known, "context", 0.55, (f"the context names {known.phrase} alone",))

    def initials(self, surname: str) -> set[str]:
        """The first letters of the first names that the text gives with a surname."""
        found = set()
        for first, _ in self.occurrences([surname]):
            start = full_name(self.tokens, first)
            if start < first:
                found.add(self.tokens[start].key[:1])
        return found

    def named(self, acronym: str) -> Claim | None:
        """The claim of a name in the text that an acronym is the initials of."""
        for match in self.phrase.matches.values():
            initials = [t.key[:1] for t in self.tokens[match.first : match.last] if t.capital]
            if len(initials) > 1 and "".join(initials) == acronym:
                claim = self.phrase.claim_at(match)
                return _noted(claim, f'"{acronym.upper()}" are its initials') if claim else None
        return None

    def among(self, parties: Collection[str]) -> str:
        """The one of several parties that the text names most, by other names; "" if none."""
        counts = Counter(
            claim.known.country or claim.known.id
            for match in self.phrase.matches.values()
            if match.kind != "ambiguous" and (claim := self.phrase.claim_at(match))
        )
        ranked = sorted(parties, key=lambda party: (-counts[party], party))
        return ranked[0] if ranked and counts[ranked[0]] else ""

    def _text(self, first: int, last: int) -> str:
        return self.phrase.text[self.tokens[first].start : self.tokens[last - 1].end]


def _is_name(token: Token) -> bool:
    return token.capital and not is_role(token)


def _noted(claim: Claim, why: str) -> Claim:
    return replace(claim, why=(*claim.why, why))


def _long_name(found: Sequence[Token], at: int, acronym: str) -> int:
    """Where the words before token `at` begin whose initials make an acronym; `at` if none do."""
    left, i = len(acronym), at
    while left and i and at - i < 2 * len(acronym) + 4:
        token = found[i - 1]
        if token.capital and token.key[:1] == acronym[left - 1]:
            left -= 1
        elif token.key not in _SMALL and left < len(acronym):
            return at
        i -= 1
    return at if left else i
