"""What is left of a cell without one article, or one outlet: from sums, for all at once."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

import numpy as np

from stances.comparison.cells import Cell


@dataclass(frozen=True, slots=True)
class Left:
    """Row by row what is left without the key: mean (NaN of nothing), count, clear signs.

    `signs` `(keys, 3)` count the statements for, against and neutral.
    """

    keys: np.ndarray
    means: np.ndarray
    counts: np.ndarray
    signs: np.ndarray


def leave_out(cell: Cell, names: np.ndarray) -> Left:
    """Leave out each of `names` `(n,)` in turn, the article or outlet of each statement."""
    keys, at = np.unique(names, return_inverse=True)
    sums, counts = np.bincount(at, cell.scores), np.bincount(at)
    left = len(cell.scores) - counts
    means = np.where(left > 0, (cell.scores.sum() - sums) / np.maximum(left, 1), np.nan)
    taken = cell.signs[:, None] == np.array([1, -1, 0])
    signs = np.stack([np.bincount(at, column, len(keys)) for column in taken.T], axis=1)
    return Left(keys, means, left, (taken.sum(axis=0) - signs).astype(int))


def name_outlets(cell: Cell, outlets: Mapping[str, str]) -> np.ndarray:
    """The outlet of each statement, "" where it is not known."""
    return np.array([outlets.get(article, "") for article in cell.articles.tolist()])


def drop_rows(cell: Cell, out: np.ndarray) -> Cell:
    """The cell without the rows that `out` `(n,)` marks."""
    return Cell(*(getattr(cell, field.name)[~out] for field in fields(cell)))
