"""How parties are told apart on the page: a colour class and a symbol beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from stances.records import Party
from stances.report.escaping import clean_line

SYMBOLS = "●▲■◆★✚▼⬟"
OTHER, UNKNOWN = "po", "pu"


@dataclass(frozen=True, slots=True)
class Badge:
    """A party's name with the class of its colour and the symbol that stands beside it.

    `place` is its number among the parties compared, from 1; 0 for any other.
    """

    id: str
    name: str
    css: str
    symbol: str
    place: int = 0


def make_badges(compared: Sequence[Party], quoted: Sequence[Party]) -> dict[str | None, Badge]:
    """A badge for every party by its id; those not compared share a colour, the unknown too.

    >>> make_badges([Party("ARV", "Arvania")], [])["ARV"].css
    'p0'
    """
    badges: dict[str | None, Badge] = {None: Badge("", "unknown", UNKNOWN, "?")}
    for party in quoted:
        if party.id is not None:
            name = clean_line(party.name)
            badges.setdefault(party.id, Badge(party.id, name, OTHER, "◇"))
    for number, party in enumerate(compared):
        if party.id is not None:
            css, symbol = f"p{number % len(SYMBOLS)}", SYMBOLS[number % len(SYMBOLS)]
            name = clean_line(party.name)
            badges[party.id] = Badge(party.id, name, css, symbol, number + 1)
    return badges
