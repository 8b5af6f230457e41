"""Who says the same: statements of one issue matched with those that may stand for them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from stances.comparison.cells import read_signs
from stances.records import Issue, Statement

SAME = 0.6
CANDIDATES = 40


@dataclass(frozen=True, slots=True)
class Matches:
    """An issue's statements `(n,)` and the candidates `(c,)` among them, as places in `rows`.

    `near` `(c, n)` are cosines, `same` `(c, n)` tells who says what the candidate says: a
    cosine of at least 0.6, or the same words. `parties` and `signs` are by row.
    """

    rows: list[int]
    candidates: np.ndarray
    near: np.ndarray
    same: np.ndarray
    parties: np.ndarray
    signs: np.ndarray

    @property
    def opposed(self) -> np.ndarray:
        """`(c, n)`: where a statement clearly takes the other side than the candidate."""
        return np.asarray(np.outer(self.signs[self.candidates], self.signs) == -1)

    def count_by(self, matched: np.ndarray, parties: Sequence[str]) -> np.ndarray:
        """How many of each party's statements match each candidate, `(c, parties)`."""
        own = self.parties[:, None] == np.array(parties)[None, :]
        return np.asarray(np.rint(matched.astype(np.float32) @ own.astype(np.float32)), dtype=int)


def match_issue(
    statements: Sequence[Statement], vectors: np.ndarray, issue: Issue, rows: list[int]
) -> Matches:
    """Match `rows` of one issue with the candidates: of each party, those most like all it says.

    At most `CANDIDATES` a party, so that the work grows with the statements, not their square.
    """
    own = np.asarray(vectors)[rows]
    parties = np.array([statements[row].party.id or "" for row in rows])
    candidates = _choose(own, parties)
    # Rounding keeps what is on the border there, whatever the last bits of a product are.
    near = np.round(own[candidates] @ own.T, 4)
    words = [" ".join(statements[row].text.lower().split()) for row in rows]
    codes = np.unique(words, return_inverse=True)[1]
    same = (near >= SAME - 1e-6) | (codes[candidates][:, None] == codes)
    return Matches(
        rows, candidates, near, same, parties, read_signs(statements, rows, issue.target)
    )


def _choose(vectors: np.ndarray, parties: np.ndarray) -> np.ndarray:
    found = []
    for party in np.unique(parties):
        at = np.flatnonzero(parties == party)
        typical = np.round(vectors[at] @ vectors[at].mean(axis=0), 5)
        found.append(at[np.argsort(-typical, kind="stable")[:CANDIDATES]])
    return np.sort(np.concatenate(found))
