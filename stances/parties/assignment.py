"""The party of each speaker of an article."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial

from stances.parties.descriptions import Reader, described, stretches_of
from stances.parties.names import key_of, singular
from stances.parties.posts import group_kinds, is_law, is_named_office, is_of_state, waits
from stances.parties.registry import PartyRegistry
from stances.parties.sections import Sections
from stances.parties.words import words
from stances.records import UNKNOWN_PARTY, Article, Party, Quotation, Speaker
from stances.speakers.roles import is_akin, read_phrase

_OWNER = re.compile(r"(.{2,80}?)['’]s\s")
_OWNED = 3
_OF_OWNER = 0.9


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
    reader = Reader(article, registry, focus)
    found = _by_speaker(reader, speakers)
    parties = [found[speaker] for speaker in speakers]
    parties = _shared(speakers, parties)
    parties = _shared(speakers, _from_sections(reader, quotations, speakers, parties))
    return _of_owners(speakers, parties)


def _by_speaker(reader: Reader, speakers: Sequence[Speaker]) -> dict[Speaker, Party]:
    return {speaker: described(reader, speaker) for speaker in dict.fromkeys(speakers)}


def _shared(speakers: Sequence[Speaker], parties: Sequence[Party]) -> list[Party]:
    """Give all speakers of one name the surest party found for any of them.

    A last name takes the party of the only longer name that ends with it.
    """
    best: dict[str, Party] = {}
    for speaker, party in zip(speakers, parties, strict=True):
        name = _name(speaker)
        if name and party.confidence > best.get(name, UNKNOWN_PARTY).confidence:
            best[name] = party
    ending: dict[str, list[str]] = {}
    for full in best:
        ending.setdefault(full.rsplit(" ", 1)[-1], []).append(full)
    return [
        best[_name(speaker)]
        if _is_full_name(speaker.name) and _name(speaker) in best
        else party
        if party.id is not None
        else _of_name(_name(speaker), best, ending)
        for speaker, party in zip(speakers, parties, strict=True)
    ]


def _is_full_name(name: str) -> bool:
    """Whether a name has two words with capitals: whoever bears it speaks for one party."""
    return sum(word[0].isupper() for word in name.partition(",")[0].split()) > 1


def _name(speaker: Speaker) -> str:
    return "" if speaker.unnamed else key_of(speaker.name.partition(",")[0])


def _of_name(name: str, best: dict[str, Party], ending: dict[str, list[str]]) -> Party:
    """The party of a name, or of the only longer name that ends with it; an office is no name."""
    if not name or name in best:
        return best.get(name, UNKNOWN_PARTY)
    last = name.rsplit(" ", 1)[-1]
    if singular(last) in words().bare | words().private or len(name) < 3:
        return UNKNOWN_PARTY
    longer = [full for full in ending.get(last, ()) if full.endswith(" " + name)]
    return best[longer[0]] if len(longer) == 1 else UNKNOWN_PARTY


def _from_sections(
    reader: Reader,
    quotations: Sequence[Quotation],
    speakers: Sequence[Speaker],
    parties: list[Party],
) -> list[Party]:
    """Fill in bare roles, in the order of the text, from the passage before them."""
    unknown = [i for i, party in enumerate(parties) if party.id is None]
    groups = {i: kinds for i in unknown if (kinds := group_kinds(speakers[i])) is not None}
    waiting = [i for i in unknown if i in groups or waits(reader, speakers[i])]
    for i in sorted({*unknown} - {*waiting}):
        party = reader.same_role(speakers[i], _place(quotations[i]))
        parties[i] = _noted(speakers[i], party) if party else parties[i]
    if not waiting:
        return parties
    article, registry = reader.article, reader.registry
    sections = Sections(article.text, reader.mentions)
    sections.add_voices(_voices(article, quotations, parties))
    titled = [found[2] for found in registry.mentions_in(article.title, on=article.date)]
    for i in sorted(waiting, key=lambda i: (_place(quotations[i]), i)):
        at = _place(quotations[i])
        if i in groups:
            party = sections.group_before(at, partial(_is_group, registry, groups[i]))
        else:
            of_state = any(map(is_of_state, stretches_of(speakers[i])[:2]))
            fits = partial(_is_state, registry) if of_state else _is_any
            local = is_named_office(speakers[i])
            party = reader.same_role(speakers[i], at)
            party = party or (sections.at_home(fits) if is_law(speakers[i]) else None)
            party = party or sections.around(at, article.title, titled, fits, local=local)
        if party is not None:
            parties[i] = _noted(speakers[i], party)
            sections.add_voices([(at, replace(parties[i], evidence=()), speakers[i].name)])
    return parties


def _is_group(registry: PartyRegistry, kinds: Collection[str], party: Party) -> bool:
    """Whether a party is of one of the kinds, or no country where no kinds are given."""
    known = registry.tables.parties.get(party.id or "")
    if known is None or known.state:
        return False
    return known.kind in kinds if kinds else known.kind != "country"


def _is_state(registry: PartyRegistry, party: Party) -> bool:
    """Whether a party may have ministers: no union of states, and no company of the user's."""
    known = registry.tables.parties.get(party.id or "")
    if known is None or known.kind == "international":
        return False
    return known.state or known.id not in registry.own


def _is_any(party: Party) -> bool:
    return True


def _of_owners(speakers: Sequence[Speaker], parties: Sequence[Party]) -> list[Party]:
    """Give "Tesk’s envoy" the party of Tesk where nothing else tells it."""
    known: dict[str, Party] = {}
    for speaker, party in zip(speakers, parties, strict=True):
        if party.id is not None:
            known[_name(speaker)] = party
            known.setdefault(_name(speaker).rsplit(" ", 1)[-1], party)
    return [
        party if party.id is not None else _of_owner(speaker, known)
        for speaker, party in zip(speakers, parties, strict=True)
    ]


def _of_owner(speaker: Speaker, known: Mapping[str, Party]) -> Party:
    for description in speaker.descriptions[:_OWNED]:
        match = _OWNER.match(description) if is_akin(read_phrase(description).head) else None
        party = known.get(key_of(match.group(1))) if match else None
        if match and party:
            why = f'"{description}" is of "{match.group(1)}"'
            confidence = round(party.confidence * _OF_OWNER, 3)
            return replace(party, confidence=confidence, evidence=(*party.evidence, why))
    return UNKNOWN_PARTY


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
