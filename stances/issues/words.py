"""The words by which labels and repeats are read, from `words.toml`."""

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
CACHED = 1 << 16
_SIBILANT = ("sses", "xes", "zzes", "ches", "shes")


class Words(NamedTuple):
    """Sets of words in lower case, as `words.toml` describes them."""

    stop: frozenset[str]
    inside: frozenset[str]
    verbs: frozenset[str]
    judging: frozenset[str]
    acts: frozenset[str]
    general: frozenset[str]
    people: frozenset[str]
    measures: frozenset[str]
    calendar: frozenset[str]
    nouns: frozenset[str]
    adjectives: frozenset[str]
    determiners: frozenset[str]
    helpers: frozenset[str]
    negations: frozenset[str]
    conditions: frozenset[str]
    degrees: frozenset[str]


@cache
def words() -> Words:
    """The sets of `words.toml`, read once."""
    table = _table()
    return Words(*(frozenset(table[name].split()) for name in Words._fields))


@cache
def opposites() -> dict[str, frozenset[str]]:
    """The words that say the opposite, by the stem of a word."""
    found: dict[str, set[str]] = {}
    for line in _table()["opposites"].splitlines():
        one, _, other = line.partition("|")
        ones, others = ({stem(w) for w in side.split()} for side in (one, other))
        for stems, against in ((ones, others), (others, ones)):
            for word in stems:
                found.setdefault(word, set()).update(against)
    return {word: frozenset(against) for word, against in found.items()}


@cache
def numbers() -> dict[str, str]:
    """The digits of numbers that are written out."""
    pairs = (pair.split("=") for pair in _table()["numbers"].split())
    return dict(pairs)


def split_words(text: str) -> list[str]:
    """The words of a text as they are written, with plain apostrophes."""
    return [match.group().replace("’", "'") for match in WORD.finditer(text)]


@lru_cache(maxsize=CACHED)
def stem(word: str) -> str:
    """A word without case, possessive and ending, so that its forms are one.

    >>> stem("Strikes"), stem("Iraq’s"), stem("bodies"), stem("attacked"), stem("crisis")
    ('strike', 'iraq', 'body', 'attack', 'crisis')
    """
    low = word.lower().replace("’", "'").removesuffix("'s")
    if len(low) > 4 and low.endswith("ies"):
        return low[:-3] + "y"
    if len(low) > 4 and low.endswith(_SIBILANT):
        return low[:-2]
    if len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "us", "is")):
        return low[:-1]
    if len(low) > 5 and low.endswith("ed"):
        return low[:-2]
    return low


@cache
def _table() -> dict[str, str]:
    path = resources.files("stances.issues").joinpath("words.toml")
    table: dict[str, str] = tomllib.loads(path.read_text(encoding="utf8"))
    return table
