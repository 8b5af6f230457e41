"""How many names of countries and places the party tables know, on a list that is not theirs.

    python benchmarks/coverage.py phoenix-countries.jsonl.gz [--misses 40]

The file holds rows of `alias` and `codes`. Only rows whose codes are all a bare country (three
letters before the date range) count. A row is right where `PartyRegistry.resolve(alias)` gives one
of its countries; it is *silent* where no country comes back and *another* where a wrong one does.
Codes of states that ISO 3166 has no entry for (any more) can never be right and are told apart.
"""

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pycountry

from stances.parties import PartyRegistry

KINDS = ("right", "silent", "another", "no ISO code")


class Row(NamedTuple):
    """An alias with the countries that the list gives for it."""

    alias: str
    countries: frozenset[str]


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the coverage of the party tables.")
    parser.add_argument("file", type=Path, nargs="?", help="rows of alias and codes, .jsonl[.gz]")
    parser.add_argument("--misses", type=int, default=0, help="how many misses to print a kind")
    chosen = parser.parse_args()
    if chosen.file is None:
        print("Give the file of aliases and codes; nothing measured.")
        return
    found: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for row in read_rows(chosen.file):
        kind, told = judge(row)
        found[kind].append(told)
    show(found, chosen.misses)


def read_rows(path: Path) -> Iterator[Row]:
    """Rows of bare countries."""
    packed = path.read_bytes()
    text = gzip.decompress(packed) if path.suffix == ".gz" else packed
    for line in text.splitlines():
        data = json.loads(line)
        codes = frozenset(code.split()[0] for code in data["codes"])
        if codes and all(len(code) == 3 for code in codes):
            yield Row(data["alias"], codes)


def judge(row: Row) -> tuple[str, str]:
    """How a row came out, and the row with what was found."""
    country = PartyRegistry.default().resolve(row.alias).country
    told = f"{row.alias} ({'/'.join(sorted(row.countries))}) -> {country or 'none'}"
    if country in row.countries:
        return "right", told
    if not row.countries & ISO:
        return "no ISO code", told
    return ("another" if country else "silent"), told


ISO = frozenset({country.alpha_3 for country in pycountry.countries} | {"XKX"})


def show(found: dict[str, list[str]], misses: int) -> None:
    counts = Counter({kind: len(rows) for kind, rows in found.items()})
    total = max(1, counts.total())
    for kind in KINDS:
        print(f"{kind:<12} {counts[kind]:6d}  {counts[kind] / total:.4f}")
        for told in found[kind][:misses] if kind != "right" else []:
            print(f"    {told}")
    print(f"{'rows':<12} {total:6d}")


if __name__ == "__main__":
    main()
