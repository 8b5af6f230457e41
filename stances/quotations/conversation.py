"""Reads who takes which paragraphs of an interview, a transcript or a briefing.

A name and a colon open a turn. An interview without names sets its questions apart, in bold or
as headings, or lets each stand as a paragraph that ends with a question mark; what stands
between two questions is an answer. Offsets are characters of the text.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from stances.records import Span

TURNS = 3
ASKING = 0.5
_DENSE = 0.4
_QUESTION_LENGTH = 500
_LOOK = 2000
_TURN = re.compile(
    r"[\"“]?(?P<name>(?:[A-Z][\w.'’-]{0,30}\s){0,5}[A-Z][\w.'’-]{0,30})"
    r"(?:,? \([^()\n]{1,60}\)|, [^:.\n]{1,80})?(?P<colon>:)\s+(?=\S)"
)
_LETTER = re.compile(r"(?P<name>[QA])(?P<colon>[:.])\s+(?=\S)")
_QUESTION = re.compile(r"\?[\"'”’)*_ ]*\Z")
_BRACKETED = re.compile(r"[(\[][^()\[\]]*[)\]]\.?\Z|[*_]{1,2}\Z|[*_-]{3,}\Z")
_SET_APART = re.compile(r"\*\*\S.*\*\*\Z|__\S.*__\Z|#{1,6} \S.*\Z")
_CLOSING = re.compile(
    r"\*[^*\s][^*]*\*\Z|_[^_\s][^_]*_\Z|[*_-]{3,}\Z|(?:\* ){2}\*\Z|#{1,6} \S|\*\*[^*]*\*\*\Z"
)
_EDITED = re.compile(
    r"\b(?:edited|condensed|abridged|shortened|translated|interview(?:ed)?|transcript)\b", re.I
)
_FIRST_PERSON = re.compile(r"\b(?:I|we|We|my|My|our|Our|me|us)\b")
_ADDRESSED = re.compile(r"\b(?:you|your)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Turn:
    """The paragraphs that one takes; `name` and `colon` are None where nobody is named."""

    name: Span | None
    colon: Span | None
    content: tuple[Span, ...]


def turn_name(text: str, turn: Turn) -> str:
    """The words that name who takes a turn; empty where none do."""
    return text[slice(*turn.name)] if turn.name else ""


def each_turn(turns: dict[int, Turn]) -> list[Turn]:
    """Every turn once, in order; told apart by identity, since hashing long ones costs much."""
    return list({id(turn): turn for turn in turns.values()}.values())


def read_turns(text: str, paragraphs: Sequence[Span]) -> dict[int, Turn]:
    """The turns of a text that has enough of them, by the numbers of their paragraphs.

    One colon may introduce anything, so that a name must come again.
    """
    found = _opened(text, paragraphs)
    names = Counter(turn_name(text, turn) for turn in found.values())
    if len(found) < TURNS or max(names.values()) < 2:
        return {}
    turns = {
        at: turn
        for at, turn in found.items()
        if names[turn_name(text, turn)] > 1 or turn_name(text, turn).isupper()
    }
    return _continued(text, paragraphs, turns)


def _opened(text: str, paragraphs: Sequence[Span]) -> dict[int, Turn]:
    """The paragraphs that begin with a name and a colon."""
    found = {}
    for at, (start, end) in enumerate(paragraphs):
        until = min(end, start + 300)
        match = _LETTER.match(text, start, until) or _TURN.match(text, start, until)
        if match and any(c.isalpha() for c in text[match.end() : match.end() + 20]):
            content = match.end(), end
            found[at] = Turn(match.span("name"), match.span("colon"), (content,))
    return found


def _continued(text: str, paragraphs: Sequence[Span], turns: dict[int, Turn]) -> dict[int, Turn]:
    """Give each turn the paragraphs before the next one, where the text is mostly turns."""
    first, last = min(turns), max(turns)
    if len(turns) < _DENSE * (last - first + 1):
        return turns
    continued: dict[int, Turn] = {}
    for at, after in pairwise([*turns, _last_words(text, paragraphs, last)]):
        places = [at, *_spoken(text, paragraphs, range(at + 1, after))]
        more = tuple(paragraphs[place] for place in places[1:])
        turn = turns[at]
        continued |= dict.fromkeys(places, Turn(turn.name, turn.colon, turn.content + more))
    return continued


def _last_words(text: str, paragraphs: Sequence[Span], last: int) -> int:
    """Where the last turn ends: what follows it goes on only in the first or second person."""
    for at in range(last + 1, len(paragraphs)):
        start, end = paragraphs[at]
        until = min(end, start + _LOOK)
        personal = _FIRST_PERSON.search(text, start, until) or _ADDRESSED.search(text, start, until)
        stopped = text[end - 1] in ".!?…"
        if not personal or not stopped or _EDITED.search(text, start, until):
            return at
    return len(paragraphs)


def _spoken(text: str, paragraphs: Sequence[Span], places: range) -> Iterator[int]:
    """The paragraphs that are words, not "(Applause)"."""
    for at in places:
        start, end = paragraphs[at]
        if end - start > _QUESTION_LENGTH or not _BRACKETED.match(text, start, end):
            yield at


def asking_names(text: str, turns: dict[int, Turn]) -> frozenset[str]:
    """The names of those whose turns mostly are questions."""
    named = [turn for turn in each_turn(turns) if turn.name]
    names = Counter(turn_name(text, turn) for turn in named)
    asked = Counter(turn_name(text, turn) for turn in named if _asks(text, turn.content[-1]))
    asking = {name for name, times in names.items() if asked[name] > ASKING * times}
    return frozenset(asking | ({"Q"} & set(names)))


def _asks(text: str, span: Span) -> bool:
    return _QUESTION.search(text, max(span[0], span[1] - 6), span[1]) is not None


def read_answers(text: str, paragraphs: Sequence[Span]) -> tuple[frozenset[int], dict[int, Turn]]:
    """The questions of an interview without names, and its answers by their paragraphs.

    >>> text = "**Why?** | I had to. | **And then?** | I left. | **Are you glad?** | I am."
    >>> spans = [(m.start(), m.end()) for m in re.finditer(r"[^|]+(?<! )", text)]
    >>> spans = [(start + (text[start] == " "), end) for start, end in spans]
    >>> questions, answers = read_answers(text, spans)
    >>> sorted(questions), sorted(answers)
    ([0, 2, 4], [1, 3, 5])
    """
    short = [at for at, (start, end) in enumerate(paragraphs) if end - start <= _QUESTION_LENGTH]
    apart = [at for at in short if _SET_APART.match(text, *paragraphs[at])]
    asked = [at for at in apart if _asks(text, paragraphs[at])]
    if len(asked) >= TURNS and len(asked) >= ASKING * len(apart):
        manner = text[paragraphs[asked[0]][0]]
        questions = [at for at in apart if at >= asked[0] and text[paragraphs[at][0]] == manner]
        return frozenset(questions), dict(_answers(text, paragraphs, questions))
    plain = [at for at in short if _is_plain_question(text, paragraphs[at])]
    answers = dict(_answers(text, paragraphs, plain))
    if len(plain) < TURNS or not _converse(text, [paragraphs[at] for at in plain], answers):
        return frozenset(), {}
    return frozenset(plain), answers


def _is_plain_question(text: str, span: Span) -> bool:
    return _asks(text, span) and not any(mark in text[slice(*span)] for mark in '“”"«»„')


def _answers(
    text: str, paragraphs: Sequence[Span], questions: Sequence[int]
) -> Iterator[tuple[int, Turn]]:
    """What stands between a question and the next.

    A note in italics, a line or a heading of another kind ends the last answer.
    """
    end = (
        next(
            (
                at
                for at in range(questions[-1] + 1, len(paragraphs))
                if _CLOSING.match(text, *paragraphs[at])
            ),
            len(paragraphs),
        )
        if questions
        else 0
    )
    for at, after in pairwise([*questions, end]):
        places = list(_spoken(text, paragraphs, range(at + 1, after)))
        turn = Turn(None, None, tuple(paragraphs[place] for place in places))
        yield from ((place, turn) for place in places)


def _converse(text: str, questions: Sequence[Span], answers: dict[int, Turn]) -> bool:
    """Whether the questions are put to somebody, and the answers are given by that one."""
    turns = each_turn(answers)
    put = sum(_ADDRESSED.search(text, *span) is not None for span in questions)
    given = sum(
        any(_FIRST_PERSON.search(text, start, min(end, start + _LOOK)) for start, end in t.content)
        for t in turns
    )
    return len(turns) >= TURNS and put >= ASKING * len(questions) and given > ASKING * len(turns)
