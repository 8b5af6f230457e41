"""Lets the scanner of quotation marks and the tagger correct each other.

The tagger knows language but breaks long quotations at their full stops; the scanner knows
where quotations begin and end but not whether anybody says them. Spans here are characters.
"""

import bisect
from collections.abc import Sequence

from stances.quotations.attributions import (
    Attribution,
    is_long,
    join_spans,
    overlapping,
    paragraph_at,
)
from stances.quotations.marks import Quoted, chain_marks
from stances.quotations.placing import (
    drop_addressees,
    give_to_followers,
    keep_in_place,
    part_floating,
    part_trailing,
    take_pieces,
    trim_edges,
)
from stances.quotations.sources import complete_sources
from stances.quotations.splitting import split_verbs
from stances.quotations.structure import read_page
from stances.quotations.turns import read_blocks, read_signatures, read_turns
from stances.records import Span

__all__ = ["Attribution", "overlapping", "reconcile"]

Chain = Sequence[Quoted]
ALONE = 0.5
NEAR = 120
PART = 0.4
SOURCELESS = 0.65


def reconcile(
    text: str, found: list[Attribution], quoted: Sequence[Quoted], paragraphs: Sequence[Span]
) -> list[Attribution]:
    """Correct the attributions of an article by its quotation marks, and add what was missed."""
    page = read_page(text, paragraphs)
    chains = chain_marks(quoted, paragraphs)
    outer = [quote for chain in chains for quote in chain]
    cut: list[Span] = []
    for attribution in found:
        attribution.content = _snap(attribution.content, outer)
        cut += keep_in_place(text, attribution, outer, page)
        attribution.content = join_spans(text, attribution.content)
    take_pieces(text, found, cut)
    _mend_broken(text, found, chains)
    kept = [a for a in found if _is_sure(a, outer)]
    kept = read_blocks(text, kept, outer, page)
    part_trailing(text, kept, outer)
    give_to_followers(text, kept, outer)
    drop_addressees(text, kept)
    trim_edges(text, kept, outer)
    kept = part_floating(text, kept, outer)
    _add_missed(text, kept, chains, paragraphs)
    kept = read_signatures(text, kept, page)
    kept = split_verbs(text, kept, outer)
    complete_sources(text, kept)
    kept = read_turns(text, kept, page)
    return sorted(kept, key=lambda a: a.start)


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


def _mend_broken(text: str, found: Sequence[Attribution], chains: Sequence[Chain]) -> None:
    """Make one content of a long quotation that the tagger broke into pieces.

    The pieces go to the attribution whose cue stands outside the quotation; what is said
    inside it by others is part of it, since only the outermost attribution counts.
    """
    spans = sorted((*span, place) for place, a in enumerate(found) for span in a.content)
    for chain in chains:
        if len(chain) == 1 and not is_long(text, chain[0]):
            continue
        inside = [piece for quote in chain for piece in _inside(spans, quote)]
        covered = sum(end - start for start, end, _ in inside)
        size = sum(quote.end - quote.start for quote in chain)
        broken = len(inside) > 1 and covered > PART * size
        if broken or (inside and len(chain) > 1):
            owners = dict.fromkeys(place for *_, place in inside)
            _give_whole(chain, [found[place] for place in owners])


def _inside(spans: Sequence[tuple[int, int, int]], quote: Quoted) -> list[tuple[int, int, int]]:
    first = bisect.bisect_left(spans, (quote.start,))
    last = bisect.bisect_left(spans, (quote.end,))
    return [span for span in spans[first:last] if span[1] <= quote.end]


def _give_whole(chain: Chain, owners: Sequence[Attribution]) -> None:
    def within(span: Span) -> bool:
        around = overlapping(chain, span[0], span[0] + 1)
        return any(quote.start <= span[0] and span[1] <= quote.end for quote in around)

    outside = [a for a in owners if a.cue and not any(within(span) for span in a.cue)]
    main = next(iter(outside), next((a for a in owners if not a.cue), None))
    if main is None:
        return
    for owner in owners:
        owner.content = [span for span in owner.content if not within(span)]
    main.content = sorted([*main.content, *((quote.start, quote.end) for quote in chain)])


def _is_sure(attribution: Attribution, outer: Sequence[Quoted]) -> bool:
    """Whether an attribution without a source or cue is one: quoted, or read with confidence."""
    if attribution.source and attribution.cue:
        return True
    quoted = any(_mostly_within(outer, span) for span in attribution.content)
    return quoted or (bool(attribution.cue) and attribution.confidence >= SOURCELESS)


def _mostly_within(outer: Sequence[Quoted], span: Span) -> bool:
    shared = sum(
        min(span[1], quote.end) - max(span[0], quote.start) for quote in overlapping(outer, *span)
    )
    return shared * 2 > span[1] - span[0]


def _add_missed(
    text: str, found: list[Attribution], chains: Sequence[Chain], paragraphs: Sequence[Span]
) -> None:
    """Give a long quoted stretch that no content covers to a cue beside it that lacks one."""
    covered = sorted(span for a in found for span in a.content)
    idle = sorted((a for a in found if a.cue and not a.content), key=lambda a: a.cue[0])
    for chain in chains:
        if any(_covered(covered, quote) for quote in chain):
            continue
        whole = [(quote.start, quote.end) for quote in chain]
        beside = _beside(text, idle, chain) if is_long(text, chain[0]) else None
        if beside:
            beside.content = whole
        elif len(chain) > 1 or _alone(text, chain[0], paragraphs):
            found.append(Attribution(content=whole, confidence=ALONE))


def _covered(spans: Sequence[Span], quote: Quoted) -> bool:
    at = bisect.bisect_left(spans, quote.end, key=lambda s: s[0])
    return any(end > quote.start for _, end in spans[max(0, at - 3) : at])


def _beside(text: str, idle: Sequence[Attribution], chain: Chain) -> Attribution | None:
    """A cue with nothing to say, parted from a quotation by no more than a clause.

    After the quotation it stands in the same paragraph; before it, a colon may end its own.
    """
    first, last = chain[0].start, chain[-1].end
    after = bisect.bisect_left(idle, last, key=lambda a: a.cue[0][0])
    before = bisect.bisect_left(idle, first, key=lambda a: a.cue[0][0])
    for attribution in (*idle[after : after + 1], *idle[max(0, before - 1) : before]):
        start, end = attribution.cue[0]
        left, right = (last, start) if start >= last else (end, first)
        gap = text[left : min(right, left + NEAR)] if right - left < NEAR else "\n"
        near = "\n" not in gap or (right == first and gap.rstrip().endswith(":"))
        if near and not attribution.content:
            return attribution
    return None


def _alone(text: str, quote: Quoted, paragraphs: Sequence[Span]) -> bool:
    """Whether a quotation makes up a paragraph or sentences: then somebody says it, cue or no cue.

    A short one counts only as a paragraph that ends as a sentence does, since titles stand
    alone too.
    """
    start, end = paragraphs[paragraph_at(paragraphs, quote.start)]
    sentence = text[quote.end - 2] in ".!?" and text[quote.start + 1].isupper()
    if start >= quote.start - 1 and end <= quote.end + 1:
        return sentence or is_long(text, quote)
    before = text[max(start, quote.start - 4) : quote.start].rstrip()
    return sentence and is_long(text, quote) and (not before or before[-1] in ".!?")
