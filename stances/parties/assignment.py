"""The party of each speaker of an article."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from stances.parties.belonging import groups_of, parts_of, stands_apart
from stances.parties.claims import Setting
from stances.parties.names import key_of, singular, tokens
from stances.parties.phrases import Phrase
from stances.parties.registry import PartyRegistry, is_bare
from stances.parties.sections import Sections
from stances.parties.words import is_role, words
from stances.records import UNKNOWN_PARTY, Article, Party, Quotation, Speaker

_SURE = 0.7
_GROUP = 0.65
_OWN = ("user", "member")
_OCCURRENCES = 20
_BEFORE = 80
_AFTER = 120
_CONTEXT = 2000
_LONGEST = 1000


@dataclass(frozen=True)
class _Reader:
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
        return self.registry.as_party(claim)

    def read(self, stretch: str) -> Iterator[Party]:
        """What a description says: as a whole, then in a clause of belonging."""
        yield self.resolve(stretch)
        for part in parts_of(stretch):
            party = self.resolve(part.words)
            if party.id is not None:
                confidence = round(party.confidence * part.factor, 3)
                yield replace(party, confidence=confidence, evidence=(*party.evidence, part.reason))

    def is_own(self, name: str) -> bool:
        """Whether a name is one that the user gave to a party."""
        names = self.registry.tables.names
        keys = (key_of(name), key_of(name.removeprefix("the ")))
        return any(entry.kind in _OWN for key in keys for entry in names.get(key, ()))

    def is_bare(self, stretch: str) -> bool:
        return is_bare(Phrase(self.registry.tables, stretch[:_LONGEST], self.setting))


def assign_parties(
    article: Article,
    quotations: Sequence[Quotation],
    speakers: Sequence[Speaker],
    registry: PartyRegistry,
    *,
    focus: Collection[str] = (),
) -> list[Party]:
    """The party of each speaker, in the order given; `speakers[i]` made `quotations[i]`.

    A speaker's descriptions are tried nearest first, then the name, then what stands beside the
    name elsewhere in the article; speakers of one name share a party. A bare role ("officials",
    "a government spokesman") takes the party that the passage is about: the latest source or
    sentence subject of its paragraph, else that of the paragraphs before, else of the title.
    """
    reader = _Reader(article, registry, focus)
    found = _by_speaker(reader, speakers)
    parties = [found[speaker] for speaker in speakers]
    parties = _shared(speakers, parties)
    return _from_sections(reader, quotations, speakers, parties)


def _by_speaker(reader: _Reader, speakers: Sequence[Speaker]) -> dict[Speaker, Party]:
    return {speaker: _described(reader, speaker) for speaker in dict.fromkeys(speakers)}


def _described(reader: _Reader, speaker: Speaker) -> Party:
    """The first sure party of the speaker's descriptions, else the surest."""
    best = UNKNOWN_PARTY
    for stretch in _stretches(speaker):
        for party in reader.read(stretch):
            if party.confidence >= _SURE:
                return party
            if party.confidence > best.confidence:
                best = party
    if best.id is None and speaker.name and not speaker.unnamed:
        best = _beside_name(reader, speaker.name)
    return best if best.id is not None else _of_group(reader, speaker)


def _stretches(speaker: Speaker) -> list[str]:
    full = f"{speaker.role} {speaker.name}".strip()
    found = dict.fromkeys((*speaker.descriptions, full, speaker.name))
    return [stretch for stretch in found if stretch]


def _of_group(reader: _Reader, speaker: Speaker) -> Party:
    """The user's party that is called as those of the speaker's kind: "the monitors"."""
    if not reader.registry.own:
        return UNKNOWN_PARTY
    for stretch in _stretches(speaker):
        for group in groups_of(stretch):
            if reader.is_own(group):
                named = reader.resolve(group)
                party = named if named.id else reader.resolve(group.removeprefix("the "))
                why = f'"{stretch}" is one of them'
                return replace(party, confidence=_GROUP, evidence=(*party.evidence, why))
    return UNKNOWN_PARTY


def _beside_name(reader: _Reader, name: str) -> Party:
    """What the words around a name say, at its first twenty places in the article."""
    text, at = reader.article.text, -1
    if len(name) < 4:
        return UNKNOWN_PARTY
    for _ in range(_OCCURRENCES):
        at = text.find(name, at + 1)
        if at < 0:
            break
        for stretch in (_title_before(text, at), _apposition(text, at + len(name))):
            party = reader.resolve(stretch) if stretch else UNKNOWN_PARTY
            if party.id is not None:
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


def _shared(speakers: Sequence[Speaker], parties: Sequence[Party]) -> list[Party]:
    """Give all speakers of one name the surest party found for any of them.

    A last name takes the party of the only longer name that ends with it.
    """
    best: dict[str, Party] = {}
    for speaker, party in zip(speakers, parties, strict=True):
        name = _name(speaker)
        if name and party.confidence > best.get(name, UNKNOWN_PARTY).confidence:
            best[name] = party
    return [
        party if party.id is not None else _of_name(_name(speaker), best)
        for speaker, party in zip(speakers, parties, strict=True)
    ]


def _name(speaker: Speaker) -> str:
    return "" if speaker.unnamed else key_of(speaker.name.partition(",")[0])


def _of_name(name: str, best: dict[str, Party]) -> Party:
    if not name or name in best:
        return best.get(name, UNKNOWN_PARTY)
    if singular(name) in words().bare | words().private or len(name) < 3:
        return UNKNOWN_PARTY
    longer = [full for full in best if full.endswith(" " + name)]
    return best[longer[0]] if len(longer) == 1 else UNKNOWN_PARTY


def _from_sections(
    reader: _Reader,
    quotations: Sequence[Quotation],
    speakers: Sequence[Speaker],
    parties: list[Party],
) -> list[Party]:
    """Fill in bare roles, in the order of the text, from the passage before them."""
    waiting = [
        i for i, party in enumerate(parties) if party.id is None and _waits(reader, speakers[i])
    ]
    if not waiting:
        return parties
    article, registry = reader.article, reader.registry
    mentions = registry.mentions_in(article.text, on=article.date, focus=reader.focus)
    sections = Sections(article.text, mentions)
    sections.add_voices(_voices(article, quotations, parties))
    titled = [found[2] for found in registry.mentions_in(article.title, on=article.date)]
    for i in sorted(waiting, key=lambda i: (_place(quotations[i]), i)):
        at = _place(quotations[i])
        party = sections.around(at, article.title, titled)
        if party is not None:
            parties[i] = _noted(speakers[i], party)
            sections.add_voices([(at, replace(parties[i], evidence=()), speakers[i].name)])
    return parties


def _waits(reader: _Reader, speaker: Speaker) -> bool:
    """Whether a speaker is a bare role, and nothing says that it is nobody's."""
    stretches = _stretches(speaker)
    if any(stands_apart(stretch) for stretch in stretches):
        return False
    return any(reader.is_bare(stretch) for stretch in stretches)


def _place(quotation: Quotation) -> int:
    return quotation.source[0][0] if quotation.source else quotation.start


def _voices(
    article: Article, quotations: Sequence[Quotation], parties: Sequence[Party]
) -> list[tuple[int, Party, str]]:
    return [
        (quotation.source[0][0], party, article.text[slice(*quotation.source[0])])
        for quotation, party in zip(quotations, parties, strict=True)
        if party.id is not None and quotation.source
    ]


def _noted(speaker: Speaker, party: Party) -> Party:
    name = speaker.name or (speaker.descriptions[0] if speaker.descriptions else "the speaker")
    return replace(party, evidence=(f'"{name}" names no party itself', *party.evidence))
