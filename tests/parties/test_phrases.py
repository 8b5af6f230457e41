"""Tests of what one noun phrase says: modifiers, hyphens, prepositions, things and clauses."""

from datetime import date
from pathlib import Path

import pytest

from stances.parties import PartyRegistry
from stances.parties.rewording import reworded
from stances.parties.words import is_actor

REGISTRY = PartyRegistry.default()
DAY = date(2024, 2, 3)

MENTIONS = {
    # what stands before a hyphen
    "US-backed Syrian rebels": "SYR", "Iran-backed militias in Iraq": "IRQ",
    "pro-Russian separatists in eastern Ukraine": "UKR", "pro-Kremlin lawmaker": "RUS",
    "anti-coup protesters in Myanmar": "MMR", "the Saudi-led coalition in Yemen": "SAU",
    "London-listed Kazakh miner": "KAZ", "Somali-born Dutch politician": "NLD",
    "the pro-European Moldovan president": "MDA", "a Nairobi-based charity": "KEN",
    "the Tripoli-based government": "LBY",
    # two nationalities
    "a Chinese-American author": "USA", "a British-Iranian national": "GBR",
    "a Lebanese-Canadian author": "CAN", "a French-Algerian writer": "FRA",
    # peoples by their place
    "ethnic Hungarians in Romania": "ROU", "a Syrian Kurdish official": "SYR",
    "Hazaras in Afghanistan": "AFG", "two Russians": "RUS", "Nigerien": "NER",
    "Nigerian": "NGA", "Northern Irish politicians": "GBR", "American Samoa": "ASM",
    # offices, before and after a name
    "former President Barack Obama": "USA", "an ex-minister from Peru": "PER",
    "exiled Nicaraguan politician": "NIC", "the opposition leader in Zimbabwe": "ZWE",
    "Moldova's deputy minister of infrastructure, Ila Tesk": "MDA",
    "Ila Tesk, deputy minister of infrastructure of Moldova": "MDA",
    "Deputy Minister of Infrastructure Ila Tesk of Moldova": "MDA",
    "member of the Hungarian parliament": "HUN", "head of Zambia's central bank": "ZMB",
    "spokesman for Lesotho": "LSO", "Moscow's envoy to Damascus": "RUS",
    "IRAQI FOREIGN MINISTRY": "IRQ", "UKRAINE'S PRESIDENT": "UKR",
    "Oru Venn, who runs Slovenia's railways": "SVN",
    "Oru Venn, who served as Cyprus's finance minister": "CYP",
    "a clerk, who works in the Guatemalan treasury": "GTM",
    "Rep. Oru Venn, D-Ohio": "USA", "Sen. Oru Venn (R-Kan.)": "USA",
    "a former CIA analyst": "USA", "a farmer in northern Ghana": "GHA",
    "the Kenyan Red Cross": "KEN", "the Kenya Ports Authority": "KEN",
    "Liberal Democrat leader": "GBR",
    "Syria's armed forces": "SYR", "member of parliament for Nakuru": "KEN",
    "an OPEC delegate from Nigeria": "NGA", "the Swedish head of UNRWA": "UN",
    "the Turkish minority in Bulgaria": "BGR", "Arab Israelis": "ISR", "Cuban Americans": "USA",
    # spelt another way
    "Binyamin Netanyahu": "ISR",
}  # fmt: skip

NOBODY = [
    "the UN ambassador", "US-backed rebels", "anti-Iran", "pro-Russian", "an Austrian-born actor",
    "a Paris-based diplomat", "diplomats in Geneva", "a Syrian-Lebanese poet",
    "Denzel Washington", "Paris Hilton", "Israel Adesanya", "Jordan Henderson",
    "a Turkey sandwich", "Turkey sandwich", "Brazil nuts", "a Panama hat", "Swiss cheese",
    "a Chihuahua", "Irish setters", "Russian roulette", "the Korean Peninsula",
    "Latin American leaders", "Western diplomats", "Arab diplomats", "D-Day", "a Vietnam veteran",
]  # fmt: skip


@pytest.mark.parametrize(("mention", "party"), MENTIONS.items())
def test_reads_phrases(mention: str, party: str) -> None:
    found = REGISTRY.resolve(mention, on=DAY, places=False)
    assert found.id == party, found


@pytest.mark.parametrize("mention", NOBODY)
def test_reads_nobody(mention: str) -> None:
    assert REGISTRY.resolve(mention, on=DAY, places=False).id is None


@pytest.mark.parametrize(
    ("day", "party"),
    [(date(2010, 11, 29), "KOR"), (date(2019, 5, 1), "CHN")],
)
def test_a_family_name_needs_its_title_and_day(day: date, party: str) -> None:
    name = {"KOR": "Lee", "CHN": "Xi"}[party]
    assert REGISTRY.resolve(f"President {name}", on=day, places=False).id == party
    assert REGISTRY.resolve(name, on=day, places=False).id is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ila Tesk, who is Arvania's envoy", "Ila Tesk, Arvania's envoy"),
        ("Ila Tesk, who is critical of Arvania", "Ila Tesk, who is critical of Arvania"),
        ("Ila Tesk, who represents Arvania", "Ila Tesk, spokesman for Arvania"),
        ("the people who met", "the people who met"),
    ],
)
def test_rewords_offices_only(text: str, said: str) -> None:
    assert reworded(text) == said


def test_mentions_keep_their_offsets_beside_reworded_clauses() -> None:
    text = "Ila Tesk, who speaks for Iraq, met Rep. Oru Venn (R-Kan.) in Iran."
    found = REGISTRY.mentions_in(text)
    assert [text[start:end] for start, end, _ in found] == ["Iraq", "Iran"]


def test_a_plural_with_an_apostrophe_is_one_name(tmp_path: Path) -> None:
    path = tmp_path / "parties.toml"
    path.write_text('[[party]]\nid = "DOCK"\nname = "Dockers’ League"', encoding="utf8")
    registry = REGISTRY.with_file(path)
    for mention in ("the Dockers’ League", "The Dockers' League, which speaks for nine ports,"):
        assert registry.resolve(mention, places=False).id == "DOCK"


def test_tells_actors_from_things() -> None:
    assert all(map(is_actor, ("minister", "weaver", "youth", "troupe", "crew")))
    assert not any(map(is_actor, ("cheese", "pepper", "terrier", "peninsula", "nut")))
