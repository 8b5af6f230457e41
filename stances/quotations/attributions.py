"""The relation that the rules correct, and what they ask of spans."""

import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from stances.quotations.marks import Quoted
from stances.records import Span

MIN_WORDS = 5
OPENING = frozenset('“"„«')


@dataclass(slots=True)
class Attribution:
    """A relation on characters, still open to correction."""

    source: list[Span] = field(default_factory=list)
    cue: list[Span] = field(default_factory=list)
    content: list[Span] = field(default_factory=list)
    confidence: float = 1.0

    @property
    def start(self) -> int:
        """Where it begins, by its content and cue: its source may be named far before."""
        return min(start for start, _ in (*self.content, *self.cue) or self.source)


def overlapping(outer: Sequence[Quoted], start: int, end: int) -> list[Quoted]:
    """The stretches that share characters with a span; `outer` is in order and does not nest."""
    first = bisect.bisect_right(outer, start, key=lambda q: q.end)
    last = bisect.bisect_left(outer, end, key=lambda q: q.start)
    return list(outer[first:last])


def paragraph_at(paragraphs: Sequence[Span], place: int) -> int:
    """The number of the last paragraph that begins at or before a character."""
    return max(0, bisect.bisect_right(paragraphs, place, key=lambda p: p[0]) - 1)


def join_spans(text: str, spans: Iterable[Span]) -> list[Span]:
    """Join spans that overlap or that only spaces or marks part, within a paragraph."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        gap = text[joined[-1][1] : start] if joined else ""
        if joined and (start <= joined[-1][1] or _thin(gap)):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _thin(gap: str) -> bool:
    return len(gap) < 6 and "\n" not in gap and not any(c.isalnum() for c in gap)


def is_long(text: str, quote: Quoted) -> bool:
    """Whether a stretch has enough words to be a statement, not a title or a scare quote."""
    return text.count(" ", quote.start, quote.end) + 1 >= MIN_WORDS


def trim(text: str, start: int, end: int) -> Span:
    """A span without the white space at its ends."""
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
