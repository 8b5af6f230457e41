"""Cuts an article's text where statements begin and end, so that the page can mark them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from stances.records import Spans, Statement
from stances.report.page.badges import Badge
from stances.report.page.hidden import reveal

CONTENT, SOURCE, CUE = 0, 1, 2
NO_BADGE = Badge("", "", "", "")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of an article's text in which nothing begins or ends.

    `keys` are the statements whose words it holds, the shortest first: that one is linked.
    `anchors` are those whose first words these are. `source` and `cue` say that it names a
    speaker or attributes; `badge` is that of the statement it belongs to.
    """

    text: str
    keys: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
    source: bool = False
    cue: bool = False
    badge: Badge = NO_BADGE
    repeat: bool = False


@dataclass(frozen=True, slots=True)
class Marked:
    """A statement in one article, with what marking needs of it."""

    key: str
    badge: Badge
    layers: tuple[Spans, Spans, Spans]
    repeat: bool

    @property
    def length(self) -> int:
        return sum(end - start for start, end in self.layers[CONTENT])


def mark_statement(statement: Statement, key: str, badge: Badge) -> Marked:
    """What marking needs of a statement."""
    layers = (statement.spans, statement.source.spans, statement.cue.spans)
    return Marked(key, badge, layers, statement.repeat_of is not None)


def cut_text(text: str, marked: Sequence[Marked]) -> tuple[Piece, ...]:
    """The text in pieces that, joined, are the text; time grows with its length and the spans.

    >>> he = Marked("k", NO_BADGE, (((3, 7),), ((0, 2),), ()), False)
    >>> [(piece.text, piece.keys, piece.source) for piece in cut_text("He said no", [he])]
    [('He', (), True), (' ', (), False), ('said', ('k',), False), (' no', (), False)]
    """
    events = sorted(_list_events(len(text), marked))
    open_now: dict[tuple[int, int], int] = {}
    anchored: set[int] = set()
    pieces, last = [], 0
    for at, opens, row, layer in events:
        if at > last:
            pieces.append(_make_piece(text[last:at], open_now, marked, anchored))
            last = at
        if opens:
            open_now[row, layer] = open_now.get((row, layer), 0) + 1
        elif open_now[row, layer] > 1:
            open_now[row, layer] -= 1
        else:
            del open_now[row, layer]
    if last < len(text):
        pieces.append(Piece(text[last:]))
    return tuple(pieces)


def _list_events(length: int, marked: Sequence[Marked]) -> Iterable[tuple[int, bool, int, int]]:
    """Where spans end and begin: place, whether one begins, row, layer; empty ones are left out."""
    for row, each in enumerate(marked):
        for layer, spans in enumerate(each.layers):
            for start, end in spans:
                first, last = max(start, 0), min(end, length)
                if first < last:
                    yield first, True, row, layer
                    yield last, False, row, layer


def _make_piece(
    text: str, open_now: Collection[tuple[int, int]], marked: Sequence[Marked], anchored: set[int]
) -> Piece:
    """A piece under the spans that are open; statements get their anchor with their first words."""
    if not open_now:
        return Piece(text)
    layers: tuple[list[int], list[int], list[int]] = ([], [], [])
    for row, layer in open_now:
        layers[layer].append(row)
    rows = sorted(layers[CONTENT], key=lambda row: (marked[row].length, row))
    new = [row for row in rows if row not in anchored]
    anchored.update(new)
    owners = rows or [*layers[SOURCE], *layers[CUE]]
    return Piece(
        text,
        tuple(marked[row].key for row in rows),
        tuple(marked[row].key for row in new),
        bool(layers[SOURCE]),
        bool(layers[CUE]),
        marked[owners[0]].badge if owners else NO_BADGE,
        bool(rows) and marked[rows[0]].repeat,
    )


def mark_text(pieces: Iterable[Piece]) -> Markup:
    """The pieces as HTML: words of statements are links, and nothing else is put in.

    Keys and classes are made by this package; what comes from the article is only its text.
    """
    return Markup("".join(map(_mark_piece, pieces)))


def _mark_piece(piece: Piece) -> str:
    text = reveal(piece.text)
    names = ("source" * piece.source, "cueword" * piece.cue, "again" * piece.repeat)
    css = " ".join(filter(None, (piece.badge.css, *names)))
    if not piece.keys:
        return f'<span class="{css}">{text}</span>' if piece.source or piece.cue else text
    before = "".join(f'<span id="m-{key}"></span>' for key in piece.anchors[1:])
    anchor = f' id="m-{piece.anchors[0]}"' if piece.anchors else ""
    others = f' data-s="{" ".join(piece.keys)}"' if len(piece.keys) > 1 else ""
    return f'{before}<a class="{css}"{anchor}{others} href="#s-{piece.keys[0]}">{text}</a>'
