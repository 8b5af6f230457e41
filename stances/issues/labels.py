"""Names each issue with a short phrase in the articles' own words, and what it is about.

Class-based TF-IDF (Grootendorst, 2022): what is said in many statements of a group and in few
of the others, and stands near the group's centre. Acts, plans and policies come before things,
full phrases before bare nouns, the titles of the articles where the statements hold nothing.
Maximal marginal relevance (Carbonell and Goldstein, 1998) gives two issues one label only where
nothing else fits.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import log

import numpy as np

from stances.issues.bodies import Bodies, is_fuller, says_more
from stances.issues.phrases import Found, find_phrases
from stances.issues.usage import Usage
from stances.issues.words import WORD, words

SAMPLE = 120
PHRASES = 5
CHOICES = 30
COMPETING = 12
COMPARED = 200
TITLE = 0.3
OVERLAP = 0.5
REPEATED = 0.1
OPENING_WORDS = 4
OPENING_CHARACTERS = 60
_LENGTHS = (1.0, 1.8, 2.0, 1.9, 1.7)
_ACT, _GENERAL, _PEOPLE = 2.0, 0.5, 0.3
_BARE, _BARE_GENERAL = 0.5, 0.05
_QUOTED, _PART = 0.5, 0.6


@dataclass(frozen=True, slots=True)
class Naming:
    """What an issue is called, what one is for or against in it, and its further phrases."""

    label: str
    target: str
    phrases: tuple[str, ...] = ()


@dataclass(slots=True)
class _Tally:
    """One phrase of a group: the rows that hold it, how it is written and how it stands."""

    head: str
    last: str
    rows: list[int] = field(default_factory=list)
    written: dict[str, int] = field(default_factory=dict)
    whole: int = 0
    after: int = 0
    quoted: int = 0
    titles: int = 0
    fuller: bool = False

    def add(self, found: Found) -> None:
        self.written[found.written] = self.written.get(found.written, 0) + 1
        self.whole += found.whole
        self.after += found.after
        self.quoted += found.quoted
        self.fuller = self.fuller or (is_fuller(found) and says_more(found) and not found.quoted)


_Key = tuple[str, ...]
_Tallies = dict[_Key, _Tally]


def label_groups(
    texts: Sequence[str],
    parties: Sequence[str],
    vectors: np.ndarray,
    groups: Sequence[Sequence[int]],
    *,
    titles: Sequence[str] = (),
    bodies: Sequence[str] = (),
    usage: Usage | None = None,
) -> list[Naming]:
    """A label, target and key phrases for each of `groups` (positions in `texts`).

    Every label is a stretch of one of the texts, titles or bodies. `parties` (an id a text, ""
    unknown) and `vectors` (a unit row a text) serve to prefer what several parties say and what
    stands near the middle of the group; `titles` (one a text) to name groups that hold no fitting
    phrase, and `bodies` (the same) to say in full what they only call "the bill"; `usage` tells
    verbs and names, by default as the texts use them. The groups named first have the choice.
    Of large groups the 120 texts nearest to the middle are read. A group without any fitting
    phrase is named by the first words of its first text, without the marks between them, or
    "unnamed".
    """
    usage = usage or Usage.of(texts)
    rows = [_nearest(vectors, group) for group in groups]
    tallies = [_tally(texts, titles, group, usage) for group in rows]
    spread: Counter[_Key] = Counter()
    for each in tallies:
        spread.update({key: len(tally.rows) for key, tally in each.items()})
    total = max(1, sum(len(group) for group in rows))
    taken, reading = _Taken(), Bodies(usage)
    namings = []
    for group, found in zip(rows, tallies, strict=True):
        weights = _weigh(found, spread, total, parties, vectors, group)
        told = [bodies[row] for row in group] if bodies else []
        namings.append(_name(found, weights, taken, reading, told) or _plain(texts[group[0]]))
    return namings


def _nearest(vectors: np.ndarray, group: Sequence[int]) -> list[int]:
    """The rows of a group to read: all, or those nearest to its centre, in rising order."""
    rows = np.asarray(group)
    if len(rows) <= SAMPLE:
        return [int(row) for row in rows]
    near = np.round(vectors[rows] @ vectors[rows].mean(axis=0), 5)
    kept = np.sort(np.argsort(-near, kind="stable")[:SAMPLE])
    return [int(row) for row in rows[kept]]


def _tally(
    texts: Sequence[str], titles: Sequence[str], group: Sequence[int], usage: Usage
) -> _Tallies:
    found: _Tallies = {}
    for row in group:
        for phrase in find_phrases(texts[row], usage):
            tally = _tally_of(found, phrase)
            tally.add(phrase)
            if not tally.rows or tally.rows[-1] != row:
                tally.rows.append(row)
    for title, count in sorted(Counter(titles[row] for row in group if titles).items()):
        _add_title(found, title, count, usage)
    return found


def _tally_of(found: _Tallies, phrase: Found) -> _Tally:
    """The tally of a phrase, begun where it is the first of its words."""
    begun = found.get(phrase.key)
    return begun or found.setdefault(phrase.key, _Tally(phrase.head, phrase.last))


def _add_title(found: _Tallies, title: str, count: int, usage: Usage) -> None:
    """Count the phrases of a title for each statement of its article."""
    seen = set()
    for phrase in find_phrases(title, usage):
        if phrase.head not in words().acts and not usage.is_noun(phrase.head):
            continue
        tally = _tally_of(found, phrase)
        if not tally.rows:
            tally.add(phrase)
        if phrase.key not in seen:
            tally.titles += count
            seen.add(phrase.key)


def _weigh(
    found: _Tallies,
    spread: Mapping[_Key, int],
    total: int,
    parties: Sequence[str],
    vectors: np.ndarray,
    group: Sequence[int],
) -> dict[_Key, float]:
    """How well each phrase names the group; the more the better."""
    centre = vectors[list(group)].mean(axis=0)
    nearness = dict(zip(group, (vectors[list(group)] @ centre).tolist(), strict=True))
    heads: dict[str, set[int]] = defaultdict(set)
    for tally in found.values():
        heads[tally.head].update(tally.rows)
    typical = sum(nearness.values()) / len(nearness)
    weights = {}
    for key, tally in found.items():
        rows = tally.rows
        known = {parties[row] for row in rows} - {""} if len(rows) > 1 else ()
        near = max(0.05, sum([nearness[row] for row in rows]) / len(rows) if rows else typical)
        count = len(rows) + 0.5 * len(heads[tally.head]) + TITLE * tally.titles
        rarity = log(1 + total / max(1, spread[key]))
        agreed = 1 + 0.5 * max(0, len(known) - 1)
        weights[key] = round(count * rarity * near * agreed * _form(key, tally), 9)
    return weights


def _form(key: _Key, tally: _Tally) -> float:
    """How well a phrase's own words name an issue."""
    table = words()
    factor = _LENGTHS[min(len(key), len(_LENGTHS)) - 1]
    is_act, bare = tally.head in table.acts, len(key) == 1
    if is_act:
        factor *= _ACT
    elif tally.head in table.people:
        factor *= _PEOPLE
    elif tally.head in table.general:
        factor *= _BARE_GENERAL if bare else _GENERAL
    if bare and not is_act:
        factor *= _BARE
    if tally.last != tally.head and tally.last in table.general:
        factor *= _GENERAL
    seen = max(1, sum(tally.written.values()))
    factor *= _PART + (1 - _PART) * min(1.0, tally.whole / seen)
    return factor * (_QUOTED if 2 * tally.quoted > seen else 1.0)


class _Taken:
    """The labels given so far, as their stems; of the first 200 also by stem."""

    def __init__(self) -> None:
        self.keys: set[_Key] = set()
        self.first: list[_Key] = []
        self.holding: dict[str, list[int]] = defaultdict(list)

    def add(self, key: _Key) -> None:
        self.keys.add(_sorted(key))
        if len(self.first) < COMPARED:
            for word in set(key):
                self.holding[word].append(len(self.first))
            self.first.append(key)

    def left(self, key: _Key) -> float:
        """The share of a phrase's weight that remains, in (0, 1]: least for a label of another."""
        if _sorted(key) in self.keys:
            return REPEATED
        near = {number for word in key for number in self.holding.get(word, ())}
        likeness = max((_likeness(key, self.first[number]) for number in near), default=0.0)
        return 1.0 - OVERLAP * likeness


def _name(
    found: _Tallies,
    weights: Mapping[_Key, float],
    taken: _Taken,
    reading: Bodies,
    bodies: Sequence[str],
) -> Naming | None:
    """The best phrase that is not another issue's label, and the best that differ from it."""
    ranked = sorted(weights, key=lambda key: (-weights[key], key))[:CHOICES]
    if not ranked:
        return None
    best = min(ranked[:COMPETING], key=lambda key: (-round(weights[key] * taken.left(key), 9), key))
    if len(best) == 1:
        best = _in_full(best, found, weights, taken, reading, bodies)
    taken.add(best)
    label = _written(found[best])
    target = f"the {label}" if _wants_article(found[best], label) else label
    return Naming(label, target, tuple(_written(found[key]) for key in _varied(ranked, best)))


def _in_full(
    bare: _Key,
    found: _Tallies,
    weights: Mapping[_Key, float],
    taken: _Taken,
    reading: Bodies,
    bodies: Sequence[str],
) -> _Key:
    """A phrase of two or three words for a bare noun: of the statements, or of their articles."""
    own = [key for key, t in found.items() if t.fuller and t.head == bare[0]]
    free = [key for key in own if _sorted(key) not in taken.keys]
    if free:
        return min(free, key=lambda key: (-weights[key], key))
    for phrase in reading.fuller(bare[0], bodies):
        if says_more(phrase) and _sorted(phrase.key) not in taken.keys:
            _tally_of(found, phrase).add(phrase)
            return phrase.key
    return bare


def _varied(ranked: Sequence[_Key], first: _Key) -> list[_Key]:
    """Up to five phrases, the label first, each weighty and unlike those before it."""
    chosen = [first]
    for key in ranked:
        if len(chosen) == PHRASES:
            break
        if all(_likeness(key, other) < OVERLAP for other in chosen):
            chosen.append(key)
    return chosen


def _likeness(one: _Key, other: _Key) -> float:
    """The share of words in common (Jaccard)."""
    shared = sum(word in other for word in one)
    return shared / (len(one) + len(other) - shared)


def _sorted(key: _Key) -> _Key:
    return tuple(sorted(set(key) - words().inside))


def _written(tally: _Tally) -> str:
    return min(tally.written, key=lambda written: (-tally.written[written], written))


def _wants_article(tally: _Tally, label: str) -> bool:
    """Whether the texts say "the" before it, and its first word is no name."""
    return 2 * tally.after > sum(tally.written.values()) and not label[0].isupper()


def _plain(text: str) -> Naming:
    """The first words of a text that yields no phrase, without marks or control characters."""
    found = [word.group() for word in WORD.finditer(text[:2000])]
    label = " ".join(found[:OPENING_WORDS])[:OPENING_CHARACTERS] or "unnamed"
    return Naming(label, label)
