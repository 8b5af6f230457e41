"""Sides: statements that stand together on an issue, and the clusterer without labels."""

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.utils.estimator_checks import parametrize_with_checks

from stances.records import Cue, Issue, Party, Source, Speaker, Stance, Statement
from stances.sides import split_sides
from stances.sides.clusterer import StanceClusterer

TARGET = "the harbour tax"


def make(name: str, party: str | None, label: str, *, abstained: bool = False) -> Statement:
    score = {"favor": 0.8, "against": -0.8, "neutral": 0.0}[label]
    return Statement(
        id=name,
        article="a",
        kind="indirect",
        manner="said",
        text=f"words of {name}",
        spans=((0, 5),),
        cue=Cue("said"),
        source=Source(),
        speaker=Speaker(),
        party=Party(party, party or "unknown"),
        stance=(Stance(TARGET, label, 0.9, score, abstained),),
    )


STATEMENTS = [
    make("s1", "BEL", "favor"),
    make("s2", "ARV", "against"),
    make("s3", "ARV", "favor"),
    make("s4", "BEL", "favor", abstained=True),
    make("s5", None, "against"),
    make("s6", "ARV", "neutral"),
]
ISSUE = Issue("i1", TARGET, TARGET, tuple(s.id for s in STATEMENTS))


def test_sides_hold_statements_and_their_parties():
    sides = {side.label: side for side in split_sides([ISSUE], STATEMENTS)}
    assert sides["favor"].statements == ("s1", "s3")
    assert sides["favor"].parties == ("ARV", "BEL")
    assert sides["against"].statements == ("s2", "s5")
    assert sides["against"].parties == ("ARV",)
    assert sides["favor"].id == "i1-favor"


def test_neutral_unsure_and_unjudged_statements_take_no_side():
    other = Issue("i1", "x", "another target", ISSUE.statements)
    (unjudged,) = split_sides([other], STATEMENTS)
    assert unjudged.label == "unclear"
    unclear = split_sides([ISSUE], STATEMENTS)[-1]
    assert (unclear.label, unclear.statements) == ("unclear", ("s4", "s6"))


def test_every_statement_is_on_one_side_and_input_order_does_not_matter():
    sides = split_sides([ISSUE], STATEMENTS)
    assert sorted(i for side in sides for i in side.statements) == sorted(ISSUE.statements)
    assert split_sides([ISSUE], STATEMENTS[::-1]) == sides
    assert split_sides([], []) == []


def two_camps(size: int = 10) -> np.ndarray:
    noise = np.random.default_rng(0).normal(scale=0.2, size=(2 * size + 2, 4))
    return noise + np.repeat([[1.0, 0, 0, 0], [-1.0, 0, 0, 0]], [size + 2, size], axis=0)


def test_two_camps_of_vectors_are_two_sides_the_larger_first():
    clusterer = StanceClusterer()
    labels = clusterer.fit_predict(two_camps())
    assert labels.tolist() == [0] * 12 + [1] * 10
    assert clusterer.n_sides_ == 2


def test_vectors_without_structure_are_one_side():
    rows = np.random.default_rng(0).normal(size=(200, 50))
    assert StanceClusterer().fit(rows).n_sides_ == 1


def test_a_signed_relation_gives_its_own_number_of_sides():
    camps = np.repeat([1.0, -1.0], [4, 3])
    relation = np.outer(camps, camps) * 0.7
    relation = np.pad(relation, (0, 1), constant_values=0.0)
    clusterer = StanceClusterer(relation="signed").fit(relation)
    assert clusterer.labels_.tolist() == [0] * 4 + [1] * 3 + [-1]
    assert clusterer.n_sides_ == 2
    one = StanceClusterer(relation="signed").fit(np.full((5, 5), 0.3))
    assert one.labels_.tolist() == [0] * 5


def test_unfit_input_is_named():
    with pytest.raises(ValueError, match="square"):
        StanceClusterer(relation="signed").fit(np.zeros((3, 2)))
    with pytest.raises(ValueError, match="'none'"):
        StanceClusterer(relation="none").fit(np.zeros((3, 2)))


def test_clusterer_clones_with_its_parameters():
    assert clone(StanceClusterer(max_sides=2)).get_params()["max_sides"] == 2


@parametrize_with_checks([StanceClusterer()])
def test_clusterer_keeps_scikit_learns_conventions(estimator, check):
    check(estimator)
