"""Splits statements by a signed relation: who stands with whom, and how many sides there are.

The objective is that of correlation clustering with at most two clusters (Bansal, Blum and
Chawla, 2004), what physics calls the balance of a signed graph (Harary, 1953): agreement within
sides and disagreement between them. The sign of the leading eigenvector is a good split to start
from (Kunegis et al., 2010); moving single statements makes it better, and all on one side is
tried as well.
"""

import numpy as np

MARGIN = 0.0
DRAWN = 2.0
"""What the others' mean counts beside a statement's own score; 1 to 3 do as well on dev sets."""
_ROUNDS = 100


def split_signed(relation: np.ndarray, margin: float = MARGIN) -> np.ndarray:
    """Sides of the rows of `relation` `(n, n)` in [-1, 1], as 1 and -1, 0 where unclear.

    The first row that is clear is on side 1. A row is unclear where what it has in common with
    its own side, less what it has with the other, a mean over the rows it relates to, is not
    above `margin`.

    >>> split_signed(np.array([[0, 0.9, -0.8], [0.9, 0, -0.7], [-0.8, -0.7, 0]])).tolist()
    [1, 1, -1]
    """
    both = (relation + relation.T) / 2
    np.fill_diagonal(both, 0.0)
    if not both.any():
        return np.zeros(len(both), dtype=np.int64)
    starts = [np.ones(len(both)), _leading(both)]
    sides = max((_settle(both, start) for start in starts), key=lambda s: _balance(both, s))
    degree = np.maximum((both != 0).sum(axis=1), 1)
    clear = sides * (both @ sides) / degree > margin + 1e-12
    sides = np.where(clear, sides, 0.0)
    first = sides[np.flatnonzero(sides)[0]] if sides.any() else 1.0
    return (sides * first).astype(np.int64)


def split_rows(rows: np.ndarray, margin: float = MARGIN) -> np.ndarray:
    """As `split_signed` for the cosines of unit rows `(n, d)`, in time and memory linear in n.

    Every row moves at once to the side it has more in common with, which never lessens what
    sides have in common: the relation of rows with themselves is convex.

    >>> split_rows(np.array([[1.0, 0.0], [0.9, 0.1], [-1.0, 0.1]])).tolist()
    [1, 1, -1]
    """
    if len(rows) < 2:
        return np.zeros(len(rows), dtype=np.int64)
    _, vectors = np.linalg.eigh(rows.T @ rows)
    leading = np.where(np.round(rows @ vectors[:, -1], 9) >= 0, 1.0, -1.0)
    settled = [_settle_rows(rows, start) for start in (np.ones(len(rows)), leading)]
    sides = max(settled, key=lambda s: round(float(np.square(rows.T @ s).sum()), 6))
    pull = sides * (rows @ (rows.T @ sides)) - np.square(rows).sum(axis=1)
    sides = np.where(pull / (len(rows) - 1) > margin + 1e-9, sides, 0.0)
    first = sides[np.flatnonzero(sides)[0]] if sides.any() else 1.0
    return (sides * first).astype(np.int64)


def _settle_rows(rows: np.ndarray, sides: np.ndarray) -> np.ndarray:
    for _ in range(_ROUNDS):
        moved = np.where(np.round(rows @ (rows.T @ sides), 9) >= 0, 1.0, -1.0)
        if (moved == sides).all():
            break
        sides = moved
    return sides


def draw_together(scores: np.ndarray, rows: np.ndarray, drawn: float = DRAWN) -> np.ndarray:
    """How each statement leans, `(n,)` in (-1, 1): by its own score, and by those that are near.

    `scores` `(n,)` in [-1, 1] are P(for) − P(against) of one target, `rows` `(n, k)` unit vectors
    that point one way for one side. Each is drawn to the mean lean of the others, counted by
    their cosine: the mean field of an Ising model. Time and memory are linear in n.

    >>> draw_together(np.array([0.9, -0.1]), np.array([[1.0, 0.0], [0.9, 0.1]])).round(1).tolist()
    [1.0, 0.9]
    """
    own, others = np.square(rows).sum(axis=1), max(1, len(rows) - 1)
    lean = np.tanh(scores)
    for _ in range(_ROUNDS):
        mean = (rows @ (rows.T @ lean) - own * lean) / others
        # Half the way, for two statements alone would change places for ever.
        moved = (lean + np.tanh(scores + drawn * mean)) / 2
        done = np.abs(moved - lean).max(initial=0.0) < 1e-7
        lean = moved
        if done:
            break
    return np.asarray(np.round(lean, 6))


def complete_signed(relation: np.ndarray) -> np.ndarray:
    """`relation` `(n, n)` with a guess in place of each zero, from its leading eigenvector.

    Two rows that were never compared stand as both do to the others. Scaled by how many each row
    was compared with, as in spectral clustering (Ng, Jordan and Weiss, 2002).
    """
    compared = np.maximum((relation != 0).sum(axis=1), 1)
    values, vectors = np.linalg.eigh(relation / np.sqrt(np.outer(compared, compared)))
    leading = np.round(vectors[:, -1] * np.sqrt(max(0.0, values[-1]) * len(relation)), 6)
    return np.where(relation != 0, relation, np.clip(np.outer(leading, leading), -1.0, 1.0))


def _leading(relation: np.ndarray) -> np.ndarray:
    _, vectors = np.linalg.eigh(relation)
    # Rounding keeps a tie a tie, whatever the last bits are.
    return np.where(np.round(vectors[:, -1], 9) >= 0, 1.0, -1.0)


def _settle(relation: np.ndarray, sides: np.ndarray) -> np.ndarray:
    """Move the row that gains most to the other side, until none gains."""
    sides = sides.copy()
    for _ in range(_ROUNDS * len(sides)):
        pull = np.round(sides * (relation @ sides), 9)
        worst = int(pull.argmin())
        if pull[worst] >= 0:
            break
        sides[worst] = -sides[worst]
    return sides


def _balance(relation: np.ndarray, sides: np.ndarray) -> float:
    return round(float(sides @ relation @ sides), 6)
