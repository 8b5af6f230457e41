"""Tests of speakers without a full name: whom "he" means, and how they are called."""

import pytest

from stances.records import Article, Quotation
from stances.speakers import find_speakers


def _names(text: str, *sources: str) -> list[str]:
    """The name of the speaker of each source, in order."""
    quotations, at = [], 0
    for source in sources:
        start = text.index(source, at)
        at = start + len(source)
        content = (at + 1, text.find(".", at))
        quotations.append(Quotation("indirect", "said", ((start, at),), (), (content,), 1.0))
    return [speaker.name for speaker in find_speakers(Article("a", text), quotations)]


def test_he_is_no_company() -> None:
    text = "Meridian Ports said no. A crane driver, who gave no name, said yes. He said why."
    found = _names(text, "Meridian Ports", "A crane driver, who gave no name,", "He")
    assert found[2] == "crane driver"


def test_he_passes_over_a_carrier() -> None:
    text = "Ila Tesk said no. The carrier said yes. She said why."
    assert _names(text, "Ila Tesk", "The carrier", "She")[2] == "Ila Tesk"


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("His sister, Petra,", "Petra"),
        ("A guard, who gave only his first name, Ivo,", "Ivo"),
        ("A nurse who would be identified only as Rea", "Rea"),
        ("Its capital, Kestova,", "Kestova"),
    ],
)
def test_a_single_name_is_the_speakers(source: str, name: str) -> None:
    assert _names(f"Osk Venn left. {source} said no.", source) == [name]


def test_a_report_is_of_whose_name_stands_beside_it() -> None:
    text = "Ila Tesk accused the board of hiding a clerk’s report. The report said no."
    assert "hiding" not in _names(text, "The report")[0]
