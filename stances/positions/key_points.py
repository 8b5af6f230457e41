"""Chooses what a cell mainly says: a few of its statements, each with how many say it too."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, sqrt

import numpy as np

from stances.issues import place as place_of
from stances.positions.clauses import shorten_statement
from stances.positions.covering import (
    MATCHED,
    Steps,
    choose_pool,
    cover_statements,
    find_cosines,
    measure_cover,
    set_apart,
    shortlist_rows,
)
from stances.positions.quality import WORD, rate_statement
from stances.records import JOIN, KeyPoint, Statement
from stances.stance import stance_toward

Match = Callable[[list[tuple[str, str]]], np.ndarray]
FEWEST, MOST = 2, 5
BUDGET = 150
"""Words that all key points of a cell may have together."""
SHORTLIST = 12
NEIGHBOURS = 4
NEAR = 0.3
MATCHABLE = 400
"""Statements of a cell above which cosines alone tell what matches: pairs cost a reading each."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """How far each of n statements stands for each other (`cover`), which say the same, and
    which may be chosen; the key point's row comes first: `same[i, j]` if j says what i says.
    """

    cover: np.ndarray
    same: np.ndarray
    eligible: np.ndarray


def choose_key_points(
    cell: Sequence[Statement],
    vectors: np.ndarray,
    limit: int | None = None,
    *,
    target: str = "",
    match: Match | None = None,
) -> tuple[KeyPoint, ...]:
    """At most `limit` statements that stand for the most others, each with which.

    Without a `limit` two to five: about the root of the cell's size. Key points are as many
    speakers' as can be, full clauses of a clear stance before others, within `BUDGET` words, and
    none says what one before it says; the most said come first. Repeats count for nothing.

    A statement counts for every key point that it matches: `match`, where given, takes pairs
    (statement, key point) of texts and gives the chance that the first makes the second's point,
    and a half is a match; at most `NEIGHBOURS` pairs a statement are asked. Without it their
    cosine tells, as `set_apart` has it. A clear stance matches no clear opposite one toward
    `target`. `vectors` has a unit row a statement.

    >>> choose_key_points([], np.zeros((0, 2)))
    ()
    """
    own, unit = _in_order(cell, vectors)
    if not own:
        return ()
    pool = choose_pool(unit)
    offered = [own[row] for row in pool]
    rates = np.array([rate_statement(statement, target) for statement in offered])
    asked = match if len(own) <= MATCHABLE else None
    apart, steps = set_apart(unit)
    read = _read_cell(offered, apart[pool], steps, rates, target, asked)
    chosen = cover_statements(
        read.cover,
        read.same,
        np.where(read.eligible, rates, 0.0),
        [len(WORD.findall(statement.text)) for statement in offered],
        [statement.speaker.name for statement in offered],
        limit=count_points(len(own)) if limit is None else limit,
        budget=BUDGET,
    )
    if len(pool) == len(own):
        found = [np.flatnonzero(read.same[row]).tolist() for row in chosen]
    else:
        found = [_alike(own, apart, steps, int(pool[row]), target) for row in chosen]
    points = [_point(own, int(pool[row]), rows) for row, rows in zip(chosen, found, strict=True)]
    return tuple(sorted(points, key=lambda point: -point.n))


def count_points(size: int) -> int:
    """How many key points a cell of `size` statements may have.

    >>> [count_points(size) for size in (1, 2, 9, 1000)]
    [2, 2, 3, 5]
    """
    return min(MOST, max(FEWEST, ceil(sqrt(size))))


def list_pairs(
    cell: Sequence[Statement], vectors: np.ndarray, target: str = ""
) -> list[tuple[str, str]]:
    """The pairs of texts that `choose_key_points` would ask a matcher for, for one batch."""
    asked: list[tuple[str, str]] = []
    if sum(statement.repeat_of is None for statement in cell) > MATCHABLE:
        return asked

    def note(pairs: list[tuple[str, str]]) -> np.ndarray:
        asked.extend(pairs)
        return np.zeros(len(pairs))

    choose_key_points(cell, vectors, target=target, match=note)
    return asked


def _in_order(cell: Sequence[Statement], vectors: np.ndarray) -> tuple[list[Statement], np.ndarray]:
    """The statements that count, in the order of the articles, and their vectors."""
    rows = [row for row, statement in enumerate(cell) if statement.repeat_of is None]
    rows.sort(key=lambda row: place_of(cell[row]))
    unit = np.round(np.asarray(vectors, dtype=np.float64)[rows], 6)
    return [cell[row] for row in rows], unit


def _read_cell(
    cell: Sequence[Statement],
    unit: np.ndarray,
    steps: Steps,
    rates: np.ndarray,
    target: str,
    match: Match | None,
) -> _Reading:
    near = find_cosines(unit)
    cover, same = measure_cover(near, steps), near >= steps.same - 1e-9
    eligible = np.ones(len(cell), dtype=bool)
    if match is not None:
        cover, same, eligible = _ask(cell, near, cover, rates, match)
    signs = np.array([_sign(statement, target) for statement in cell])
    apart = np.outer(signs, signs) < 0
    itself = np.eye(len(cell), dtype=bool)
    return _Reading(np.where(apart, 0.0, cover), (same & ~apart) | itself, eligible)


def _ask(
    cell: Sequence[Statement],
    near: np.ndarray,
    cover: np.ndarray,
    rates: np.ndarray,
    match: Match,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Cover, sameness and who may be chosen, once the matcher has read the likely pairs."""
    offered = shortlist_rows(cover, rates, SHORTLIST)
    texts = [statement.text.replace(JOIN, " ") for statement in cell]
    pairs = _likely(near, offered)
    found = np.asarray(match([(texts[j], texts[i]) for i, j in pairs]), dtype=np.float64)
    chances = found[:, 0] if found.ndim == 2 else found
    asked = np.eye(len(cell))
    for (i, j), chance in zip(pairs, chances.tolist(), strict=True):
        asked[i, j] = chance
    alike = np.array([[a == b for b in texts] for a in texts])
    asked = np.where(alike, 1.0, np.round(asked, 6))
    eligible = np.zeros(len(cell), dtype=bool)
    eligible[offered] = True
    return (cover + asked) / 2, asked >= MATCHED, eligible


def _likely(near: np.ndarray, offered: Sequence[int]) -> list[tuple[int, int]]:
    """Pairs of a row that may be a key point and a row that may match it, nearest ones."""
    pairs = []
    for j in range(len(near)):
        best = sorted((i for i in offered if i != j), key=lambda i: (-near[i, j], i))
        pairs += [(i, j) for i in best[:NEIGHBOURS] if near[i, j] >= NEAR]
    return sorted(pairs)


def _sign(statement: Statement, target: str) -> int:
    """1 and -1 for a statement that is clearly for and against, else 0."""
    stance = stance_toward(statement, target)
    if stance is None or stance.abstained:
        return 0
    return {"favor": 1, "against": -1, "neutral": 0}[stance.label]


def _alike(
    own: Sequence[Statement], unit: np.ndarray, steps: Steps, point: int, target: str
) -> list[int]:
    """The rows of a whole cell that say what one of them says, by cosine."""
    sign = _sign(own[point], target)
    near = np.round(unit @ unit[point], 6) >= steps.same - 1e-9
    rows = np.flatnonzero(near).tolist()
    return [row for row in rows if row == point or _sign(own[row], target) * sign >= 0]


def _point(own: Sequence[Statement], point: int, rows: Sequence[int]) -> KeyPoint:
    statement = own[point]
    text, spans = shorten_statement(statement)
    ids = (statement.id, *(own[row].id for row in rows if row != point))
    return KeyPoint(statement.id, text, statement.kind == "direct", len(ids), spans, ids)
