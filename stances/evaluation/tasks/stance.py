"""The task `stance`: for, against or neutral toward a target."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from stances.evaluation.calibration import BINS, calibration_error, calibration_rows
from stances.evaluation.gold import GoldRow, choice_of, text_of
from stances.evaluation.labels import confusion_rows, f1_scores, label_figures, majority
from stances.evaluation.outcome import Mistake, Outcome
from stances.evaluation.tally import Figures, Tally, add_up, share
from stances.evaluation.tasks.task import Options, Rows, read_each
from stances.records import LABELS
from stances.stance import PairModel, is_answered

_CELLS = len(LABELS) * (len(LABELS) + 1)


class StancePair(NamedTuple):
    """A statement, what it is judged toward, and the gold label."""

    target: str
    statement: str
    label: str


def run(rows: Rows, options: Options) -> Outcome:
    """Judge every statement, with its target and without, always by the most probable label."""
    pairs = read_each(rows, options.path, read_pair)
    model = options.pair_model()
    found = probabilities_of(pairs, model)
    best = found.argmax(axis=1)
    return Outcome(
        added=[
            {
                "label": LABELS[row.argmax()],
                "probabilities": {label: float(p) for label, p in zip(LABELS, row, strict=True)},
            }
            for row in found
        ],
        tally=stance_tally(pairs, found, model.threshold),
        unit="target",
        baselines={
            "target_blanked": stance_tally(
                pairs, probabilities_of(pairs, model, blank=True), model.threshold
            ),
            "majority": stance_tally(pairs, majority_probabilities(pairs), model.threshold),
        },
        mistakes=[
            Mistake(
                f"line {row.line}",
                pair.label,
                f"{LABELS[place]} {chances[place]:.2f}",
                f"{pair.target} ← {pair.statement}",
                float(chances[place]),
            )
            for row, pair, place, chances in zip(rows, pairs, best, found, strict=True)
            if LABELS[place] != pair.label
        ],
        models={"stance": model.sha256},
    )


def read_pair(row: GoldRow) -> StancePair:
    """A gold row as a pair; raises `ValueError`."""
    target, statement = text_of(row.data, "target"), text_of(row.data, "statement")
    return StancePair(target, statement, choice_of(row.data, "label", LABELS))


def probabilities_of(
    pairs: Sequence[StancePair], model: PairModel, *, blank: bool = False
) -> np.ndarray:
    """P(favor), P(against), P(neutral) of each pair, `(n, 3)`; `blank` hides the target."""
    texts = [(pair.statement, "" if blank else pair.target) for pair in pairs]
    return model.judge_pairs("stance", texts)


def majority_probabilities(pairs: Sequence[StancePair]) -> np.ndarray:
    """The shares of gold's labels as everybody's probabilities, `(n, 3)`.

    Of equally frequent labels the first by the alphabet comes out on top.
    """
    gold = [pair.label for pair in pairs]
    shares = np.array([gold.count(label) / max(1, len(gold)) for label in LABELS])
    shares[LABELS.index(majority(gold))] += 1e-9
    return np.tile(shares, (len(gold), 1))


def stance_tally(pairs: Sequence[StancePair], probabilities: np.ndarray, threshold: float) -> Tally:
    """All figures of the task, counted for each target."""
    best = probabilities.argmax(axis=1)
    confidence = probabilities[np.arange(len(best)), best] if len(best) else np.zeros(0)
    right = np.array([LABELS[at] == p.label for at, p in zip(best, pairs, strict=True)], dtype=bool)
    answered = is_answered(probabilities, threshold)
    rows = np.concatenate(
        [
            confusion_rows([p.label for p in pairs], [LABELS[at] for at in best], LABELS),
            calibration_rows(confidence, right),
            answered[:, None],
            (answered & right)[:, None],
        ],
        axis=1,
    )
    return Tally(add_up(rows, [pair.target for pair in pairs]), _figures)


def _figures(total: np.ndarray) -> Figures:
    matrix = total[:_CELLS].reshape(len(LABELS), len(LABELS) + 1)
    n, (answered, right) = matrix.sum(), total[-2:]
    figures = label_figures(matrix)
    return {
        "macro_f1": figures["macro_f1"],
        "f_avg": float(f1_scores(matrix)[:2].mean()),
        "accuracy": figures["accuracy"],
        "ece": calibration_error(total[_CELLS : _CELLS + 2 * BINS], n),
        "answered": share(answered, n),
        "accuracy_answered": share(right, answered),
    }
