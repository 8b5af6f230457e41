"""Reads transcripts and interviews, where a name and a colon say who speaks."""

import re
from collections.abc import Sequence

from stances.quotations.attributions import Attribution, paragraph_at
from stances.quotations.structure import Page, Turn, turn_name
from stances.records import Span

CONFIDENCE = 0.8
_SIGNED = 120
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
    turns = [_attribution(text, turn, guest) for turn in page.turns.values()]
    return [*kept, *turns]


def _inside(attribution: Attribution, page: Page) -> bool:
    spans = attribution.content or attribution.cue
    return any(paragraph_at(page.paragraphs, start) in page.turns for start, _ in spans)


def _attribution(text: str, turn: Turn, guest: Span | None) -> Attribution:
    name = turn_name(text, turn)
    source = guest if name == "A" else turn.name
    return Attribution([source] if source else [], [turn.colon], [turn.content], CONFIDENCE)


def _guest(text: str, page: Page) -> Span | None:
    """Who answers: the first full name before the first turn, in the body if it is there."""
    first = min(page.turns)
    before = [at for at in range(first) if at not in page.headings]
    for at in (*before, *(at for at in range(first) if at in page.headings)):
        match = _FULL_NAME.search(text, *page.paragraphs[at])
        if match:
            return match.span()
    return None


def read_signatures(text: str, found: Sequence[Attribution], page: Page) -> None:
    """Read the name after a dash that signs a quotation: "“We are done.” — Ila Tesk"."""
    for attribution in found:
        if attribution.source or attribution.cue or not attribution.content:
            continue
        end = attribution.content[-1][1]
        at = paragraph_at(page.paragraphs, end - 1)
        until = page.paragraphs[at][1]
        if end == until and at + 1 < len(page.paragraphs):
            until = page.paragraphs[at + 1][1]
        match = _SIGNATURE.match(text, end, until) if until - end < _SIGNED else None
        if match:
            attribution.source, attribution.cue = [match.span("name")], [match.span("dash")]
