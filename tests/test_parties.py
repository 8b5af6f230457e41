"""Tests of the party step: tables, names, phrases, the registry and party files."""

import tomllib
from datetime import date
from importlib import resources
from pathlib import Path

import pycountry
import pytest
from babel import Locale
from hypothesis import given, settings
from hypothesis import strategies as st

from stances.errors import PartyFileError, UnknownPartyError
from stances.parties import PartyRegistry
from stances.parties.people import term_on
from stances.parties.places import country_of
from stances.parties.tables import load
from stances.parties.words import words

REGISTRY = PartyRegistry.default()
DAY = date(2024, 2, 3)

MENTIONS = {
    # countries, former and short names, acronyms
    "US": "USA", "the U.S.": "USA", "the United States of America": "USA", "UK": "GBR",
    "Britain": "GBR", "the UAE": "ARE", "DRC": "COD", "DR Congo": "COD", "Burma": "MMR",
    "Ivory Coast": "CIV", "Côte d'Ivoire": "CIV", "Türkiye": "TUR", "Turkiye": "TUR",
    "Holland": "NLD", "Swaziland": "SWZ", "Czech Republic": "CZE", "East Timor": "TLS",
    "North Korea": "PRK", "the DPRK": "PRK", "Republic of Korea": "KOR", "Kosovo": "XKX",
    "Taiwan": "TWN", "the People's Republic of China": "CHN", "Guinea-Bissau": "GNB",
    "Papua New Guinea": "PNG", "South Sudan": "SSD", "Niger": "NER", "Palestine": "PSE",
    "the Holy See": "VAT", "Cabo Verde": "CPV", "Macedonia": "MKD", "Zaire": "COD",
    "iraq": "IRQ", "the iraqi government": "IRQ",
    # demonyms
    "Iraqis": "IRQ", "a Briton": "GBR", "Dutchmen": "NLD", "a Frenchwoman": "FRA",
    "the Swiss": "CHE", "Filipinos": "PHL", "Nigerien officials": "NER",
    "Nigerian officials": "NGA", "Poles": "POL", "the Burmese junta": "MMR",
    "Emirati officials": "ARE", "Argentine diplomats": "ARG", "Burkinabe soldiers": "BFA",
    "New Zealanders": "NZL", "Kyrgyz police": "KGZ", "the Malagasy president": "MDG",
    # capitals, seats, offices
    "Kyiv": "UKR", "Kiev": "UKR", "Tehran": "IRN", "Pyongyang": "PRK", "Washington": "USA",
    "the Kremlin": "RUS", "the White House": "USA", "the Pentagon": "USA",
    "Foggy Bottom": "USA", "Capitol Hill": "USA", "the State Department": "USA",
    "Downing Street": "GBR", "Whitehall": "GBR", "Élysée": "FRA", "the Elysee": "FRA",
    "the Quai d’Orsay": "FRA", "Zhongnanhai": "CHN", "the Blue House": "KOR",
    "Aso Rock": "NGA", "Casa Rosada": "ARG", "the Planalto": "BRA", "Malacañang": "PHL",
    # forces, services, parliaments
    "CENTCOM": "USA", "US Central Command": "USA", "the IRGC": "IRN", "Quds Force": "IRN",
    "Iran’s Islamic Revolutionary Guard Corps (IRGC)": "IRN", "the IDF": "ISR",
    "the PLA": "CHN", "the GRU": "RUS", "FSB": "RUS", "Mossad": "ISR", "the ISI": "PAK",
    "the CIA": "USA", "FBI": "USA", "the Knesset": "ISR", "the Bundestag": "DEU",
    "the State Duma": "RUS", "the Majlis": "IRN", "Verkhovna Rada": "UKR", "the FARDC": "COD",
    "the Taoiseach": "IRL", "Lok Sabha": "IND", "the Palestinian Authority": "PSE",
    # news agencies
    "SANA": "SYR", "IRNA": "IRN", "Tasnim news agency": "IRN", "TASS": "RUS", "Xinhua": "CHN",
    "KCNA": "PRK", "Anadolu": "TUR",
    # international and armed groups
    "the United Nations": "UN", "U.N.": "UN", "the UN Security Council": "UN", "the EU": "EU",
    "the European Commission": "EU", "NATO": "NATO", "the IAEA": "IAEA", "OPEC": "OPEC",
    "ASEAN": "ASEAN", "the African Union": "AFRICAN_UNION", "the Arab League": "ARAB_LEAGUE",
    "the GCC": "GCC", "the G7": "G7", "WHO": "WHO", "the IMF": "IMF",
    "the World Bank": "WORLD_BANK", "ICC": "ICC", "the ICJ": "ICJ", "Hamas": "HAMAS",
    "Hizbollah": "HEZBOLLAH", "the Houthis": "HOUTHIS", "the Taliban": "TALIBAN",
    "Islamic State": "ISIS", "ISIS": "ISIS", "al-Qaeda": "AL_QAEDA", "Al Qaida": "AL_QAEDA",
    "Kataib Hezbollah": "KATAIB_HEZBOLLAH", "the PMF": "PMF", "PKK": "PKK",
    "the Syrian Democratic Forces": "SDF", "Fatah": "FATAH", "Islamic Jihad": "PIJ",
    "the Wagner Group": "WAGNER", "Boko Haram": "BOKO_HARAM", "al-Shabaab": "AL_SHABAAB",
    "M23": "M23", "the Rapid Support Forces": "RSF", "the IRA": "IRA",
    # people on the day
    "President Biden": "USA", "Vladimir Putin": "RUS", "Zelenskyy": "UKR",
    "Bashar al-Assad": "SYR", "Defence Secretary Lloyd Austin": "USA", "Kim Jong Un": "PRK",
    "António Guterres": "UN", "Stoltenberg": "NATO", "Josep Borrell": "EU",
    "Hassan Nasrallah": "HEZBOLLAH", "Prime Minister Sunak": "GBR",
    # phrases: the head and what modifies it decide
    "US President Joe Biden": "USA", "Iraq’s foreign ministry": "IRQ", "Iraq's army": "IRQ",
    "John Kirby, a spokesperson for the US National Security Council": "USA",
    "Bassem al-Awadi, the spokesperson for the Iraqi government": "IRQ",
    "the Syrian military": "SYR", "the Russian embassy in London": "RUS",
    "US ambassador to Iraq": "USA", "the US-led coalition": "USA",
    "the Saudi-led coalition": "SAU", "a coalition led by Saudi Arabia": "SAU",
    "the foreign ministry in Tehran": "IRN", "officials in Beijing": "CHN",
    "a Chinese-American author": "USA", "the Ministry of Foreign Affairs of Iran": "IRN",
    "Lebanon’s Hezbollah": "HEZBOLLAH", "Iran's UN ambassador": "IRN",
    "the UN's Syria envoy": "UN", "a Norwegian NATO official": "NATO",
    "the U.S.-backed Syrian Democratic Forces": "SDF", "an official at the White House": "USA",
    "an adviser to Iran's supreme leader": "IRN", "Jordan": "JOR", "Jordan's king": "JOR",
    "Chad’s military": "TCD", "the governor of Kharkiv": "UKR", "the mayor of Gdansk": "POL",
    "a spokesman for the Houthi movement": "HOUTHIS", "British and French ministers": "GBR",
    "the Central Bank of the Islamic Republic of Iran": "IRN", "Democrats": "USA",
    "a Likud lawmaker": "ISR", "the president of the European Council": "EU",
}  # fmt: skip

NOBODY = [
    "Iran-backed militias", "militias backed by Iran", "pro-Russian separatists",
    "anti-Israel protesters", "Jim Jordan", "Michael Jordan", "Chad Johnson", "Hunter Biden",
    "an expert on Iran", "the war in Ukraine", "a reporter in Baghdad", "a Kremlin critic",
    "the embassy in London", "envoy to Iraq", "a London-based analyst", "who", "us", "is",
    "the New York Times", "The Washington Post", "May", "turkey", "Korea", "a spokesman",
    "officials", "", "   ", "Jane Roe", "%s {0} \x1b[31m",
]  # fmt: skip


@pytest.mark.parametrize(("mention", "party"), MENTIONS.items())
def test_resolves_mentions(mention: str, party: str) -> None:
    found = REGISTRY.resolve(mention, on=DAY)
    assert found.id == party, found
    assert 0.5 <= found.confidence <= 1.0
    assert found.evidence


@pytest.mark.parametrize("mention", NOBODY)
def test_leaves_the_unsure_unknown(mention: str) -> None:
    found = REGISTRY.resolve(mention, on=DAY, places=False)
    assert found.id is None, found
    assert found.confidence == 0.0


def test_confidence_falls_with_the_evidence() -> None:
    sure, capital, guess = (
        REGISTRY.resolve(text).confidence for text in ("Iran", "Tehran", "officials in Tehran")
    )
    assert sure == 1.0
    assert sure > capital > guess >= 0.5


@pytest.mark.parametrize(
    ("mention", "context", "party"),
    [
        ("Georgia", "Voters in Atlanta and Savannah went to the polls.", "USA"),
        ("Georgia", "Protesters filled Tbilisi.", "GEO"),
        ("Congo", "The river at Brazzaville.", "COG"),
        ("Congo", "", "COD"),
        ("Korea", "Crowds gathered in Seoul.", "KOR"),
        ("Congress", "The BJP and Modi lost seats in India.", "IND"),
        ("the Senate", "A vote in Manila.", "PHL"),
        ("a government spokesman", "Iraq protested. The Iraqi army was on alert.", "IRQ"),
        ("the army", "", None),
        ("Jane Roe", "Iraq protested.", None),
    ],
)
def test_context_decides(mention: str, context: str, party: str | None) -> None:
    assert REGISTRY.resolve(mention, context=context, places=False).id == party


@pytest.mark.parametrize(
    ("name", "day", "party"),
    [
        ("António Guterres", date(2000, 5, 1), "PRT"),
        ("António Guterres", date(2024, 5, 1), "UN"),
        ("Donald Tusk", date(2016, 5, 1), "EU"),
        ("Donald Tusk", date(2024, 5, 1), "POL"),
        ("Jens Stoltenberg", date(2010, 5, 1), "NOR"),
        ("Ban Ki-moon", date(2005, 5, 1), "KOR"),
        ("Barack Obama", None, "USA"),
    ],
)
def test_people_speak_for_their_office_of_the_day(name: str, day: date | None, party: str) -> None:
    assert REGISTRY.resolve(name, on=day).id == party


def test_former_office_is_less_sure() -> None:
    serving = REGISTRY.resolve("Barack Obama", on=date(2012, 1, 1))
    former = REGISTRY.resolve("Barack Obama", on=DAY)
    assert former.confidence < serving.confidence
    assert term_on(REGISTRY.tables.people["barack obama"], DAY).when == "formerly"


def test_a_common_surname_needs_a_fitting_title() -> None:
    day = date(2020, 6, 1)
    assert REGISTRY.resolve("Prime Minister Johnson", on=day).id == "GBR"
    assert REGISTRY.resolve("Johnson", on=day, places=False).id is None


def test_place_of_a_party() -> None:
    assert REGISTRY.resolve("Hezbollah").country == "LBN"
    assert REGISTRY.resolve("the UN").country == ""
    assert REGISTRY.resolve("Abkhazia").id == "GEO"
    assert country_of("Gdansk") == "POL"


def test_political_parties_speak_for_their_country_unless_in_focus() -> None:
    assert REGISTRY.resolve("House Democrats").id == "USA"
    assert REGISTRY.resolve("Democrats", focus=["USA_DEMOCRATS"]).id == "USA_DEMOCRATS"
    assert REGISTRY.find("Democrats").id == "USA_DEMOCRATS"


def test_channels_relay() -> None:
    assert REGISTRY.kind("SANA") == "channels"
    assert REGISTRY.kind("Syria") == "name"
    assert "news agency" in REGISTRY.resolve("SANA").evidence[0]


@pytest.mark.parametrize(
    ("name", "party"),
    [("US", "USA"), ("usa", "USA"), ("Iran", "IRN"), ("HEZBOLLAH", "HEZBOLLAH"), ("un", "UN"),
     ("Al Qaeda", "AL_QAEDA"), ("Syrian", "SYR"), ("Georgia", "GEO")],
)  # fmt: skip
def test_finds_what_users_name(name: str, party: str) -> None:
    found = REGISTRY.find(name)
    assert found.id == party
    assert found.confidence == 1.0


def test_unknown_party_names_close_ones() -> None:
    with pytest.raises(UnknownPartyError, match=r"'Irann'.*Iran"):
        REGISTRY.find("Irann")
    with pytest.raises(UnknownPartyError):
        REGISTRY.find("")


PARTY_FILE = """
[[party]]
id = "ARV"
name = "Arvania"
aliases = ["Arvanian", "Republic of Arvania"]
members = ["Orla Venn", "Harbour Guard"]

[[party]]
id = "NORTHERN_PACT"
name = "Northern Pact"
members = ["NATO"]
country = ""
"""


def test_party_file_adds_and_overrides(tmp_path: Path) -> None:
    path = tmp_path / "parties.toml"
    path.write_text(PARTY_FILE, encoding="utf8")
    registry = REGISTRY.with_file(path)
    for mention in (
        "Ministry of Foreign Affairs of Arvania", "the Arvanian army", "Orla Venn", "Arvanians",
        "the Harbour Guard", "Jo Tarn, a spokesman for the Arvanian government",
    ):  # fmt: skip
        assert registry.resolve(mention).id == "ARV", mention
    assert "member" in registry.resolve("Orla Venn").evidence[0]
    assert registry.resolve("NATO").id == "NORTHERN_PACT"
    assert registry.find("arvania").id == "ARV"
    assert REGISTRY.resolve("NATO").id == "NATO"
    assert REGISTRY.resolve("the Arvanian army", places=False).id is None


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[[party]]\nname = 'A'", "party 1: has no id"),
        ("[[party]]\nid = 'A'\n[[party]]\nid = 'A'", "party 2: the id 'A' is defined twice"),
        ("[[party]]\nid = 'A'\ncolour = 'red'", "party 1: unknown key 'colour'"),
        ("[[party]]\nid = 'A'\naliases = 'B'", "party 1: aliases must be a list"),
        ("[[party]]\nid = 3", "party 1: id must be a string"),
        ("parties = 1", "holds 'parties'"),
        ("", "defines no party"),
        ("[[party", "is not TOML"),
    ],
)
def test_faulty_party_files_say_where(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(content, encoding="utf8")
    with pytest.raises(PartyFileError, match=message) as caught:
        REGISTRY.with_file(path)
    assert "mine.toml" in str(caught.value)


def test_missing_party_file(tmp_path: Path) -> None:
    with pytest.raises(PartyFileError, match="cannot be read"):
        REGISTRY.with_file(tmp_path / "none.toml")


def test_mentions_have_exact_spans() -> None:
    text = "Iraq’s army and the U.S. met Iran-backed groups, then Hezbollah, in Kuwait City."
    found = REGISTRY.mentions_in(text)
    assert [(text[start:end], party.id) for start, end, party in found] == [
        ("Iraq", "IRQ"), ("U.S.", "USA"), ("Hezbollah", "HEZBOLLAH"), ("Kuwait City", "KWT"),
    ]  # fmt: skip


PIECES = ["Iraq", "’s", " ", "-", "led", "of", "US", "U.S.", "Jordan", "Jim", ",", "who", "Biden"]
PIECES += ["President", "in", "the", "Congo", "(", "\n", "\u0301", "É", "&", "officials"]


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200) | st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_any_text_gives_an_answer(text: str) -> None:
    party = REGISTRY.resolve(text, context=text, places=False)
    assert (party.id is None) == (party.confidence == 0.0)
    last = 0
    for start, end, found in REGISTRY.mentions_in(text):
        assert last <= start < end <= len(text)
        assert found.id is not None
        last = end


@pytest.mark.parametrize(
    "piece", ["Iraq ", "U.S.", "a", "United States of ", "’s", "president of "]
)
def test_a_long_line_ends(piece: str) -> None:
    text = piece * (60_000 // len(piece))
    assert len(REGISTRY.mentions_in(text)) <= len(text)
    REGISTRY.resolve(text, places=False)


def test_tables_hold_every_state() -> None:
    codes = {country.alpha_3 for country in pycountry.countries} | {"XKX"}
    held = {known.id for known in REGISTRY.tables.parties.values() if known.kind == "country"}
    assert held == codes
    english = Locale("en").territories
    for country in pycountry.countries:
        name = english[country.alpha_2].replace(" SAR China", "")
        if not name.startswith("Congo"):
            short = name if "Islands" in name else name.partition(" (")[0]
            assert REGISTRY.find(short).id == country.alpha_3, name


def test_every_country_of_a_party_is_a_state() -> None:
    parties = REGISTRY.tables.parties
    for known in parties.values():
        assert not known.country or parties[known.country].kind == "country"
    for terms in REGISTRY.tables.people.values():
        for term in terms:
            assert term.party in parties
            assert term.until is None or term.start <= term.until
    for readings in REGISTRY.tables.readings.values():
        assert all(reading.party in parties for reading in readings)


def test_no_name_points_to_two_parties_unless_marked() -> None:
    people = {"person", "surname", "titled"}
    for key, entries in load().names.items():
        parties = {entry.party for entry in entries if entry.kind not in people}
        assert len(parties) <= 1, key


def test_bodies_name_states_only() -> None:
    path = resources.files("stances.parties") / "data" / "bodies.toml"
    bodies = tomllib.loads(path.read_text(encoding="utf8"))
    for codes in bodies.values():
        assert all(REGISTRY.tables.parties[code].kind == "country" for code in codes)


def test_role_words_are_lower_case_keys() -> None:
    for group in words():
        assert all(word == word.lower() for word in group)
