"""Who speaks for nobody but themselves, though a description names their country."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from stances.parties.names import Token, singular
from stances.parties.tables import data
from stances.parties.words import is_actor, words


class Apart(NamedTuple):
    """Sets of keys, as `data/apart.toml` describes them."""

    former: frozenset[str]
    private: frozenset[str]
    public: frozenset[str]
    people: frozenset[str]
    offices: frozenset[str]
    local: frozenset[str]
    seats: frozenset[str]
    partisan: frozenset[str]
    laws: frozenset[str]
    company: frozenset[str]
    fields: frozenset[str]


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
    if head in known.private or _is_of_a_trade(found):
        return known.public.isdisjoint(token.key for token in found)
    private = head in words().private and head not in words().official
    return private or head in known.people or head.endswith("ologist")


def _is_of_a_trade(found: Sequence[Token]) -> bool:
    """Whether a body is one of people of a trade: "the Growers' Council"."""
    owners = [token for token in found[:-1] if token.possessive]
    return any(
        token.key.endswith("s")
        and singular(token.key) not in words().official
        and is_actor(singular(token.key))
        for token in owners
    )


def is_owned_privately(found: Sequence[Token]) -> bool:
    """Whether an office is one of a private body: "builder Harrow’s chief".

    >>> from stances.parties.names import tokens
    >>> is_owned_privately(tokens("steelmaker company Harrow’s chief"))
    True
    >>> is_owned_privately(tokens("army chief"))
    False
    """
    owner = next((i for i, token in enumerate(found) if token.possessive), 0)
    owners = found[: owner + 1] if owner else ()
    return any(is_private(owners, singular(token.key)) for token in owners)


def is_only_seated(head: str) -> bool:
    """Whether a body with this head is only where its town is: "the Kestova Grain Exchange".

    >>> is_only_seated("exchange"), is_only_seated("government"), is_only_seated("")
    (True, False, False)
    """
    return bool(head) and (head not in words().official or head in words().groups)


def is_trade(head: str) -> bool:
    """Whether a noun is one of people and of no office: whoever is one is so in private.

    >>> is_trade("picker"), is_trade("envoy"), is_trade("lawmaker")
    (True, False, False)
    """
    known = words()
    offices = known.official | known.bare | known.local | known.groups | known.bodies
    return is_actor(head) and head not in offices


def is_former(found: Sequence[Token]) -> bool:
    """Whether a phrase opens as that of an office that somebody no longer holds.

    >>> from stances.parties.names import tokens
    >>> is_former(tokens("a former Belmark minister")), is_former(tokens("the minister"))
    (True, False)
    """
    keys = [token.key for token in found[:3] if token.key not in words().articles]
    return bool(keys) and keys[0] in apart().former
