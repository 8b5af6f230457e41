"""Issues: grouping by topic, labels, and order that input order does not change."""

import random

import numpy as np
import pytest

from stances.errors import UsageError
from stances.issues import group_issues, grouping
from stances.issues.labels import JUDGING, label_groups
from stances.records import Cue, Party, Source, Speaker, Statement

HARBOUR = (
    "the harbour blockade must end",
    "the harbour blockade is lawful",
    "the harbour blockade keeps food from the islands",
)
GRAIN = ("grain prices will fall", "lower grain prices help Arvania")
ALONE = ("the stadium opens in spring",)
TEXTS = (*HARBOUR, *GRAIN, *ALONE)
TOPICS = (0, 0, 0, 1, 1, 2)


def make(number: int, text: str, party: str, article: str = "a") -> Statement:
    return Statement(
        id=f"{article}-{number:03}",
        article=article,
        kind="indirect",
        manner="said",
        text=text,
        spans=((100 * number, 100 * number + len(text)),),
        cue=Cue("said"),
        source=Source(),
        speaker=Speaker("someone"),
        party=Party(party, party),
    )


@pytest.fixture
def statements() -> list[Statement]:
    parties = ("ARV", "BEL", "ARV", "ARV", "ARV", "BEL")
    return [make(i, t, p) for i, (t, p) in enumerate(zip(TEXTS, parties, strict=True))]


@pytest.fixture
def vectors() -> np.ndarray:
    noise = np.random.default_rng(1).normal(scale=0.1, size=(len(TEXTS), 8))
    rows = np.eye(8)[list(TOPICS)] + noise
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_groups_by_topic_most_parties_first_singletons_last(statements, vectors):
    issues = group_issues(statements, vectors, granularity=0.5)
    assert [len(issue.statements) for issue in issues] == [3, 2, 1]
    assert [issue.id for issue in issues] == ["i1", "i2", "i3"]
    assert issues[0].statements == ("a-000", "a-001", "a-002")


def test_labels_are_the_texts_own_words_and_the_targets(statements, vectors):
    issues = group_issues(statements, vectors, granularity=0.5)
    assert issues[0].label == "harbour blockade"
    assert issues[1].label == "grain prices"
    assert all(any(issue.label in text for text in TEXTS) for issue in issues)
    assert [issue.target for issue in issues] == [issue.label for issue in issues]


def test_a_users_target_is_every_issues_target(statements, vectors):
    issues = group_issues(statements, vectors, granularity=0.5, target="The blockade is right.")
    assert {issue.target for issue in issues} == {"The blockade is right."}
    assert issues[0].label == "harbour blockade"


def test_input_order_does_not_matter(statements, vectors):
    expected = group_issues(statements, vectors, granularity=0.5)
    for seed in range(5):
        order = random.Random(seed).sample(range(len(TEXTS)), len(TEXTS))
        shuffled = [statements[i] for i in order]
        assert group_issues(shuffled, vectors[order], granularity=0.5) == expected


def test_granularity_goes_from_one_issue_to_one_a_statement(statements, vectors):
    assert len(group_issues(statements, vectors, granularity=-1.0)) == 1
    assert len(group_issues(statements, vectors, granularity=1.0)) == len(TEXTS)


def test_few_statements(statements, vectors):
    assert group_issues([], vectors[:0], granularity=0.5) == []
    (only,) = group_issues(statements[:1], vectors[:1], granularity=0.5)
    assert only.statements == ("a-000",)


def test_unfit_input_is_named(statements, vectors):
    with pytest.raises(UsageError, match="for 6 statements"):
        group_issues(statements, vectors[:2], granularity=0.5)
    with pytest.raises(UsageError, match="granularity is 3"):
        group_issues(statements, vectors, granularity=3)


def test_many_statements_take_the_two_stage_way(monkeypatch):
    monkeypatch.setattr(grouping, "DENSE_LIMIT", 50)
    monkeypatch.setattr(grouping, "MICRO_GROUPS", 30)
    topics = [i % 4 for i in range(120)]
    noise = np.random.default_rng(2).normal(scale=0.05, size=(120, 6))
    rows = np.eye(6)[topics] + noise
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    many = [make(i, f"topic {t} is here", "ARV") for i, t in enumerate(topics)]
    issues = group_issues(many, rows, granularity=0.5)
    assert sorted(len(issue.statements) for issue in issues) == [30, 30, 30, 30]
    assert group_issues(many[::-1], rows[::-1], granularity=0.5) == issues


def test_a_label_takes_no_side():
    texts = ["a brutal aggression against the river dam", "the illegal river dam strike"]
    (label,) = label_groups(texts, ["ARV", "BEL"], np.eye(2), [[0, 1]])
    assert label == "river dam"
    assert not JUDGING & set(label.split())


@pytest.mark.parametrize("text", ["", "…", "\x1b[31m!", "it was", "<b>" * 5, "“" * 10, "7 8 9"])
def test_a_text_without_a_phrase_still_gets_a_plain_label(text):
    (label,) = label_groups([text], [""], np.ones((1, 1)), [[0]])
    assert label
    assert label.isprintable()
    assert not set(label) & set('<>“”"')


def test_a_megabyte_on_one_line_is_read_in_part():
    (label,) = label_groups(["x" * 1_000_000], [""], np.ones((1, 1)), [[0]])
    assert 0 < len(label) <= 60
