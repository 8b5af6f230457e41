"""The rows of the party tables that a person edits: whether they parse, and are sane."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import pycountry
import pytest

from stances.parties.names import key_of
from stances.parties.tables import VOICELESS, Tables, Term, data, listed, load

EARLIEST = date(1900, 1, 1)
STATES = frozenset({country.alpha_3 for country in pycountry.countries} | {"XKX"})
# Territories of others and San Marino, whose heads of state change every half year, need none.
DEPENDENT = frozenset(
    "ABW AIA ALA ASM ATA ATF BES BLM BMU BVT CCK COK CUW CXR CYM ESH FLK FRO GGY GIB GLP GRL GUF "
    "GUM HKG HMD IMN IOT JEY MAC MAF MNP MSR MTQ MYT NCL NFK NIU PCN PRI PYF REU SGS SHN SJM SMR "
    "SPM SXM TCA TKL UMI VGB VIR WLF".split()
)
LEADING = (
    "President", "Prime Minister", "King", "Queen", "Chancellor", "Pope", "Emir", "Sultan",
    "Prince", "Premier", "Supreme Leader", "leader", "head of", "Grand Duke", "Emperor",
)  # fmt: skip


@pytest.fixture(scope="module")
def tables() -> Tables:
    return load()


def people() -> Iterator[tuple[str, str, tuple[Term, ...]]]:
    """The people that the tables hold, by the party of each term."""
    for name, terms in load().people.items():
        for party in {term.party for term in terms}:
            yield name, party, tuple(term for term in terms if term.party == party)


def test_people_stand_under_parties_that_exist(tables: Tables) -> None:
    assert set(data("people")) <= set(tables.parties)


def test_terms_start_before_they_end_and_in_living_memory() -> None:
    wrong = [
        (name, term)
        for name, _, terms in people()
        for term in terms
        if term.start < EARLIEST or (term.until and term.until < term.start)
    ]
    assert wrong == []


def test_nobody_holds_one_office_twice_at_a_time() -> None:
    wrong = []
    for name, party, terms in people():
        ordered = sorted(terms, key=lambda term: (term.office, term.start))
        for one, other in pairwise(ordered):
            if one.office == other.office and (one.until is None or other.start <= one.until):
                wrong.append((name, party, one.office))
    assert wrong == []


def test_every_country_has_a_head_of_state_or_government() -> None:
    rows = data("people")
    without = {
        code
        for code in STATES - DEPENDENT
        if not any(office in line for line in rows.get(code, {}).values() for office in LEADING)
    }
    assert without == set()


def test_no_two_people_of_a_party_have_one_name() -> None:
    wrong = []
    for party, rows in data("people").items():
        seen: dict[str, str] = {}
        for names in rows:
            for name in names.lstrip("!").split(" / "):
                if seen.setdefault(key_of(name), names) != names:
                    wrong.append((party, name))
    assert wrong == []


def test_codes_of_countries_and_bodies_are_iso_codes() -> None:
    assert set(data("countries")["countries"]) == STATES
    assert {code for lines in data("bodies").values() for code in lines} <= STATES


def test_groups_have_a_name_and_a_country_or_none() -> None:
    for kind, rows in data("groups").items():
        for identifier, line in rows.items():
            if kind == "nobody":
                continue
            name, country, _ = (part.strip() for part in line.split("|"))
            assert identifier.isupper()
            assert name, identifier
            assert country in STATES or not country, identifier


def test_a_name_means_one_party_within_a_kind_unless_it_is_ambiguous(tables: Tables) -> None:
    holders: dict[tuple[str, str], set[str]] = {}
    for kind, rows in (*data("groups").items(), *data("bodies").items()):
        for identifier, line in rows.items():
            fields = line.split("|")
            names = [fields[0], *listed(fields[2])] if len(fields) > 1 else listed(line)
            for name in names:
                holders.setdefault((kind, key_of(name)), set()).add(identifier)
    several = {key: ids for key, ids in holders.items() if len(ids) > 1}
    assert {key: ids for key, ids in several.items() if key[1] not in tables.readings} == {}


def test_readings_of_ambiguous_names_lead_to_parties(tables: Tables) -> None:
    for name, readings in tables.readings.items():
        assert all(reading.party in tables.parties for reading in readings), name
        assert len(readings) == 1 or all(reading.clues for reading in readings[1:]), name


def businesses() -> Iterator[tuple[str, str, str]]:
    """Kind, code and name of each company and paper."""
    for kind, rows in data("businesses").items():
        for code, line in rows.items():
            for group in line.split(", "):
                for name in group.split(" / "):
                    yield kind, code, name


def test_businesses_are_of_a_country_and_have_a_name_of_their_own() -> None:
    seen: set[str] = set()
    for kind, code, name in businesses():
        assert kind in VOICELESS
        assert code in STATES
        assert key_of(name) not in seen | {""}, name
        seen.add(key_of(name))


def test_businesses_leave_the_names_of_others_to_them(tables: Tables) -> None:
    shared = {
        key
        for key, entries in tables.names.items()
        if len(entries) > 1 and any(entry.kind in VOICELESS for entry in entries)
    }
    assert shared == set()
