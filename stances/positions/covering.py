"""Chooses the statements that stand for most others, and finds which stand for which.

Greedy facility location (Nemhauser et al., 1978) under a budget of words, with a reward for each
new speaker (Lin and Bilmes, 2011): the value of a choice grows less the more is covered already,
so greedy choosing is near the best there is.
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

POOL = 2000
MATCHED = 0.5
"""What counts as the same for a matcher, which gives chances."""
MANY = 12
NEW_SPEAKER = 0.02
DIGITS = 6


class Steps(NamedTuple):
    """How cosines are read: from `same` on two statements say the same; a statement half covers
    another at `half`, and how fast that changes is `steep`.
    """

    same: float
    half: float
    steep: float


PLAIN = Steps(0.6, 0.6, 0.05)
CENTRED = Steps(0.5, 0.3, 0.08)


def set_apart(vectors: np.ndarray) -> tuple[np.ndarray, Steps]:
    """Unit rows as they are compared within a cell, and how their cosines are read.

    Of `MANY` statements or more, what all have in common, their mean, is taken off: what is left
    is what they differ in. Of few statements the mean would be mostly the statement itself.
    """
    if len(vectors) < MANY:
        return vectors, PLAIN
    rest = vectors - vectors.mean(axis=0)
    return rest / np.maximum(np.linalg.norm(rest, axis=1, keepdims=True), 1e-9), CENTRED


def choose_pool(vectors: np.ndarray) -> np.ndarray:
    """Rows to choose from: all, or of a large cell those nearest to its middle, in order."""
    if len(vectors) <= POOL:
        return np.arange(len(vectors))
    near = np.round(vectors @ vectors.mean(axis=0), DIGITS)
    return np.sort(np.argsort(-near, kind="stable")[:POOL])


def find_cosines(vectors: np.ndarray) -> np.ndarray:
    """Cosines `(n, n)` of unit rows, rounded so that ties stay ties."""
    return np.asarray(np.round(np.clip(vectors @ vectors.T, -1.0, 1.0), DIGITS))


def measure_cover(near: np.ndarray, steps: Steps) -> np.ndarray:
    """How far each row stands for each other, in [0, 1], from their cosines `(n, n)`.

    A logistic step: what is only about the same thing covers nearly nothing.
    """
    return np.asarray(1.0 / (1.0 + np.exp((steps.half - near) / steps.steep)))


def cover_statements(
    cover: np.ndarray,
    same: np.ndarray,
    rates: np.ndarray,
    words: Sequence[int],
    speakers: Sequence[str],
    *,
    limit: int,
    budget: int,
) -> list[int]:
    """At most `limit` rows, in the order chosen; the first whatever its length.

    `cover[i, j]` in [0, 1] is how far row i stands for row j; where `same[i, j]`, row j is no
    point of its own once i is chosen. `rates` in [0, 1] is how well each row serves as a key
    point, 0 for one that cannot be chosen. Speakers of many statements count for less than
    their number.
    """
    weights = _weigh(speakers)
    open_rows = np.asarray(rates) > 0
    covered = np.zeros(len(cover))
    chosen: list[int] = []
    left, heard = budget, set[str]()
    while len(chosen) < limit:
        fits = open_rows & (np.array([not chosen or n <= left for n in words], dtype=bool))
        if not fits.any():
            break
        gain = np.maximum(cover - covered, 0.0) @ weights / weights.sum()
        gain += [NEW_SPEAKER * (speaker not in heard) for speaker in speakers]
        best = int(np.where(fits, np.round(gain * rates, 6), -1.0).argmax())
        chosen.append(best)
        heard.add(speakers[best])
        left -= words[best]
        covered = np.maximum(covered, cover[best])
        open_rows = open_rows & ~same[best]
        open_rows[best] = False
    return chosen


def shortlist_rows(cover: np.ndarray, rates: np.ndarray, most: int) -> list[int]:
    """The `most` rows to choose among, in order: those that greedy covering takes first."""
    covered = np.zeros(len(cover))
    chosen: list[int] = []
    while len(chosen) < min(most, len(cover)):
        gain = np.maximum(cover - covered, 0.0).sum(axis=1) * rates
        gain[chosen] = -1.0
        chosen.append(int(np.round(gain, 6).argmax()))
        covered = np.maximum(covered, cover[chosen[-1]])
    return sorted(chosen)


def _weigh(speakers: Sequence[str]) -> np.ndarray:
    """A weight for each statement: what a speaker has in all grows as the root of how many."""
    counts = Counter(speakers)
    return np.array([1.0 / np.sqrt(counts[speaker]) for speaker in speakers])
