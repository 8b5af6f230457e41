"""What was said, what was thought, what a document shows: the hand-written set and a few more."""

import json
from pathlib import Path

import pytest

from stances.quotations.manner import find_manner, head_noun, is_authored

SET = Path(__file__).parents[2] / "benchmarks" / "sets" / "manner.jsonl"
FLOOR = 0.97


def right(row: dict[str, str]) -> bool:
    content = row["content"].split(" … ")[0]
    ends = row["text"].index(content) + len(content)
    follows = row["text"].index(row["cue"]) >= ends
    found = find_manner(row["cue"], row["source"], row["content"], follows=follows)
    return found == row["manner"]


def test_the_set_of_a_hundred_is_read_right() -> None:
    rows = [json.loads(line) for line in SET.read_text(encoding="utf8").splitlines()]
    assert len(rows) == 100
    assert sum(map(right, rows)) / len(rows) >= FLOOR


@pytest.mark.parametrize(
    ("source", "head"),
    [
        ("The report's authors", "authors"),
        ("a poll of 900 voters", "poll"),
        ("A leaked memo", "memo"),
        ("Ila Tesk, the minister", "tesk"),
        ("Of them", "them"),
        ("", ""),
    ],
)
def test_head_nouns(source: str, head: str) -> None:
    assert head_noun(source) == head


def test_an_owner_of_a_document() -> None:
    assert is_authored("The ministry’s report")
    assert is_authored("A paper drawn up by the chair")
    assert not is_authored("A poll of voters")


def test_hearsay() -> None:
    assert find_manner("are said", "who", "to be considering a sale") == "thought"
    assert find_manner("was quoted as saying", "Venn", "that the mill would close") == "said"
