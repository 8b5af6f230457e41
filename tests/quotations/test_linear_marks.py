"""Quotation marks without number cost steps in proportion: twice the marks, twice the steps."""

import sys
from types import FrameType
from typing import Any

import pytest

from stances.articles.paragraphs import paragraphs
from stances.quotations.attributions import Attribution
from stances.quotations.marks import pair_marks
from stances.quotations.reconcile import reconcile
from stances.quotations.telling import are_told
from stances.records import Quotation

MARKS = "“”„‟«»\"＂‘’‚‛'"
UNITS = [
    *MARKS,
    "``",
    "''",
    MARKS,
    "“a ",
    "“Aa bb cc.” ",
    "“a\n\n",
    "“\n",
    "'\n\n\"\n\n«\n\n",
    "**Do you?**\n\nI do.\n\n",
    "AB: Do you?\n\nCD: I do.\n\nAa bb.\n\n",
]
STEP = 40


def work(text: str) -> None:
    """Everything that the rules do with a text, for relations spread over all of it."""
    spans = paragraphs(text)
    found = [
        Attribution([(at, at + 2)], [(at + 3, at + 5)], [(at + 6, at + STEP - 2)], 0.9)
        for at in range(0, len(text) - STEP, STEP)
    ]
    mended = reconcile(text, found, pair_marks(text, spans), spans)
    parts = ((tuple(m.source), tuple(m.cue), tuple(m.content)) for m in mended if m.content)
    are_told(text, [Quotation("direct", "said", *part, 0.9) for part in parts])


def steps(text: str) -> int:
    """How many calls the work on a text makes, of Python's functions and of built-in ones."""
    count = 0

    def tick(frame: FrameType, event: str, arg: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(tick)
    try:
        work(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("unit", UNITS, ids=ascii)
def test_twice_the_marks_cost_twice_the_steps(unit: str) -> None:
    text = unit * (8000 // len(unit))
    assert steps(text + text) < 2.3 * steps(text)


@pytest.mark.parametrize("unit", [MARKS, "“", '"\n\n'], ids=ascii)
def test_a_hundred_thousand_marks_end(unit: str) -> None:
    work(unit * (100_000 // len(unit)))


def test_thirty_thousand_paragraphs_of_one_answer_end() -> None:
    work("**Did you?**\n\nI did.\n\n" * 3 + "a\n\n" * 30_000)
