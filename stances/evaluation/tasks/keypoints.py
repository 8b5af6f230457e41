"""The task `keypoints`: which key point an argument makes.

The score is the pair model's log-odds of a match and the nearness of the two vectors together:
either sees what the other misses. An argument makes one point as a rule, so that its points are
scored against each other.
"""

import re
from collections.abc import Hashable, Sequence
from typing import NamedTuple

import numpy as np

from stances.embedding import Encoder
from stances.evaluation.gold import GoldRow, choice_of, key_of_topic, text_of
from stances.evaluation.outcome import Mistake, Outcome
from stances.evaluation.ranking import Match, best_matches, group_precision
from stances.evaluation.tally import Tally, add_up, share
from stances.evaluation.tasks.task import Options, Rows, read_each
from stances.stance import PairModel

LABELS = ("match", "no-match", "undecided")
# What a cosine weighs beside log-odds, and what both are divided by before points compete: inside
# a plateau on ArgKP's development set (8 to 20, and 3 to 6).
NEARNESS, FLATNESS = 16.0, 4.0
DIGITS = 4
_WORD = re.compile(r"\w+")


class ArgumentPoint(NamedTuple):
    """An argument with one key point of its topic and stance."""

    argument_id: str
    key_point_id: str
    argument: str
    key_point: str
    topic: str
    stance: int
    label: str


def run(rows: Rows, options: Options) -> Outcome:
    """Score every argument with every key point, and rank as the KPA 2021 shared task does."""
    gold = read_each(rows, options.path, _gold)
    model, encoder = options.pair_model(), Encoder.shipped()
    cosines = _cosines(gold, encoder)
    scores = _scores(gold, cosines, model)
    return Outcome(
        added=[{"score": float(score)} for score in scores],
        tally=_tally(gold, scores),
        unit="topic",
        baselines={
            "cosine": _tally(gold, cosines),
            "word_overlap": _tally(gold, [_overlap(g.argument, g.key_point) for g in gold]),
            "equal_scores": _tally(gold, [0.0] * len(gold)),
        },
        mistakes=_mistakes(rows, gold, scores),
        models={"stance": model.sha256, "encoder": encoder.sha256},
    )


def _gold(row: GoldRow) -> ArgumentPoint:
    data = row.data
    return ArgumentPoint(
        key_of_topic(data, "argument_id"),
        key_of_topic(data, "key_point_id"),
        text_of(data, "argument"),
        text_of(data, "key_point"),
        key_of_topic(data, "topic"),
        choice_of(data, "stance", (1, -1)),
        choice_of(data, "label", LABELS),
    )


def _scores(gold: Sequence[ArgumentPoint], cosines: np.ndarray, model: PairModel) -> np.ndarray:
    raw = model.score_pairs("match", [(g.argument, g.key_point) for g in gold])
    odds = (raw[:, 0] - raw[:, 1]) / model.temperature("match") + NEARNESS * cosines
    arguments = [(g.argument_id, g.topic, g.stance) for g in gold]
    return np.round(against_others(arguments, odds / FLATNESS), DIGITS)


def against_others(arguments: Sequence[Hashable], odds: np.ndarray) -> np.ndarray:
    """The log-odds `(n,)` of each point against its argument's other points, and against none.

    >>> against_others(["a", "a", "b"], np.log([2.0, 1.0, 3.0])).round(3).tolist()
    [0.0, -1.099, 1.099]
    """
    asked: dict[Hashable, list[int]] = {}
    for row, argument in enumerate(arguments):
        asked.setdefault(argument, []).append(row)
    found = odds.copy()
    for rows in asked.values():
        own = odds[rows]
        before = np.logaddexp.accumulate([0.0, *own[:-1]])
        after = np.logaddexp.accumulate([-np.inf, *own[:0:-1]])[::-1]
        found[rows] -= np.logaddexp(before, after)
    return found


def _cosines(gold: Sequence[ArgumentPoint], encoder: Encoder) -> np.ndarray:
    texts = sorted({text for g in gold for text in (g.argument, g.key_point)})
    place = {text: row for row, text in enumerate(texts)}
    vectors = encoder.encode(texts).astype(np.float64)
    arguments = vectors[[place[g.argument] for g in gold]]
    points = vectors[[place[g.key_point] for g in gold]]
    return np.asarray((arguments * points).sum(axis=1))


def _overlap(argument: str, key_point: str) -> float:
    """The share of the key point's words that stand in the argument."""
    words = set(_WORD.findall(key_point.lower()))
    return share(len(words & set(_WORD.findall(argument.lower()))), len(words))


def _groups(
    gold: Sequence[ArgumentPoint], scores: Sequence[float] | np.ndarray
) -> dict[tuple[str, int], list[Match]]:
    """The pairs of each topic and stance."""
    groups: dict[tuple[str, int], list[Match]] = {}
    for row, (each, score) in enumerate(zip(gold, scores, strict=True)):
        strict, relaxed = each.label == "match", each.label != "no-match"
        match = Match(each.argument_id, float(score), strict, relaxed, row)
        groups.setdefault((each.topic, each.stance), []).append(match)
    return groups


def _tally(gold: Sequence[ArgumentPoint], scores: Sequence[float] | np.ndarray) -> Tally:
    groups = _groups(gold, scores)
    counts = np.array(
        [(group_precision(g), group_precision(g, relaxed=True), 1.0) for g in groups.values()]
    )
    return Tally(add_up(counts, [topic for topic, _ in groups]), _figures)


def _figures(total: np.ndarray) -> dict[str, float]:
    return {"map_strict": share(total[0], total[2]), "map_relaxed": share(total[1], total[2])}


def _mistakes(rows: Rows, gold: Sequence[ArgumentPoint], scores: np.ndarray) -> list[Mistake]:
    """Arguments whose best key point is none of theirs, those with the highest score first."""
    return [
        Mistake(
            f"line {rows[best.row].line}",
            gold[best.row].label,
            f"match {best.score:.2f}",
            f"{gold[best.row].argument} ← {gold[best.row].key_point}",
            best.score,
        )
        for group in _groups(gold, scores).values()
        for best in best_matches(group)
        if not best.relaxed
    ]
