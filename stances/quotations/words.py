"""The words by which cues are read, from the table beside this module."""

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LONGEST = 4


@cache
def _table() -> dict[str, Any]:
    path = resources.files("stances.quotations").joinpath("words.toml")
    table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf8"))
    return table


@cache
def acts() -> dict[tuple[str, ...], str]:
    """The act of each cue, as the words of its base form."""
    return {tuple(cue.split()): act for act, cues in _table()["acts"].items() for cue in cues}


@cache
def word_set(name: str) -> frozenset[str]:
    """A set of words that tell a manner: "documents", "bodies" …"""
    return frozenset(_table()["manner"][name].split())


@cache
def _irregular() -> dict[str, str]:
    return {form: base for base, forms in _table()["irregular"].items() for form in forms.split()}


@cache
def stem(word: str) -> tuple[str, ...]:
    """The forms under which a verb may be listed, the likeliest first.

    >>> stem("denies"), stem("urged"), stem("took")
    (('denies', 'denie', 'deny'), ('urged', 'urg', 'urge'), ('took', 'take'))
    """
    low = word.lower()
    forms = [low, *([_irregular()[low]] if low in _irregular() else [])]
    for ending in ("ing", "ed", "es", "s"):
        root = low.removesuffix(ending)
        if root == low or len(root) < 3:
            continue
        if ending in ("es", "s"):
            forms += [low[:-1]]
            forms += [low[:-3] + "y"] if low.endswith("ies") else []
            forms += [root] if ending == "es" and not low.endswith("ies") else []
        else:
            forms += [root, root + "e"]
            forms += [root[:-1]] if root[-1:] == root[-2:-1] else []
            forms += [root[:-1] + "y"] if root.endswith("i") else []
        break
    return tuple(forms)


def find_acts(words: list[str]) -> list[tuple[int, int, str]]:
    """The acts that words name, as `(first, last, act)` with `last` exclusive, longest first.

    >>> find_acts(["hit", "back", "and", "denied"])
    [(0, 2, 'condemns'), (3, 4, 'denies')]
    """
    found = []
    at = 0
    while at < len(words):
        match = next((m for n in range(_LONGEST, 0, -1) if (m := _match(words, at, n))), None)
        if match:
            found.append((at, at + match[0], match[1]))
        at += match[0] if match else 1
    return found


def _match(words: list[str], at: int, length: int) -> tuple[int, str] | None:
    """The act of `length` words at a place: the verb in any form, the others as they stand."""
    rest = tuple(word.lower() for word in words[at + 1 : at + length])
    if len(rest) < length - 1:
        return None
    for form in stem(words[at]):
        act = acts().get((form, *rest))
        if act:
            return length, act
    return None
