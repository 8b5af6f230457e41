"""Reads spans of a text, given as offsets or as the words themselves."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

from stances.articles.paragraphs import paragraphs
from stances.articles.rows import describe
from stances.records import JOIN, Span, Spans

_STRAIGHT = str.maketrans("“”„‟«»‘’‚‛", '"' * 6 + "'" * 4)
_MANY = 1000
HOW = "add words around it with [[ ]] around the part you mean, or give offsets"


def read_spans(text: str, value: Any, near: Sequence[Span] = ()) -> Spans:
    """The spans that `value` gives, in order: offsets `[[start, end], …]`, or words.

    Words are a string, or a list of strings for a discontinuous span; each must occur once in
    `text`, or once inside `near`. Of words that occur more often, one place is marked by giving
    words around it: `"Tesk [[said]] on Monday"`. Raises `ValueError` with the reason.

    >>> read_spans("He said no. She said yes.", "She [[said]]")
    ((16, 20),)
    """
    if value is None or value == "":
        return ()
    pieces = [value] if isinstance(value, str) else value
    if not isinstance(pieces, list):
        raise ValueError(f"must be a list of spans or words of the text, got {describe(value)}.")
    if len(pieces) == 2 and all(type(end) is int for end in pieces):
        raise ValueError(f"{pieces} must be a list of spans; write [{pieces}].")
    spans = sorted(_piece(text, piece, near) for piece in pieces)
    for one, other in pairwise(spans):
        if other[0] < one[1]:
            raise ValueError(f"the spans {list(one)} and {list(other)} overlap; join them.")
    return tuple(spans)


def _piece(text: str, piece: Any, near: Sequence[Span]) -> Span:
    if isinstance(piece, str):
        return find_words(text, piece, near)
    whole = isinstance(piece, list) and len(piece) == 2 and all(type(end) is int for end in piece)
    if not whole or not 0 <= piece[0] < piece[1] <= len(text):
        raise ValueError(
            f"{_shown(piece)} is not a span of the text; expected [start, end] with "
            f"0 ≤ start < end ≤ {len(text)}."
        )
    return piece[0], piece[1]


def _shown(piece: Any) -> str:
    plain = isinstance(piece, list) and len(piece) < 5
    if plain and all(isinstance(each, int | float) for each in piece):
        return str(piece)[:80]
    return describe(piece)


def find_words(text: str, words: str, near: Sequence[Span] = ()) -> Span:
    """The one place of `words` in `text`; raises `ValueError` where there is none, or several."""
    if not words.strip():
        raise ValueError("holds an empty string; give words of the text, or leave it out.")
    inside = [at for start, end in near for at in _places(text, words, start, end)]
    places = inside if len(inside) == 1 else _places(text, words)
    if not places and (marked := _marked(text, words)):
        return marked
    if not places:
        raise ValueError(f"{describe(words)} is not in the text; {_how_to_copy(text, words)}")
    if len(places) > 1:
        times = f"{len(places)} times" if len(places) < _MANY else "very often"
        raise ValueError(f"{describe(words)} stands in the text {times}; {HOW}.")
    return places[0], places[0] + len(words)


def _marked(text: str, words: str) -> Span | None:
    """The place of the part in double brackets, where the words around it occur once."""
    before, opening, rest = words.partition("[[")
    part, closing, after = rest.partition("]]")
    if not (opening and closing and part) or "[[" in after or "]]" in after:
        return None
    plain = before + part + after
    places = _places(text, plain)
    if len(places) != 1:
        found = "is not in the text" if not places else f"stands there {len(places)} times"
        raise ValueError(f"{describe(plain)} {found}; give words that occur once.")
    start = places[0] + len(before)
    return start, start + len(part)


def _places(text: str, words: str, start: int = 0, end: int | None = None) -> list[int]:
    """Where `words` stand as words, not as letters of another ("he" in "the")."""
    found: list[int] = []
    at = text.find(words, start, end)
    while at >= 0 and len(found) < _MANY:
        if not inside_word(text, at) and not inside_word(text, at + len(words)):
            found.append(at)
        at = text.find(words, at + 1, end)
    return found


def _how_to_copy(text: str, words: str) -> str:
    plain = _plain(words)
    if plain and plain in _plain(text):
        return "it has them with other quotation marks, spaces or capitals: copy them exactly."
    return "copy them exactly."


def _plain(text: str) -> str:
    return " ".join(text.translate(_STRAIGHT).lower().split())


def inside_word(text: str, at: int) -> bool:
    """Whether an offset stands between two letters or digits."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def paragraphs_of(text: str, spans: Spans) -> list[Span]:
    """The paragraphs of `text` that `spans` touch."""
    held = _paragraphs(text)
    touched: set[Span] = set()
    for start, end in spans:
        at = bisect_right(held, start, key=lambda paragraph: paragraph[1])
        while at < len(held) and held[at][0] < end:
            touched.add(held[at])
            at += 1
    return sorted(touched)


@lru_cache(maxsize=4)
def _paragraphs(text: str) -> list[Span]:
    return paragraphs(text)


def words_of_spans(text: str, spans: Spans) -> str:
    """The words of spans, pieces joined as a statement's text is.

    >>> words_of_spans("One two three.", ((0, 3), (8, 13)))
    'One … three'
    """
    return JOIN.join(text[start:end] for start, end in spans)
