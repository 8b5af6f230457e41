"""Finding the names of a table in a text: longest first, in one pass over its tokens."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from stances.parties.names import Token, singular, singulars, tokens
from stances.parties.tables import Entry, Tables
from stances.parties.words import is_role, words

_INFLECTED = frozenset(
    {"demonym", "regions", "institutions", "armed", "political", "ambiguous", "user", "member"}
)
_PARTICLES = frozenset({"al", "el", "bin", "ibn", "ben", "abu", "de", "van", "von", "da", "di"})
_PORTFOLIOS = frozenset({"minister", "ministry", "secretary", "department"})
_STATES = frozenset({"states", "republic", "kingdom", "emirates"})
_PLACES = frozenset({"name", "capital", "regions", "demonym", "ambiguous", "channels", "forces"})
_CONTINENTAL = frozenset({"latin", "south", "central", "north", "pan"})
_JOINERS = ("", " ", "-", "’", "'", "’ ", "' ", ". ", "/", " (", "\u00a0", "‑", "–", "\n", " & ")


class Match(NamedTuple):
    """Tokens `first` up to `last` (left out) that carry the names `entries`."""

    first: int
    last: int
    entries: tuple[Entry, ...]

    @property
    def kind(self) -> str:
        return self.entries[0].kind


def find_names(tables: Tables, found: Sequence[Token], loose: bool = False) -> list[Match]:
    """All names in a token list, from left to right, without overlap.

    `loose` lets names in lower case pass, for text that has no capitals at all.
    """
    matches = []
    position = 0
    while position < len(found):
        match = _longest_at(tables, found, position, loose)
        if match is not None:
            matches.append(match)
        position = match.last if match else position + 1
    return matches


def whole(tables: Tables, text: str, loose: bool = False) -> Match | None:
    """The name that a text is, all of it but a leading article."""
    found = tokens(text)
    start = 1 if found and found[0].key == "the" and len(found) > 1 else 0
    match = _longest_at(tables, found, start, loose) if len(found) > start else None
    return match if match and match.last == len(found) else None


def _longest_at(tables: Tables, found: Sequence[Token], position: int, loose: bool) -> Match | None:
    key = found[position].key
    limit = max(tables.longest.get(form, 0) for form in (key, *singulars(key)))
    if not limit:
        return None
    stop = _adjacent_until(found, position, limit)
    for last in range(stop, position, -1):
        stretch = found[position:last]
        held = _entries(tables, stretch, loose)
        entries = tuple(entry for entry in held if _fits(found, position, last, entry))
        if entries:
            return Match(position, last, entries)
    return None


def _adjacent_until(found: Sequence[Token], position: int, limit: int) -> int:
    stop = position + min(1, limit)
    while stop < min(position + limit, len(found)) and found[stop].glued in _JOINERS:
        stop += 1
    return stop


def _entries(tables: Tables, stretch: Sequence[Token], loose: bool) -> list[Entry]:
    key = " ".join(token.key for token in stretch)
    held = tables.names.get(key, ())
    fitting = [entry for entry in held if _is_cased(entry, stretch, loose)]
    if fitting:
        return fitting
    head = key[: len(key) - len(stretch[-1].key)]
    for ending in singulars(stretch[-1].key):
        held = tables.names.get(head + ending, ())
        fitting = [
            entry
            for entry in held
            if entry.kind in _INFLECTED and not entry.acronym and _is_cased(entry, stretch, loose)
        ]
        if fitting:
            return fitting
    held = tables.names.get(key + "s", ()) if len(stretch) > 1 else ()
    return [e for e in held if e.kind == "political" and _is_cased(e, stretch, loose)]


def _is_cased(entry: Entry, stretch: Sequence[Token], loose: bool) -> bool:
    if entry.acronym:
        return all(token.upper or not token.key.isalpha() for token in stretch)
    if not entry.surface[:1].isupper():
        return True
    return stretch[0].capital or (loose and not entry.strict)


def _fits(found: Sequence[Token], first: int, last: int, entry: Entry) -> bool:
    """Whether the words beside a name leave it that name: "Jim Jordan" is no country."""
    after = found[last] if last < len(found) else None
    if entry.kind == "name" and after and after.key == "of" and found[last - 1].key in _STATES:
        return False  # "United States of ...", "Islamic Republic of ...": another country
    if first and entry.kind == "demonym" and found[first].glued in (" ", "-"):
        pair = (found[first - 1].key, found[first].key)
        if pair[0] in _CONTINENTAL and pair[1].startswith("american"):
            return False  # "Latin American leaders" are of no one country
    if entry.kind == "political" and last - first == 1 and _is_of_another(found, first):
        return False
    if entry.kind in ("surname", "titled") and _is_given_name(found, last):
        return False
    if entry.kind in ("surname", "titled"):
        return _fits_surname(found, first, entry.kind == "titled")
    if last - first > 1 or entry.kind not in _PLACES or found[first].key not in words().first_names:
        return True
    if first and is_name_part(found[first - 1]) and found[first].glued in (" ", ". "):
        return False
    if found[first].possessive:
        return True
    named = after and after.glued == " " and is_name_part(after) and not after.upper
    return not named or _is_body(found, last, paper=entry.kind == "name")


def _is_body(found: Sequence[Token], start: int, paper: bool) -> bool:
    """Whether the capitalised run that starts here names a body: "... Ports Authority".

    With `paper`, or a newspaper: "the Jamaica Gleaner".
    """
    if paper and {found[start].key, singular(found[start].key)} & words().papers:
        return True
    for token in found[start + 1 : start + 5]:
        if not token.capital or token.glued != " ":
            return False
        if singular(token.key) in words().official | words().bodies:
            return True
    return False


def _fits_surname(found: Sequence[Token], first: int, titled: bool) -> bool:
    before = found[first - 1] if first else None
    if before is None or found[first].glued not in (" ", ". ", "-"):
        return not titled
    if before.key in words().titles:
        return True
    return not titled and not is_name_part(before)


def _is_given_name(found: Sequence[Token], last: int) -> bool:
    """Whether a surname that ends here is somebody's first name: "Roe Tesk", "Roe al-Tesk".

    Three capitals in a row are rather a headline: "Roe Defends Strikes".
    """
    if last >= len(found) or found[last - 1].possessive or found[last].glued != " ":
        return False
    after = found[last]
    beyond = found[last + 1] if last + 1 < len(found) else None
    runs_on = beyond is not None and beyond.capital and beyond.glued in (" ", "-")
    if not after.capital:
        return after.key in _PARTICLES and runs_on
    return (
        is_name_part(after)
        and not after.upper
        and after.key not in words().verbs | {*words().relative}
        and not runs_on
    )


def _is_of_another(found: Sequence[Token], first: int) -> bool:
    """Whether a party's name is part of a longer one here, or the field of an office.

    As in "Social Democrat Ila Tesk", "Labour Minister Ila Tesk".
    """
    before = found[first - 1] if first else None
    if before is not None and before.capital and found[first].glued == " ":
        longer = before.key in words().political - words().articles
        if longer and before.key not in ("and", "of", "for", "new"):
            return True
    after = found[first + 1] if first + 1 < len(found) else None
    field = after is not None and after.glued == " " and after.capital
    general = found[first].key in words().political
    return field and general and after is not None and after.key in _PORTFOLIOS


def is_name_part(token: Token) -> bool:
    """Whether a capitalised token may be part of a person's name beside it."""
    if not token.capital or token.possessive or token.key in _plain_words():
        return False
    return not is_role(token)


@cache
def _plain_words() -> frozenset[str]:
    known = words()
    sets = (known.directions, known.leading, known.ending, known.articles, known.openers)
    return known.relative.union(*sets)
