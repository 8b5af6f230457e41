"""What an article says of a speaker's party: its descriptions, and what stands beside its name."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from stances.parties.apart import apart
from stances.parties.belonging import groups_of, parts_of, stands_apart
from stances.parties.claims import Claim, Setting
from stances.parties.contexts import name_of
from stances.parties.names import key_of, singular, tokens
from stances.parties.phrases import Phrase
from stances.parties.registry import PartyRegistry, is_bare
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
_KINDS = {
    "party": frozenset({"political", "user"}),
    **dict.fromkeys(("company", "union", "bank", "campaign", "club"), frozenset({"user"})),
}
_IN_PARLIAMENT = frozenset("ruling governing opposition liberal conservative centre".split())
_ARTICLES = frozenset({"and", "of", "for", "the", "new"})
_SITS = re.compile(r"\bwho\s(?:(?:sits|sat)\sfor|(?:chairs|leads)\s(?:the\s)?parliament)\b")
_CLAUSE = re.compile(r"\s(?:who|which|that|whose)\b|\s(?:--|[—–])")
_FORMER = frozenset("former retired ex onetime ousted exiled".split())
_ELSEWHERE = frozenset("western european international overseas".split())
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
        if claim and claim.kind == "city" and not self._is_abroad(claim):
            claim = None  # a small place of that name nearer by
        return self.party_of(claim)

    @cached_property
    def mentions(self) -> list[tuple[int, int, Party]]:
        """The parties that the article names, with their places."""
        article = self.article
        return self.registry.mentions_in(article.text, on=article.date, focus=self.focus)

    def _is_abroad(self, claim: Claim) -> bool:
        """Whether the article names the country of a place, or no party at all."""
        return not self.mentions or any(p.id == claim.known.id for _, _, p in self.mentions)

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
        return self.party_of(reading.claim if reading else None)

    def same_role(self, speaker: Speaker, at: int) -> Party | None:
        """What the text before an offset says of "the envoy", where it was told whose."""
        for stretch in stretches_of(speaker)[:2]:
            core = read_phrase(stretch).core.lower().split()
            if len(core) != 2 or core[0] != "the":
                continue
            found = self.around.occurrences(core[1:])
            places = [place for place in found if self.around.tokens[place[0]].start < at]
            for first, last in reversed(places):
                party = self.party_of(self.around.around(first, last))
                if party.id is not None:
                    return replace(party, confidence=min(party.confidence, _SAME))
        return None

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


def group_kinds(speaker: Speaker) -> frozenset[str] | None:
    """The kinds of party that "the group" or "the company" may stand for; None for other words.

    An empty set is any party that is no country.
    """
    first = stretches_of(speaker)[:1]
    keys = [token.key for token in tokens(first[0][:_LONGEST])] if first else []
    if first and _is_of_company(first[0], speaker.name):
        return frozenset({"user"})
    if keys[:2] == ["secretary", "general"]:
        return frozenset({"international", "user"})
    if keys == ["the", "world", "body"]:
        return frozenset({"international"})
    if len(keys) != 2 or keys[0] != "the":
        return None
    return _KINDS.get(keys[1], frozenset() if keys[1] in words().groups else None)


def _is_of_company(stretch: str, name: str) -> bool:
    """Whether a description is an office of a company and the holder's name alone."""
    own = set(key_of(name).split())
    keys = [singular(token.key) for token in tokens(stretch[:_LONGEST]) if token.key not in own]
    plain = apart().company | words().adjectives | words().articles
    return bool(keys) and keys[-1] in apart().company and plain.issuperset(keys)


def waits(reader: Reader, speaker: Speaker) -> bool:
    """Whether a speaker is a bare role whose party only the passage can tell.

    Not so one that is nobody's ("a retired general"), of elsewhere ("a Western diplomat"), or of
    several at once ("both leaders").
    """
    stretches = stretches_of(speaker)
    if is_law(speaker) or any(map(is_legislator, stretches)):
        return True
    if any(stands_apart(stretch) or _is_set_apart(stretch) for stretch in stretches):
        return False
    return any(reader.is_bare(_role_in(stretch, speaker.name)) for stretch in stretches)


def is_legislator(stretch: str) -> bool:
    """Whether somebody sits in parliament, or is named as of a political party.

    >>> is_legislator("the Liberal Union’s Ila Tesk"), is_legislator("Tesk, who sits for the hills")
    (True, True)
    """
    if _SITS.search(stretch[:_LONGEST]):
        return True
    found = tokens(stretch[:_LONGEST])[:6]
    ends = [i for i, token in enumerate(found) if token.possessive]
    if not ends or not found[ends[0]].capital or not found[ends[0] + 1 : ends[0] + 2]:
        return False
    name = [singular(token.key) for token in found[: ends[0] + 1] if token.capital]
    general = words().political - _ARTICLES
    political = sum(key in general for key in name)
    lead = any(token.key in _IN_PARLIAMENT for token in found[: ends[0]])
    plain = political > 1 or lead or name[-1] in ("party", "bloc")
    return found[ends[0] + 1].capital and name[-1] in general and plain


def is_of_state(stretch: str) -> bool:
    """Whether a description gives an office that only a state has."""
    found = tokens(stretch[:_LONGEST])[:8]
    return any(singular(token.key) in apart().offices for token in found)


def is_named_office(speaker: Speaker) -> bool:
    """Whether a speaker is named with an office of state, which newspapers leave at home bare."""
    stretches = stretches_of(speaker)
    if any(map(is_legislator, stretches)):
        return True
    if speaker.unnamed or sum(word[:1].isupper() for word in speaker.name.split()) < 2:
        return False
    known = apart().offices | apart().local
    return any(singular(t.key) in known for text in stretches for t in tokens(text[:_LONGEST])[:8])


def is_law(speaker: Speaker) -> bool:
    """Whether a speaker is a law or decree that names no country."""
    return not speaker.unnamed and read_phrase(speaker.name).head in apart().laws


def _role_in(stretch: str, name: str) -> str:
    """A description without its clauses and without the person's own name: "Mr. King" has none."""
    role = _CLAUSE.split(stretch, maxsplit=1)[0]
    known = words()
    own = [word for word in name.split() if word[:1].isupper()]
    plain = known.bare | known.official | known.titles | known.ranks
    if all(singular(key_of(word)) in plain for word in own):
        return role
    return " ".join(word for word in role.split() if word.strip(",.") not in own)


def _is_set_apart(stretch: str) -> bool:
    found = tokens(stretch[:_LONGEST])
    keys = [token.key for token in found[:5]]
    if any(token.possessive and token.capital for token in found[:10]):
        return True
    if not _FORMER.isdisjoint(keys) or keys[:1] == ["both"]:
        return True
    if keys[:2] in (["the", "two"], ["the", "three"]):
        return True
    if keys and singular(keys[-1]) == "diplomat":
        return True
    return len(found) > 1 and not _ELSEWHERE.isdisjoint(keys)
