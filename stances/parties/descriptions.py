"""What an article says of a speaker's party: its descriptions, and what stands beside its name."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from stances.parties.belonging import groups_of, parts_of, stands_apart
from stances.parties.claims import Claim, Setting
from stances.parties.contexts import is_bare, name_of
from stances.parties.names import key_of, tokens
from stances.parties.phrases import Phrase
from stances.parties.registry import PartyRegistry
from stances.parties.surroundings import Surroundings
from stances.parties.words import is_role, words
from stances.records import UNKNOWN_PARTY, Article, Party, Speaker
from stances.speakers.roles import read_phrase

_SURE = 0.7
_GROUP = 0.65
_SAME = 0.69
_OWN = ("user", "member")
_OCCURRENCES = 20
_BEFORE = 80
_AFTER = 120
_CONTEXT = 2000
_OFFICE = re.compile(
    r"\s(?:(?:has|had|also|now|still|currently)\s){0,2}((?:led|leads|heads|headed|runs|ran|chairs"
    r"|chaired|commands|commanded|represents|represented|directs|directed|speaks for|spoke for"
    r"|sits|sat|serves|served|works|worked|negotiates|negotiated)\s[^.;:“”\"\n]{3,100})"
)
_LONGEST = 1000


@dataclass(frozen=True)
class Reader:
    """An article, and how its stretches are resolved."""

    article: Article
    registry: PartyRegistry
    focus: Collection[str]

    @cached_property
    def setting(self) -> Setting:
        near = f"{self.article.title} {self.article.text[:_CONTEXT]}"
        return self.registry.setting(near, self.article.date, self.focus)

    def resolve(self, stretch: str) -> Party:
        stretch = stretch[:_LONGEST]
        keys = self.setting.near.union(token.key for token in tokens(stretch))
        setting = replace(self.setting, near=keys)
        phrase = Phrase(self.registry.tables, stretch, setting)
        local = any(token.key in words().local for token in phrase.tokens)
        claim = self.registry.claim_in(phrase, stretch, setting, places=local, thorough=False)
        return self.party_of(self._nearer(claim))

    @cached_property
    def mentions(self) -> list[tuple[int, int, Party]]:
        """The parties that the article names, with their places."""
        return self.registry.mentions_of(self.around.phrase)

    def _nearer(self, claim: Claim | None) -> Claim | None:
        """The claim, unless it may be of a place or political party of that name nearer by.

        That is so where the article names other countries, and the one of the claim by no name
        of its own: "Labour" in an article on Norway.
        """
        unsure = claim is not None and claim.kind in ("city", "political")
        if claim is None or not unsure or not self._named or claim.known.id in self._named:
            return claim
        return None

    @cached_property
    def _named(self) -> set[str | None]:
        """The parties that the article names, by more than a word for a political party."""
        political = words().political
        return {
            party.id
            for start, end, party in self.mentions
            if not political.issuperset(key_of(self.article.text[start:end]).split())
        }

    def party_of(self, claim: Claim | None) -> Party:
        """Whom a claim speaks for; only the country of somebody who speaks for nobody."""
        if claim is not None and not claim.voice:
            return Party(country=claim.known.country, evidence=claim.why)
        return self.registry.as_party(claim)

    def read(self, stretch: str) -> Iterator[Party]:
        """What a description says: as a whole, then in a clause of belonging."""
        yield self.resolve(stretch)
        for part in parts_of(stretch):
            party = self.resolve(part.words)
            if party.id is not None:
                confidence = round(party.confidence * part.factor, 3)
                yield replace(party, confidence=confidence, evidence=(*party.evidence, part.reason))

    @cached_property
    def around(self) -> Surroundings:
        """The article read once, for what it says of the names in it."""
        return self.registry.surroundings(self.article.text, self.setting, places=False)

    def introduced(self, name: str) -> Party:
        """What the article's appositions, titles and copulas say of a name."""
        found = name_of(Phrase(self.registry.tables, name[:_LONGEST], self.setting))
        reading = self.around.introduced(found) if found else None
        return self.party_of(self._nearer(reading.claim) if reading else None)

    def same_role(self, speaker: Speaker, at: int) -> Party | None:
        """What the text before an offset says of "the envoy", where it was told whose."""
        for stretch in stretches_of(speaker)[:2]:
            core = read_phrase(stretch).core.lower().split()
            if len(core) != 2 or core[0] != "the":
                continue
            told = [party for start, party in self._owned_roles(core[1]) if start < at]
            if told:
                return replace(told[-1], confidence=min(told[-1].confidence, _SAME))
        return None

    def _owned_roles(self, role: str) -> list[tuple[int, Party]]:
        """Where the text says whose a role is, with the party: "Chile’s envoy"."""
        if role not in self._roles:
            places = self.around.occurrences([role])
            read = ((place[0], self.party_of(self.around.around(*place))) for place in places)
            starts = self.around.tokens
            self._roles[role] = [(starts[i].start, p) for i, p in read if p.id is not None]
        return self._roles[role]

    @cached_property
    def _roles(self) -> dict[str, list[tuple[int, Party]]]:
        return {}

    def is_own(self, name: str) -> bool:
        """Whether a name is one that the user gave to a party."""
        names = self.registry.tables.names
        keys = (key_of(name), key_of(name.removeprefix("the ")))
        return any(entry.kind in _OWN for key in keys for entry in names.get(key, ()))

    def is_bare(self, stretch: str) -> bool:
        return is_bare(Phrase(self.registry.tables, stretch[:_LONGEST], self.setting))


def described(reader: Reader, speaker: Speaker) -> Party:
    """The first sure party of the speaker's descriptions, else the surest."""
    best = UNKNOWN_PARTY
    for stretch in stretches_of(speaker):
        for party in reader.read(stretch):
            if party.confidence >= _SURE:
                return party
            if party.confidence > best.confidence:
                best = party
    if best.id is None and speaker.name and not speaker.unnamed:
        best = _beside_name(reader, speaker.name)
        apart = any(stands_apart(stretch) for stretch in stretches_of(speaker))
        best = best if best.id is not None or apart else reader.introduced(speaker.name)
    return best if best.id is not None else _of_group(reader, speaker)


def stretches_of(speaker: Speaker) -> list[str]:
    """All that the article says of a speaker, nearest first, then its name."""
    full = f"{speaker.role} {speaker.name}".strip()
    found = dict.fromkeys((*speaker.descriptions, full, speaker.name))
    return [stretch for stretch in found if stretch]


def _of_group(reader: Reader, speaker: Speaker) -> Party:
    """The user's party that is called as those of the speaker's kind: "the monitors"."""
    if not reader.registry.own:
        return UNKNOWN_PARTY
    for stretch in stretches_of(speaker):
        for group in groups_of(stretch):
            if reader.is_own(group):
                named = reader.resolve(group)
                party = named if named.id else reader.resolve(group.removeprefix("the "))
                why = f'"{stretch}" is one of them'
                return replace(party, confidence=_GROUP, evidence=(*party.evidence, why))
    return UNKNOWN_PARTY


def _beside_name(reader: Reader, name: str) -> Party:
    """What the words around a name say, at its first twenty places in the article."""
    text, at = reader.article.text, -1
    if len(name) < 4:
        return UNKNOWN_PARTY
    for _ in range(_OCCURRENCES):
        at = text.find(name, at + 1)
        if at < 0:
            break
        end = at + len(name)
        for stretch in (_title_before(text, at), _apposition(text, end), _predicate(text, end)):
            found = reader.read(stretch) if stretch else ()
            party = next((party for party in found if party.id is not None), None)
            if party is not None:
                return party
    return UNKNOWN_PARTY


def _title_before(text: str, at: int) -> str:
    """The capitalised words and roles right before a name: "Iranian ministry spokesman"."""
    line = text[max(0, at - _BEFORE) : at]
    found = tokens(line)
    start, role = len(line), False
    for token in reversed(found):
        gap = line[token.end : start].strip(" .-’'s")
        if gap or not (token.capital or is_role(token) or token.key in ("of", "for", "the")):
            break
        start, role = token.start, role or is_role(token)
    return line[start:].strip() if role else ""


def _apposition(text: str, end: int) -> str:
    """What follows a name after a comma, up to the next comma or full stop, if it has a role."""
    if text[end : end + 2] not in (", ", " ("):
        return ""
    stretch = text[end + 2 : end + 2 + _AFTER]
    for mark in ("\n", ",", ")", ". ", ";"):
        stretch = stretch.partition(mark)[0]
    return stretch if any(is_role(token) for token in tokens(stretch)[:8]) else ""


def _predicate(text: str, end: int) -> str:
    """What a name's own sentence says it heads or serves, as a clause: "who led the talks"."""
    match = _OFFICE.match(text, end, end + _AFTER + 20)
    return f"who {match.group(1)}" if match else ""
