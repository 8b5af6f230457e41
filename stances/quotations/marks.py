"""Pairs quotation marks, in time linear in the text, whatever is wrong with them.

News text mixes curly and straight marks, closes with an opening mark, forgets to close,
reopens at each paragraph of a long quotation, and nests. The scanner reads every mark by
its glyph *and* by what stands around it, keeps a stack inside each paragraph, and never
looks back, so a hundred thousand marks cost a hundred thousand steps.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_MARK = re.compile(r"[“”„‟«»\"＂]|``|''|[‘’‚‛']")
_SINGLE = frozenset("‘’‚‛'")
_OPENING = frozenset(("“", "„", "‟", "«", "``", "‘", "‚", "‛"))
_CLOSING = frozenset(("”", "»", "''", "’"))
_BEFORE_OPENING = frozenset("([{—–-/…:")
_STRONG_END = frozenset(".,!?;:…—–-")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A stretch between quotation marks: `start` and `end` include the marks themselves.

    `closed` is false where the closing mark is missing and the stretch runs to the end of
    its paragraph; `depth` counts the stretches of the same paragraph around it.
    """

    start: int
    end: int
    closed: bool = True
    depth: int = 0


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    glyph: str
    opens: bool
    closes: bool
    strong: bool
    firm: bool


def pair_marks(text: str, paragraphs: list[tuple[int, int]]) -> list[Quoted]:
    """Pair the quotation marks of `text` inside each of its `paragraphs`.

    Returns the stretches in order of their start; every one has `start < end` and lies in
    one paragraph. A stretch without a closing mark is given only for the last mark of a paragraph.

    >>> pair_marks("He said “no, “ and left.", [(0, 24)])
    [Quoted(start=8, end=14, closed=True, depth=0)]
    """
    found: list[Quoted] = []
    goes_on = -1
    for at, (start, end) in enumerate(paragraphs):
        marks = [_read(text, m, start, end) for m in _MARK.finditer(text, start, end)]
        found += _pair_doubles([m for m in marks if m.glyph not in _SINGLE], end)
        singles = [m for m in marks if m.glyph in _SINGLE]
        resumed = at + 1 < len(paragraphs) and _begins_single(text, *paragraphs[at + 1])
        pairs, open_since = _pair_singles(singles, resumed or goes_on == at)
        if open_since is not None and (resumed or open_since == start):
            pairs.append(Quoted(open_since, end, closed=False))
            goes_on = at + 1
        found += pairs
    return _with_depth(sorted(found, key=lambda q: (q.start, -q.end)))


def _read(text: str, match: re.Match[str], start: int, end: int) -> _Mark:
    before = text[match.start() - 1] if match.start() > start else " "
    after = text[match.end()] if match.end() < end else " "
    free_before = before.isspace() or before in _BEFORE_OPENING or _is_mark(before)
    opens = free_before and not after.isspace()
    closes = not before.isspace() and not after.isalnum()
    strong = before in _STRONG_END
    firm = strong or before != "s"
    return _Mark(match.start(), match.end(), match.group(), opens, closes, strong, firm)


def _is_mark(char: str) -> bool:
    return _MARK.fullmatch(char) is not None


def _pair_doubles(marks: list[_Mark], end: int) -> Iterator[Quoted]:
    stack: list[_Mark] = []
    closed = -1
    for mark in marks:
        if stack and _ends(mark):
            yield Quoted(stack.pop().start, mark.end)
            closed = mark.end
        elif _begins(mark):
            stack.append(mark)
    if stack and closed <= stack[-1].start and stack[-1].end < end:
        yield Quoted(stack[-1].start, end, closed=False)


def _ends(mark: _Mark) -> bool:
    """Whether a double mark ends what is open: its place decides, its glyph only in doubt."""
    if mark.glyph in _CLOSING:
        return True
    if mark.opens and not mark.closes:
        return False
    if mark.opens:
        return mark.glyph not in _OPENING
    return True


def _begins(mark: _Mark) -> bool:
    if mark.opens:
        return mark.glyph not in _CLOSING or not mark.closes
    return mark.glyph in _OPENING and not mark.closes


def _begins_single(text: str, start: int, end: int) -> bool:
    """Whether a paragraph begins with a single mark that opens."""
    match = _MARK.match(text, start, end)
    if match is None or match.group() not in _SINGLE:
        return False
    return _opens_single(_read(text, match, start, end))


def _opens_single(mark: _Mark) -> bool:
    return mark.opens and mark.glyph not in _CLOSING and not mark.closes


def _pair_singles(marks: list[_Mark], may_go_on: bool) -> tuple[list[Quoted], int | None]:
    """Pair single marks; an apostrophe closes only where no better mark follows.

    Where a quotation `may_go_on` in the next paragraph, one that only a plural's apostrophe
    could close does: the second value is where it begins.
    """
    pairs: list[Quoted] = []
    opened: _Mark | None = None
    weak: _Mark | None = None
    for mark in marks:
        if _opens_single(mark):
            if opened and weak:
                pairs.append(Quoted(opened.start, weak.end))
            opened, weak = mark, None
        elif opened and mark.closes:
            if mark.strong:
                pairs.append(Quoted(opened.start, mark.end))
                opened = weak = None
            else:
                weak = mark
    if opened and may_go_on and not (weak and weak.firm):
        return pairs, opened.start
    if opened and weak:
        pairs.append(Quoted(opened.start, weak.end))
    return pairs, None


def _with_depth(found: list[Quoted]) -> list[Quoted]:
    placed: list[Quoted] = []
    ends: list[int] = []
    for quoted in found:
        while ends and ends[-1] <= quoted.start:
            ends.pop()
        placed.append(Quoted(quoted.start, quoted.end, quoted.closed, len(ends)))
        ends.append(quoted.end)
    return placed


def chain_marks(
    quoted: Sequence[Quoted], paragraphs: Sequence[tuple[int, int]]
) -> list[list[Quoted]]:
    """Join the stretches of a quotation over paragraphs; any other closed stretch stands alone.

    A quotation goes on where a paragraph ends inside it and the next begins with a mark. The
    last piece counts even if its closing mark was forgotten.

    >>> text = "“One.\\n\\n“Two,” she said."
    >>> spans = [(0, 5), (7, 23)]
    >>> [len(chain) for chain in chain_marks(pair_marks(text, spans), spans)]
    [2]
    """
    next_start = {end: paragraphs[at + 1][0] for at, (_, end) in enumerate(paragraphs[:-1])}
    chains: list[list[Quoted]] = []
    expected = -1
    for quote in quoted:
        if quote.depth:
            continue
        if quote.start == expected:
            chains[-1].append(quote)
        elif chains and not chains[-1][-1].closed and len(chains[-1]) == 1:
            chains[-1] = [quote]
        else:
            chains.append([quote])
        expected = -1 if quote.closed else next_start.get(quote.end, -1)
    if chains and len(chains[-1]) == 1 and not chains[-1][0].closed:
        chains.pop()
    return chains
