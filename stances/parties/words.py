"""The words that say how the parts of a noun phrase hang together."""

from functools import cache
from typing import NamedTuple

from stances.parties.names import Token, singular
from stances.parties.tables import data

_AGENTS = ("er", "or", "ist", "man", "woman", "person", "ian", "ent", "ant", "eer", "ee", "ive")


class Words(NamedTuple):
    """Sets of keys, as `data/roles.toml` describes them."""

    official: frozenset[str]
    private: frozenset[str]
    diplomatic: frozenset[str]
    speaking: frozenset[str]
    local: frozenset[str]
    about: frozenset[str]
    not_for: frozenset[str]
    led: frozenset[str]
    prefixes: frozenset[str]
    leading: frozenset[str]
    ending: frozenset[str]
    relative: frozenset[str]
    titles: frozenset[str]
    ranks: frozenset[str]
    directions: frozenset[str]
    first_names: frozenset[str]
    bare: frozenset[str]
    placed: frozenset[str]
    advising: frozenset[str]
    institutions: frozenset[str]
    articles: frozenset[str]
    openers: frozenset[str]
    verbs: frozenset[str]
    copulas: frozenset[str]
    naming: frozenset[str]
    heading: frozenset[str]
    adjectives: frozenset[str]
    things: frozenset[str]
    bodies: frozenset[str]
    groups: frozenset[str]
    actors: frozenset[str]
    away: frozenset[str]
    seated: frozenset[str]
    political: frozenset[str]
    vague: frozenset[str]
    towns: frozenset[str]
    chairs: frozenset[str]
    papers: frozenset[str]


@cache
def words() -> Words:
    """The words of `data/roles.toml`, read once."""
    table = data("roles")
    return Words(*(frozenset(table[name].split()) for name in Words._fields))


def is_role(token: Token) -> bool:
    """Whether a token is a role, office or body that may speak for a party."""
    key = singular(token.key)
    return key in words().official or key in words().private or token.key in words().titles


def is_actor(key: str) -> bool:
    """Whether a noun, by its key in the singular, is one of people or bodies and not of a thing.

    >>> [is_actor(key) for key in ("minister", "weaver", "youth", "cheese", "pepper")]
    [True, True, True, False, False]
    """
    return key not in words().things and (key in _actors() or key.endswith(_AGENTS))


@cache
def _actors() -> frozenset[str]:
    known = words()
    plain = known.official | known.private | known.local | known.bare
    return plain | known.bodies | known.actors | known.groups | known.titles


@cache
def cuts() -> frozenset[str]:
    """The prepositions and the like at which the core of a phrase ends."""
    return words().leading | words().ending
