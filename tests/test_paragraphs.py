"""Paragraphs of texts with blank lines, single lines and wrapped lines."""

from hypothesis import given
from hypothesis import strategies as st

from stances.articles.paragraphs import paragraphs


def pieces(text: str) -> list[str]:
    return [text[start:end] for start, end in paragraphs(text)]


def test_blank_lines_part_paragraphs_also_with_carriage_returns_and_spaces() -> None:
    assert pieces("One.\r\n\r\nTwo.\n \t\nThree.") == ["One.", "Two.", "Three."]


def test_single_line_breaks_part_paragraphs_in_unwrapped_text() -> None:
    assert pieces("A headline\nThe first paragraph is here.\nSo is the second.") == [
        "A headline",
        "The first paragraph is here.",
        "So is the second.",
    ]


def test_wrapped_lines_stay_together() -> None:
    line = "the delegates from both sides met on the bridge and talked about the"
    assert len(pieces(f"{line}\n{line}\n{line}\nriver.")) == 1


@given(st.text(alphabet="ab.\r\n \t", max_size=100))
def test_paragraphs_are_ordered_trimmed_and_hold_every_letter(text: str) -> None:
    spans = paragraphs(text)
    assert all(a < b for a, b in spans)
    assert all(spans[i][1] <= spans[i + 1][0] for i in range(len(spans) - 1))
    assert all(text[a:b] == text[a:b].strip() for a, b in spans)
    assert sum(b - a for a, b in spans) >= sum(c.isalnum() for c in text)
