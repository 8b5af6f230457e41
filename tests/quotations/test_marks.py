"""The quotation-mark scanner: right on well-formed text, sound on any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stances.articles.paragraphs import paragraphs
from stances.quotations.marks import pair_marks


def quoted(text: str) -> list[str]:
    return [text[q.start : q.end] for q in pair_marks(text, paragraphs(text)) if q.depth == 0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She said “we agree” twice.", ["“we agree”"]),
        ('She said "we agree" twice.', ['"we agree"']),
        ("She said «we agree» twice.", ["«we agree»"]),
        ("Sie sagte „wir gehen“ laut.", ["„wir gehen“"]),
        ("She said ``we agree'' twice.", ["``we agree''"]),
        ("She said ‘we don’t agree’ twice.", ["‘we don’t agree’"]),
        ("It wasn't said, and don’t ask.", []),
        ("“We agree, “ the statement read.", ["“We agree, “"]),
        ("“He told me ‘no’ again,” she said.", ["“He told me ‘no’ again,”"]),
        ("“One,” she said. “Two.”", ["“One,”", "“Two.”"]),
        ('A 5" pipe and a 6" pipe.', []),
        ("He said “the first and left. Later “the second” came.", ["“the second”"]),
        ("(“in brackets”)", ["“in brackets”"]),
        ("“”", ["“”"]),
    ],
)
def test_pairs(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_each_paragraph_of_a_long_quotation_is_found_though_only_the_last_closes() -> None:
    text = "“The first part.\n\n“The second part.\n\n“The end,” she said."
    found = pair_marks(text, paragraphs(text))
    assert [text[q.start : q.end] for q in found] == [
        "“The first part.",
        "“The second part.",
        "“The end,”",
    ]
    assert [q.closed for q in found] == [False, False, True]


def test_nested_quotation_knows_its_depth() -> None:
    text = "“He told me ‘no, never,’ again,” she said."
    assert [q.depth for q in pair_marks(text, paragraphs(text))] == [0, 1]


@given(st.text(alphabet="ab .,\n“”\"'‘’«»„`", max_size=200))
def test_spans_are_in_range_and_begin_and_end_with_marks(text: str) -> None:
    for q in pair_marks(text, paragraphs(text)):
        assert 0 <= q.start < q.end <= len(text)
        assert not text[q.start].isalnum()
        assert "\n\n" not in text[q.start : q.end]


def test_a_hundred_thousand_marks_end() -> None:
    for mark in "“\"'”":
        text = mark * 100_000
        assert isinstance(pair_marks(text, paragraphs(text)), list)
