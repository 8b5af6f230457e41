"""Reads each statement with those around it: short words alone seldom say what they are about.

"These actions will occur at times of our choosing" is about what the statements beside it are
about. Statements of one article that stand near each other so come nearer, and through their
neighbours those of two articles on one event, whatever side they take.
"""

from collections.abc import Sequence
from itertools import groupby

import numpy as np

from stances.records import Statement

CONTEXT = 0.4
REACH = 3.0
WIDTH = 8


def with_context(statements: Sequence[Statement], vectors: np.ndarray) -> np.ndarray:
    """Unit rows `(n, 2 d)` whose cosine is 0.6 of the statements' own and 0.4 of the context's.

    The context of a statement is the mean of the `vectors` `(n, d)` around it in its article,
    itself included, which weigh less the further off they stand (a normal curve over places in
    the order, as in Gaussian smoothing). `statements` come sorted by `place`. A statement that
    is alone in its article is its own context, and cosines between such are as they were.
    """
    around = np.empty_like(vectors)
    start = 0
    for _, members in groupby(statements, key=lambda statement: statement.article):
        end = start + sum(1 for _ in members)
        around[start:end] = _smooth(vectors[start:end])
        start = end
    share = np.asarray(CONTEXT, dtype=vectors.dtype)
    return np.hstack([np.sqrt(1 - share) * vectors, np.sqrt(share) * unit(around)])


def unit(vectors: np.ndarray) -> np.ndarray:
    """The rows at length one; a row of zeros stays."""
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-12), dtype=vectors.dtype)


def _smooth(rows: np.ndarray) -> np.ndarray:
    """The weighted sum of the rows around each."""
    total = rows.copy()
    for step in range(1, min(WIDTH, len(rows) - 1) + 1):
        weight = np.asarray(np.exp(-((step / REACH) ** 2)), dtype=rows.dtype)
        total[step:] += weight * rows[:-step]
        total[:-step] += weight * rows[step:]
    return total
