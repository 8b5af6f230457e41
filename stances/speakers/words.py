"""The words by which a source phrase is read, from `words.toml`."""

import tomllib
from functools import cache
from importlib import resources
from typing import NamedTuple


class Words(NamedTuple):
    """Sets of words in lower case, as `words.toml` describes them."""

    documents: frozenset[str]
    statements: frozenset[str]
    authored: frozenset[str]
    relayed: frozenset[str]
    media: frozenset[str]
    agencies: frozenset[str]
    saying: frozenset[str]
    female: frozenset[str]
    male: frozenset[str]
    female_names: frozenset[str]
    male_names: frozenset[str]
    akin: frozenset[str]
    bodies: frozenset[str]
    apart: frozenset[str]
    epithets: frozenset[str]
    people: frozenset[str]


@cache
def words() -> Words:
    """The words of `words.toml`, read once."""
    text = resources.files("stances.speakers").joinpath("words.toml").read_text(encoding="utf8")
    table = tomllib.loads(text)
    return Words(*(_split(table[name]) for name in Words._fields))


def _split(listed: str) -> frozenset[str]:
    """The words of a list; where bars part them they may hold spaces."""
    parts = listed.replace("\n", "|" if "|" in listed else " ")
    return frozenset(part.strip() for part in parts.split("|" if "|" in listed else None) if part)
