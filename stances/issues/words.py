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
    denials: frozenset[str]
    unreal: frozenset[str]
    deictic: frozenset[str]
    conditions: frozenset[str]
    degrees: frozenset[str]


@cache
def words() -> Words:
    """The sets of `words.toml`, read once."""
    table = _table()
    return Words(*(frozenset(table[name].split()) for name in Words._fields))


@cache
def opposites() -> dict[str, frozenset[str]]:
    """The roots of words that say the opposite, by the root of a word."""
    found: dict[str, set[str]] = {}
    for line in _table()["opposites"].splitlines():
        one, _, other = line.partition("|")
        ones, others = ({root(w) for w in side.split()} for side in (one, other))
        for roots, against in ((ones, others), (others, ones)):
            for word in roots:
                found.setdefault(word, set()).update(against - roots)
    return {word: frozenset(against) for word, against in found.items()}


@cache
def numbers() -> dict[str, str]:
    """The digits of numbers that are written out."""
    return _pairs("numbers")


@cache
def reported() -> dict[str, str]:
    """The word of a speaker for the one by which others report it: "will" for "would"."""
    return _pairs("reported")


@cache
def irregular() -> dict[str, str]:
    """The present form of verbs for past forms that follow no rule."""
    return _pairs("irregular")


@cache
def shortened() -> dict[str, str]:
    """Months and days in full, for what they are cut short to."""
    return _pairs("shortened")


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


@lru_cache(maxsize=CACHED)
def root(word: str) -> str:
    """A stem without the endings of verbs: "closed", "closing" and "closes" are one.

    >>> root("closed"), root("closing"), root("closes"), root("close")
    ('clos', 'clos', 'clos', 'clos')
    """
    base = stem(word)
    for ending in ("ing", "ed", "e"):
        if len(base) > len(ending) + 2 and base.endswith(ending):
            return base[: -len(ending)]
    return base


def _pairs(name: str) -> dict[str, str]:
    pairs = (pair.split("=") for pair in _table()[name].split())
    return dict(pairs)


@cache
def _table() -> dict[str, str]:
    path = resources.files("stances.issues").joinpath("words.toml")
    table: dict[str, str] = tomllib.loads(path.read_text(encoding="utf8"))
    return table
