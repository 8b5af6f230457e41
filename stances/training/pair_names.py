"""Swaps invented names for others, so that the model learns nothing by name."""

import random
import re
from collections.abc import Callable, Sequence
from functools import cache

from stances.parties.tables import data, listed

_BEGINNINGS = """
    Al Bar Cor Dal El Fen Gar Hal Is Jor Kel Lor Mar Nor Or Pel Quin Ros Sel Tor Ur Vel Wes Yor Zan
"""
_MIDDLES = "a e i o u ad en il on ur and esh ost ill arr"
_ENDINGS = "via mark nia dor land stan mere gard ria sia tan moor"


def swap_names(names: Sequence[tuple[str, str]], chance: random.Random) -> Callable[[str], str]:
    """What puts other names, real or newly coined, in the places of `names` and adjectives."""
    fresh: dict[str, str] = {}
    for name, adjective in names:
        if adjective and adjective != name:
            fresh[name], fresh[adjective] = _another(chance, set(fresh.values()))
    if not fresh:
        return str
    longest = sorted(map(re.escape, fresh), key=len, reverse=True)
    pattern = re.compile(rf"\b(?:{'|'.join(longest)})\b")
    return lambda text: pattern.sub(lambda match: fresh[match.group()], text)


def _another(chance: random.Random, taken: set[str]) -> tuple[str, str]:
    while True:
        other = _coined(chance) if chance.random() < 0.5 else chance.choice(_countries())
        if not taken & set(other):
            return other


def _coined(chance: random.Random) -> tuple[str, str]:
    start, end = chance.choice(_BEGINNINGS.split()), chance.choice(_ENDINGS.split())
    name = start + chance.choice(_MIDDLES.split()) + end
    return name, name.removesuffix("a") + "an" if name.endswith("a") else name + "ian"


@cache
def _countries() -> list[tuple[str, str]]:
    """Names of countries with their adjectives."""
    lines = (line.split("|") for line in data("countries")["countries"].values())
    return [(each[0].strip(" ~"), listed(each[1])[0]) for each in lines if each[1].strip()]
