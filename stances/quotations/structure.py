"""What kind of paragraph a paragraph is: a heading, a turn of a conversation, body.

A newspaper's page is more than sentences: titles and subheads stand between the paragraphs,
a dateline opens the first one, and an interview or transcript names who speaks before a
colon. Offsets are characters of the text.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from stances.records import Span

HEADING = 150
TURNS = 3
ASKING = 0.5
_BODY_END = re.compile(r"[.!?:;,…][\"'”’)\]]*\Z|[\"”]\Z")
_DATELINE = re.compile(
    r"[A-Z][A-Z.'’ -]{2,40}(?:, [A-Z][\w.'’ -]{1,30}|, \d{1,2} [A-Z][a-z]{2,8}|, \d{4}){0,4}"
    r"(?: ?\([^()\n]{1,40}\))? ?[—–-]{1,2}\s+"
    r"|[A-Z][\w.'’-]{1,20}(?: [A-Z][\w.'’-]{1,20}){0,2}"
    r"(?:, [A-Z][\w.'’ -]{1,30}){0,3} ?\([^()\n]{1,40}\) ?[—–-]{1,2}\s+"
    r"|[A-Z][\w.'’-]{1,20}(?: [A-Z][\w.'’-]{1,20}){0,2}(?:, [A-Z][\w.'’-]{1,20}){0,2}"
    r", (?:\d{1,2} [A-Z][a-z]{2,8}|[A-Z][a-z]{2,8}\.? \d{1,2})(?:, \d{4})? ?[—–-]{1,2}\s+"
    r"|\([A-Z][\w .]{1,30}\) ?[—–-]{1,2}\s+"
)
_TURN = re.compile(
    r"[\"“]?(?P<name>(?:[A-Z][\w.'’-]{0,30}\s){0,5}[A-Z][\w.'’-]{0,30})"
    r"(?:,? \([^()\n]{1,60}\)|, [^:.\n]{1,80})?(?P<colon>:)\s+(?=\S)"
)
_SIGNED = re.compile(r"[”\"»] ?[—–―-]")
_LETTER = re.compile(r"(?P<name>[QA])(?P<colon>[:.])\s+(?=\S)")
_QUESTION = re.compile(r"\?[\"'”’)]*\Z")


@dataclass(frozen=True, slots=True)
class Turn:
    """A paragraph that names its speaker before a colon; `content` is what follows it."""

    name: Span
    colon: Span
    content: Span


@dataclass(frozen=True, slots=True)
class Page:
    """The paragraphs of a text, by what they are; each holds its paragraph's number."""

    paragraphs: Sequence[Span]
    headings: frozenset[int]
    turns: dict[int, Turn]
    asking: frozenset[str]


def read_page(text: str, paragraphs: Sequence[Span]) -> Page:
    """Tell headings and turns from the body.

    >>> text = "Talks fail\\n\\nThe talks failed on Monday.\\n\\nThey met twice."
    >>> sorted(read_page(text, [(0, 10), (12, 39), (41, 56)]).headings)
    [0]
    """
    turns = _turns(text, paragraphs)
    headings = {
        at
        for at, (start, end) in enumerate(paragraphs)
        if at not in turns and is_heading(text, start, end)
    }
    if len(headings) * 2 > len(paragraphs):
        headings = set()
    names = Counter(turn_name(text, turn) for turn in turns.values())
    asked = Counter(
        turn_name(text, turn)
        for turn in turns.values()
        if _QUESTION.search(text, *_last(turn.content))
    )
    asking = {name for name, times in names.items() if asked[name] > ASKING * times}
    return Page(paragraphs, frozenset(headings), turns, frozenset(asking | ({"Q"} & set(names))))


def _last(span: Span) -> Span:
    return max(span[0], span[1] - 4), span[1]


def turn_name(text: str, turn: Turn) -> str:
    """The words that name who takes a turn."""
    return text[turn.name[0] : turn.name[1]]


def is_heading(text: str, start: int, end: int) -> bool:
    """Whether a paragraph reads as a title or subhead: short, and without an end.

    >>> is_heading("Talks fail", 0, 10), is_heading("They met.", 0, 9)
    (True, False)
    """
    if end - start >= HEADING or "\n" in text[start:end] or _SIGNED.search(text, start, end):
        return False
    return _BODY_END.search(text, max(start, end - 4), end) is None


def dateline_end(text: str, start: int, end: int) -> int:
    """Where the words of a paragraph begin, after a dateline if it has one.

    >>> dateline_end("KAVEL, June 3 (Agency) — It rained.", 0, 35)
    25
    """
    match = _DATELINE.match(text, start, min(end, start + 200))
    return match.end() if match else start


def _turns(text: str, paragraphs: Sequence[Span]) -> dict[int, Turn]:
    """The turns of a text that has enough of them: one colon may introduce anything."""
    found = {}
    for at, (start, end) in enumerate(paragraphs):
        until = min(end, start + 300)
        match = _LETTER.match(text, start, until) or _TURN.match(text, start, until)
        if match and any(c.isalpha() for c in text[match.end() : match.end() + 20]):
            content = match.end(), end
            found[at] = Turn(match.span("name"), match.span("colon"), content)
    names = Counter(turn_name(text, turn) for turn in found.values())
    if len(found) < TURNS or max(names.values()) < 2:
        return {}
    return {
        at: turn
        for at, turn in found.items()
        if names[turn_name(text, turn)] > 1 or turn_name(text, turn).isupper()
    }
