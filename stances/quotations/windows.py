"""Cuts an article into the token windows that the quotation tagger reads.

A window holds whole paragraphs where they fit. Each word piece carries a feature that the
lower-cased vocabulary cannot show: capital letter, first of its paragraph, and where it
stands to the quotation marks that the scanner paired.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from stances.articles.paragraphs import paragraphs
from stances.quotations.marks import Quoted, pair_marks

if TYPE_CHECKING:
    from tokenizers import Tokenizer

PIECES = 254
FEATURES = 16
_CHUNK = 4000
_SENTENCE_END = re.compile(r"[.!?]")
_OUTSIDE, _INSIDE, _MARK, _UNCLOSED = range(4)


@dataclass(slots=True)
class Window:
    """Word pieces of one stretch of an article, without the special pieces around them.

    `ids` and `features` have one number a piece, `offsets` its `(start, end)` characters.
    """

    ids: list[int] = field(default_factory=list)
    offsets: list[tuple[int, int]] = field(default_factory=list)
    features: list[int] = field(default_factory=list)

    def has_words(self, text: str) -> bool:
        """Whether `text` has a letter or digit there; in marks alone nobody says anything."""
        return any(map(str.isalnum, text[self.offsets[0][0] : self.offsets[-1][1]]))

    def add(self, other: "Window") -> None:
        self.ids += other.ids
        self.offsets += other.offsets
        self.features += other.features


def cut_windows(
    text: str, tokenizer: "Tokenizer", quoted: Sequence[Quoted] | None = None, first: int = PIECES
) -> list[Window]:
    """Cut `text` into windows of at most `PIECES` word pieces, the first of at most `first`."""
    spans = paragraphs(text)
    states = mark_states(text, pair_marks(text, spans) if quoted is None else quoted)
    windows, room = [Window()], first
    for part in _parts(text, spans, states, tokenizer):
        if windows[-1].ids and len(windows[-1].ids) + len(part.ids) > room:
            windows.append(Window())
            room = PIECES
        windows[-1].add(part)
    return [window for window in windows if window.ids]


def mark_states(text: str, quoted: Sequence[Quoted]) -> np.ndarray:
    """Give each character's state: outside, inside, a mark, or inside a stretch never closed."""
    states = np.zeros(len(text), dtype=np.int8)
    for stretch in quoted:
        if stretch.depth == 0:
            states[stretch.start : stretch.end] = _INSIDE if stretch.closed else _UNCLOSED
            states[stretch.start] = _MARK
            if stretch.closed:
                states[stretch.end - 1] = _MARK
    return states


def _parts(
    text: str, spans: list[tuple[int, int]], states: np.ndarray, tokenizer: "Tokenizer"
) -> Iterator[Window]:
    """Give each paragraph as a window, one that is too long in several."""
    for start, end in spans:
        initial = True
        for left, right in _chunks(text, start, end):
            encoding = tokenizer.encode(text[left:right], add_special_tokens=False)
            offsets = [(a + left, b + left) for a, b in encoding.offsets]
            features = [_feature(text, a, states) for a, _ in offsets]
            if initial and features:
                features[0] += 8
                initial = False
            yield from _halves(text, Window(encoding.ids, offsets, features))


def _chunks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Split a paragraph of any length at white space, so that no call tokenizes megabytes."""
    while end - start > _CHUNK:
        cut = max(text.rfind(" ", start, start + _CHUNK), text.rfind("\n", start, start + _CHUNK))
        cut = cut if cut > start else start + _CHUNK
        yield start, cut
        start = cut
    yield start, end


def _feature(text: str, start: int, states: np.ndarray) -> int:
    return int(text[start].isupper()) + 2 * int(states[start])


def _halves(text: str, part: Window) -> Iterator[Window]:
    """Cut a part longer than a window after its last sentence end that fits."""
    at = 0
    while len(part.ids) - at > PIECES:
        cut = at + PIECES
        ends = [
            i + 1
            for i in range(at + PIECES // 2, cut - 1)
            if _SENTENCE_END.match(text, part.offsets[i][0])
        ]
        cut = ends[-1] if ends else cut
        yield _slice(part, at, cut)
        at = cut
    yield _slice(part, at, len(part.ids))


def _slice(part: Window, start: int, end: int) -> Window:
    return Window(part.ids[start:end], part.offsets[start:end], part.features[start:end])
