"""Finds what is said again: wire copy in several outlets, a quotation shortened, translated twice.

Candidates come from two tables, so that no pair is looked at without a reason: fingerprints of
four words in a row (winnowing: Schleimer, Wilkerson and Aiken, 2003), which find every run of six
words that two texts share, and pairs of a text's rarest words (prefix filtering: Chaudhuri, Ganti
and Kaushik, 2006) for wordings that differ throughout. What one voice says in words that are all
others, as two translators have them, is found by its vectors.
"""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, combinations
from math import ceil
from zlib import crc32

import numpy as np

from stances.errors import UsageError
from stances.issues.grouping import place
from stances.issues.guards import match_words, may_be_one, says_the_same
from stances.issues.neighbours import find_near
from stances.issues.sayings import Saying
from stances.issues.words import words
from stances.records import Statement

SHORTEST = 6
GRAM = 4
WINDOW = SHORTEST - GRAM + 1
RAREST = 4
POSTINGS = 32
CANDIDATES = 24
GROUP = 50
FULLNESS = 0.5
SHORT_AND_WHOLE = 3
PART = 2
"""Words that must stand on either side of what an ellipsis leaves out."""
LEAST_SHARED = 3
KEPT, KEPT_OVERLAP = 0.65, 0.6
"""Cosine and shared words where one wording has no word of content that the other lacks."""
SWAPPED, OTHER, OTHER_OVERLAP = 0.92, 0.85, 0.33
"""Cosine where one word is put in place of another, and where several are: a translation
differs in many words and means the same, another fact differs in one."""
PAIR, WHOLE = 1 << 33, 1 << 34
PRIME, LOW = 1000003, 0xFFFFFFFF


def find_repeats(
    statements: Sequence[Statement],
    vectors: np.ndarray,
    *,
    dates: Mapping[str, datetime.date | None] | None = None,
) -> dict[str, str]:
    """The id of each statement that says again what another says: id -> id of that other.

    The other is the first that says it (by article, then place), except that a short extract of a
    statement of over twice its length repeats the long one, wherever that stands. Nothing
    repeats a repeat. Two statements are one where the words of one (six at least, or all of it) are
    inside the other, whole or with one stretch left out, or where most of their words and the
    direction of their vectors are the same; never where the party or the speaker is another, where
    one holds a negation or condition the other lacks, where a number, date or name stands in place
    of another, where a word says the opposite, or where one was denied and the other said.
    `dates` has the date of each article id: what was said "today" on another day, or a few words
    over a month apart, is said anew. `vectors` has one unit row a statement. The order of
    `statements` does not matter; time grows in line with their number. Raises `UsageError`
    where the rows of `vectors` do not fit.
    """
    if vectors.ndim != 2 or len(vectors) != len(statements):
        raise UsageError(
            f"vectors have the shape {vectors.shape} for {len(statements)} statements; "
            "give one row a statement."
        )
    order = sorted(range(len(statements)), key=lambda row: place(statements[row]))
    days = dates or {}
    sayings = [Saying.of(statements[row], days.get(statements[row].article)) for row in order]
    finder = _Finder(sayings, np.asarray(vectors)[order])
    first = finder.find()
    ids = [statements[row].id for row in order]
    return {ids[row]: ids[head] for row, head in enumerate(first) if head != row}


class _Postings:
    """The first rows of each key, at most `POSTINGS`; most keys have one, which needs no list."""

    def __init__(self) -> None:
        self._first: dict[int, int] = {}
        self._all: dict[int, list[int]] = {}

    def add(self, key: int, row: int) -> None:
        first = self._first.setdefault(key, row)
        if first != row:
            rows = self._all.setdefault(key, [first])
            if len(rows) < POSTINGS:
                rows.append(row)

    def get(self, key: int) -> Sequence[int]:
        """The rows of a key in the order in which they came."""
        rows = self._all.get(key)
        if rows is None:
            first = self._first.get(key)
            return () if first is None else (first,)
        return rows


class _Finder:
    """Goes through the sayings in order and gathers each to the first that says the same."""

    def __init__(self, sayings: list[Saying], vectors: np.ndarray) -> None:
        self.sayings = sayings
        self.vectors = vectors
        self.near = find_near(sayings, vectors, OTHER)
        self.spread = Counter(word for saying in sayings for word in saying.content)
        self.postings = _Postings()
        self.groups: dict[int, list[int]] = {}

    def find(self) -> list[int]:
        """The row of the first for each row, itself where it says something of its own."""
        first = list(range(len(self.sayings)))
        for row in first:
            keys = self._keys(self.sayings[row])
            head = self._head(row, keys, first)
            if head is not None:
                first[row] = head
                self.groups[head].append(row)
            else:
                self.groups[row] = [row]
                for key in keys:
                    self.postings.add(key, row)
        self._absorb(first)
        return first

    def _keys(self, saying: Saying) -> set[int]:
        rarest = sorted(saying.content, key=lambda word: (self.spread[word], word))[:RAREST]
        pairs = (crc32(f"{a} {b}".encode()) + PAIR for a, b in combinations(sorted(rarest), 2))
        whole = crc32(" ".join(saying.low).encode()) + WHOLE
        return {*_fingerprints(saying.low), *pairs, whole}

    def _candidates(self, keys: Iterable[int]) -> list[int]:
        """Heads that share most keys, the first of several first."""
        shared = Counter(chain.from_iterable(map(self.postings.get, keys)))
        return sorted(shared, key=lambda row: (-shared[row], row))[:CANDIDATES]

    def _head(self, row: int, keys: set[int], first: Sequence[int]) -> int | None:
        near = {first[each] for each in self.near.get(row, ())}
        held = sorted({*self._candidates(keys), *near})
        fitting = (head for head in held if self._same(head, row))
        return next((head for head in fitting if self._joins(head, (row,))), None)

    def _same(self, head: int, row: int) -> bool:
        one, other = self.sayings[head], self.sayings[row]
        if not may_be_one(one, other):
            return False
        alike = _contains(one, other, FULLNESS) or _quote_the_same(one, other)
        return alike or self._alike(head, row)

    def _alike(self, head: int, row: int) -> bool:
        """Whether two wordings say the same in most of their words and on the whole."""
        one, other = self.sayings[head], self.sayings[row]
        cosine = round(float(self.vectors[head] @ self.vectors[row]), 4)
        if cosine < KEPT:
            return False
        shared, left, right = match_words(one, other)
        if shared < LEAST_SHARED:
            return False
        overlap = shared / (shared + left + right)
        swapped = min(left, right)
        if not swapped:
            enough = cosine >= KEPT and overlap >= KEPT_OVERLAP
        else:
            enough = cosine >= (SWAPPED if swapped == 1 else OTHER) and overlap >= OTHER_OVERLAP
        return enough and says_the_same(one, other)

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
    rows = zip(*(hashes[at:] for at in range(GRAM)), strict=False)
    grams = [(((a * PRIME + b) * PRIME + c) * PRIME + d) & LOW for a, b, c, d in rows]
    return set(map(min, *(grams[at:] for at in range(WINDOW))))


def _contains(one: Saying, other: Saying, fullness: float) -> bool:
    """Whether the shorter stands inside the longer, and nothing there turns it round."""
    short, full = sorted((one, other), key=lambda saying: len(saying.low))
    size = len(short.low)
    if short.low == full.low:
        return size >= SHORT_AND_WHOLE and (size >= SHORTEST or _named_alike(one, other))
    if size < max(SHORTEST, ceil(fullness * len(full.low))):
        return False
    starts = [i for i in range(len(full.low) - size + 1) if full.low[i] == short.low[0]]
    at = next((i for i in starts if full.low[i : i + size] == short.low), None)
    if at is not None:
        return not full.turned(at, at + size)
    return any(_with_gap(short, full, start) for start in starts)


def _quote_the_same(one: Saying, other: Saying) -> bool:
    """Whether two of which one is partly quoted have the same in their quotation marks."""
    if one.inner is one and other.inner is other:
        return False
    framed = one.frame_negates or other.frame_negates
    return not framed and _contains(one.inner, other.inner, FULLNESS)


def _with_gap(short: Saying, full: Saying, start: int) -> bool:
    """Whether the short one begins at `start` and goes on later, a stretch being left out.

    What is left out begins or ends at a comma or the like, or the short one has an ellipsis there.
    """
    size = len(short.low)
    run = next(
        i for i in range(size) if i and (short.low[i] != full.low[start + i] or i == size - 1)
    )
    rest = short.low[run:]
    if run < PART or len(rest) < PART:
        return False
    for at in range(start + run + 1, len(full.low) - len(rest) + 1):
        if full.low[at : at + len(rest)] == rest:
            edges = (start + run in full.breaks, at in full.breaks, run in short.ends)
            left_out = (start + run, at)
            return any(edges) and not _turns(full, *left_out) and not full.turned(start, at + 1)
    return False


def _turns(saying: Saying, start: int, end: int) -> bool:
    held = words()
    turning = held.negations | held.denials | held.conditions
    return bool(turning.intersection(saying.low[start:end]))


def _named_alike(one: Saying, other: Saying) -> bool:
    """Whether a named speaker, or a known party, stands behind both: short words are common."""
    first, second = one.statement, other.statement
    named = bool(first.speaker.name) and first.speaker.name == second.speaker.name
    return named or (first.party.id is not None and first.party.id == second.party.id)
