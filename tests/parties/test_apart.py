"""Tests of who speaks for nobody else, and of offices that are named without a country."""

from datetime import date
from pathlib import Path

import pytest

from stances.parties import PartyRegistry, assign_parties
from stances.records import Article, Party, Quotation, Speaker
from stances.speakers import find_speakers

PARTIES = """
[[party]]
id = "ARVANIA"
name = "Arvania"
aliases = ["Arvanian", "Arvanians", "Kestova"]

[[party]]
id = "BELMARK"
name = "Belmark"
aliases = ["Belmarkish"]

[[party]]
id = "HARROW"
name = "Harrow Steel"
aliases = ["Harrow", "the company"]
"""


@pytest.fixture(name="registry", scope="module")
def _registry(tmp_path_factory: pytest.TempPathFactory) -> PartyRegistry:
    path: Path = tmp_path_factory.mktemp("parties") / "parties.toml"
    path.write_text(PARTIES, encoding="utf8")
    return PartyRegistry.default().with_file(path)


def _attributed(registry: PartyRegistry, text: str, *sources: str) -> list[tuple[Speaker, Party]]:
    """The speaker and party of each source, whose cue is the word after it."""
    article, quotations, at = Article("a", text, "", date(2020, 1, 1)), [], 0
    for source in sources:
        start = text.index(source, at)
        at = start + len(source)
        end = text.find(".", at)
        span = ((start, at),)
        quotations.append(Quotation("indirect", "said", span, (), ((at + 1, end),), 1.0))
    speakers = find_speakers(article, quotations)
    return list(zip(speakers, assign_parties(article, quotations, speakers, registry), strict=True))


def _party(registry: PartyRegistry, text: str, source: str) -> str:
    return _attributed(registry, text, source)[0][1].id or ""


APART = [
    "Tadeo Brumm, an economist at Kestrel Capital in Kestova",
    "An Arvanian trader",
    "The Kestova Growers’ Cooperative",
    "The Chamber of Arvanian Growers",
    "Arvania’s largest union federation",
    "Former Arvanian army chief Bran Otter",
    "Lise Hartog, a former Arvanian farm minister",
    "Hunger Watch, a charity based in Kestova",
    "Greenpoint, a group with offices in Kestova",
    "Doina Bal, who runs a soup kitchen in the Arvanian capital",
    "Nadja Volk, who owns a building firm in Kestova",
    "The Vaduz Grain Exchange",
    "Sverre Holt, an analyst with the Ford Centre, a Vaduz research group",
    "Carl Venn of the Arvanian Grocers’ Council",
    "An Arvanian hydrologist",
    "Osk Rell, a picker from Arvania",
    "Arvanian power company Hydra’s head of operations",
]
SPEAKING = {
    "Arvania’s central bank": "ARVANIA",
    "A spokesman for the Arvanian government": "ARVANIA",
    "Rima Stott, who commands Arvania’s northern brigade": "ARVANIA",
    "An adviser to the Arvanian president": "ARVANIA",
    "Harrow’s chief engineer": "HARROW",
}


@pytest.mark.parametrize("source", APART)
def test_private_people_and_those_out_of_office_speak_for_nobody(
    registry: PartyRegistry, source: str
) -> None:
    assert _party(registry, f"{source} said the road was shut.", source) == ""


@pytest.mark.parametrize(("source", "party"), SPEAKING.items())
def test_offices_and_bodies_of_the_state_speak(
    registry: PartyRegistry, source: str, party: str
) -> None:
    assert _party(registry, f"{source} said the road was shut.", source) == party


HOME = "KESTOVA, March 3 (Wire) - Belmarkish boats turned back on Monday.\n\nRain fell.\n\n"


@pytest.mark.parametrize(
    "source",
    [
        "President Osk Lindal", "Trade Minister Bohus Kalin", "Speaker Lotta Quist",
        "Sen. Dale Hutch", "The Liberal Union’s Piers Gadd", "The ruling Party’s Lev Anker",
        "Ode Farran, who sits for the dry south,", "The export decree",
    ],
)  # fmt: skip
def test_an_office_without_a_country_is_of_the_dateline(
    registry: PartyRegistry, source: str
) -> None:
    assert _party(registry, f"{HOME}{source} said the road was shut.", source) == "ARVANIA"


def test_a_minister_is_of_no_company(registry: PartyRegistry) -> None:
    text = "Harrow Steel shut its gates. Labour Minister Sadie Wren said it was wrong."
    assert _party(registry, text, "Labour Minister Sadie Wren") == ""
    text = "Harrow Steel shut its gates. Chief executive Petra Lund said it was right."
    assert _party(registry, text, "Chief executive Petra Lund") == "HARROW"


def test_the_envoy_is_of_whoever_sent_the_envoy_told_of_before(registry: PartyRegistry) -> None:
    text = "Arvania sent Belmark’s trade envoy home. The envoy, Pia Saar, said it was wrong."
    assert _party(registry, text, "The envoy, Pia Saar,") == "BELMARK"


def test_a_village_abroad_needs_its_country_in_the_text(registry: PartyRegistry) -> None:
    text = "Arvania voted. Ode Farran, a councillor from Hale, said no."
    assert _party(registry, text, "Ode Farran, a councillor from Hale,") == ""


def test_a_known_surname_is_no_first_name() -> None:
    resolve = PartyRegistry.default().resolve
    assert resolve("Bashir al-Tesk").id is None
    assert resolve("Putin Tesk").id is None
    assert resolve("Putin aides").id == "RUS"
    assert resolve("Social Democrat Ila Tesk").id is None


def test_labour_is_the_party_of_the_country_that_the_article_names(registry: PartyRegistry) -> None:
    first, second = "Labour MP Ila Tesk", "Her Conservative counterpart, Osk Holt,"
    text = f"Norway may buy ships. {first} said no. {second} said yes."
    found = _attributed(registry, text, first, second)
    assert [party.id for _, party in found] == ["NOR", "NOR"]


def test_an_office_of_a_company_is_of_the_company_named_before(registry: PartyRegistry) -> None:
    text = "Harrow Steel said no. Operations director Ila Tesk said why."
    assert _attributed(registry, text, "Operations director Ila Tesk")[0][1].id == "HARROW"


def test_a_secretary_of_state_is_of_no_company(registry: PartyRegistry) -> None:
    text = "Arvania’s port was shut.\n\nHarrow Steel said no. Harbour Secretary Ila Tesk said yes."
    assert _attributed(registry, text, "Harbour Secretary Ila Tesk")[0][1].id == "ARVANIA"


def test_a_body_is_whose_the_text_said(registry: PartyRegistry) -> None:
    text = "Ila Tesk, head of the U.N. monitoring mission, left. The mission said little."
    assert _attributed(registry, text, "The mission")[0][1].id == "UN"


def test_one_of_them_is_of_those_who_spoke_last(registry: PartyRegistry) -> None:
    text = "Arvanian officials said no. One of them said why."
    found = _attributed(registry, text, "Arvanian officials", "One of them")
    assert found[1][1].id == "ARVANIA"


def test_an_age_at_the_end_of_a_sentence_starts_no_description(registry: PartyRegistry) -> None:
    text = "One was Ila Tesk, 55. Arvania’s farmers want a ban. Tesk said no."
    assert _party(registry, text, "Tesk") == ""


def test_a_clause_after_an_apposition_describes_nobody(registry: PartyRegistry) -> None:
    text = "The deputy speaker, Ila Tesk, ordered Belmark’s Osk Venn to leave.\n\nNo. Tesk said so."
    assert _party(registry, text, "Tesk") == ""


def test_a_political_party_is_no_state(tmp_path: Path) -> None:
    path = tmp_path / "parties.toml"
    path.write_text(
        '[[party]]\nid = "HILL"\nname = "Hill Party"\naliases = ["Hillers"]\n', encoding="utf8"
    )
    assert not PartyRegistry.default().with_file(path).tables.parties["HILL"].state
