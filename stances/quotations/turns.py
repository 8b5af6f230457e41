"""Makes attributions of what a page sets apart: turns, blocks after a colon, signatures."""

import re
from collections.abc import Sequence
from itertools import takewhile

from stances.quotations.attributions import Attribution, overlapping, paragraph_at
from stances.quotations.conversation import Turn, each_turn, turn_name
from stances.quotations.marks import Quoted
from stances.quotations.structure import Page, is_set_apart
from stances.records import Span

CONFIDENCE = 0.8
_SIGNED = 120
_THIN = 20
_FEW = 3
_SIGNATURE = re.compile(
    r"\s*(?P<dash>[—–―]|--?)\s?(?P<name>[A-Z][^.!?:;\n“\"]*[^\s.!?:;\n“\"])\.?\Z"
)
_FULL_NAME = re.compile(r"\b[A-Z][\w'’-]{1,30}(?: [A-Z][\w'’.-]{1,30}){1,3}\b(?<!\.)")


def read_turns(text: str, found: Sequence[Attribution], page: Page) -> list[Attribution]:
    """Put each turn of a conversation in place of what was found inside it."""
    if not page.turns:
        return list(found)
    guest = _guest(text, page)
    kept = [a for a in found if not _inside(a, page)]
    turns = [_attribution(text, turn, guest) for turn in each_turn(page.turns)]
    return [*kept, *turns]


def _inside(attribution: Attribution, page: Page) -> bool:
    spans = attribution.content or attribution.cue
    return any(paragraph_at(page.paragraphs, start) in page.turns for start, _ in spans)


def _attribution(text: str, turn: Turn, guest: Span | None) -> Attribution:
    source = guest if turn_name(text, turn) in ("", "A") else turn.name
    return Attribution(
        [source] if source else [],
        [turn.colon] if turn.colon else [],
        list(turn.content),
        CONFIDENCE,
    )


def _guest(text: str, page: Page) -> Span | None:
    """Who answers: the first full name before the first turn, in the body if it is there."""
    first = min(page.turns)
    before = [at for at in range(first) if at not in page.headings]
    for at in (*before, *(at for at in range(first) if at in page.headings)):
        match = _FULL_NAME.search(text, *page.paragraphs[at])
        if match:
            return match.span()
    return None


def read_blocks(
    text: str, found: Sequence[Attribution], outer: Sequence[Quoted], page: Page
) -> list[Attribution]:
    """Give a cue before a colon the whole paragraph that it introduces, marks or none.

    What is said inside the block is part of it, since only the outermost attribution counts.
    """
    blocks: dict[int, Attribution] = {}
    inside: set[int] = set()
    for attribution in found:
        at = paragraph_at(page.paragraphs, attribution.cue[-1][0]) + 1 if attribution.cue else 0
        if 0 < at < len(page.paragraphs) and _introduces(text, attribution, outer, page, at):
            blocks[at] = attribution
            inside.update(_block(text, page, at))
    owners = {id(attribution) for attribution in blocks.values()}
    kept = [
        a for a in found if id(a) in owners or paragraph_at(page.paragraphs, a.start) not in inside
    ]
    for at, attribution in blocks.items():
        attribution.content = [page.paragraphs[place] for place in _block(text, page, at)]
    return _add_unsaid_blocks(text, kept, outer, page, inside)


def _add_unsaid_blocks(
    text: str,
    found: list[Attribution],
    outer: Sequence[Quoted],
    page: Page,
    taken: set[int],
) -> list[Attribution]:
    """Make a statement of each block quotation that no cue introduces and no marks part."""
    apart = [at for at, paragraph in enumerate(page.paragraphs) if is_set_apart(text, paragraph)]
    if not apart or len(apart) * 2 > len(page.paragraphs):
        return found
    blocks: list[Attribution] = []
    inside: set[int] = set()
    for at in apart:
        if at in taken or at in inside:
            continue
        places = _block(text, page, at)
        content = [page.paragraphs[place] for place in places]
        if text[content[-1][1] - 1] in ".!?" and not overlapping(
            outer, content[0][0], content[-1][1]
        ):
            blocks.append(Attribution(content=content, confidence=CONFIDENCE))
            inside.update(places)
    kept = [a for a in found if paragraph_at(page.paragraphs, a.start) not in inside]
    return [*kept, *blocks]


def _block(text: str, page: Page, at: int) -> list[int]:
    """The paragraphs of a block quotation that begins with one of them: those set apart by ">"."""
    places = [at]
    if is_set_apart(text, page.paragraphs[at]):
        after = range(at + 1, len(page.paragraphs))
        places += takewhile(lambda place: is_set_apart(text, page.paragraphs[place]), after)
    return places


def _introduces(
    text: str, attribution: Attribution, outer: Sequence[Quoted], page: Page, at: int
) -> bool:
    """Whether a paragraph ends with a colon after this cue, and the next is a block by itself."""
    start, end = page.paragraphs[at]
    cue, home_end = attribution.cue[-1][1], page.paragraphs[at - 1][1]
    colon = (
        text[home_end - 1] == ":" and home_end - cue < _SIGNED and ". " not in text[cue:home_end]
    )
    if not colon or at in page.headings or at in page.turns:
        return False
    if is_set_apart(text, page.paragraphs[at - 1]):
        return False
    inside = all(piece[0] >= start or _is_thin(piece) for piece in attribution.content)
    words = text.count(" ", start, end) > _FEW
    return words and inside and not overlapping(outer, start, start + 2)


def _is_thin(piece: Span) -> bool:
    return piece[1] - piece[0] < _THIN


def read_signatures(text: str, found: Sequence[Attribution], page: Page) -> list[Attribution]:
    """Read the name after a dash that signs a quotation: "“We are done.” — Ila Tesk".

    What is signed belongs to nobody else, so that it is parted from a cue in a paragraph before.
    """
    read: list[Attribution] = []
    for attribution in found:
        read.append(attribution)
        match = _signature(text, attribution, page)
        if match is None:
            continue
        signed = attribution
        if attribution.source or attribution.cue:
            if not _is_apart(attribution, page) or not _FULL_NAME.match(match["name"]):
                continue
            piece = attribution.content.pop()
            signed = Attribution(content=[piece], confidence=attribution.confidence)
            read.append(signed)
        signed.source, signed.cue = [match.span("name")], [match.span("dash")]
    return read


def _signature(text: str, attribution: Attribution, page: Page) -> re.Match[str] | None:
    if not attribution.content:
        return None
    end = attribution.content[-1][1]
    at = paragraph_at(page.paragraphs, end - 1)
    until = page.paragraphs[at][1]
    if end == until and at + 1 < len(page.paragraphs):
        end, until = page.paragraphs[at + 1]
    return _SIGNATURE.match(text, end, until) if until - end < _SIGNED else None


def _is_apart(attribution: Attribution, page: Page) -> bool:
    """Whether the last piece of several stands in a paragraph without source, cue or others."""
    *others, (last, _) = attribution.content
    home = paragraph_at(page.paragraphs, last)
    parts = (*others, *attribution.source, *attribution.cue)
    return bool(others) and all(paragraph_at(page.paragraphs, start) != home for start, _ in parts)
