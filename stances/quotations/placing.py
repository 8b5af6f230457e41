"""Keeps the parts of an attribution where English and a newspaper's page allow them.

A content stands in the paragraph of its cue, or is a quotation beside it; nothing begins in
a heading and ends in the body; a quotation that stands as a sentence of its own after other
words is a statement of its own.
"""

import bisect
import re
from collections.abc import Sequence

from stances.quotations.attributions import OPENING, Attribution, overlapping, paragraph_at, trim
from stances.quotations.marks import Quoted
from stances.quotations.structure import Page, dateline_end
from stances.records import Span

_SENTENCE_END = re.compile(r"(?P<word>[\w.'’-]{0,20})[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z])")
_TELLING = re.compile(r"\b(?:tells?|told|telling|inform(?:s|ed)|remind(?:s|ed)|assured?|to)\Z")
_ADDRESSEE = re.compile(
    r"(?:(?:the|a|an|his|her|their|its) )?[\w’'-]{1,20}(?: (?!that\b)[\w’'-]{1,20}){0,3} (?=that )"
)
_LEAD = re.compile(r"[a-z]{2,12}: ")
_CALLED = re.compile(r" an? [a-z]{3,15}")
_SENTENCE = 300
_NEAR = 60
_ENDS = frozenset(".!?…\"'”’)")
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr rep reps sen sens gen gov lt col maj capt sgt adm st prof del atty jr sr no vs "
    "jan feb mar apr aug sept oct nov dec brig cmdr hon rev pres".split()
)


def keep_in_place(
    text: str, attribution: Attribution, outer: Sequence[Quoted], page: Page
) -> list[Span]:
    """Cut the parts of an attribution at headings, datelines and the ends of paragraphs.

    Gives the pieces of its content that stand elsewhere, and so belong to somebody else.
    """
    attribution.source = [_in_last(text, span, page) for span in attribution.source]
    attribution.cue = [_in_last(text, span, page) for span in attribution.cue]
    if attribution.cue and attribution.source:
        at = paragraph_at(page.paragraphs, attribution.source[0][0])
        if at in page.headings and attribution.cue[0][0] > page.paragraphs[at][1]:
            attribution.source = []
    pieces = [piece for span in attribution.content for piece in _pieces(text, span, page)]
    attribution.content = _beside_cue(text, attribution.cue, pieces, outer, page)
    kept = set(attribution.content)
    return [piece for piece in pieces if piece not in kept]


def take_pieces(text: str, found: Sequence[Attribution], cut: Sequence[Span]) -> None:
    """Give pieces to a cue without a content that stands right before or after them.

    `cut` holds what was cut off other statements; of two pieces of one statement, the one that
    stands beside the other cue is not its own: "acknowledged [the loss] but said [it was small]".
    """
    idle = [a for a in found if a.cue and not a.content]
    after = {a.cue[-1][1] + 1: a for a in idle}
    before = {start - 1: a for a in idle if a.source for start, _ in (*a.source, *a.cue[:1])}
    for piece in cut:
        _take(text, piece, after.get(piece[0]))
    for attribution in found if idle else ():
        if len(attribution.content) < 2 or not attribution.cue:
            continue
        cue, first = attribution.cue[0][0], attribution.content[0][0]
        kept = []
        for piece in attribution.content:
            aside = first < cue < piece[0]
            apart = piece[1] < cue and "\n" in text[piece[1] : min(cue, piece[1] + _SENTENCE)]
            taken = not aside and _take(text, piece, after.get(piece[0]), attribution)
            if not taken and not (apart and _take(text, piece, before.get(piece[1]), attribution)):
                kept.append(piece)
        attribution.content = kept or attribution.content


def _take(
    text: str, piece: Span, taker: Attribution | None, owner: Attribution | None = None
) -> bool:
    """Whether a cue takes a piece, with the owner's source where it has none."""
    if taker is None or taker.content:
        return False
    source = taker.source or (owner.source if owner else [])
    between = min(piece[1], taker.cue[-1][1]), max(piece[0], taker.cue[0][0])
    if not source or "\n" in text[slice(*between)]:
        return False
    taker.source, taker.content = list(source), [piece]
    return True


def _in_last(text: str, span: Span, page: Page) -> Span:
    """The part of a span in the last paragraph that it touches: no source begins in a heading."""
    return _pieces(text, span, page)[-1] if span[0] < span[1] else span


def _pieces(text: str, span: Span, page: Page) -> list[Span]:
    """A span cut where a paragraph ends and where a dateline does; never empty."""
    at = paragraph_at(page.paragraphs, span[0])
    pieces = []
    while at < len(page.paragraphs) and page.paragraphs[at][0] < span[1]:
        start, end = page.paragraphs[at]
        body = dateline_end(text, start, end) if span[0] <= start else start
        left, right = trim(text, max(span[0], body), min(span[1], end))
        pieces += [(left, right)] if left < right else []
        at += 1
    return pieces or [span]


def _beside_cue(
    text: str, cue: Sequence[Span], pieces: Sequence[Span], outer: Sequence[Quoted], page: Page
) -> list[Span]:
    """The pieces in the paragraph of the cue, and quotations before and after it."""
    if not cue or len(pieces) < 2:
        return list(pieces)
    home = paragraph_at(page.paragraphs, cue[0][0])
    listed = text[page.paragraphs[home][1] - 1] == ":"
    where = [paragraph_at(page.paragraphs, piece[0]) for piece in pieces]
    if home not in where:
        return list(pieces)
    return [
        piece
        for piece, at in zip(pieces, where, strict=True)
        if at == home or listed or (at not in page.headings and _verbatim(text, piece, outer))
    ]


def _verbatim(text: str, span: Span, outer: Sequence[Quoted]) -> bool:
    quotes = overlapping(outer, *span)
    return bool(quotes) and quotes[0].start <= span[0] + 1 and quotes[-1].end >= span[1] - 1


def part_floating(
    text: str, found: Sequence[Attribution], outer: Sequence[Quoted]
) -> list[Attribution]:
    """Make statements of their own of quotations that stand as sentences after other words.

    A quotation belongs to the statement before it only where that one ends with a quotation
    too and nothing but its attribution lies between.
    """
    parted: list[Attribution] = []
    for attribution in found:
        attribution.content = [
            _own_sentence(text, a, outer, attribution.cue) for a in attribution.content
        ]
        parted.append(attribution)
        parted += _floating(text, attribution, outer)
    return parted


def _own_sentence(text: str, span: Span, outer: Sequence[Quoted], cue: Sequence[Span]) -> Span:
    """A span without a quotation at its start that ends the sentence before.

    In "They wore shirts that read “Homes first.” “It will not do,” Tesk said" the words on the
    shirts are none of hers.
    """
    quotes = overlapping(outer, *span)
    if len(quotes) < 2 or not cue or cue[0][0] < quotes[1].end:
        return span
    first, second = quotes[:2]
    begun = text[max(0, first.start - 2) : first.start].rstrip()[-1:].isalnum()
    ended = text[first.end - 2] in ".!?" and text[first.end : second.start].isspace()
    return (second.start, span[1]) if first.start == span[0] and begun and ended else span


def _floating(text: str, attribution: Attribution, outer: Sequence[Quoted]) -> list[Attribution]:
    kept: list[Span] = []
    floating: list[Span] = []
    for piece in attribution.content:
        for span in _at_sentence(text, piece, outer):
            after = bool(floating) or _stands_after(text, kept, span, outer, attribution.cue)
            own = after and _is_sentence(text, span, outer) and not _cued(text, span, attribution)
            if not own and _is_stray(text, kept, span, attribution):
                continue
            (floating if own else kept).append(span)
    attribution.content = kept
    if not floating:
        return []
    return [Attribution(content=floating, confidence=attribution.confidence)]


def _is_sentence(text: str, span: Span, outer: Sequence[Quoted]) -> bool:
    """Whether a span is a quotation that begins and ends as a sentence does."""
    start, end = span
    begins = any(c.isupper() or c.isdigit() for c in text[start + 1 : start + 3])
    return begins and text[end - 2] in ".!?…" and _verbatim(text, span, outer)


def _is_stray(text: str, kept: Sequence[Span], span: Span, attribution: Attribution) -> bool:
    """Whether a piece stands in the middle of another sentence than the pieces and cue before."""
    if not kept or not attribution.cue or _cued(text, span, attribution):
        return False
    before = max(kept[-1][1], *(end for _, end in attribution.cue if end <= span[0]), 0)
    begins = text[max(0, span[0] - 9) : span[0]].rstrip()[-1:] in _ENDS
    return not begins and count_ends(text, before, span[0]) > 0


def _cued(text: str, span: Span, attribution: Attribution) -> bool:
    """Whether the cue follows in the same sentence."""
    return any(
        0 <= start - span[1] < _SENTENCE and count_ends(text, span[1] - 2, start) == 0
        for start, _ in attribution.cue
    )


def part_trailing(text: str, found: Sequence[Attribution], outer: Sequence[Quoted]) -> None:
    """Cut what follows a quotation that ends its sentence; a cue after it may take the rest."""
    idle = sorted((a.cue[0][0], at) for at, a in enumerate(found) if a.cue and not a.content)
    for attribution in found:
        for at, piece in enumerate(attribution.content):
            rest = _after_sentence(text, piece, outer)
            if rest is None or not attribution.cue or _cued(text, rest, attribution):
                continue
            attribution.content[at] = trim(text, piece[0], rest[0])
            after = bisect.bisect_left(idle, (rest[1],))
            if after < len(idle) and idle[after][0] - rest[1] < _NEAR:
                taker = found[idle[after][1]]
                taker.content = taker.content or [rest]


def give_to_followers(text: str, found: Sequence[Attribution], outer: Sequence[Quoted]) -> None:
    """Part a quotation after a colon from what comes before, where another cue follows it.

    "Tesk thinks it is over: “We lost,” she said" is two statements.
    """
    idle = [a for a in found if a.cue and a.source and not a.content]
    starts = {start: a for a in idle for start, _ in (*a.source, *a.cue)}
    for attribution in found:
        if not attribution.cue or not attribution.content:
            continue
        start, end = attribution.content[-1]
        follower = starts.get(end + 1)
        quotes = overlapping(outer, start, end) if follower and not follower.content else []
        if follower and quotes and quotes[-1].end == end and attribution.cue[0][0] < start:
            head = text[start : quotes[-1].start].rstrip()
            if head.endswith(":"):
                follower.content = [(quotes[-1].start, end)]
                attribution.content[-1] = trim(text, start, start + len(head) - 1)


def _after_sentence(text: str, piece: Span, outer: Sequence[Quoted]) -> Span | None:
    start, end = piece
    for quote in overlapping(outer, start, end):
        rest = trim(text, quote.end, end)
        if rest[0] < rest[1] and text[quote.end - 2] in ".!?" and text[rest[0]].isupper():
            return rest
    return None


def _at_sentence(text: str, piece: Span, outer: Sequence[Quoted]) -> list[Span]:
    """A piece cut before a quotation that begins a sentence inside it."""
    start, end = piece
    for quote in overlapping(outer, start, end):
        before = text[max(start, quote.start - 4) : quote.start].rstrip()
        begins = quote.start > start and before[-1:] in (".", "!", "?")
        if begins and not _verbatim(text, (start, quote.start), outer):
            return [_unstopped(text, start, quote.start), (quote.start, end)]
    return [piece]


def _unstopped(text: str, start: int, end: int) -> Span:
    """A span of reported words without the full stop that ends its sentence."""
    start, end = trim(text, start, end)
    return (start, end - 1) if text[end - 1] == "." else (start, end)


def _stands_after(
    text: str, kept: Sequence[Span], span: Span, outer: Sequence[Quoted], cue: Sequence[Span]
) -> bool:
    """Whether something else than a quotation and its attribution stands before a span.

    After a quotation that ends its sentence, a sentence without the cue is something else.
    """
    if not kept:
        return False
    before = kept[-1]
    if text[max(0, span[0] - 9) : span[0]].rstrip()[-1:] not in _ENDS:
        return False
    around = overlapping(outer, *before)
    unclosed = text[before[0]] in OPENING and not overlapping(outer, before[0], before[0] + 1)
    quoted = unclosed or any(quote.end >= before[1] - 1 for quote in around)
    between = not cue or any(before[1] <= start < span[0] for start, _ in cue)
    own = 0 if text[before[1] - 2] in ".!?" and not between else 1
    return not quoted or count_ends(text, before[1], span[0]) > own


def count_ends(text: str, start: int, end: int) -> int:
    """How many sentences end between two places of a text.

    >>> count_ends("He left. Mr. Venn stayed. It rained.", 0, 26)
    2
    """
    ends = _SENTENCE_END.finditer(text, start, end + 2)
    return sum(not _abbreviates(match["word"]) for match in ends if match.end() <= end)


def _abbreviates(word: str) -> bool:
    return "." in word or (len(word) == 1 and word != "I") or word.lower() in _ABBREVIATIONS


def trim_edges(text: str, found: Sequence[Attribution], outer: Sequence[Quoted]) -> None:
    """Cut a word and a colon before a quotation, and what a writer calls it after its comma.

    "Said [only:] “…”" and "“…,” [a claim] that others dispute" are no words of the speaker.
    """
    for attribution in found:
        for at, (start, end) in enumerate(attribution.content):
            quotes = overlapping(outer, start, end) if attribution.cue else []
            if not quotes:
                continue
            if _LEAD.fullmatch(text, start, quotes[0].start):
                start = quotes[0].start
            if text[quotes[-1].end - 2] == "," and _CALLED.fullmatch(text, quotes[-1].end, end):
                end = quotes[-1].end
            attribution.content[at] = start, end


def drop_addressees(text: str, found: Sequence[Attribution]) -> None:
    """Leave out whom something is told: "told [the council] that …" belongs to no span."""
    for attribution in found:
        if not attribution.cue or not attribution.content:
            continue
        end = attribution.cue[-1][1]
        start, last = attribution.content[0]
        if 0 <= start - end < 2 and _TELLING.search(text, max(0, end - 12), end):
            match = _ADDRESSEE.match(text, start, min(last, start + 80))
            if match and not attribution.content[0][1] <= match.end():
                attribution.content[0] = match.end(), last
