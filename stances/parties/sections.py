"""What the passages of an article are about, for statements by an office without a country."""

import re
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import NamedTuple

from stances.parties.names import Token, tokens
from stances.parties.words import words
from stances.records import Party
from stances.speakers.sentences import after_dateline

_SENTENCE = re.compile(r"[.!?][\"”’'»)\]]*\s+|\n+")
_OPENING = 10
_BACK = 4
_RECENT = 100
_FIRST = 6
_DATELINE = 0.85


class Event(NamedTuple):
    """A place where a party speaks or is what a sentence is about."""

    at: int
    party: Party
    reason: str
    voice: bool
    factor: float = 1.0

    @property
    def order(self) -> tuple[int, bool]:
        """By place; at one place what a sentence is about comes first."""
        return self.at, self.voice


class Sections:
    """The parties that paragraphs and sentences of an article are about."""

    def __init__(self, text: str, mentions: Sequence[tuple[int, int, Party]]) -> None:
        self.text = text
        self.sentences = _starts(text)
        self.paragraphs = _paragraphs(text)
        self.mentions = mentions
        self.events = [event for event in map(self._subject, self._firsts()) if event]

    def add_voices(self, voices: Sequence[tuple[int, Party, str]]) -> None:
        """Add the places where a source's party is known: (offset, party, source text)."""
        for at, party, source in voices:
            reason = f'"{source}" before it speaks for {party.name}'
            insort(self.events, Event(at, party, reason, True), key=lambda event: event.order)

    def group_before(self, offset: int, is_group: Callable[[Party], bool]) -> Party | None:
        """The latest party before an offset that is a group, for "the movement"."""
        found = [event for event in self._between(0, offset) if is_group(event.party)]
        return _reasoned(found[-1], 0.6) if found else None

    def around(
        self,
        offset: int,
        title: str,
        titled: Sequence[Party],
        fits: Callable[[Party], bool] = lambda party: True,
        *,
        local: bool = False,
    ) -> Party | None:
        """The party that the text before an offset is about, with its reason; None if none.

        The same sentence or paragraph comes first (the latest event), then the paragraphs
        before (the most frequent party, ties to the latest), then the title's only party. Only
        parties that fit count; `local` puts the dateline's before those of other paragraphs,
        as newspapers leave out the country of offices at home.
        """
        paragraph = self.paragraph_of(offset)
        inside = self._between(self.paragraphs[paragraph], offset, fits)
        if inside:
            return _reasoned(inside[-1], 0.65)
        home = self.at_home(fits) if local else None
        if home is not None:
            return home
        for back in range(1, _BACK + 1):
            if paragraph - back < 0:
                break
            start, end = self.paragraphs[paragraph - back], self.paragraphs[paragraph - back + 1]
            events = self._between(start, end, fits)
            if events:
                return _reasoned(_dominant(events), 0.6 if back == 1 else 0.55)
        if len({party.id for party in titled}) != 1 or not fits(titled[0]):
            return None
        return _reasoned(Event(0, titled[0], f'the title "{title}" names it', False), 0.5)

    def paragraph_of(self, offset: int) -> int:
        """The number of the paragraph that holds an offset."""
        return max(0, bisect_left(self.paragraphs, offset + 1) - 1)

    def at_home(self, fits: Callable[[Party], bool]) -> Party | None:
        """The party of the dateline, if it fits."""
        return _reasoned(self.home, 0.7) if self.home and fits(self.home.party) else None

    @cached_property
    def home(self) -> Event | None:
        """The event of the article's dateline, if that names a party."""
        for start in self.paragraphs[:-1][:_FIRST]:
            end = after_dateline(self.text, start)
            for begin, last, party in self.mentions[:_FIRST]:
                if start <= begin < end:
                    reason = f'the dateline names "{self.text[begin:last]}"'
                    return Event(begin, party, reason, False, _DATELINE)
        return None

    def _between(
        self, start: int, end: int, fits: Callable[[Party], bool] = lambda party: True
    ) -> list[Event]:
        first = bisect_left(self.events, start, key=lambda event: event.at)
        last = bisect_left(self.events, end, key=lambda event: event.at)
        recent = self.events[max(first, last - _RECENT) : last]
        return [event for event in recent if fits(event.party)]

    def _firsts(self) -> list[tuple[int, tuple[int, int, Party]]]:
        """Each sentence's start with the first mention in it; a dateline's only if alone."""
        firsts: dict[int, tuple[int, int, Party]] = {}
        for mention in self.mentions:
            start = self.sentences[bisect_left(self.sentences, mention[0] + 1) - 1]
            told = firsts.get(start)
            if told is None or told[0] < after_dateline(self.text, start) <= mention[0]:
                firsts[start] = mention
        return sorted(firsts.items())

    def _subject(self, first: tuple[int, tuple[int, int, Party]]) -> Event | None:
        """The event of a sentence whose subject, or opening "In X,", is a party."""
        start, (begin, end, party) = first
        dateline = after_dateline(self.text, start)
        if begin < dateline:
            reason = f'the dateline before it names "{self.text[begin:end]}"'
            return Event(begin, party, reason, False, _DATELINE)
        if begin - dateline > 12 * _OPENING:
            return None
        opening = tokens(self.text[dateline:begin])
        if len(opening) > _OPENING or _leaves_subject(opening):
            return None
        reason = f'a sentence before it is about "{self.text[begin:end]}"'
        return Event(begin, party, reason, False)


def _leaves_subject(opening: Sequence[Token]) -> bool:
    """Whether a preposition after the first word takes what follows out of the subject."""
    known = words()
    return any(
        token.key in known.ending or token.key in ("in", "at", "by") for token in opening[1:]
    )


def _dominant(events: Sequence[Event]) -> Event:
    counts = Counter(event.party.id for event in events)
    return max(enumerate(events), key=lambda pair: (counts[pair[1].party.id], pair[0]))[1]


def _reasoned(event: Event, confidence: float) -> Party:
    party, sure = event.party, round(confidence * event.factor, 3)
    return Party(party.id, party.name, party.country, (*party.evidence, event.reason), sure)


def _starts(text: str) -> list[int]:
    return [0, *(match.end() for match in _SENTENCE.finditer(text))]


def _paragraphs(text: str) -> list[int]:
    starts = [0]
    for match in re.finditer(r"\n+", text):
        if match.end() < len(text):
            starts.append(match.end())
    return [*starts, len(text) + 1]
