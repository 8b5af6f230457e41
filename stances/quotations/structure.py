"""What kind of paragraph a paragraph is: a heading, a turn of a conversation, body.

A newspaper's page is more than sentences: titles and subheads stand between the paragraphs,
a dateline opens the first one, and a conversation gives whole paragraphs to who speaks.
Offsets are characters of the text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from stances.quotations.conversation import Turn, asking_names, read_answers, read_turns
from stances.records import Span

HEADING = 150
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
_SIGNED = re.compile(r"[”\"»] ?[—–―-]")
_MARKED = re.compile(r"(?:#{1,6} )?[\"“][^\n]*[\"”]\Z")
_STOPPED = re.compile(r"[.!?:;,…—–-][\"'”’)\]]*\Z")


@dataclass(frozen=True, slots=True)
class Page:
    """The paragraphs of a text, by what they are: each is known by its number.

    `headings` holds the questions of an interview too, where they are set apart; every paragraph
    of a turn leads to it. `asking` are the names of those who mostly ask.
    """

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
    turns = read_turns(text, paragraphs)
    questions, answers = (frozenset[int](), turns) if turns else read_answers(text, paragraphs)
    headings = {
        at
        for at, (start, end) in enumerate(paragraphs)
        if at not in answers and is_heading(text, start, end)
    }
    headings |= _quoted_titles(text, paragraphs, headings)
    if len(headings) * 2 > len(paragraphs):
        headings = set()
    asking = asking_names(text, turns)
    return Page(paragraphs, frozenset(headings) | questions, answers, asking)


def _quoted_titles(text: str, paragraphs: Sequence[Span], headings: set[int]) -> set[int]:
    """The titles above the body that are words in double marks without a full stop.

    Signed by the next paragraph ("— Ila Tesk") they are a motto, and somebody's words.
    """
    found: set[int] = set()
    for at, (start, end) in enumerate(paragraphs):
        if at in headings:
            continue
        signed = at + 1 < len(paragraphs) and text[paragraphs[at + 1][0]] in "—–―-"
        stopped = _STOPPED.search(text, max(start, end - 4), end) is not None
        if end - start >= HEADING or not _MARKED.match(text, start, end) or signed or stopped:
            break
        found.add(at)
    return found if len(found) < len(paragraphs) else set()


def is_heading(text: str, start: int, end: int) -> bool:
    """Whether a paragraph reads as a title or subhead: short, and without an end.

    >>> is_heading("Talks fail", 0, 10), is_heading("They met.", 0, 9)
    (True, False)
    """
    if end - start >= HEADING or "\n" in text[start:end] or _SIGNED.search(text, start, end):
        return False
    return _BODY_END.search(text, max(start, end - 4), end) is None


def is_set_apart(text: str, paragraph: Span) -> bool:
    """Whether the ">" of a block quotation stands before a paragraph.

    >>> is_set_apart("> We agree.", (2, 11)), is_set_apart("We agree.", (0, 9))
    (True, False)
    """
    return text[max(0, paragraph[0] - 3) : paragraph[0]].rstrip(" \t").endswith(">")


def dateline_end(text: str, start: int, end: int) -> int:
    """Where the words of a paragraph begin, after a dateline if it has one.

    >>> dateline_end("KAVEL, June 3 (Agency) — It rained.", 0, 35)
    25
    """
    match = _DATELINE.match(text, start, min(end, start + 200))
    return match.end() if match else start
