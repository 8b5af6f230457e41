"""Trains the stance head: logistic regression on pair features, from public stance data.

Reads rows of stance pairs (`target, statement, label`).
"""

import gzip
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score

from stances.errors import InputError
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


@dataclass(frozen=True, slots=True)
class Pair:
    """A statement, what it is judged toward, and the gold label; `source` names the file."""

    target: str
    statement: str
    label: str
    source: str


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
    train = [pair for name in WEIGHTS if name in files for pair in read_pairs(files[name])]
    dev = [pair for name in DEV if name in files for pair in read_pairs(files[name])]
    if not train:
        places = ", ".join(str(path) for path in data)
        raise InputError(f"{places}: no stance training file; expected one of {list(WEIGHTS)}.")
    vectors = _encode(encoder or _shipped(), [*train, *dev])
    head = _calibrate(_fit(train, vectors), dev, vectors)
    metrics = {
        name: score_pairs(head, [pair for pair in dev if pair.source == name], vectors)
        for name in DEV
        if name in files
    }
    rows = {name: sum(pair.source == name for pair in train) for name in WEIGHTS}
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


def read_pairs(path: Path) -> list[Pair]:
    """The pairs of a file; raises `InputError` with the line where a row is not one."""
    name = path.name.removesuffix(".gz").removesuffix(".jsonl")
    opener: Callable[..., Any] = gzip.open if path.suffix == ".gz" else open
    pairs: list[Pair] = []
    number = 0
    try:
        with opener(path, "rt", encoding="utf8") as lines:
            for line in lines:
                number += 1
                pairs.append(_pair_of(json.loads(line), name))
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error}).") from None
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path}, line {number}: is not a stance row ({error!r}).") from None
    return pairs


def _pair_of(row: Mapping[str, Any], source: str) -> Pair:
    if row["label"] not in LABELS:
        raise ValueError(f"label {row['label']!r}")
    return Pair(row["target"], row["statement"], row["label"], source)


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


def _encode(encoder: TextEncoder, pairs: Sequence[Pair]) -> _Vectors:
    texts = sorted({"", *(p.target for p in pairs), *(p.statement for p in pairs)})
    return _Vectors(texts, np.asarray(encoder.encode(texts), dtype=np.float32))


def _fit(pairs: Sequence[Pair], vectors: _Vectors) -> StanceHead:
    features = pair_features(
        vectors.of(p.target for p in pairs), vectors.of(p.statement for p in pairs)
    )
    model = LogisticRegression(C=PENALTY, max_iter=1000, tol=1e-3)
    weight = np.array([WEIGHTS[p.source] for p in pairs])
    model.fit(features, np.array([p.label for p in pairs]), sample_weight=weight)
    order = [list(model.classes_).index(label) for label in LABELS]
    return StanceHead(
        np.ascontiguousarray(model.coef_[order], dtype=np.float32),
        np.ascontiguousarray(model.intercept_[order], dtype=np.float32),
    )


def _calibrate(head: StanceHead, dev: Sequence[Pair], vectors: _Vectors) -> StanceHead:
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


def _first_half(pair: Pair) -> bool:
    return crc32(pair.target.encode()) % 2 == 0


def _gold(pairs: Sequence[Pair]) -> np.ndarray:
    return np.array([LABELS.index(p.label) for p in pairs])


def _probabilities(
    head: StanceHead, pairs: Sequence[Pair], vectors: _Vectors, *, blank: bool = False
) -> np.ndarray:
    targets = vectors.of("" if blank else p.target for p in pairs)
    return head.probabilities(targets, vectors.of(p.statement for p in pairs))


def score_pairs(head: StanceHead, pairs: Sequence[Pair], vectors: _Vectors) -> dict[str, Any]:
    """Scores of one dev set, with those of the majority label and of the target blanked."""
    gold = _gold(pairs)
    found = _probabilities(head, pairs, vectors)
    later = np.array([not _first_half(p) for p in pairs])
    answered = later & (found.max(axis=1) >= head.threshold)
    right = found.argmax(axis=1) == gold
    blank = _probabilities(head, pairs, vectors, blank=True).argmax(axis=1)
    majority = np.full(len(gold), np.bincount(gold).argmax())
    return _scores(gold, found.argmax(axis=1)) | {
        "ece": round(_calibration_error(found[later], gold[later]), 4),
        "answered": round(float(answered.sum() / max(1, later.sum())), 4),
        "accuracy_answered": round(float(right[answered].mean()) if answered.any() else 0.0, 4),
        "target_blanked": _scores(gold, blank),
        "majority": _scores(gold, majority),
        "n": len(gold),
    }


def _scores(gold: np.ndarray, found: np.ndarray) -> dict[str, float]:
    labels = sorted(set(gold.tolist()))
    each = {"labels": labels, "average": "macro", "zero_division": 0.0}
    return {
        "macro_f1": round(float(f1_score(gold, found, **each)), 4),
        "f_avg": round(float(f1_score(gold, found, **(each | {"labels": [0, 1]}))), 4),
        "accuracy": round(float(accuracy_score(gold, found)), 4),
    }


def _calibration_error(probabilities: np.ndarray, gold: np.ndarray, bins: int = 10) -> float:
    """Expected calibration error (Guo et al., 2017) over equal-width bins."""
    if not len(gold):
        return 0.0
    best = probabilities.max(axis=1)
    right = (probabilities.argmax(axis=1) == gold).astype(float)
    place = np.minimum((best * bins).astype(int), bins - 1)
    gaps = [abs(best[place == b].sum() - right[place == b].sum()) for b in range(bins)]
    return float(sum(gaps) / len(gold))
