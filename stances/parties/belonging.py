"""What a clause or a role says of whom a person belongs to, in words that name a party.

"Ila Tesk, who sits for it in Arvania’s parliament" belongs where the parliament does; "a
monitor" belongs to "the monitors", "a councillor" to "the council", where somebody is so called.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from stances.parties.apart import is_private
from stances.parties.names import Token, singular, tokens
from stances.parties.tables import data
from stances.parties.words import words

_WHO = r"\b(?:who|which)\s+(?:(?:has|had|have|is|was|were|been|also|now|still|once|long)\s+){0,3}"
_SERVES = re.compile(
    _WHO + r"(?:sits|sat|serves|served|serving|stood|stands|works|worked|working|negotiates"
    r"|negotiated|negotiating|fights|fought|lobbies|lobbied|campaigns|campaigned|acts|acted|acting"
    r"|plays|played|belongs|belonged|speaks|spoke|votes|voted|answers|answered|reports|reported)\s+"
    r"(?P<rest>(?:for|with|in|on|at|under|to|as|inside|alongside)\s.*)"
)
_SEATED = re.compile(
    _WHO + r"(?:given|offered|elected|named|appointed|sent|chosen|made|picked|nominated|seconded"
    r"|hired|recruited|employed|retained)\s+(?P<rest>.*)"
)
_JOINED = re.compile(
    _WHO + r"(?:joined|joins|represents|represented|founded|co-founded|helps run|helped run|owns"
    r"|owned)\s+(?P<rest>.*)"
)
_MADE_FOR = re.compile(
    _WHO + r"(?:wrote|written|drafted|drew up|negotiated|signed|designed|built|planned|organised"
    r"|organized|ran|handled|handles)\s+(?P<rest>.*?\sfor\s.*)"
)
_RULES = ((_SERVES, 0.8), (_SEATED, 0.75), (_JOINED, 0.75), (_MADE_FOR, 0.7))
_LEFT = re.compile(
    r"\b(?:left|quit|resigned|gave up|given up|broke with|expelled|no longer|neither|none|never"
    r"|not|nobody|independent|neutral|nonpartisan|non-partisan|unaffiliated)\b"
)
_LEADS = re.compile(r"\b(?:for|in|of|to|on|with|by|under|at|inside|from)\s+(?=\S)")
_NOBODY = re.compile(r"\bfor (?:it|them|him|her|us)\b\s*")
_LONGEST = 240
_MOST = 5


class Part(NamedTuple):
    """Words of a description that may name its party, how far they carry, and why."""

    words: str
    factor: float
    reason: str


def parts_of(description: str) -> Iterator[Part]:
    """The words in a clause of a description that name whom the described belongs to.

    >>> [part.words for part in parts_of("Ila Tesk, who wrote the chapter for the Hill Party")]
    ['the Hill Party']
    >>> list(parts_of("Ila Tesk, who advises none of them"))
    []
    """
    clause = description[:_LONGEST]
    if ("who" not in clause and "which" not in clause) or stands_apart(clause):
        return
    for rule, factor in _RULES:
        match = rule.search(clause)
        if match:
            rest = _NOBODY.sub("", match.group("rest"))
            yield from _objects(rest, factor, rule is _MADE_FOR)


def _objects(rest: str, factor: float, only_for: bool) -> Iterator[Part]:
    """What the verb's object and its prepositions name, those after "for" first."""
    reason = f'"{rest.strip(" ,.")}" says whom'
    leads = list(_LEADS.finditer(rest))[:_MOST]
    leads = [lead for lead in leads if not _is_of_private(rest[: lead.start()], lead.group())]
    first = [lead for lead in leads if lead.group().startswith("for")]
    for lead in first if only_for else (*first, *(each for each in leads if each not in first)):
        yield Part(rest[lead.end() :].strip(" ,."), factor, reason)
    if not only_for and rest:
        yield Part(rest.strip(" ,."), factor, reason)


def _is_of_private(before: str, lead: str) -> bool:
    """Whether a preposition says where somebody's own business is: "a building firm in"."""
    found = tokens(before)
    head = singular(found[-1].key) if found else ""
    return bool(head) and not lead.startswith("for") and is_private(found, head)


def stands_apart(description: str) -> bool:
    """Whether a description says that somebody belongs to nobody, or no longer does.

    >>> stands_apart("who gave up her party card"), stands_apart("who runs the party")
    (True, False)
    """
    return _LEFT.search(description[:_LONGEST]) is not None


def groups_of(description: str) -> Iterator[str]:
    """The groups that one of a kind belongs to, as an article would call them.

    >>> list(groups_of("a monitor who had the night watch"))
    ['the monitors', 'the mission', 'the observers']
    >>> list(groups_of("a monitor of the Hill Mission"))
    []
    """
    for noun in _nouns(description[:_LONGEST]):
        one = singular(noun)
        plural = one[:-2] + "en" if one.endswith("man") else f"{one}s"
        yield f"the {plural}"
        for body in _bodies().get(one, ()):
            yield f"the {body}"


def _nouns(description: str) -> Iterator[str]:
    """The head nouns of the phrases in a description that name nothing themselves."""
    for segment in re.split(r"[,(—–]|\s-\s", description)[:4]:
        found = tokens(segment)
        core: list[Token] = []
        for token in found:
            if core and token.key in words().relative | words().leading | words().ending:
                break
            core.append(token)
        if core and not any(token.capital for token in found[1:]):
            yield core[-1].key


@cache
def _bodies() -> dict[str, tuple[str, ...]]:
    """The bodies that holders of a role make up, from `data/bodies_of.toml`."""
    return {role: tuple(names.split(", ")) for role, names in data("bodies_of").items()}
