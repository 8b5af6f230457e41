"""Finds what is said again: wire copy in several outlets, a quotation shortened, translated twice.

Candidates come from two tables, so that no pair is looked at without a reason: fingerprints of
four words in a row (winnowing: Schleimer, Wilkerson and Aiken, 2003), which find every run of six
words that two texts share, and pairs of a text's rarest words (prefix filtering: Chaudhuri, Ganti
and Kaushik, 2006) for wordings that differ throughout.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from math import ceil
from zlib import crc32

import numpy as np

from stances.errors import UsageError
from stances.issues.grouping import place
from stances.issues.guards import Saying, may_be_one, says_the_same
from stances.records import Statement

SHORTEST = 6
GRAM = 4
WINDOW = SHORTEST - GRAM + 1
RAREST = 4
POSTINGS = 32
CANDIDATES = 24
GROUP = 50
FULLNESS = 0.5
OVERLAP = 0.6
COSINE = 0.85
SHORT_AND_WHOLE = 3
PAIR, WHOLE = 1 << 33, 1 << 34


def find_repeats(statements: Sequence[Statement], vectors: np.ndarray) -> dict[str, str]:
    """The id of each statement that says again what another says: id -> id of that other.

    The other is the first that says it (by article, then place), except that a short extract of a
    statement of over twice its length repeats the long one, wherever that stands. Nothing
    repeats a repeat. Two statements are one where the words of one (six at least, or all of it) are
    inside the other, or where 60 % of their words and the direction of their vectors (cosine 0.85)
    are the same; never where the party or the speaker is another, where one holds a negation or
    condition the other lacks, where a number, date or name stands in place of another, where a
    word says the opposite, or where one was denied and the other said. `vectors` has one unit
    row a statement. The order of `statements` does not matter; time grows in line with their
    number. Raises `UsageError` where the rows of `vectors` do not fit.
    """
    if vectors.ndim != 2 or len(vectors) != len(statements):
        raise UsageError(
            f"vectors have the shape {vectors.shape} for {len(statements)} statements; "
            "give one row a statement."
        )
    order = sorted(range(len(statements)), key=lambda row: place(statements[row]))
    finder = _Finder([Saying.of(statements[row]) for row in order], vectors, order)
    first = finder.find()
    ids = [statements[row].id for row in order]
    return {ids[row]: ids[head] for row, head in enumerate(first) if head != row}


class _Finder:
    """Goes through the sayings in order and gathers each to the first that says the same."""

    def __init__(self, sayings: list[Saying], vectors: np.ndarray, order: list[int]) -> None:
        self.sayings = sayings
        self.vectors = vectors
        self.order = order
        self.spread = Counter(word for saying in sayings for word in saying.content)
        self.postings: dict[int, list[int]] = defaultdict(list)
        self.groups: dict[int, list[int]] = {}

    def find(self) -> list[int]:
        """The row of the first for each row, itself where it says something of its own."""
        first = list(range(len(self.sayings)))
        for row in first:
            keys = self._keys(self.sayings[row])
            head = self._head(row, keys)
            if head is not None:
                first[row] = head
                self.groups[head].append(row)
            else:
                self.groups[row] = [row]
                for key in keys:
                    if len(self.postings[key]) < POSTINGS:
                        self.postings[key].append(row)
        self._absorb(first)
        return first

    def _keys(self, saying: Saying) -> set[int]:
        rarest = sorted(saying.content, key=lambda word: (self.spread[word], word))[:RAREST]
        pairs = (crc32(" ".join(sorted(two)).encode()) + PAIR for two in combinations(rarest, 2))
        whole = crc32(" ".join(saying.low).encode()) + WHOLE
        return {*_fingerprints(saying.low), *pairs, whole}

    def _candidates(self, keys: Iterable[int]) -> list[int]:
        """Heads that share most keys, the first of several first."""
        shared = Counter(row for key in keys for row in self.postings.get(key, ()))
        return sorted(shared, key=lambda row: (-shared[row], row))[:CANDIDATES]

    def _head(self, row: int, keys: set[int]) -> int | None:
        fitting = (head for head in sorted(self._candidates(keys)) if self._same(head, row))
        return next((head for head in fitting if self._joins(head, (row,))), None)

    def _same(self, head: int, row: int) -> bool:
        one, other = self.sayings[head], self.sayings[row]
        alike = _contains(one, other, FULLNESS) or self._alike(head, row)
        return alike and may_be_one(one, other)

    def _alike(self, head: int, row: int) -> bool:
        """Whether two wordings say the same in most of their words and on the whole."""
        one, other = self.sayings[head], self.sayings[row]
        shared = len(one.content & other.content)
        if shared < RAREST or shared < OVERLAP * len(one.content | other.content):
            return False
        cosine = float(self.vectors[self.order[head]] @ self.vectors[self.order[row]])
        return round(cosine, 4) >= COSINE and says_the_same(one, other)

    def _joins(self, head: int, rows: Iterable[int]) -> bool:
        """Whether rows clash with no member of a group: it must not join what differs."""
        members = self.groups[head][:GROUP]
        return all(may_be_one(self.sayings[m], self.sayings[r]) for m in members for r in rows)

    def _absorb(self, first: list[int]) -> None:
        """Let the short extract of a long statement be a repeat of it, with its own repeats."""
        heads = sorted(self.groups, key=lambda row: (len(self.sayings[row].low), row))
        for row in heads:
            full = self._fuller(row)
            if full is not None:
                for member in self.groups.pop(row):
                    first[member] = full
                    self.groups[full].append(member)

    def _fuller(self, row: int) -> int | None:
        saying = self.sayings[row]
        for head in self._candidates(_fingerprints(saying.low)):
            if head == row or head not in self.groups:
                continue
            full = self.sayings[head]
            longer = len(full.low) * FULLNESS > len(saying.low)
            if not longer or not may_be_one(saying, full) or not _contains(full, saying, 0.0):
                continue
            if self._joins(head, self.groups[row][:GROUP]):
                return head
        return None


def _fingerprints(low: Sequence[str]) -> set[int]:
    """The least of each three neighbouring hashes of four words in a row."""
    hashes = [crc32(word.encode()) for word in low]
    grams = [_hash_of_row(hashes[i : i + GRAM]) for i in range(len(low) - GRAM + 1)]
    return {min(grams[i : i + WINDOW]) for i in range(max(0, len(grams) - WINDOW + 1))}


def _hash_of_row(hashes: Sequence[int]) -> int:
    """One number of 32 bits for several in a row."""
    total = 0
    for value in hashes:
        total = (total * 1000003 + value) & 0xFFFFFFFF
    return total


def _contains(one: Saying, other: Saying, fullness: float) -> bool:
    """Whether the shorter stands inside the longer, and nothing there turns it round."""
    short, full = sorted((one, other), key=lambda saying: len(saying.low))
    size = len(short.low)
    if short.low == full.low:
        return size >= SHORT_AND_WHOLE and (size >= SHORTEST or _named_alike(one, other))
    if size < max(SHORTEST, ceil(fullness * len(full.low))):
        return False
    starts = (i for i in range(len(full.low) - size + 1) if full.low[i] == short.low[0])
    at = next((i for i in starts if full.low[i : i + size] == short.low), None)
    return at is not None and not _turned(full, at, at + size)


def _named_alike(one: Saying, other: Saying) -> bool:
    """Whether a named speaker, or a known party, stands behind both: short words are common."""
    first, second = one.statement, other.statement
    named = bool(first.speaker.name) and first.speaker.name == second.speaker.name
    return named or (first.party.id is not None and first.party.id == second.party.id)


def _turned(full: Saying, start: int, end: int) -> bool:
    """Whether a negation or condition stands around the part, in the sentence that holds it."""
    before = max((e for e in full.ends if e <= start), default=0)
    after = min((e for e in full.ends if e >= end), default=len(full.low))
    return bool(full.turns(before, start) or full.turns(end, after))
