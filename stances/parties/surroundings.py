"""What a text says of a name at all its places there, as the introductions beside it tell."""

from collections.abc import Callable, Iterator, Sequence
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
from stances.parties.rewording import reworded
from stances.parties.words import is_role, words

_OCCURRENCES = 20
_CANDIDATES = 1000
_PEOPLE = frozenset({"person", "surname", "titled"})
_AGED = frozenset({"old", "aged"})
_SPEECH = frozenset({"said", "says", "told", "added", "wrote", "recalled", "replied"})
_SMALL = frozenset({"of", "for", "the", "and", "in", "to", "on"})


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
        self.places = places

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
        whole = self.around(first, last) if body else None
        if whole and len(name) > 1:
            found.append(whole.weaker(0.97))
        best = max(found, key=lambda claim: claim.certainty, default=None)
        person = not body and self._is_person(start, first, last)
        return Reading(best, person, start if bare else -1)

    def _is_office(self, first: int, last: int) -> bool:
        """Whether a stretch is an office without a party, and nothing private."""
        phrase = Phrase(self.phrase.tables, self._text(first, last), self.phrase.setting)
        known, head = words(), phrase.head()
        posts = known.bare | known.titles | (known.official & known.local)
        return not phrase.matches and head in posts

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
        if self.tokens[first].key in ("who", "which") and reworded(stretch) == stretch:
            return None  # what somebody does to a party is no office of it
        claim = self._read(leading + stretch)
        return claim.weaker(rank).noted(f'the text describes it as "{stretch}"') if claim else None

    def around(self, first: int, last: int) -> Claim | None:
        start, end = stretch_with(self.tokens, first, last)
        if (start, end) == (first, last):
            return None
        stretch = self._text(start, end)
        claim = self._read(stretch)
        return claim.noted(f'the text has "{stretch}"') if claim else None

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
        phrase = Phrase(self.phrase.tables, described, self.phrase.setting)
        partisan = any(
            match.kind == "political" and match.last == len(phrase.tokens)
            for match in phrase.matches.values()
        )
        return partisan or (phrase.head() in known.private and " of " not in described)

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
                whole = self.around(start, first) or self._read(self._text(start, first))
                claim = whole or self._beyond(start, last) or self.introduced(name).claim
                if claim:
                    return claim.weaker(0.97)
        return None

    def _beyond(self, start: int, last: int) -> Claim | None:
        claims = [self._claim(*part) for part in introductions(self.tokens, start, last)]
        return next((claim for claim in claims if claim), None)

    def says(self, key: str) -> bool:
        """Whether a name is the subject of a verb of speech somewhere in the text."""
        ends = [last for _, last in self.occurrences([key]) if last < len(self.tokens)]
        return any(self.tokens[last].key in _SPEECH for last in ends)

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
                return claim.noted(f'"{acronym.upper()}" are its initials') if claim else None
        return None

    def _text(self, first: int, last: int) -> str:
        return self.phrase.text[self.tokens[first].start : self.tokens[last - 1].end]


def _is_name(token: Token) -> bool:
    return token.capital and not is_role(token)


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
