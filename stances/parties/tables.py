"""The party tables that come with the package, read into one index of names."""

import tomllib
from dataclasses import dataclass, field
from datetime import date
from importlib import resources
from typing import Any, NamedTuple

from stances.parties.names import fold, key_of, words_of

# What belongs to a country and speaks for no party.
VOICELESS = frozenset({"company", "media"})
# In these tables the family name comes first, so the last word names nobody.
_FAMILY_FIRST = frozenset({"CHN", "KOR", "PRK", "TWN", "VNM", "KHM", "MMR"})
_CALLED_BY_FAMILY = frozenset({"CHN", "KOR", "PRK", "TWN"})
_PARTICLES = frozenset("al el bin ben de del der di da dos das do du den ter van von le la".split())
_ARTICLE = ("United ", "Democratic ", "Central African", "Republic ", "Dominican R", "Houthis")
_PLURAL = ("Islands", "Bahamas", "Maldives", "Philippines", "Netherlands", "Seychelles", "Comoros")
_DIRECTIONS = frozenset({"North", "South", "East", "West"})
_FORMS_OF_STATE = ("Republic", "Kingdom", "State")


class Entry(NamedTuple):
    """One name of a party: `kind` says how it names it, `strict` that its capitals matter."""

    party: str
    kind: str
    surface: str
    strict: bool = False
    acronym: bool = False


class Term(NamedTuple):
    """A time in office; `until` None is open."""

    party: str
    office: str
    start: date
    until: date | None


class Reading(NamedTuple):
    """One reading of an ambiguous name: words near it that speak for this party."""

    party: str
    clues: frozenset[str]
    default: bool


class Known(NamedTuple):
    """A party that the tables hold; a `state` has ministers, soldiers and residents."""

    id: str
    name: str
    country: str
    kind: str
    state: bool = False

    @property
    def phrase(self) -> str:
        """The name as it stands in a sentence."""
        article = self.name.startswith(_ARTICLE) or self.name.endswith(_PLURAL)
        return f"the {self.name}" if article else self.name


@dataclass
class Tables:
    """Names by key, with the parties, people and ambiguous names behind them."""

    parties: dict[str, Known] = field(default_factory=dict)
    names: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    longest: dict[str, int] = field(default_factory=dict)
    people: dict[str, tuple[Term, ...]] = field(default_factory=dict)
    readings: dict[str, tuple[Reading, ...]] = field(default_factory=dict)

    def add(self, party: str, kind: str, name: str) -> None:
        """Keep one name; a name that two parties hold is kept for both."""
        strict = name[:1] in "~!"
        name = name.lstrip("~!").strip()
        key = key_of(name)
        if not key:
            return
        held = self.names.get(key, ())
        if held and (kind in VOICELESS or any(entry.party == party for entry in held)):
            return  # what speaks for nobody leaves its name to who has it
        acronym = len(name) <= 7 and " " not in name and name.upper() == name
        self.names[key] = (*held, Entry(party, kind, name, strict, acronym))
        first, _, rest = key.partition(" ")
        length = rest.count(" ") + 2 if rest else 1
        if length > self.longest.get(first, 0):
            self.longest[first] = length

    def copy(self) -> "Tables":
        """Tables that can be added to without changing these."""
        return Tables(
            dict(self.parties),
            dict(self.names),
            dict(self.longest),
            dict(self.people),
            dict(self.readings),
        )


def data(name: str) -> dict[str, Any]:
    """One of the package's TOML tables."""
    path = resources.files("stances.parties") / "data" / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf8"))


def load() -> Tables:
    """Read all tables of the package."""
    found = Tables()
    _add_countries(found)
    _add_spellings(found)
    _add_bodies(found)
    _add_groups(found)
    _add_businesses(found)
    _add_readings(found)
    _add_people(found)
    return found


def listed(text: str) -> list[str]:
    """The names of a line, which commas part."""
    return [name for name in (part.strip() for part in text.split(",")) if name]


def _add_countries(found: Tables) -> None:
    for code, line in data("countries")["countries"].items():
        name, demonyms, capitals, others = (part.strip() for part in line.split("|"))
        found.parties[code] = Known(code, name.lstrip("~"), code, "country", True)
        for alias in [name, *listed(others)]:
            found.add(code, "name", alias)
            if "’s " in alias:
                found.add(code, "name", alias.replace("’s ", "s "))
        for alias in listed(demonyms):
            found.add(code, "demonym", alias)
        for alias in listed(capitals):
            found.add(code, "capital", alias)


def _add_spellings(found: Tables) -> None:
    """Names in other languages, old names and slips; the forms that lists and headlines use."""
    spellings = data("spellings")
    for kind, table in (("name", spellings["names"]), ("demonym", spellings["demonyms"])):
        for code, line in table.items():
            for alias in listed(line):
                found.add(code, kind, alias)
    for code, line in data("countries")["countries"].items():
        name, _, _, others = (part.strip() for part in line.split("|"))
        for alias in [name, *listed(others)]:
            for form in _turned(alias):
                found.add(code, "name", form)


def _turned(name: str) -> list[str]:
    """A name as lists and headlines have it: "Korea, North", "N. Korea", "Congo, Republic of"."""
    first, _, rest = name.partition(" ")
    if first in _DIRECTIONS and rest:
        return [f"{rest}, {first}", f"{first[0]} {rest}"]
    kind, _, rest = name.rpartition(" of ")
    if kind.endswith(_FORMS_OF_STATE):
        rest = rest.removeprefix("the ")
        return [f"{rest}, {kind} of", f"{rest}, {kind} of the", f"{rest}, {kind}"]
    return []


def _add_bodies(found: Tables) -> None:
    for kind, lines in data("bodies").items():
        for code, line in lines.items():
            for alias in listed(line):
                found.add(code, kind, alias)


def _add_groups(found: Tables) -> None:
    for kind, lines in data("groups").items():
        for party, line in lines.items():
            if kind == "nobody":
                for alias in listed(line):
                    found.add("", kind, alias)
                continue
            name, country, others = (part.strip() for part in line.split("|"))
            found.parties[party] = Known(party, name.lstrip("~"), country, kind)
            for alias in [name, *listed(others)]:
                found.add(party, kind, alias)


def _add_businesses(found: Tables) -> None:
    """Companies and media, by the country where they are based."""
    for kind, lines in data("businesses").items():
        for code, line in lines.items():
            for business in line.split(", "):
                names = business.split(" / ")
                name = names[0].lstrip("~")
                party = f"{code}_{name.upper().replace(' ', '_')}"
                found.parties[party] = Known(party, name, code, kind)
                for alias in names:
                    found.add(party, kind, alias)


def _add_readings(found: Tables) -> None:
    for name, line in data("ambiguous")["readings"].items():
        certain = not line.startswith("?")
        readings = []
        for number, part in enumerate(line.lstrip("? ").split(";")):
            party, _, clues = part.strip().partition(":")
            words = frozenset(fold(clue) for clue in listed(clues))
            readings.append(Reading(party, words, certain and number == 0))
        found.readings[key_of(name)] = tuple(readings)
        found.names[key_of(name)] = ()
        found.add("", "ambiguous", name)


def _add_people(found: Tables) -> None:
    for party, lines in data("people").items():
        for names, line in lines.items():
            surfaces = [name.strip() for name in names.lstrip("!").split(" / ")]
            terms = tuple(_read_term(party, part) for part in line.split(";"))
            person = key_of(surfaces[0])
            held = found.people.get(person, ())
            found.people[person] = (*held, *terms)
            if held:
                continue
            for surface in surfaces:
                found.add(person, "person", surface)
            if party not in _FAMILY_FIRST:
                _add_surnames(found, person, surfaces, names.startswith("!"))
            elif party in _CALLED_BY_FAMILY:
                _add_family_name(found, person, surfaces[0])


def _add_family_name(found: Tables, person: str, name: str) -> None:
    """The first word of a name: "President Kim" is whoever was president and a Kim."""
    parts = words_of(name)
    if len(parts) > 1:
        found.add(person, "titled", parts[0])


def _add_surnames(found: Tables, person: str, names: list[str], titled: bool) -> None:
    surnames: dict[str, str] = {}
    for name in names:
        parts = words_of(name)
        if len(parts) < 2:
            continue
        surnames.setdefault(parts[-1], "titled" if titled else "surname")
        start = len(parts) - 1
        while start > 1 and parts[start - 1].lower() in _PARTICLES:
            start -= 1
        if start < len(parts) - 1:
            surnames.setdefault(" ".join(parts[start:]), "surname")
    for surname, kind in surnames.items():
        found.add(person, kind, surname)


def _read_term(party: str, text: str) -> Term:
    office, start, until = text.strip().rsplit(" ", 2)
    return Term(
        party, office, _day(start, "-01-01"), None if until == "-" else _day(until, "-12-31")
    )


def _day(text: str, rest: str) -> date:
    return date.fromisoformat(text if len(text) > 4 else text + rest)
