"""Sides: statements that stand together on an issue, by a target or by their relations."""

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.utils.estimator_checks import parametrize_with_checks

from stances.records import Cue, Issue, Party, Source, Speaker, Stance, Statement
from stances.sides import split_sides
from stances.sides.clusterer import StanceClusterer
from stances.sides.relations import (
    ALL_PAIRS,
    NEIGHBOURS,
    STRIDES,
    choose_pairs,
    relate,
)
from stances.sides.signed import complete_signed, draw_together, split_signed
from stances.stance import PairModel
from tests.pair_samples import ToyPairs, labelled_pairs

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


def test_an_unsure_statement_joins_those_whom_it_agrees_with():
    unsure = [make(f"s{at}", "ARV", "favor", abstained=at > 2) for at in range(1, 5)]
    unsure[1] = make("s2", "BEL", "against")
    issue = Issue("i1", TARGET, TARGET, tuple(each.id for each in unsure))
    relation = np.zeros((4, 4))
    relation[2, 0] = relation[0, 2] = -0.9
    relation[2, 1] = relation[1, 2] = 0.9
    relation[3, 0] = relation[0, 3] = 0.2
    sides = {s.label: s.statements for s in split_sides([issue], unsure, {"i1": relation})}
    assert sides == {"favor": ("s1",), "against": ("s2", "s3"), "unclear": ("s4",)}
    assert split_sides([issue], unsure, {"other": relation}) == split_sides([issue], unsure)


def test_where_all_are_unsure_relations_make_the_sides_and_scores_name_them():
    unsure = [make(f"s{at}", "ARV", "favor", abstained=True) for at in range(3)]
    unsure.append(make("s3", "BEL", "against", abstained=True))
    issue = Issue("i1", TARGET, TARGET, tuple(each.id for each in unsure))
    camps = np.array([1, 1, 1, -1])
    found = split_sides([issue], unsure, {"i1": 0.8 * np.outer(camps, camps)})
    assert {s.label: s.statements for s in found} == {
        "favor": ("s0", "s1", "s2"),
        "against": ("s3",),
    }
    (alone,) = split_sides([issue], unsure, {"i1": np.full((4, 4), 0.8)})
    assert alone.label == "unclear", "one side alone has no name"


def test_where_no_pair_was_read_stance_parts_tell_the_sides():
    unsure = [make(f"s{at}", "ARV", "favor", abstained=at > 2) for at in range(1, 6)]
    unsure[1] = make("s2", "BEL", "against")
    issue = Issue("i1", TARGET, TARGET, tuple(each.id for each in unsure))
    rows = np.array([[1.0, 0], [-1.0, 0], [-0.8, 0.6], [0.1, 1.0], [0.9, 0.4]])
    found = split_sides([issue], unsure, {}, {"i1": rows})
    assert {s.label: s.statements for s in found} == {
        "favor": ("s1", "s5"),
        "against": ("s2", "s3"),
        "unclear": ("s4",),
    }
    relation = {"i1": np.zeros((5, 5))}
    assert split_sides([issue], unsure, relation, {"i1": rows}) == split_sides(
        [issue], unsure, relation
    ), "pairs that were read come first"


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


@parametrize_with_checks([StanceClusterer(), StanceClusterer(relation="cosine")])
def test_clusterer_keeps_scikit_learns_conventions(estimator, check):
    check(estimator)


def test_rows_that_point_two_ways_are_two_sides_and_one_way_is_one():
    rows = two_camps()
    labels = StanceClusterer(relation="cosine").fit_predict(rows)
    assert labels.tolist() == [0] * 12 + [1] * 10
    assert StanceClusterer(relation="cosine").fit(rows[:12]).n_sides_ == 1
    order = np.random.default_rng(3).permutation(len(rows))
    moved = StanceClusterer(relation="cosine").fit_predict(rows[order])
    assert (moved == labels[order]).all()


def test_a_row_at_right_angles_to_all_is_unclear_by_cosine():
    rows = np.array([[1.0, 0, 0], [0.9, 0.1, 0], [-1, 0.1, 0], [0, 0, 1]])
    clusterer = StanceClusterer(relation="cosine", margin=0.1)
    assert clusterer.fit_predict(rows).tolist() == [0, 0, 1, -1]
    assert StanceClusterer(relation="cosine").fit_predict(np.zeros((3, 2))).tolist() == [0, 0, 0]


def test_a_row_that_pulls_no_harder_than_the_margin_is_on_no_side():
    relation = two_blocks()
    relation[0] = relation[:, 0] = 0.1 * relation[0]
    labels = StanceClusterer(relation="signed", margin=0.3).fit(relation).labels_
    assert labels[0] == -1
    assert StanceClusterer(relation="signed").fit(relation).labels_.min() == 0


def test_a_relation_of_nothing_is_one_side():
    clusterer = StanceClusterer(relation="signed").fit(np.zeros((4, 4)))
    assert clusterer.labels_.tolist() == [0] * 4
    assert clusterer.n_sides_ == 1


# The signed split.


def two_blocks(first: int = 5, second: int = 4, noise: float = 0.2) -> np.ndarray:
    camps = np.repeat([1.0, -1.0], [first, second])
    drawn = np.random.default_rng(2).normal(scale=noise, size=(len(camps), len(camps)))
    return np.clip(0.6 * np.outer(camps, camps) + (drawn + drawn.T) / 2, -1, 1)


def test_two_blocks_are_split_and_the_first_row_is_on_the_first_side():
    assert split_signed(two_blocks()).tolist() == [1] * 5 + [-1] * 4
    assert split_signed(two_blocks()[::-1, ::-1]).tolist() == [1] * 4 + [-1] * 5


def test_those_who_agree_are_on_one_side():
    assert split_signed(np.full((6, 6), 0.4)).tolist() == [1] * 6
    assert split_signed(np.abs(two_blocks())).tolist() == [1] * 9


def test_two_who_disagree_are_on_two_sides():
    assert split_signed(np.array([[0.0, -0.5], [-0.5, 0.0]])).tolist() == [1, -1]


def test_without_a_relation_all_is_unclear():
    assert split_signed(np.zeros((3, 3))).tolist() == [0, 0, 0]
    assert split_signed(np.eye(3)).tolist() == [0, 0, 0], "a row's relation to itself says nothing"
    assert split_signed(np.zeros((0, 0))).tolist() == []


def test_a_weak_row_is_unclear_by_the_margin():
    relation = two_blocks()
    relation[3] = relation[:, 3] = 0.1 * relation[3]
    assert 0 not in split_signed(relation)
    found = split_signed(relation, margin=0.3)
    assert np.flatnonzero(found == 0).tolist() == [3]
    assert set(split_signed(relation, margin=1.0)) == {0}


def test_a_row_that_relates_to_nobody_is_unclear():
    relation = np.pad(two_blocks(), (1, 0))
    assert split_signed(relation).tolist() == [0] + [1] * 5 + [-1] * 4


def test_the_order_of_rows_changes_nothing():
    for seed in range(20):
        chance = np.random.default_rng(seed)
        relation = two_blocks(7, 5, noise=0.5)
        order = chance.permutation(len(relation))
        whole, moved = split_signed(relation), split_signed(relation[np.ix_(order, order)])
        assert np.array_equal(np.outer(moved, moved), np.outer(whole[order], whole[order]))


def test_the_relation_itself_is_left_as_it_was():
    relation = two_blocks()
    before = relation.copy()
    split_signed(relation)
    assert np.array_equal(relation, before)


# Which pairs are read, and what is made of them.


def unit_rows(count: int) -> np.ndarray:
    rows = np.random.default_rng(count).normal(size=(count, 16))
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def reached(pairs: list[tuple[int, int]], count: int) -> int:
    """How many rows the first is joined with by some path, itself among them."""
    seen, waiting = {0}, [0]
    near: dict[int, set[int]] = {at: set() for at in range(count)}
    for low, high in pairs:
        near[low].add(high)
        near[high].add(low)
    while waiting:
        fresh = near[waiting.pop()] - seen
        seen |= fresh
        waiting += fresh
    return len(seen)


def test_up_to_forty_texts_all_pairs_are_read():
    for count in (0, 1, 2, ALL_PAIRS):
        assert len(choose_pairs(unit_rows(count))) == count * (count - 1) // 2


@pytest.mark.parametrize("count", [ALL_PAIRS + 1, 100, 400])
def test_of_more_texts_some_pairs_are_read_and_join_all(count: int):
    pairs = choose_pairs(unit_rows(count))
    assert all(0 <= low < high < count for low, high in pairs)
    assert pairs == sorted(set(pairs))
    assert len(pairs) <= count * (NEIGHBOURS + STRIDES)
    assert reached(pairs, count) == count


def test_the_nearest_are_read_and_equal_vectors_still_join_all():
    rows = unit_rows(100)
    rows[90] = rows[3]
    assert (3, 90) in choose_pairs(rows)
    assert reached(choose_pairs(np.ones((100, 1))), 100) == 100


TEXTS = [text for _, text in labelled_pairs()[0]]


def test_relations_are_symmetric_and_zero_where_not_read():
    for texts in (TEXTS[:9], TEXTS + [f"visited {at}" for at in range(10)]):
        vectors = unit_rows(len(texts))
        relation = relate(texts, vectors, ToyPairs())
        assert relation.shape == (len(texts), len(texts))
        assert np.array_equal(relation, relation.T)
        assert not relation.diagonal().any()
        assert np.abs(relation).max() <= 1
        read = set(choose_pairs(vectors))
        rows, columns = np.nonzero(np.triu(relation))
        assert set(zip(rows.tolist(), columns.tolist(), strict=True)) <= read
    assert len(read) < len(texts) * (len(texts) - 1) // 2


def test_the_order_of_texts_changes_no_relation():
    texts, vectors = TEXTS[:9], unit_rows(9)
    order = np.random.default_rng(1).permutation(9)
    relation = relate(texts, vectors, ToyPairs())
    moved = relate([texts[at] for at in order], vectors[order], ToyPairs())
    assert np.array_equal(moved, relation[np.ix_(order, order)])


def test_relations_give_the_sides_of_their_statements():
    texts = [*TEXTS[:8], "visited the harbour tax"]
    relation = relate(texts, unit_rows(9), ToyPairs())
    labels = StanceClusterer(relation="signed", margin=0.2).fit(relation).labels_.tolist()
    assert labels == [0] * 4 + [1] * 4 + [-1]
    assert relate([], np.zeros((0, 4)), ToyPairs()).shape == (0, 0)


def test_the_shipped_model_relates_equal_texts_too():
    relation = relate(["The dam is safe."] * 2 + ["It rained."], unit_rows(3), PairModel.shipped())
    assert np.isfinite(relation).all()
    assert relation[0, 2] == relation[1, 2]


def test_pairs_that_were_not_compared_are_guessed_from_the_others() -> None:
    relation = np.array(
        [[0, 0.9, 0, -0.8], [0.9, 0, 0.9, 0], [0, 0.9, 0, -0.9], [-0.8, 0, -0.9, 0]]
    )
    found = complete_signed(relation)
    assert found[0, 2] > 0 > found[1, 3]
    assert np.array_equal(found[relation != 0], relation[relation != 0])
    assert not complete_signed(np.zeros((3, 3))).any()


def test_statements_are_drawn_to_those_whose_stance_parts_are_near():
    rows = np.array([[1.0, 0.0], [0.98, 0.2], [-1.0, 0.0], [-0.98, -0.2], [0.0, 1.0]])
    scores = np.array([0.9, -0.1, -0.8, 0.1, -0.2])
    lean = draw_together(scores, rows)
    assert np.sign(lean).tolist() == [1, 1, -1, -1, -1]
    assert np.allclose(draw_together(scores[::-1], rows[::-1]), lean[::-1])
    assert np.allclose(draw_together(scores, rows, drawn=0.0), np.tanh(scores))
    assert draw_together(np.zeros(0), np.zeros((0, 2))).shape == (0,)
    alike = np.array([[1.0, 0.0], [1.0, 0.0]])
    assert (draw_together(np.array([0.5, -0.45]), alike) > 0).all(), "two settle on one side"
