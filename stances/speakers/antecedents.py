"""The noun phrase that a relative pronoun, or a word that points back, stands for."""

import re

from stances.speakers.names import find_names

_LONGEST = 8
_DETERMINERS = frozenset("the a an his her their its this that these those".split())
_CUTS = frozenset(
    "from by to with in on at for and or but as than said says told met is was are were be been "
    "has have had including like among between against after before when while where if "
    "which who that quoted cited".split()
)


def antecedent(before: str) -> str:
    """The noun phrase that ends a text: what a "who" right after it stands for.

    >>> antecedent("It drew an answer from Arvanian officials")
    'Arvanian officials'
    >>> antecedent("That came from Ila Tesk, the minister of trade,")
    'Ila Tesk, the minister of trade,'
    """
    clause = re.split(r"[.!?;:“”\"]\s", before)[-1].rstrip()
    parts = clause.rstrip(",").split(", ")
    phrase = _trailing(parts[-1])
    if len(parts) > 1 and phrase == parts[-1] and not clause.endswith(" and"):
        name = _trailing(parts[-2])
        if any(found.person for found in find_names(name)):
            phrase = f"{name}, {phrase}"
    return clause[clause.rfind(phrase) :] if phrase else ""


def _trailing(clause: str) -> str:
    """The last words of a clause, back to the nearest preposition or determiner."""
    found = list(re.finditer(r"\S+", clause))
    start = len(clause)
    for match in reversed(found[-_LONGEST:]):
        low = match.group().lower()
        if low in _CUTS:
            break
        start = match.start()
        if low in _DETERMINERS:
            break
    return clause[start:]
