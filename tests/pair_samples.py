"""A pair model without weights, and small made-up files of all that the pair model learns from."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from stances.stance import TASKS
from stances.stance.pairs import DIGITS, Marked, columns, softmax

LIKES = ("praised", "welcomed", "supports", "lauded")
HATES = ("condemned", "rejects", "opposes", "deplored")
TARGETS = ("the harbour tax", "the river dam", "the new bridge", "the grain law")
_HASHED = 96


def tone(text: str) -> int:
    words = text.lower().split()
    return sum(word in LIKES for word in words) - sum(word in HATES for word in words)


class ToyPairs:
    """Judges by words of praise and blame; which text comes first changes the score a little."""

    sha256 = "0" * 64
    width = sum(map(len, TASKS.values())) + _HASHED

    def __init__(self, threshold: float = 0.5, heat: float = 1.0) -> None:
        self.threshold = threshold
        self.heat = heat
        self.calls: list[tuple[str, list]] = []

    def temperature(self, task: str) -> float:
        return self.heat

    def judge_pairs(self, task: str, pairs: Sequence[tuple[str, str]]) -> np.ndarray:
        self.calls.append((task, list(pairs)))
        return self._chances(task, [self._pair(task, *pair) for pair in pairs])

    def judge_places(self, task: str, texts: Sequence[Marked]) -> np.ndarray:
        self.calls.append((task, list(texts)))
        return self._chances(task, [self._places(task, text) for text, _, _ in texts])

    def decide(self, task: str, chances: np.ndarray) -> np.ndarray:
        return chances.argmax(axis=1)

    def features(self, task: str, pairs: Sequence[tuple[str, str]]) -> np.ndarray:
        rows = np.zeros((len(pairs), self.width))
        for row, (first, second) in zip(rows, pairs, strict=True):
            for each in TASKS:
                row[columns(each)] = self._pair(each, first, second)
            for word in first.lower().split():
                row[self.width - _HASHED + _hash(word) % _HASHED] += 1
        return rows

    def _chances(self, task: str, scores: list[list[float]]) -> np.ndarray:
        rows = np.array(scores).reshape(-1, len(TASKS[task]))
        return np.round(softmax(rows / self.heat), DIGITS)

    def _pair(self, task: str, first: str, second: str) -> list[float]:
        scores = [0.0] * len(TASKS[task])
        if task == "stance":
            scores = [2.0 * tone(first), -2.0 * tone(first), 1.0]
        if task == "relation":
            agreed = tone(first) * tone(second)
            scores = [2.0 * agreed, -2.0 * agreed, 0.5]
        scores[0] += _hash(f"{first}|{second}") / 1e5
        return scores

    def _places(self, task: str, text: str) -> list[float]:
        found = tone(text)
        if task == "direction":
            return [1.0, 3.0 * found, 0.0, -3.0 * found, 0.0]
        return [float(found > 0), 0.0, float(found < 0), 0.0][: len(TASKS[task])]


def _hash(text: str) -> int:
    return int(hashlib.sha256(text.encode("utf8", "replace")).hexdigest()[:4], 16)


def labelled_pairs() -> tuple[list[tuple[str, str]], list[str]]:
    """(target, statement) pairs, and what the words of the statement make of them."""
    rows, labels = [], []
    for target in TARGETS:
        for words, label in ((LIKES, "favor"), (HATES, "against"), (("visited",), "neutral")):
            rows += [(target, f"{word} {target}") for word in words]
            labels += [label] * len(words)
    return rows, labels


def write_rows(path: Path, rows: Sequence[dict]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf8")
    return path


def stance_rows() -> list[dict]:
    return [
        {
            "target": f"{target[0].upper()}{target[1:]} should stay",
            "statement": text,
            "label": label,
            "topic": target,
            "cluster": label,
        }
        for (target, text), label in zip(*labelled_pairs(), strict=True)
    ]


def point_rows() -> list[dict]:
    return [
        {
            "argument_id": f"a{at}",
            "key_point_id": f"k{point}",
            "argument": f"The dam costs {at} crowns a day.",
            "key_point": ("It is expensive", "It keeps the valley dry")[point],
            "topic": "the river dam",
            "stance": (-1, 1)[point],
            "label": ("match", "no-match", "undecided")[(at + point) % 3],
        }
        for at in range(6)
        for point in (0, 1)
    ]


def mention_rows() -> list[dict]:
    """Twenty articles, so that some are of the tenth that is held back and some are not."""
    return [
        {
            "sentence": "Everybody trusts Tesk.",
            "start": 17,
            "end": 21,
            "label": ("positive", "negative", "neutral")[at % 3],
            "article": f"article {at}",
        }
        for at in range(20)
    ]


DIRECTED = [
    {"marked": f"[Arvania] {word} [Belmark].", "label": label}
    for word, label in (("met", 0), ("praised", 1), ("was praised by", 2), ("condemned", 3))
]
SPOKEN = {
    "sentence": "Venn called it a shame.",
    "speaker": "Oru Venn",
    "target": "Arvania",
    "span": "a shame",
    "start": 0,
    "end": 4,
    "label": "negative",
}


def write_data(folder: Path) -> Path:
    """A folder with a file of every set, train and dev."""
    files = {
        "stance/perspectrum-train": stance_rows(),
        "stance/argkp-train": stance_rows(),
        "stance/vast-train": stance_rows(),
        "stance/argkp-dev": stance_rows(),
        "stance/vast-dev": stance_rows(),
        "keypoints/argkp-train": point_rows(),
        "keypoints/argkp-dev": point_rows(),
        "nli": [{"premise": "It rains.", "hypothesis": "It is wet.", "label": "entailment"}] * 4,
        "negation": [
            {"premise": "It is dry.", "hypothesis": "It is not wet.", "label": "same"},
            {"premise": "It is dry.", "hypothesis": "It is not dry.", "label": "contradiction"},
        ],
        "plv-train": [
            {"marked": "<s>Arvania</s> thanked <t>Belmark</t>.", "label": 1, "sentence_id": 7},
            {"marked": "<s>Arvania</s> blamed <t>Belmark</t>.", "label": 3, "sentence_id": 8},
        ],
        "directed-train": DIRECTED,
        "directed-valid": DIRECTED,
        "newsmtsc-train": mention_rows(),
        "basil-quotes": [SPOKEN],
    }
    for name, rows in files.items():
        write_rows(folder / f"{name}.jsonl", rows)
    return folder
