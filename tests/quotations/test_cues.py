"""Cue words: act, negation, manner."""

import pytest

from stances.quotations.cues import cue_act, cue_negated
from stances.quotations.manner import find_manner


@pytest.mark.parametrize(
    ("cue", "act"),
    [
        ("said", "asserts"),
        ("told reporters", "asserts"),
        ("accused", "accuses"),
        ("has denied", "denies"),
        ("condemning", "condemns"),
        ("warned", "warns"),
        ("urged", "demands"),
        ("vowed", "promises"),
        ("praised", "praises"),
        ("labelling", "condemns"),
        ("declined to comment", "declines"),
        ("", "asserts"),
    ],
)
def test_acts(cue: str, act: str) -> None:
    assert cue_act(cue) == act


def test_negation() -> None:
    assert cue_negated("didn’t say")
    assert cue_negated("never claimed")
    assert not cue_negated("noted")


@pytest.mark.parametrize(
    ("cue", "source", "manner"),
    [
        ("said", "The minister", "said"),
        ("knew", "The minister", "thought"),
        ("believes", "The minister", "said"),
        ("believe", "Many villagers", "thought"),
        ("anticipate", "Officials", "said"),
        ("shows", "A poll of voters", "document"),
        ("said", "the Arvanian statement", "said"),
        ("found", "the report by the board", "document"),
    ],
)
def test_manner(cue: str, source: str, manner: str) -> None:
    assert find_manner(cue, source) == manner
