"""The pair model: one cross-encoder for every judgement about two texts, or two places in one.

A cross-encoder reads both texts at once (as BERT reads sentence pairs, Devlin et al. 2019). Which
judgement is asked for is told by the type of the first piece; the other types say which pieces
are of the first text or place and which of the second. A linear head a task reads the first
piece and the means of both (as R-BERT does for relations, Wu and He 2019).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from stances.errors import ModelError
from stances.records import LABELS
from stances.runtime import Model

if TYPE_CHECKING:
    from tokenizers import Tokenizer

TASKS: Mapping[str, tuple[str, ...]] = {
    "stance": LABELS,
    "relation": ("same", "opposite", "unrelated"),
    "match": ("match", "no-match"),
    "event": ("1", "2", "3", "4"),
    "direction": ("0", "1", "2", "3", "4"),
    "sentiment": ("negative", "neutral", "positive"),
}
"""The judgements, each with its labels; their scores stand side by side in this order."""
NAME = "stance"
PIECES = 192
SECOND_PIECES = 64
CHARACTERS = 4000
DIGITS = 6
CONTEXT, FIRST, SECOND, FIRST_TASK = range(4)
Span = tuple[int, int]
Marked = tuple[str, Span | None, Span | None]


@dataclass(frozen=True, slots=True)
class Pieces:
    """What the network reads of one pair: word pieces and their types, equally many."""

    ids: tuple[int, ...]
    types: tuple[int, ...]


def task_type(task: str) -> int:
    """The type of the first piece that asks for `task`."""
    return FIRST_TASK + list(TASKS).index(task)


def columns(task: str) -> slice:
    """Where the scores of `task` stand among those of all tasks."""
    bounds = list(pairwise(accumulate(map(len, TASKS.values()), initial=0)))
    return slice(*bounds[list(TASKS).index(task)])


def read_pairs(tokenizer: "Tokenizer", kind: int, pairs: Sequence[tuple[str, str]]) -> list[Pieces]:
    """The pieces of (first, second) pairs of texts, at most `PIECES` each, for a `task_type`.

    The second text is cut to `SECOND_PIECES`; of a first that is too long the start and the
    end are kept, where writers say what they think.
    """
    texts = sorted({_clip(text) for pair in pairs for text in pair})
    found = tokenizer.encode_batch(texts, add_special_tokens=False)
    pieces = {text: each.ids for text, each in zip(texts, found, strict=True)}
    cls, sep = _special(tokenizer)
    made = []
    for pair in pairs:
        one, other = (pieces[_clip(text)] for text in pair)
        other = other[:SECOND_PIECES]
        one = _ends(one, PIECES - len(other) - 3)
        types = (kind, *[FIRST] * len(one), CONTEXT, *[SECOND] * len(other), CONTEXT)
        made.append(Pieces((cls, *one, sep, *other, sep), types))
    return made


def read_places(tokenizer: "Tokenizer", kind: int, texts: Sequence[Marked]) -> list[Pieces]:
    """The pieces of texts with a first and a second place in each, as character spans.

    Either place may be missing. Of a text that is too long, what stands around them is kept.
    """
    cls, sep = _special(tokenizer)
    cut = [_around(*each) for each in texts]
    found = tokenizer.encode_batch([text for text, _, _ in cut], add_special_tokens=False)
    made = []
    for (_, first, second), each in zip(cut, found, strict=True):
        types = [_place(span, first, second) for span in each.offsets]
        low, high = _window(types)
        made.append(Pieces((cls, *each.ids[low:high], sep), (kind, *types[low:high], CONTEXT)))
    return made


def _special(tokenizer: "Tokenizer") -> tuple[int, int]:
    cls, sep = tokenizer.encode("").ids
    return cls, sep


def _clip(text: str) -> str:
    """A text without lone surrogates, its start and end where it is very long."""
    if len(text) > CHARACTERS:
        text = f"{text[: CHARACTERS * 2 // 3]} {text[-CHARACTERS // 3 :]}"
    return text.encode("utf8", "replace").decode("utf8")


def _ends(pieces: list[int], limit: int) -> list[int]:
    if len(pieces) <= limit:
        return pieces
    start = limit * 2 // 3
    return [*pieces[:start], *pieces[start - limit :]]


def _around(text: str, first: Span | None, second: Span | None) -> Marked:
    """The stretch of a very long text around its places."""
    low = min((span[0] for span in (first, second) if span), default=0)
    start = max(0, low - CHARACTERS // 2)
    cut = text[start : start + CHARACTERS].encode("utf8", "replace").decode("utf8")
    moved = [span and (span[0] - start, span[1] - start) for span in (first, second)]
    return cut, moved[0], moved[1]


def _place(span: Span, first: Span | None, second: Span | None) -> int:
    for kind, place in ((FIRST, first), (SECOND, second)):
        if place and span[0] < place[1] and place[0] < span[1]:
            return kind
    return CONTEXT


def _window(types: Sequence[int]) -> tuple[int, int]:
    """The pieces to keep, so that they fit and the places are among them."""
    limit = PIECES - 2
    if len(types) <= limit:
        return 0, len(types)
    marked = [at for at, kind in enumerate(types) if kind != CONTEXT] or [0]
    middle = (marked[0] + min(marked[-1], marked[0] + limit)) // 2
    low = max(0, min(middle - limit // 2, len(types) - limit))
    return low, low + limit


@dataclass(frozen=True)
class PairModel:
    """The shipped cross-encoder; `model` is its folder.

    >>> relation = PairModel.shipped().judge_pairs(
    ...     "relation", [("The dam should be built.", "The dam must never be built.")])
    >>> TASKS["relation"][int(relation[0].argmax())]
    'opposite'
    """

    model: Model

    @classmethod
    def shipped(cls) -> "PairModel":
        """The model that comes with the package; raises `ModelError` where it is missing."""
        return cls._checked(Model.shipped(NAME))

    @classmethod
    def load(cls, folder: Path) -> "PairModel":
        """A model from a folder that training wrote; raises `ModelError`."""
        return cls._checked(Model.load(folder, NAME))

    @classmethod
    def _checked(cls, model: Model) -> "PairModel":
        expected = {task: list(labels) for task, labels in TASKS.items()}
        if model.config.get("tasks") != expected:
            raise ModelError(
                f"{model.folder}/config.json: has the tasks {model.config.get('tasks')}; "
                f"expected {expected}."
            )
        return cls(model)

    @cached_property
    def threshold(self) -> float:
        """A stance whose probability is below this abstains."""
        return float(self.model.config["threshold"])

    def temperature(self, task: str) -> float:
        """What the scores of `task` are divided by (Guo et al. 2017)."""
        return float(self.model.config["temperatures"][task])

    def decide(self, task: str, chances: np.ndarray) -> np.ndarray:
        """The label of each row of `chances` `(n, labels)`, as its place among the task's labels.

        The most probable one, after each was divided by a power of its share in the data, where
        the model's configuration has such weights: a rare label is then named more readily, for
        the mean over labels and not over rows (logit adjustment, Menon et al. 2021).
        """
        weights = self.model.config.get("weights", {}).get(task)
        leaning = chances * np.array(weights) if weights else chances
        return np.asarray(np.round(leaning, DIGITS).argmax(axis=1))

    @property
    def width(self) -> int:
        """The number of features."""
        return int(self.model.config["width"])

    @cached_property
    def sha256(self) -> str:
        """The hash of the weights, in hex."""
        return self.model.sha256()

    def judge_pairs(self, task: str, pairs: Sequence[tuple[str, str]]) -> np.ndarray:
        """Probabilities `(n, labels)` of (first, second) pairs of texts, rounded to 6 digits.

        `stance` and `match` ask how the first stands to the second, a target or a key point.
        Each row depends on its own pair alone; equal pairs are read once.
        """
        return self._chances(task, self.score_pairs(task, pairs))

    def judge_places(self, task: str, texts: Sequence[Marked]) -> np.ndarray:
        """Probabilities `(n, labels)` of texts with two places, or one, as character spans."""
        return self._chances(task, self.score_places(task, texts))

    def score_pairs(self, task: str, pairs: Sequence[tuple[str, str]]) -> np.ndarray:
        """The raw scores `(n, labels)` behind `judge_pairs`."""
        distinct = sorted(set(pairs))
        read = read_pairs(self.model.tokenizer, task_type(task), distinct)
        return self._scores(task, read)[_rows(distinct, pairs)]

    def score_places(self, task: str, texts: Sequence[Marked]) -> np.ndarray:
        """The raw scores `(n, labels)` behind `judge_places`."""
        distinct = sorted(set(texts), key=repr)
        read = read_places(self.model.tokenizer, task_type(task), distinct)
        return self._scores(task, read)[_rows(distinct, texts)]

    def features(self, task: str, pairs: Sequence[tuple[str, str]]) -> np.ndarray:
        """All tasks' scores, then what they are read from: `(n, width)`, for pairs of texts."""
        distinct = sorted(set(pairs))
        read = read_pairs(self.model.tokenizer, task_type(task), distinct)
        found = [np.concatenate(outputs, axis=1) for outputs in self._run(read)]
        rows = np.concatenate([np.zeros((0, self.width)), *found])
        return np.asarray(rows[_rows(distinct, pairs)])

    def _chances(self, task: str, scores: np.ndarray) -> np.ndarray:
        return np.round(softmax(scores / self.temperature(task)), DIGITS)

    def _scores(self, task: str, read: Sequence[Pieces]) -> np.ndarray:
        place = columns(task)
        empty = np.zeros((0, place.stop - place.start))
        found = [outputs[0][:, place].astype(np.float64) for outputs in self._run(read)]
        return np.concatenate([empty, *found])

    def _run(self, read: Sequence[Pieces]) -> list[list[np.ndarray]]:
        return self.model.run_each(map(_inputs, read)) if read else []


def _rows(distinct: Sequence[object], wanted: Iterable[object]) -> list[int]:
    place = {each: row for row, each in enumerate(distinct)}
    return [place[each] for each in wanted]


def _inputs(pieces: Pieces) -> dict[str, np.ndarray]:
    ids = np.array([pieces.ids], dtype=np.int64)
    types = np.array([pieces.types], dtype=np.int64)
    return {"input_ids": ids, "token_type_ids": types, "attention_mask": np.ones_like(ids)}


def softmax(scores: np.ndarray) -> np.ndarray:
    """Rows of scores as probabilities.

    >>> softmax(np.zeros((1, 2))).tolist()
    [[0.5, 0.5]]
    """
    powers = np.exp(scores - scores.max(axis=1, keepdims=True, initial=-np.inf))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))
