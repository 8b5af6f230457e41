"""Counts and figures, against cases counted by hand and against scikit-learn."""

import numpy as np
import pytest
from sklearn.metrics import accuracy_score, average_precision_score, f1_score

from stances.evaluation.calibration import calibration_error, calibration_rows
from stances.evaluation.clusters import alone_where_unclear, b_cubed, mixed_rate, same_side_auc
from stances.evaluation.labels import label_tally, majority
from stances.evaluation.ranking import Match, best_matches, group_precision
from stances.evaluation.speakers import same_speaker
from stances.evaluation.tally import Tally, add_up, f1, mean_tally

LABELS = ("favor", "against", "neutral")


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("held", [LABELS, LABELS[:2], LABELS[:1]])
def test_macro_f1_and_accuracy_are_those_of_scikit_learn(seed: int, held) -> None:
    chance = np.random.default_rng(seed)
    gold = chance.choice(held, 50).tolist()
    found = chance.choice(LABELS, 50).tolist()
    scores = label_tally(gold, found, LABELS, range(50)).scores()
    right = f1_score(gold, found, labels=sorted(set(gold)), average="macro", zero_division=0)
    assert scores["macro_f1"] == pytest.approx(right, abs=5e-5)
    assert scores["accuracy"] == pytest.approx(accuracy_score(gold, found), abs=5e-5)


def test_no_answer_is_a_wrong_answer() -> None:
    scores = label_tally(["favor", "favor"], ["favor", None], LABELS, [0, 1]).scores()
    assert scores == {"accuracy": 0.5, "macro_f1": pytest.approx(2 / 3, abs=5e-5)}


def test_a_label_that_gold_lacks_is_not_averaged_but_costs_the_others() -> None:
    scores = label_tally(["favor", "against"], ["favor", "neutral"], LABELS, [0, 1]).scores()
    assert scores["macro_f1"] == 0.5


def test_the_majority_of_equals_is_the_first_by_the_alphabet() -> None:
    assert majority(["neutral", "against"]) == "against"


def test_units_add_up_whatever_their_order() -> None:
    rows = np.array([[1, 0], [0, 1], [2, 2]])
    assert add_up(rows, ["b", "a", "b"]).tolist() == [[3, 2], [0, 1]]
    assert add_up(np.zeros((0, 2)), []).shape == (0, 2)


def test_f1_of_nothing_is_one_and_of_one_side_zero() -> None:
    assert (f1(0, 0, 0), f1(0, 3, 0), f1(0, 0, 3)) == (1.0, 0.0, 0.0)


def share_right(total):
    return {"share": total[0] / total[1]}


def test_the_bootstrap_draws_units_and_not_rows() -> None:
    counts = np.array([[100.0, 100.0], [0.0, 100.0]])
    assert Tally(counts, share_right).intervals() == {"share": (0.0, 1.0)}


def test_the_bootstrap_of_many_units_is_near_the_normal_interval() -> None:
    counts = np.array([[float(i % 2), 1.0] for i in range(400)])
    low, high = Tally(counts, share_right).intervals()["share"]
    assert low == pytest.approx(0.5 - 1.96 * 0.025, abs=0.01)
    assert high == pytest.approx(0.5 + 1.96 * 0.025, abs=0.01)


def test_one_unit_has_no_interval() -> None:
    assert Tally(np.array([[1.0, 1.0]]), share_right).intervals() == {}


def test_the_bootstrap_is_the_same_each_time() -> None:
    tally = Tally(np.random.default_rng(1).random((9, 2)), share_right)
    assert tally.intervals() == tally.intervals()


def test_a_mean_leaves_out_units_without_the_figure() -> None:
    rows = [{"a": 1.0, "b": None}, {"a": 0.0, "b": 0.5}]
    assert mean_tally(rows, ["a", "b", "c"]).scores() == {"a": 0.5, "b": 0.5, "c": 0.0}
    assert mean_tally([], ["a"]).scores() == {"a": 0.0}


def test_calibration_by_hand() -> None:
    confidence = np.array([0.95, 0.95, 0.55, 1.0])
    right = np.array([True, False, True, True])
    total = calibration_rows(confidence, right).sum(axis=0)
    # Bin 9 holds 2.9 of confidence and 2 right, bin 5 holds 0.55 and 1 right.
    assert calibration_error(total, 4) == pytest.approx((0.9 + 0.45) / 4)
    assert calibration_error(total, 0) == 0.0


def test_b_cubed_by_hand() -> None:
    # Amigó et al. (2009): precision (2/3 + 2/3 + 1/3 + 1) / 4, recall (1 + 1 + 1/2 + 1/2) / 4.
    precision, recall = (2 / 3 + 2 / 3 + 1 / 3 + 1) / 4, (1 + 1 + 1 / 2 + 1 / 2) / 4
    expected = 2 * precision * recall / (precision + recall)
    assert b_cubed("aabb", [1, 1, 1, 2]) == pytest.approx(expected)
    assert b_cubed("ab", [1, 2]) == 1.0
    assert b_cubed([], []) == 0.0


def test_mixed_groups_are_those_of_two_or_more() -> None:
    assert mixed_rate("aabbab", [1, 1, 2, 2, 3, 3]) == pytest.approx(1 / 3)
    assert mixed_rate("ab", [1, 2]) is None


def test_same_side_auc_by_hand() -> None:
    relation = np.array([[1, 0.9, 0.2], [0.9, 1, 0.95], [0.2, 0.95, 1]])
    # One pair of one side (0.9) against two of opposite sides (0.2 and 0.95): half are in order.
    assert same_side_auc("aab", relation) == 0.5
    assert same_side_auc("aaa", relation) is None
    assert same_side_auc("a", relation[:1, :1]) is None


def test_same_side_auc_of_ties_is_half() -> None:
    assert same_side_auc("aabb", np.zeros((4, 4))) == 0.5


def test_unclear_statements_are_sides_of_their_own() -> None:
    assert alone_where_unclear([-1, -1]) == [0, 1]
    assert alone_where_unclear([]) == []


def match(argument: str, score: float, label: str) -> Match:
    return Match(argument, score, label == "match", label != "no-match")


def test_each_argument_keeps_its_best_key_point() -> None:
    rows = [match("a", 0.1, "no-match"), match("a", 0.9, "match"), match("b", 0.5, "no-match")]
    assert [(m.argument, m.score) for m in best_matches(rows)] == [("a", 0.9), ("b", 0.5)]


def test_of_equal_key_points_the_first_is_kept() -> None:
    assert best_matches([match("a", 0.5, "match"), match("a", 0.5, "no-match")])[0].strict


def test_the_top_half_is_judged_and_weighted_by_its_positives() -> None:
    labels = ["match", "no-match", "match", "match", "no-match", "match", "match", "match"]
    rows = [match(str(i), 1 - i / 10, label) for i, label in enumerate(labels)]
    # Of the top four: precision 1 at the first, 2/3 at the third, 3/4 at the fourth.
    expected = (1 + 2 / 3 + 3 / 4) / 3 * 3 / 4
    assert group_precision(rows) == pytest.approx(expected)
    top = rows[:4]
    sklearn = average_precision_score([m.strict for m in top], [m.score for m in top])
    assert group_precision(rows) == pytest.approx(sklearn * 0.75)


def test_undecided_pairs_count_only_when_relaxed() -> None:
    rows = [match("a", 0.9, "undecided"), match("b", 0.8, "match")]
    assert group_precision(rows) == 0.0
    assert group_precision(rows, relaxed=True) == 1.0


def test_no_positive_is_zero_and_one_argument_is_judged() -> None:
    assert group_precision([match("a", 0.9, "no-match"), match("b", 0.8, "no-match")]) == 0.0
    assert group_precision([match("a", 0.9, "match")]) == 1.0


@pytest.mark.parametrize(
    ("found", "right"),
    [
        ("Ila Tesk", True),
        ("ila tesk", True),
        ("Defence Minister Ila Tesk", True),
        ("US President Ila Tesk", True),
        ("Foreign Ministry spokesman Ila Tesk", True),
        ("the Minister", True),
        ("Tesk", False),
        ("", False),
    ],
)
def test_speakers_are_compared_without_case_and_titles(found: str, right: bool) -> None:
    assert same_speaker(found, "Ila Tesk", ["the minister"]) is right


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Defence Ministry", "Foreign Ministry"),
        ("State Department", "Defense Department"),
        ("President of Iraq", "Foreign Ministry of Iraq"),
        ("National Security Council", "Security Council"),
        ("Home Office", "Press Office"),
    ],
)
def test_offices_are_not_one_by_what_follows_a_title(one: str, other: str) -> None:
    assert not same_speaker(one, other)
    assert same_speaker(one, f"the {one}")
