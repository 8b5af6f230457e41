"""What a passage is about: whose voice a bare role in it is, from the text before it."""

import re
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from stances.parties.names import Token, tokens
from stances.parties.words import words
from stances.records import Party
from stances.speakers.sentences import after_dateline

_SENTENCE = re.compile(r"[.!?][\"”’'»)\]]*\s+|\n+")
_OPENING = 10
_BACK = 4
_RECENT = 100
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

    def around(self, offset: int, title: str, titled: Sequence[Party]) -> Party | None:
        """The party that the text before an offset is about, with its reason; None if none.

        The same sentence or paragraph comes first (the latest event), then the paragraphs
        before (the most frequent party, ties to the latest), then the title's only party.
        """
        paragraph = self.paragraph_of(offset)
        inside = self._between(self.paragraphs[paragraph], offset)
        if inside:
            return _reasoned(inside[-1], 0.65)
        for back in range(1, _BACK + 1):
            if paragraph - back < 0:
                break
            start, end = self.paragraphs[paragraph - back], self.paragraphs[paragraph - back + 1]
            events = self._between(start, end)
            if events:
                return _reasoned(_dominant(events), 0.6 if back == 1 else 0.55)
        if len({party.id for party in titled}) != 1:
            return None
        return _reasoned(Event(0, titled[0], f'the title "{title}" names it', False), 0.5)

    def paragraph_of(self, offset: int) -> int:
        """The number of the paragraph that holds an offset."""
        return max(0, bisect_left(self.paragraphs, offset + 1) - 1)

    def _between(self, start: int, end: int) -> list[Event]:
        first = bisect_left(self.events, start, key=lambda event: event.at)
        last = bisect_left(self.events, end, key=lambda event: event.at)
        return self.events[max(first, last - _RECENT) : last]

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
