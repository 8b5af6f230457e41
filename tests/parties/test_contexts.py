"""Tests of mentions read in their context: introductions, bare roles, names of several parties."""

from datetime import date

import pytest

from stances.parties import PartyRegistry

REGISTRY = PartyRegistry.default()


def _resolve(mention: str, context: str) -> str:
    party = REGISTRY.resolve(mention, context=context, places=False)
    return party.id or ""


@pytest.mark.parametrize(
    "context",
    [
        "The inquiry was led by Ila Tesk, Bolivia's chief prosecutor.",
        "The inquiry was led by Bolivian chief prosecutor Ila Tesk.",
        "Bolivia's chief prosecutor, Ila Tesk, opened the case.",
        "Ila Tesk (Bolivia's chief prosecutor) opened the case.",
        "As Bolivia's chief prosecutor, Ila Tesk opened the case.",
        "Ila Tesk is the chief prosecutor of Bolivia.",
        "Ila Tesk has been Bolivia's chief prosecutor since May.",
        "Ila Tesk was appointed chief prosecutor of Bolivia in May.",
        "Ila Tesk took office as Bolivia's chief prosecutor in May.",
        "Ila Tesk was elected to the Bolivian parliament in May.",
        "Ila Tesk, 41, is a Bolivian prosecutor.",
        "Ila Tesk, who runs Bolivia's railways, came by train.",
        "Ila Tesk heads the Bolivian railways.",
        "Ila Tesk sits in the Bolivian parliament for the Left.",
        "Ila Tesk works for the Bolivian railways.",
        "Ila Tesk of Bolivia's transport ministry came by train.",
        "In Bolivia, Transport Minister Ila Tesk came by train.",
        "Bolivian weaver Ila Tesk came by train.",
        "Bolivia's chief prosecutor is Ila Tesk.",
        "Bolivia has a new chief prosecutor, Ila Tesk.",
        "Ila Tesk succeeded Oru Venn as president of Bolivia.",
        "Ila Tesk spoke for Bolivia at the meeting.",
        "Peru's envoy Oru Venn and Bolivia's envoy Ila Tesk signed.",
    ],
)
@pytest.mark.parametrize("mention", ["Ila Tesk", "Tesk", "Ms Tesk"])
def test_a_text_introduces_a_name(mention: str, context: str) -> None:
    found = REGISTRY.resolve(mention, context=f"{context} Tesk left early.", places=False)
    assert found.id == "BOL"
    assert found.evidence
    assert found.confidence < 1.0


@pytest.mark.parametrize(
    ("mention", "context"),
    [
        ("Tesk", "Ila Tesk, a plumber, met Oru Venn, Moldova's energy minister."),
        ("Tesk", "Oru Venn of Bolivia met Chile's president. Tesk said no."),
        ("Ila Tesk", "Ila Tesk, an expert on Bolivia, wrote a book."),
        ("Ila Tesk", "Ila Tesk, an analyst in London, wrote a book on Bolivia."),
        ("Tesk", "Ila Tesk, Bolivia's envoy, met Oru Tesk, Peru's envoy. Tesk left."),
        ("Tesk", "Nothing is said of anyone here."),
        ("Tesk", "Bolivia's government criticised Ila Tesk."),
        ("Tesk", "Ila Tesk was arrested by Bolivian police."),
        ("Tesk", "Ila Tesk met Bolivia's envoy."),
        ("Tesk", "Ila Tesk, who accused Bolivia's government, left."),
        ("Tesk", "Ila Tesk, who advises neither Bolivia nor its rivals, left."),
    ],
)
def test_a_weak_introduction_leaves_a_name_unknown(mention: str, context: str) -> None:
    assert _resolve(mention, context) == ""


@pytest.mark.parametrize(
    ("mention", "context", "party"),
    [
        ("Jordan", "Jordan, a 34-year-old plumber, saw the car.", ""),
        ("Jordan", "Ila Jordan was waiting for the bus. Jordan came home at six.", ""),
        ("Chad", "Chad Bellows opened the shop at nine. Chad closes it at five.", ""),
        ("Washington", "Oru Washington runs a bakery. Washington opens it at five.", ""),
        ("Jordan", "Jordan, a neighbour of Syria, has one port.", "JOR"),
        ("Chad", "Chad, a country of lakes, has no port.", "TCD"),
        ("Jordan", "Jordan has one port.", "JOR"),
        ("Kenya", "Kenya, which borders Somalia, has a long coast.", "KEN"),
    ],
)
def test_a_text_tells_a_person_from_a_country(mention: str, context: str, party: str) -> None:
    assert _resolve(mention, context) == party


@pytest.mark.parametrize(
    ("mention", "context", "party"),
    [
        ("the spokesperson", "Fiji's fisheries ministry banned nets on Monday.", "FJI"),
        ("the ministry", "Fiji's Ministry of Fisheries banned nets. The ministry left.", "FJI"),
        ("the minister", "Tunisia's interior minister came to Paris to meet France.", "TUN"),
        ("the ambassador", "Japan's ambassador to Kenya left on Friday.", "JPN"),
        ("the ambassador", "Sweden summoned its ambassador in Tehran. The ambassador left.", "SWE"),
        ("the delegation", "A Tongan delegation came to Singapore. The delegation left.", "TON"),
        ("the central bank", "Ghana's central bank raised rates.", "GHA"),
        ("officials", "Laos opened the dam on Sunday. Officials gave no reason.", "LAO"),
        ("the Authority", "The Kenya Ports Authority has two docks.", "KEN"),
        ("the mayor", "Kenyan trains were late. The mayor took the bus.", "KEN"),
        ("the farmers", "Indian farmers blocked two roads. The farmers left.", "IND"),
        ("the group", "Hezbollah was founded in 1982 near Syria. The group left.", "HEZBOLLAH"),
        ("the alliance", "NATO was founded in 1949 by twelve countries.", "NATO"),
        ("the council", "The United Nations Security Council has 15 members.", "UN"),
        ("residents", "Laos opened the dam on Sunday. Residents were warned.", ""),
        ("the driver", "A bus left the road in Peru. The driver was not hurt.", ""),
        ("analysts", "Iran's parliament voted. Analysts were waiting.", ""),
        ("the two sides", "Iran and Iraq signed an accord. The two sides meet in May.", ""),
        ("the spokesman", "A statement was read in the hall. The spokesman left.", ""),
    ],
)  # fmt: skip
def test_a_bare_role_inherits_what_the_text_names(mention: str, context: str, party: str) -> None:
    assert _resolve(mention, context) == party


@pytest.mark.parametrize(
    ("mention", "context", "party"),
    [
        ("the FPA", "Zambia's Free Ports Authority (FPA) closed two docks.", "ZMB"),
        ("FPA", "The Free Ports Authority of Zambia (FPA) closed two docks.", "ZMB"),
        ("FPA", "The Free Ports Authority (FPA) is a Zambian agency.", "ZMB"),
        ("the Free Ports Authority", "Zambia's Free Ports Authority has two docks.", "ZMB"),
        ("the CAR", "The Central African Republic has no port. The CAR votes in May.", "CAF"),
        ("the NRA", "The National Roads Authority (NRA) paved a road in Uganda.", "UGA"),
        ("the FPA", "Docks were closed in Zambia and Malawi. The FPA gave no date.", ""),
        ("the Harbour Union", "Dockers in Zambia met. The Harbour Union has 90 members.", "ZMB"),
        ("Labour", "Voters all over New Zealand went to the polls.", "NZL"),
        ("the Liberal Party", "Australians vote in May.", "AUS"),
    ],
)
def test_a_body_takes_the_country_of_its_text(mention: str, context: str, party: str) -> None:
    assert _resolve(mention, context) == party


@pytest.mark.parametrize(
    ("mention", "context", "party"),
    [
        ("Georgia", "Voters in Atlanta went to the polls.", "USA"),
        ("the Georgia state legislature", "", "USA"),
        ("the governor of Georgia", "", "USA"),
        ("Georgia's president", "", "GEO"),
        ("Birmingham", "The city is the largest in Alabama. Birmingham has a zoo.", "USA"),
        ("Paris police", "The Texas city lies near Dallas. Paris police have 50 officers.", "USA"),
        ("London", "The Ontario city lies on a river. London has a university.", "CAN"),
        ("London", "British envoys met in the French city of Lyon. London sent two.", "GBR"),
        ("Lebanon police", "A city in Pennsylvania. Lebanon police have a station.", "USA"),
        ("Kurdish fighters", "Troops left Manbij in Syria. Kurdish fighters came.", "SYR"),
        ("Kurdish fighters", "Troops left Erbil in Iraq. Kurdish fighters came.", "IRQ"),
    ],
)
def test_a_name_of_several_places(mention: str, context: str, party: str) -> None:
    assert _resolve(mention, context) == party


def test_an_office_on_the_day_goes_before_a_text_but_not_an_office_on_another() -> None:
    context = "Donald Tusk leads the Polish government."
    serving = REGISTRY.resolve("Donald Tusk", context=context, on=date(2017, 5, 1))
    before = REGISTRY.resolve("Donald Tusk", context=context, on=date(2006, 5, 1))
    assert (serving.id, before.id) == ("EU", "POL")


def test_a_surname_with_another_first_name_is_somebody_else() -> None:
    day = date(2022, 5, 1)
    assert REGISTRY.resolve("Biden", on=day).id == "USA"
    assert _resolve("Biden", "Orla Biden keeps bees. Biden sells honey.") == ""


def test_evidence_leads_back_to_the_text() -> None:
    found = REGISTRY.resolve("Tesk", context="Ila Tesk, Bolivia's envoy, came. Tesk left.")
    assert found.evidence[-1] == 'the text describes it as "Bolivia\'s envoy"'


@pytest.mark.parametrize("piece", ["Tesk, ", "Tesk is the ", "FPA (FPA) ", "who runs ", "(", "“"])
def test_a_long_context_ends(piece: str) -> None:
    context = piece * (20_000 // len(piece))
    for mention in ("Ila Tesk", "FPA", "the minister", "Labour"):
        REGISTRY.resolve(mention, context=context, places=False)
