"""The tasks that the pair model answers: its labels, the foils beside them, and other models."""

from pathlib import Path

import numpy as np
import pytest

from stances.errors import ModelError, RowError
from stances.evaluation import evaluate
from stances.evaluation.table import format_evaluation
from stances.evaluation.tasks.sides import SideRow, toward_targets
from stances.runtime import models_folder
from stances.stance import TASKS
from tests.test_evaluation_tasks import ROWS

PAIR_MODEL = models_folder() / "stance"


@pytest.mark.parametrize("task", ["stance", "attitude", "sides", "keypoints"])
def test_a_model_may_be_given_in_place_of_the_shipped(task: str, write, tmp_path: Path) -> None:
    path = write(*ROWS[task])
    assert evaluate(task, path, model=PAIR_MODEL).to_dict() == evaluate(task, path).to_dict()
    with pytest.raises(ModelError, match=r"config\.json is missing"):
        evaluate(task, path, model=tmp_path)


def test_the_baselines_are_told_by_name(write) -> None:
    names = {
        "stance": {"target_blanked", "majority"},
        "attitude": {"target_blanked", "cue_words", "majority"},
        "sides": {"one_side"},
        "keypoints": {"cosine", "word_overlap", "equal_scores"},
    }
    for task, expected in names.items():
        made = evaluate(task, write(*ROWS[task]))
        assert set(made.baselines) == expected
        assert made.notes == ()


def test_the_stance_of_a_row_is_the_most_probable_of_three(write) -> None:
    row = evaluate("stance", write(*ROWS["stance"])).predictions[0]
    chances = row["probabilities"]
    assert set(chances) == {"favor", "against", "neutral"}
    assert sum(chances.values()) == pytest.approx(1, abs=1e-3)
    assert row["label"] == max(chances, key=chances.get)
    assert row["gold"] == {"label": "favor"}


def test_attitudes_of_the_three_forms(write) -> None:
    directed = [
        {"marked": "[Arvania] praised [Belmark] for its patience.", "label": 1},
        {"marked": "[Belmark] was condemned by [Arvania].", "label": 4},
        {"marked": "[Belmark] and [Arvania] are neighbours.", "label": 0},
    ]
    mention = {"sentence": "An honest friend.", "start": 3, "end": 9, "label": "neutral"}
    event_keys = {"accuracy", "macro_f1", "accuracy_2way", "macro_f1_4way"}
    for rows, task, keys in (
        (directed, "direction", {"accuracy", "macro_f1"}),
        ([mention], "sentiment", {"accuracy", "macro_f1"}),
        (ROWS["attitude"], "event", event_keys),
    ):
        made = evaluate("attitude", write(*rows))
        assert set(made.metrics) == keys
        assert {str(row["label"]) for row in made.predictions} <= set(TASKS[task])
        assert {type(row["label"]) for row in made.predictions} == {type(rows[0]["label"])}
        assert set(made.baselines["cue_words"].values()) == {1.0}, "their words are plain"
    with pytest.raises(RowError, match="line 4: is of the form mentions"):
        evaluate("attitude", write(*directed, mention))


@pytest.mark.parametrize("ends", [(3, 3), (-1, 4), (0, 99), (None, 4), (0.0, 4)])
def test_a_mention_out_of_its_sentence_is_told(write, ends) -> None:
    row = {"sentence": "An honest man.", "start": ends[0], "end": ends[1], "label": "neutral"}
    with pytest.raises(RowError, match='"start" and "end" must be offsets'):
        evaluate("attitude", write(row))


def test_sides_are_scored_on_topics_that_hold_both(write) -> None:
    alone = [{"topic": 2, "statement": "Yes.", "label": "favor"}] * 3
    both = evaluate("sides", write(*ROWS["sides"], *alone))
    assert both.metrics == evaluate("sides", write(*ROWS["sides"])).metrics
    assert both.units == 1
    nothing = evaluate("sides", write(*alone))
    assert set(nothing.metrics.values()) == {0.0}
    assert "no topic holds both sides" in nothing.notes[-1]
    assert [set(row) >= {"side", "group"} for row in nothing.predictions] == [True] * 3


def test_targets_and_clusters_bring_their_figures(write) -> None:
    rows = [{**row, "target": "Open it.", "cluster": i} for i, row in enumerate(ROWS["sides"])]
    made = evaluate("sides", write(*rows))
    assert {"ari_given_target", "cluster_b_cubed"} <= set(made.metrics)
    assert "side_given_target" in made.predictions[0]
    plain = evaluate("sides", write(*ROWS["sides"]))
    assert "side_given_target" not in plain.predictions[0]
    assert not {"ari_given_target", "cluster_b_cubed"} & set(plain.metrics)


def test_a_row_without_target_or_cluster_costs_the_others_nothing(write) -> None:
    rows = [{**row, "target": "Open it.", "cluster": i} for i, row in enumerate(ROWS["sides"])]
    bare = {"topic": 1, "statement": "Perhaps.", "label": "neutral"}
    made = evaluate("sides", write(bare, *rows))
    assert (
        made.metrics["cluster_b_cubed"]
        == evaluate("sides", write(*rows)).metrics["cluster_b_cubed"]
    )
    assert ["side_given_target" in row for row in made.predictions] == [False, True, True]


def test_the_foil_of_one_side_has_no_groups_to_be_mixed(write) -> None:
    made = evaluate("sides", write(*ROWS["sides"]))
    assert "mixed_side_rate" in made.metrics
    assert "mixed_side_rate" not in made.baselines["one_side"]


def test_vectors_alone_are_told_apart_from_the_whole(write) -> None:
    rows = [{**row, "target": "Open it."} for row in ROWS["sides"]]
    alone = evaluate("sides", write(*rows), encoder="shipped")
    assert alone.notes == ()
    assert "ari_given_target" not in alone.metrics
    with pytest.raises(ModelError, match="is not an encoder"):
        evaluate("sides", write(*ROWS["sides"]), encoder="no-such-model")


def test_hostile_text_is_shown_and_not_obeyed(write) -> None:
    row = {"target": "x\x1b[2J[red]", "statement": "<b>\x07 [bold]no"}
    rows = [{**row, "label": label} for label in ("favor", "against")]
    shown = format_evaluation(evaluate("stance", write(*rows)), 80)
    assert "\x1b" not in shown
    assert "\x07" not in shown
    assert "[red]" in shown


def test_a_side_toward_a_target_is_the_nearer_one_unless_it_is_surely_neutral() -> None:
    chances = {
        "a": [0.10, 0.09, 0.81],
        "b": [0.11, 0.10, 0.79],
        "c": [0.10, 0.40, 0.50],
        "d": [0.3, 0.3, 0.4],
    }

    class Told:
        def judge_pairs(self, task: str, pairs: list[tuple[str, str]]) -> np.ndarray:
            return np.array([chances[statement] for statement, _ in pairs])

    gold = [SideRow("t", name, "favor", "It.", "") for name in chances]
    found = toward_targets([*gold, SideRow("t", "e", "favor", "", "")], None, Told())
    assert found == [-1, 0, 1, -1, None]
