"""Issues: grouping by topic, labels, and order that input order does not change."""

import random
from dataclasses import replace

import numpy as np
import pytest

from stances.errors import UsageError
from stances.issues import group_issues, linkage
from stances.issues.context import with_context
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
    assert issues[0].target == "the harbour blockade"
    assert issues[1].target == "grain prices"


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


def test_many_statements_are_grouped_in_cells(monkeypatch):
    monkeypatch.setattr(linkage, "DENSE_LIMIT", 60)
    monkeypatch.setattr(linkage, "CELL", 30)
    topics = [i // 40 for i in range(160)]
    noise = np.random.default_rng(2).normal(scale=0.05, size=(160, 6))
    rows = np.eye(6)[topics] + noise
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    many = [make(i, f"topic {t} is here", "ARV", f"a{t}") for i, t in enumerate(topics)]
    issues = group_issues(many, rows, granularity=0.5)
    assert sorted(len(issue.statements) for issue in issues) == [40, 40, 40, 40]
    assert group_issues(many[::-1], rows[::-1], granularity=0.5) == issues


def test_small_groups_join_the_large_ones_they_are_near(monkeypatch):
    monkeypatch.setattr(linkage, "DENSE_LIMIT", 3)
    means = np.eye(4)[[3, 1, 0, 2, 0]]
    final = linkage._joined(means, np.array([1, 5, 4, 3, 1]), 0.9).tolist()
    assert final[4] == final[2]
    assert len(set(final)) == 4


def test_statements_near_each_other_in_an_article_come_nearer():
    rows = np.eye(4)[[0, 1, 2, 3]]
    one = [make(i, "a text", "ARV", article) for i, article in enumerate("aabc")]
    found = with_context(one, rows)
    near = found @ found.T
    assert near[0, 1] > 0.2
    assert near[2, 3] == pytest.approx(0.0)
    assert np.linalg.norm(found, axis=1) == pytest.approx(np.ones(4))


def test_opponents_on_one_event_are_in_one_issue_though_their_words_differ():
    """What each says alone is far from the other; what their articles speak of is near."""
    event, blame, praise = np.eye(3)
    rows = np.stack([event, event + blame, event, event + praise, event, event])
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    made = [make(i, "the dam", "ARV" if i < 3 else "BEL", "a" if i < 3 else "b") for i in range(6)]
    assert len(group_issues(made, rows, granularity=0.6)) == 1


def test_a_repeat_is_in_its_issue_and_counts_for_nothing(statements, vectors):
    again = replace(make(9, TEXTS[5], "ARV", "b"), repeat_of=statements[5].id)
    every = [*statements, again]
    issues = group_issues(every, np.vstack([vectors, vectors[5]]), granularity=0.5)
    assert [len(issue.statements) for issue in issues] == [3, 2, 2]
    assert issues[2].statements == ("a-005", "b-009")
    plain = group_issues(statements, vectors, granularity=0.5)
    assert [i.label for i in issues] == [i.label for i in plain]


def test_a_repeat_of_what_is_not_there_stands_for_itself(statements, vectors):
    lone = replace(statements[5], repeat_of="gone:1")
    issues = group_issues([*statements[:5], lone], vectors, granularity=0.5)
    assert sorted(s for issue in issues for s in issue.statements) == [s.id for s in statements]
