"""Lets the scanner of quotation marks and the tagger correct each other.

The tagger knows language but breaks long quotations at their full stops; the scanner knows
where quotations begin and end but not whether anybody says them. Spans here are characters.
"""

import bisect
from collections.abc import Sequence
from dataclasses import dataclass, field

from stances.quotations.marks import Quoted
from stances.records import Span

MIN_WORDS = 5
NEAR = 120
PART = 0.4


@dataclass(slots=True)
class Attribution:
    """A relation on characters, still open to correction."""

    source: list[Span] = field(default_factory=list)
    cue: list[Span] = field(default_factory=list)
    content: list[Span] = field(default_factory=list)
    confidence: float = 1.0


def reconcile(
    text: str, found: list[Attribution], quoted: Sequence[Quoted], paragraphs: Sequence[Span]
) -> list[Attribution]:
    """Correct the attributions of an article by its quotation marks, and add what was missed."""
    outer = [q for q in quoted if q.depth == 0 and q.closed]
    for attribution in found:
        attribution.source = [_in_one(span, paragraphs) for span in attribution.source]
        attribution.cue = [_in_one(span, paragraphs) for span in attribution.cue]
        attribution.content = _snap(attribution.content, outer)
        attribution.content = _join(text, attribution.content)
    _mend_broken(text, found, outer)
    kept = [a for a in found if a.cue or any(_mostly_within(outer, s) for s in a.content)]
    _add_missed(text, kept, outer, paragraphs)
    return sorted(kept, key=_start)


def _start(attribution: Attribution) -> int:
    spans = (*attribution.content, *attribution.cue, *attribution.source)
    return min(start for start, _ in spans)


def _in_one(span: Span, paragraphs: Sequence[Span]) -> Span:
    """The part of a span in the last paragraph that it touches: no source begins in a heading."""
    at = bisect.bisect_left(paragraphs, span[1], key=lambda p: p[0]) - 1
    return max(span[0], paragraphs[max(0, at)][0]), span[1]


def _snap(spans: Sequence[Span], outer: Sequence[Quoted]) -> list[Span]:
    """Widen a span that covers most of a quoted stretch to the whole of it."""
    snapped = []
    for start, end in spans:
        for quote in overlapping(outer, start, end):
            shared = min(end, quote.end) - max(start, quote.start)
            if shared * 2 > quote.end - quote.start:
                start, end = min(start, quote.start), max(end, quote.end)
        snapped.append((start, end))
    return snapped


def overlapping(outer: Sequence[Quoted], start: int, end: int) -> list[Quoted]:
    """The stretches that share characters with a span; `outer` is in order and does not nest."""
    first = bisect.bisect_left(outer, start, key=lambda q: q.end)
    last = bisect.bisect_left(outer, end, key=lambda q: q.start)
    return list(outer[first:last])


def _mend_broken(text: str, found: Sequence[Attribution], outer: Sequence[Quoted]) -> None:
    """Make one content of a long quotation that the tagger broke into pieces.

    The pieces go to the attribution whose cue stands outside the quotation; what is said
    inside it by others is part of it, since only the outermost attribution counts.
    """
    spans = sorted((*span, place) for place, a in enumerate(found) for span in a.content)
    for quote in outer:
        if _words(text, quote) < MIN_WORDS:
            continue
        first = bisect.bisect_left(spans, (quote.start,))
        last = bisect.bisect_left(spans, (quote.end,))
        inside = [s for s in spans[first:last] if s[1] <= quote.end]
        covered = sum(end - start for start, end, _ in inside)
        if len(inside) > 1 and covered > PART * (quote.end - quote.start):
            _give_whole(quote, [found[place] for *_, place in inside])


def _give_whole(quote: Quoted, owners: Sequence[Attribution]) -> None:
    def within(span: Span) -> bool:
        return quote.start <= span[0] and span[1] <= quote.end

    outside = [a for a in owners if a.cue and not any(within(span) for span in a.cue)]
    main = next(iter(outside), next((a for a in owners if not a.cue), None))
    if main is None:
        return
    for owner in owners:
        owner.content = [span for span in owner.content if not within(span)]
    main.content = sorted([*main.content, (quote.start, quote.end)])


def _mostly_within(outer: Sequence[Quoted], span: Span) -> bool:
    shared = sum(
        min(span[1], quote.end) - max(span[0], quote.start) for quote in overlapping(outer, *span)
    )
    return shared * 2 > span[1] - span[0]


def _join(text: str, spans: Sequence[Span]) -> list[Span]:
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


def _add_missed(
    text: str, found: list[Attribution], outer: Sequence[Quoted], paragraphs: Sequence[Span]
) -> None:
    """Give a long quoted stretch that no content covers to a cue beside it that lacks one."""
    covered = sorted(span for a in found for span in a.content)
    idle = sorted((a for a in found if a.cue and not a.content), key=lambda a: a.cue[0])
    for quote in outer:
        if _words(text, quote) < MIN_WORDS or _covered(covered, quote):
            continue
        beside = _beside(text, idle, quote)
        if beside:
            beside.content.append((quote.start, quote.end))
        elif _alone(quote, paragraphs):
            found.append(Attribution(content=[(quote.start, quote.end)], confidence=0.5))


def _words(text: str, quote: Quoted) -> int:
    return text.count(" ", quote.start, quote.end) + 1


def _covered(spans: Sequence[Span], quote: Quoted) -> bool:
    at = bisect.bisect_left(spans, quote.end, key=lambda s: s[0])
    return any(end > quote.start for _, end in spans[max(0, at - 3) : at])


def _beside(text: str, idle: Sequence[Attribution], quote: Quoted) -> Attribution | None:
    """A cue with nothing to say, parted from a quotation by no more than a clause."""
    after = bisect.bisect_left(idle, quote.end, key=lambda a: a.cue[0][0])
    for attribution in (*idle[after : after + 1], *idle[max(0, after - 1) : after]):
        start, end = attribution.cue[0]
        left, right = (quote.end, start) if start >= quote.end else (end, quote.start)
        near = 0 <= right - left < NEAR and text.find("\n", left, right) < 0
        if near and not attribution.content:
            return attribution
    return None


def _alone(quote: Quoted, paragraphs: Sequence[Span]) -> bool:
    """Whether a quotation makes up a paragraph: then somebody says it, cue or no cue."""
    at = bisect.bisect_right(paragraphs, quote.start, key=lambda p: p[0]) - 1
    start, end = paragraphs[max(0, at)]
    return start >= quote.start - 1 and end <= quote.end + 1
