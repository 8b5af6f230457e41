"""Headings, datelines and turns."""

import pytest

from stances.articles.paragraphs import paragraphs
from stances.quotations.structure import dateline_end, is_heading, read_page

BODY = "The talks in Kavel failed on Monday, and nobody knows when they will go on."


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("Talks fail in Kavel", True),
        ("Belmark: raid a mistake", True),
        ("Tesk says no", True),
        ("Talks failed.", False),
        ("“We agree.”", False),
        ("He said:", False),
        ("Where next?", False),
        ("word " * 40, False),
    ],
)
def test_headings(line: str, heading: bool) -> None:
    assert is_heading(line, 0, len(line)) == heading


@pytest.mark.parametrize(
    "dateline",
    [
        "KAVEL, June 3 (Agency) — ",
        "KAVEL — ",
        "PORT OSTER, Arvania (Agency) - ",
        "Kavel (Agency) – ",
        "Kestrand, Veldany, 14 March — ",
        "KAVEL, Feb. 3, 2024 — ",
    ],
)
def test_datelines(dateline: str) -> None:
    assert dateline_end(dateline + BODY, 0, len(dateline + BODY)) == len(dateline)


@pytest.mark.parametrize("start", ["Tesk said no - and left.", "It rained — again.", BODY])
def test_no_dateline(start: str) -> None:
    assert dateline_end(start, 0, len(start)) == 0


def test_a_text_of_lines_without_ends_has_no_headings() -> None:
    text = "Tesk says no\nVenn says yes\nOll says nothing"
    assert read_page(text, paragraphs(text)).headings == frozenset()


def test_turns_need_names_that_come_again() -> None:
    talk = "HOLM: Why?\n\nVENN: Because I said so.\n\nHOLM: And then?\n\nVENN: Then we left."
    page = read_page(talk, paragraphs(talk))
    assert sorted(page.turns) == [0, 1, 2, 3]
    assert page.asking == {"HOLM"}
    notes = f"Background: {BODY}\n\nTimeline: {BODY}\n\nOutlook: {BODY}"
    assert read_page(notes, paragraphs(notes)).turns == {}


def test_words_in_marks_without_a_full_stop_above_the_body_are_a_title() -> None:
    text = f"“I never was afraid”\n\n{BODY}\n\n“We will go on”"
    assert read_page(text, paragraphs(text)).headings == {0}
    signed = f"“I never was afraid”\n\n— Ila Tesk\n\n{BODY}"
    assert 0 not in read_page(signed, paragraphs(signed)).headings
    alone = "“I never was afraid”"
    assert read_page(alone, paragraphs(alone)).headings == frozenset()
