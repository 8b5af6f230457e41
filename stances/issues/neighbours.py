"""Statements of one voice whose vectors are near: translations share few words in a row."""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from stances.issues.sayings import Saying
from stances.issues.words import split_words

NEAREST = 8
BLOCK = 1024
REACH = 4096
"""A voice of more statements than this is compared within so many, in order of their dates."""


def find_near(
    sayings: Sequence[Saying], vectors: np.ndarray, cosine: float
) -> dict[int, tuple[int, ...]]:
    """For each row, at most `NEAREST` earlier ones of the same voice with at least this cosine.

    A voice is the last word of a speaker's name in a party, or the unnamed of a party. `vectors`
    has a unit row a saying, in the same order.
    """
    voices: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row, saying in enumerate(sayings):
        voices[_voice(saying)].append(row)
    found: dict[int, tuple[int, ...]] = {}
    for rows in voices.values():
        ordered = sorted(rows, key=lambda row: (sayings[row].day or datetime.date.min, row))
        for row, near in _near_rows(np.array(ordered), vectors, cosine):
            earlier = sorted(each for each in near if each < row)
            later = [each for each in near if each > row]
            found[row] = tuple(sorted({*found.get(row, ()), *earlier}))
            for each in later:
                found[each] = tuple(sorted({*found.get(each, ()), row}))
    return found


def _voice(saying: Saying) -> tuple[str, str]:
    speaker = saying.statement.speaker
    name = [] if speaker.unnamed else split_words(speaker.name)
    return saying.statement.party.id or "", name[-1].lower() if name else ""


def _near_rows(
    rows: np.ndarray, vectors: np.ndarray, cosine: float
) -> Iterator[tuple[int, list[int]]]:
    """Each row that has some with those nearest to it among the ones before it in order."""
    for start in range(0, len(rows), BLOCK):
        part = rows[start : start + BLOCK]
        low = max(0, start - REACH)
        held = rows[low : start + len(part)]
        products = np.round(vectors[part] @ vectors[held].T, 4)
        before = np.arange(len(held)) < np.arange(start - low, len(held))[:, None]
        fits = (products >= cosine) & before
        for at in np.flatnonzero(fits.any(axis=1)).tolist():
            near = np.flatnonzero(fits[at])
            best = near[np.argsort(-products[at, near], kind="stable")[:NEAREST]]
            yield int(part[at]), held[best].tolist()
