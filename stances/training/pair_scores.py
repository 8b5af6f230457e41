"""Calibrates a trained pair model, and scores it as it ships."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

from stances.evaluation import evaluate
from stances.evaluation.calibration import calibration_error, calibration_rows
from stances.evaluation.gold import read_gold
from stances.report.escaping import dump_json
from stances.stance.judging import is_answered
from stances.stance.pairs import DIGITS, TASKS, PairModel, softmax
from stances.training.pair_data import (
    KEY_POINTS_DEV,
    MENTIONS,
    STANCE_DEV,
    held_back,
    read_directions,
    read_key_points,
    read_mentions,
    read_stance,
)

SURE = 0.8
WEIGHTED = ("direction", "sentiment")
_POWERS = np.round(np.arange(0.0, 1.01, 0.1), 1)
_GRID = np.round(np.arange(0.4, 4.01, 0.05), 2)
_DIRECTED = "directed-valid"


@dataclass(frozen=True, slots=True)
class Scored:
    """The raw scores `(n, labels)` of a dev set, gold `(n,)`, and a half, 0 or 1, for each row."""

    scores: np.ndarray
    gold: np.ndarray
    half: np.ndarray


def calibrate(folder: Path, files: Mapping[str, Path]) -> None:
    """Set the temperature of each task by likelihood, the threshold of stances, and weights.

    Each dev set counts the same. The threshold is the lowest at which the stances that are
    answered are right as often as `SURE`; weights are as `fit_weights` gives them.
    """
    from stances.training.stance import write_config

    model = PairModel.load(folder)
    config = dict(model.model.config)
    sets = score_dev_sets(model, files)
    config["temperatures"] = {
        task: fit_temperature(list(sets[task].values())) if sets.get(task) else 1.0
        for task in TASKS
    }
    config["weights"] = {
        task: fit_weights(list(sets[task].values()), config["temperatures"][task])
        for task in WEIGHTED
        if sets.get(task)
    }
    stances = list(sets["stance"].values())
    if stances:
        config["threshold"] = _threshold(stances, config["temperatures"]["stance"])
    write_config(folder, config)


def score_dev_sets(model: PairModel, files: Mapping[str, Path]) -> dict[str, dict[str, Scored]]:
    """The scores of the dev sets there are, by task and name."""
    found: dict[str, dict[str, Scored]] = {task: {} for task in TASKS}
    for name in STANCE_DEV:
        if name in files:
            pairs = read_stance(files[name])
            scores = model.score_pairs("stance", [(p.statement, p.target) for p in pairs])
            labels = [p.label for p in pairs]
            found["stance"][name] = _scored("stance", scores, labels, [p.statement for p in pairs])
    points = read_key_points(files, KEY_POINTS_DEV)
    if rows := [row for row in points if row["label"] != "undecided"]:
        scores = model.score_pairs("match", [(row["argument"], row["key_point"]) for row in rows])
        labels = [row["label"] for row in rows]
        topics = [str(row["argument_id"]) for row in rows]
        found["match"][KEY_POINTS_DEV] = _scored("match", scores, labels, topics)
    directed = read_directions(files, _DIRECTED)
    mentions = [each for each, article in read_mentions(files, MENTIONS) if held_back(article)]
    for task, name, marked in (
        ("direction", _DIRECTED, directed),
        ("sentiment", MENTIONS, mentions),
    ):
        if marked:
            scores = model.score_places(task, [places for places, _ in marked])
            labels = [label for _, label in marked]
            found[task][name] = _scored(task, scores, labels, [text for (text, *_), _ in marked])
    return found


def _scored(task: str, scores: np.ndarray, labels: Sequence[str], keys: Sequence[str]) -> Scored:
    gold = np.array([TASKS[task].index(label) for label in labels])
    return Scored(scores, gold, np.array([crc32(key.encode()) % 2 for key in keys]))


def fit_temperature(sets: Sequence[Scored]) -> float:
    """The temperature of the highest likelihood, every set counting the same."""
    losses = [sum(_loss(each, t) for each in sets) for t in _GRID]
    return float(_GRID[int(np.argmin(losses))])


def fit_weights(sets: Sequence[Scored], temperature: float) -> list[float]:
    """The weight of each label: its share to the power −t, t from 0 to 1 of the best macro-F1."""
    gold = np.concatenate([each.gold for each in sets])
    chances = softmax(np.concatenate([each.scores for each in sets]) / temperature)
    shares = np.bincount(gold, minlength=chances.shape[1]) / len(gold)
    tried = [np.maximum(shares, 1e-3) ** -power for power in _POWERS]
    figures = [_macro_f1(gold, (chances * weights).argmax(axis=1)) for weights in tried]
    best = tried[int(np.round(figures, 6).argmax())]
    return [round(float(weight), 3) for weight in best]


def _macro_f1(gold: np.ndarray, found: np.ndarray) -> float:
    scores = []
    for label in np.unique(gold):
        both = ((gold == label) & (found == label)).sum()
        scores.append(2 * both / ((gold == label).sum() + (found == label).sum()))
    return float(np.mean(scores))


def _loss(each: Scored, temperature: float) -> float:
    chances = softmax(each.scores / temperature)[np.arange(len(each.gold)), each.gold]
    return float(-np.log(np.maximum(chances, 1e-12)).mean())


def split_error(each: Scored) -> float:
    """Calibration error with the temperature of one half measured on the other: both ways' mean.

    NaN where all rows are in one half.
    """
    errors = []
    if len(set(each.half.tolist())) < 2:
        return float("nan")
    for half in (0, 1):
        fitted = Scored(*(part[each.half == half] for part in (each.scores, each.gold, each.half)))
        other = each.half != half
        chances = softmax(each.scores[other] / fit_temperature([fitted]))
        best = chances.argmax(axis=1)
        rows = calibration_rows(chances.max(axis=1), best == each.gold[other])
        errors.append(calibration_error(rows.sum(axis=0), len(best)))
    return float(np.mean(errors))


def _threshold(sets: Sequence[Scored], temperature: float) -> float:
    for threshold in np.round(np.arange(0.34, 0.9, 0.01), 2):
        shares = [_right(each, temperature, float(threshold)) for each in sets]
        if np.mean(shares) >= SURE:
            return float(threshold)
    return 0.9


def _right(each: Scored, temperature: float, threshold: float) -> float:
    """The share of a set's answers that is right."""
    chances = softmax(each.scores / temperature)
    answered = is_answered(np.round(chances, DIGITS), threshold)
    right = (chances.argmax(axis=1) == each.gold)[answered]
    return float(right.mean()) if answered.any() else 1.0


def score_model(folder: Path, files: Mapping[str, Path]) -> dict[str, Any]:
    """Figures of the model in `folder` on the dev sets, with their baselines."""
    told: dict[str, Any] = {}
    tasks = [("stance", name) for name in STANCE_DEV] + [("keypoints", KEY_POINTS_DEV)]
    tasks += [("attitude", _DIRECTED), ("sides", STANCE_DEV[1]), ("sides", STANCE_DEV[0])]
    for task, name in tasks:
        if name in files:
            told[f"{task} {name}"] = _figures(task, files[name], folder)
    if MENTIONS in files:
        with tempfile.TemporaryDirectory() as place:
            path = Path(place) / "mentions.jsonl"
            rows = (row.data for row in read_gold(files[MENTIONS]))
            kept = [dump_json(dict(row)) for row in rows if held_back(str(row["article"]))]
            path.write_text("".join(f"{row}\n" for row in kept), encoding="utf8")
            if kept:
                told[f"attitude {MENTIONS}, a tenth"] = _figures("attitude", path, folder)
    sets = score_dev_sets(PairModel.load(folder), files)
    errors = {name: split_error(each) for task in sets.values() for name, each in task.items()}
    return {**told, "calibration": errors}


def _figures(task: str, path: Path, folder: Path) -> dict[str, Any]:
    made = evaluate(task, path, model=folder)
    return {"rows": made.rows, **made.metrics, "baselines": dict(made.baselines)}
