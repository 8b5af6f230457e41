"""Tests of the parties of an article's speakers: descriptions, names, passages."""

from datetime import date
from pathlib import Path

import pytest

from stances.parties import PartyRegistry, assign_parties
from stances.records import Article, Party, Quotation, Speaker

TEXT = """Belmark shells Arvanian harbour

The Arvanian army reported losses on Monday. Officials expect more attacks.

"We will answer," said Arvanian foreign ministry spokesman Orla Venn. Venn gave no date.

A government spokesman spoke of an outrage.

Jo Tarn, a general of the Belmark army, denied it. Tarn blamed the weather.

The military gave no details. The country’s parliament meets today.

Mia Roe shook her head.
"""

PARTIES = """
[[party]]
id = "ARVANIA"
name = "Arvania"
aliases = ["Arvanian"]
country = ""

[[party]]
id = "BELMARK"
name = "Belmark"
"""


@pytest.fixture(name="registry")
def _registry(tmp_path: Path) -> PartyRegistry:
    path = tmp_path / "parties.toml"
    path.write_text(PARTIES, encoding="utf8")
    return PartyRegistry.default().with_file(path)


def _quoted(text: str, source: str, after: int = 0) -> Quotation:
    start = text.index(source, after)
    span = (start, start + len(source))
    return Quotation("indirect", "said", (span,), (), ((span[1], span[1] + 5),), 1.0)


def _assign(
    registry: PartyRegistry, sources: list[str], speakers: list[Speaker], title: str = ""
) -> list[Party]:
    article = Article("a", TEXT, title, date(2024, 2, 3))
    quotations = [_quoted(TEXT, source) for source in sources]
    return assign_parties(article, quotations, speakers, registry)


def _said(source: str) -> Speaker:
    return Speaker(name=source, descriptions=(source,))


def test_bare_roles_take_the_party_of_their_passage(registry: PartyRegistry) -> None:
    sources = [
        "The Arvanian army", "Officials", "A government spokesman",
        "Jo Tarn, a general of the Belmark army", "The military", "The country’s parliament",
    ]  # fmt: skip
    found = _assign(registry, sources, [_said(source) for source in sources])
    assert [party.id for party in found] == ["ARVANIA"] * 3 + ["BELMARK"] * 3
    assert found[1].confidence < found[0].confidence
    assert any("before it" in reason for reason in found[2].evidence)
    assert "Belmark" in " ".join(found[4].evidence)


def test_names_take_what_stands_beside_them_elsewhere(registry: PartyRegistry) -> None:
    found = _assign(registry, ["Venn gave", "Jo Tarn"], [_said("Orla Venn"), _said("Jo Tarn")])
    assert [party.id for party in found] == ["ARVANIA", "BELMARK"]


def test_last_names_share_the_party_of_the_full_name(registry: PartyRegistry) -> None:
    speakers = [_said("Jo Tarn, a general of the Belmark army"), _said("Tarn")]
    found = _assign(registry, ["Jo Tarn", "Tarn blamed"], speakers)
    assert [party.id for party in found] == ["BELMARK", "BELMARK"]


def test_a_bare_person_is_unknown(registry: PartyRegistry) -> None:
    found = _assign(registry, ["Mia Roe"], [_said("Mia Roe")], title="Arvania mourns")
    assert found[0].id is None
    assert _assign(registry, ["Mia Roe"], [Speaker()])[0].id is None


def test_the_title_is_the_last_resort(registry: PartyRegistry) -> None:
    text = "Officials said no."
    article = Article("a", text, "Arvania says no", None)
    found = assign_parties(article, [_quoted(text, "Officials")], [_said("Officials")], registry)
    assert found[0].id == "ARVANIA"
    assert found[0].confidence == 0.5


def test_order_of_the_quotations_does_not_matter(registry: PartyRegistry) -> None:
    sources = ["Officials", "The Arvanian army", "The military", "Jo Tarn"]
    speakers = [_said(source) for source in sources]
    forward = _assign(registry, sources, speakers)
    backward = _assign(registry, sources[::-1], speakers[::-1])
    assert forward == backward[::-1]


def test_no_quotation_no_party(registry: PartyRegistry) -> None:
    assert _assign(registry, [], []) == []


@pytest.mark.parametrize(
    ("description", "party"),
    [
        ("Mia Roe, who sits for it on the energy committee of the Belmark parliament", "BELMARK"),
        ("Mia Roe, who wrote the chapter on rent for Belmark", "BELMARK"),
        ("Mia Roe, who was given a seat in the Belmark delegation", "BELMARK"),
        ("Mia Roe, who ran Belmark’s control room that night", "BELMARK"),
        ("Mia Roe, who advises neither Belmark nor its rivals", None),
        ("Mia Roe, a retired general", None),
        ("a Western diplomat", None),
        ("both leaders", None),
    ],
)
def test_clauses_of_belonging(registry: PartyRegistry, description: str, party: str | None) -> None:
    text = f"Arvania met Belmark.\n\nArvania said no. {description}, said yes."
    name = "Mia Roe" if description.startswith("Mia") else description
    speaker = Speaker(name, "", (description,), unnamed=name == description)
    found = assign_parties(Article("a", text), [_quoted(text, description)], [speaker], registry)
    assert found[0].id == party


def test_one_of_a_kind_belongs_to_the_party_called_so(tmp_path: Path) -> None:
    path = tmp_path / "parties.toml"
    path.write_text('[[party]]\nid = "CITY"\nname = "City"\naliases = ["the council"]\n', "utf8")
    registry = PartyRegistry.default().with_file(path)
    text = "Mia Roe, the councillor who chairs the committee, said no."
    speaker = Speaker("Mia Roe", "", ("Mia Roe, the councillor who chairs the committee",))
    found = assign_parties(Article("a", text), [_quoted(text, "Mia Roe")], [speaker], registry)
    assert found[0].id == "CITY"
    assert "is one of them" in found[0].evidence[-1]


def test_what_a_name_s_own_sentence_says_counts(registry: PartyRegistry) -> None:
    text = "Mia Roe has led Belmark’s delegation for years. She is tired."
    speaker = Speaker("Mia Roe", "", ("She",))
    found = assign_parties(Article("a", text), [_quoted(text, "She")], [speaker], registry)
    assert found[0].id == "BELMARK"


def test_a_dateline_is_weaker_than_the_sentence_after_it(registry: PartyRegistry) -> None:
    text = "BELMARK, March 3 — Arvania fired first. Officials said so."
    found = assign_parties(
        Article("a", text), [_quoted(text, "Officials")], [_said("Officials")], registry
    )
    assert found[0].id == "ARVANIA"
    text = "BELMARK, March 3 — Nobody fired. Officials said so."
    found = assign_parties(
        Article("a", text), [_quoted(text, "Officials")], [_said("Officials")], registry
    )
    assert found[0].id == "BELMARK"
    assert "dateline" in found[0].evidence[-1]


def test_a_person_s_name_is_no_office(registry: PartyRegistry) -> None:
    text = "Arvania met Belmark. Mr. King, 82, said no."
    speaker = Speaker("Larry King", "", ("Mr. King, 82",))
    found = assign_parties(Article("a", text), [_quoted(text, "Mr. King")], [speaker], registry)
    assert found[0].id is None
