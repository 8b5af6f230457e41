"""How far each two statements stand on one side, by the pair model."""

from collections.abc import Sequence

import numpy as np

from stances.stance.pairs import PairModel

ALL_PAIRS = 40
NEIGHBOURS = 8
STRIDES = 3
MOST = 400
"""Statements of an issue above which no pair is read: relations grow by the square."""


def relate(texts: Sequence[str], vectors: np.ndarray, model: PairModel) -> np.ndarray:
    """P(same side) − P(opposite side) of each two of `texts`, `(n, n)`, symmetric.

    Up to `ALL_PAIRS` texts every pair is read; of more texts, each one's `NEIGHBOURS` nearest by
    `vectors` (a unit row a text) and `STRIDES` others at even distances, so that the number of
    pairs grows with the texts and every two are joined by some path. A pair that is not read
    stands at 0. Texts are read in the order of the alphabet: which comes first changes nothing.
    """
    pairs = choose_pairs(vectors)
    asked = [(min(texts[i], texts[j]), max(texts[i], texts[j])) for i, j in pairs]
    found = model.judge_pairs("relation", asked)
    relation = np.zeros((len(texts), len(texts)))
    for (i, j), row in zip(pairs, found, strict=True):
        relation[i, j] = relation[j, i] = row[0] - row[1]
    return relation


def choose_pairs(vectors: np.ndarray) -> list[tuple[int, int]]:
    """The pairs of positions to read, lower position first, in order.

    >>> choose_pairs(np.eye(3))
    [(0, 1), (0, 2), (1, 2)]
    """
    count = len(vectors)
    if count <= ALL_PAIRS:
        return [(i, j) for i in range(count) for j in range(i + 1, count)]
    near = np.round(vectors @ vectors.T, 4) - 2 * np.eye(count)
    best = np.argsort(-near, axis=1, kind="stable")[:, :NEIGHBOURS]
    steps = [1 + count * step // (2 * STRIDES) for step in range(STRIDES)]
    found = {tuple(sorted((i, int(j)))) for i in range(count) for j in best[i]}
    found |= {tuple(sorted((i, (i + step) % count))) for i in range(count) for step in steps}
    return sorted((low, high) for low, high in found if low != high)
