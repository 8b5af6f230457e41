"""Reads the stance of statements toward targets, in one batch."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from stances.errors import UsageError
from stances.records import LABELS, Stance, Statement
from stances.stance.head import StanceHead

DIGITS = 6


class TextEncoder(Protocol):
    """What gives vectors: one unit row a text."""

    def encode(self, texts: list[str]) -> np.ndarray: ...


def read_text(statement: Statement) -> str:
    """The words a stance is read from: the cue, then the content.

    The cue is part of what is said ("condemned the overnight strikes"). The source and the party
    are not: what a statement says does not depend on who says it.
    """
    words = [statement.cue.text, statement.text]
    if statement.cue.negated:
        words.insert(0, "did not")
    return " ".join(word for word in words if word)


def judge(pairs: Sequence[tuple[str, str]], encoder: TextEncoder, head: StanceHead) -> list[Stance]:
    """The stance of each (target, text) pair; equal strings are encoded once."""
    if not pairs:
        return []
    texts = sorted({text for pair in pairs for text in pair})
    place = {text: row for row, text in enumerate(texts)}
    vectors = np.asarray(encoder.encode(texts))
    rows = np.array([[place[target], place[text]] for target, text in pairs])
    probabilities = head.probabilities(vectors[rows[:, 0]], vectors[rows[:, 1]])
    return [
        _stance(target, row, head.threshold)
        for (target, _), row in zip(pairs, probabilities, strict=True)
    ]


def judge_statements(
    statements: Sequence[Statement],
    targets: Sequence[str],
    encoder: TextEncoder,
    head: StanceHead,
) -> list[Stance]:
    """The stance of each statement toward the target in the same place; one batch.

    A statement may come several times, with a target each. `encoder` must be the one that
    `head` was trained on. Raises `UsageError` where there is not one target a statement.
    """
    if len(statements) != len(targets):
        raise UsageError(
            f"{len(targets)} targets were given for {len(statements)} statements; give one each."
        )
    pairs = [(t, read_text(s)) for s, t in zip(statements, targets, strict=True)]
    return judge(pairs, encoder, head)


def stance_toward(statement: Statement, target: str = "") -> Stance | None:
    """The statement's stance toward `target` ("": the first judged); None if not judged."""
    for stance in statement.stance:
        if not target or stance.target == target:
            return stance
    return None


def _stance(target: str, probabilities: np.ndarray, threshold: float) -> Stance:
    values = [float(round(p, DIGITS)) for p in probabilities.tolist()]
    best = values.index(max(values))
    score = round(values[0] - values[1], DIGITS)
    return Stance(target, LABELS[best], values[best], score, values[best] < threshold)
