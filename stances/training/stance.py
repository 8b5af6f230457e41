"""Trains the stance head: logistic regression on pair features, from public stance data.

Reads rows of stance pairs (`target, statement, label`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from sklearn.linear_model import LogisticRegression

from stances.errors import InputError, RowError
from stances.evaluation.gold import read_gold
from stances.evaluation.tasks.stance import (
    StancePair,
    majority_probabilities,
    read_pair,
    stance_tally,
)
from stances.records import LABELS
from stances.stance.head import StanceHead, pair_features, softmax
from stances.stance.judging import TextEncoder
from stances.training.stance_card import render_card

WEIGHTS: Mapping[str, float] = {
    "perspectrum-train": 1.0,
    "argkp-train": 1.0,
    "iam": 1.0,
    "ibm-claims": 1.0,
    "vast-train": 1.0,
}
"""How much a row of each file counts, by the file's name; other files are not trained on."""
DEV = ("perspectrum-dev", "argkp-dev", "vast-dev")
PENALTY = 0.3
SURE = 0.7


def train_stance(
    data: Sequence[Path], output: Path, encoder: TextEncoder | None = None
) -> dict[str, Any]:
    """Train the head on the files under `data`, write it to `output`, and give its scores.

    `data` are folders or `.jsonl`/`.jsonl.gz` files; files are known by name (`WEIGHTS`,
    `DEV`). `encoder` None is the shipped one. Half of the dev sets, split by target, sets the
    temperature and the threshold; scores are on the whole of each dev set, `ece` and the
    answered share on the other half. The same data gives the same weights.

    Raises `InputError` where no training file is found or a row cannot be read.
    """
    files = find_files(data)
    train = {name: read_pairs(files[name]) for name in WEIGHTS if name in files}
    dev = {name: read_pairs(files[name]) for name in DEV if name in files}
    if not train:
        places = ", ".join(str(path) for path in data)
        raise InputError(f"{places}: no stance training file; expected one of {list(WEIGHTS)}.")
    vectors = _encode(encoder or _shipped(), _all(train) + _all(dev))
    head = _calibrate(_fit(train, vectors), _all(dev), vectors)
    metrics = {name: score_pairs(head, pairs, vectors) for name, pairs in dev.items()}
    rows = {name: len(train.get(name, ())) for name in WEIGHTS}
    result = {
        "trained_on": rows,
        "temperature": head.temperature,
        "threshold": head.threshold,
        "dev": metrics,
    }
    facts = {"trained_on": rows, "penalty": PENALTY, "dev": metrics}
    replace(head, facts=facts).save(output)
    (output / "README.md").write_text(render_card(result), encoding="utf8")
    return result


def _all(pairs: Mapping[str, Sequence[StancePair]]) -> list[StancePair]:
    return [pair for each in pairs.values() for pair in each]


def find_files(data: Iterable[Path]) -> dict[str, Path]:
    """Training and dev files under `data` by their names without endings."""
    found: dict[str, Path] = {}
    for path in data:
        inside = sorted(path.rglob("*.jsonl*")) if path.is_dir() else [path]
        # Key points come in files of the same names.
        for file in (file for file in inside if file.parent.name != "keypoints"):
            name = file.name.removesuffix(".gz").removesuffix(".jsonl")
            if name in WEIGHTS or name in DEV:
                found.setdefault(name, file)
    return found


def read_pairs(path: Path) -> list[StancePair]:
    """The pairs of a file; raises `InputError` with the line where a row is not one."""
    pairs = []
    for row in read_gold(path):
        try:
            pairs.append(read_pair(row))
        except ValueError as error:
            raise RowError(str(path), row.line, str(error)) from None
    return pairs


class _Vectors:
    """Vectors of texts, each encoded once."""

    def __init__(self, texts: Sequence[str], vectors: np.ndarray) -> None:
        self.rows = {text: row for row, text in enumerate(texts)}
        self.vectors = vectors

    def of(self, texts: Iterable[str]) -> np.ndarray:
        return self.vectors[[self.rows[text] for text in texts]]


def _shipped() -> TextEncoder:
    from stances.embedding import Encoder

    return Encoder.shipped()


def _encode(encoder: TextEncoder, pairs: Sequence[StancePair]) -> _Vectors:
    texts = sorted({"", *(p.target for p in pairs), *(p.statement for p in pairs)})
    return _Vectors(texts, np.asarray(encoder.encode(texts), dtype=np.float32))


def _fit(train: Mapping[str, Sequence[StancePair]], vectors: _Vectors) -> StanceHead:
    pairs = _all(train)
    features = pair_features(
        vectors.of(p.target for p in pairs), vectors.of(p.statement for p in pairs)
    )
    model = LogisticRegression(C=PENALTY, max_iter=1000, tol=1e-3)
    weight = np.concatenate([np.full(len(each), WEIGHTS[name]) for name, each in train.items()])
    model.fit(features, np.array([p.label for p in pairs]), sample_weight=weight)
    order = [list(model.classes_).index(label) for label in LABELS]
    return StanceHead(
        np.ascontiguousarray(model.coef_[order], dtype=np.float32),
        np.ascontiguousarray(model.intercept_[order], dtype=np.float32),
    )


def _calibrate(head: StanceHead, dev: Sequence[StancePair], vectors: _Vectors) -> StanceHead:
    """Set the temperature by likelihood, and the threshold by the accuracy of what is answered."""
    half = [pair for pair in dev if _first_half(pair)]
    if not half:
        return head
    gold = _gold(half)
    scores = np.log(np.maximum(_probabilities(head, half, vectors), 1e-12))
    grid = np.arange(0.4, 4.01, 0.05)
    losses = [-np.log(softmax(scores / t)[np.arange(len(gold)), gold]).mean() for t in grid]
    temperature = round(float(grid[int(np.argmin(losses))]), 2)
    threshold = _threshold(softmax(scores / temperature), gold)
    return StanceHead(head.weights, head.bias, temperature, threshold)


def _threshold(probabilities: np.ndarray, gold: np.ndarray) -> float:
    """The lowest threshold at which answers are right as often as `SURE`."""
    best, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == gold
    for threshold in np.arange(0.34, 0.9, 0.01):
        answered = best >= threshold
        if answered.any() and right[answered].mean() >= SURE:
            return round(float(threshold), 2)
    return 0.9


def _first_half(pair: StancePair) -> bool:
    return crc32(pair.target.encode()) % 2 == 0


def _gold(pairs: Sequence[StancePair]) -> np.ndarray:
    return np.array([LABELS.index(p.label) for p in pairs])


def _probabilities(
    head: StanceHead, pairs: Sequence[StancePair], vectors: _Vectors, *, blank: bool = False
) -> np.ndarray:
    targets = vectors.of("" if blank else p.target for p in pairs)
    return head.probabilities(targets, vectors.of(p.statement for p in pairs))


def score_pairs(head: StanceHead, pairs: Sequence[StancePair], vectors: _Vectors) -> dict[str, Any]:
    """Scores of one dev set, with those of the majority label and of the target blanked."""
    found = _probabilities(head, pairs, vectors)
    later = [place for place, pair in enumerate(pairs) if not _first_half(pair)]
    unseen = stance_tally([pairs[place] for place in later], found[later], head.threshold).scores()
    blanked = _probabilities(head, pairs, vectors, blank=True)
    return {
        **_main_scores(head, pairs, found),
        **{key: unseen[key] for key in ("ece", "answered", "accuracy_answered")},
        "target_blanked": _main_scores(head, pairs, blanked),
        "majority": _main_scores(head, pairs, majority_probabilities(pairs)),
        "n": len(pairs),
    }


def _main_scores(
    head: StanceHead, pairs: Sequence[StancePair], found: np.ndarray
) -> dict[str, float]:
    scores = stance_tally(pairs, found, head.threshold).scores()
    return {key: scores[key] for key in ("macro_f1", "f_avg", "accuracy")}
