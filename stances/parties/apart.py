"""Who speaks for nobody but themselves, though a description names their country."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from stances.parties.names import Token
from stances.parties.tables import data
from stances.parties.words import words


class Apart(NamedTuple):
    """Sets of keys, as `data/apart.toml` describes them."""

    former: frozenset[str]
    private: frozenset[str]
    public: frozenset[str]
    people: frozenset[str]
    offices: frozenset[str]
    local: frozenset[str]
    laws: frozenset[str]
    company: frozenset[str]


@cache
def apart() -> Apart:
    """The words of `data/apart.toml`, read once."""
    table = data("apart")
    return Apart(*(frozenset(table[name].split()) for name in Apart._fields))


def is_private(found: Sequence[Token], head: str) -> bool:
    """Whether the head of a phrase is a private person or body, and no body of the state.

    `found` are the words of the phrase: "bank" is private, and "central bank" is not.

    >>> from stances.parties.names import tokens
    >>> is_private(tokens("a Belmark bank"), "bank")
    True
    >>> is_private(tokens("the central bank"), "bank")
    False
    """
    known = apart()
    if head in known.private:
        return known.public.isdisjoint(token.key for token in found)
    private = head in words().private and head not in words().official
    return private or head in known.people


def is_former(found: Sequence[Token]) -> bool:
    """Whether a phrase opens as that of an office that somebody no longer holds.

    >>> from stances.parties.names import tokens
    >>> is_former(tokens("a former Belmark minister")), is_former(tokens("the minister"))
    (True, False)
    """
    keys = [token.key for token in found[:3] if token.key not in words().articles]
    return bool(keys) and keys[0] in apart().former
