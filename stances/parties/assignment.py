"""The party of each speaker of an article."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from stances.parties.descriptions import Reader, described, waits
from stances.parties.names import key_of, singular
from stances.parties.registry import PartyRegistry
from stances.parties.sections import Sections
from stances.parties.words import words
from stances.records import UNKNOWN_PARTY, Article, Party, Quotation, Speaker


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
    return _from_sections(reader, quotations, speakers, parties)


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
        party if party.id is not None else _of_name(_name(speaker), best, ending)
        for speaker, party in zip(speakers, parties, strict=True)
    ]


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
    waiting = [
        i for i, party in enumerate(parties) if party.id is None and waits(reader, speakers[i])
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
