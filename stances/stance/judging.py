"""Reads the stance of statements toward targets, in one batch."""

from collections.abc import Sequence

import numpy as np

from stances.errors import UsageError
from stances.records import JOIN, LABELS, Stance, Statement
from stances.stance.pairs import DIGITS, PairModel

TIE = 0.07
"""A stance for or against is unsure where the two are nearer to each other than this."""


def read_text(statement: Statement) -> str:
    """The words a stance is read from: the cue, then the content.

    The cue is part of what is said ("condemned the overnight strikes"). The source and the party
    are not: what a statement says does not depend on who says it.
    """
    words = [statement.cue.text, statement.text]
    if statement.cue.negated:
        words.insert(0, "did not")
    return " ".join(word for word in words if word).replace(JOIN, " ")


def judge(pairs: Sequence[tuple[str, str]], model: PairModel) -> list[Stance]:
    """The stance of each (target, text) pair; equal pairs are read once."""
    probabilities = model.judge_pairs("stance", [(text, target) for target, text in pairs])
    answered = is_answered(probabilities, model.threshold)
    return [
        _stance(target, row.tolist(), bool(sure))
        for (target, _), row, sure in zip(pairs, probabilities, answered, strict=True)
    ]


def is_answered(probabilities: np.ndarray, threshold: float) -> np.ndarray:
    """Which rows of `probabilities` `(n, 3)` are sure enough to be counted, `(n,)`.

    The most probable label reaches `threshold`, and is not one of for and against while these
    are as good as tied.

    >>> is_answered(np.array([[0.6, 0.3, 0.1], [0.49, 0.47, 0.04], [0.3, 0.3, 0.4]]), 0.45)
    array([ True, False, False])
    """
    tied = np.round(np.abs(probabilities[:, 0] - probabilities[:, 1]), DIGITS) < TIE
    neutral = probabilities.argmax(axis=1) == LABELS.index("neutral")
    return np.asarray((probabilities.max(axis=1, initial=0.0) >= threshold) & (neutral | ~tied))


def judge_statements(
    statements: Sequence[Statement], targets: Sequence[str], model: PairModel
) -> list[Stance]:
    """The stance of each statement toward the target in the same place; one batch.

    A statement may come several times, with a target each. Raises `UsageError` where there is
    not one target a statement.
    """
    if len(statements) != len(targets):
        raise UsageError(
            f"{len(targets)} targets were given for {len(statements)} statements; give one each."
        )
    pairs = [(t, read_text(s)) for s, t in zip(statements, targets, strict=True)]
    return judge(pairs, model)


def stance_toward(statement: Statement, target: str = "") -> Stance | None:
    """The statement's stance toward `target` ("": the first judged); None if not judged."""
    for stance in statement.stance:
        if not target or stance.target == target:
            return stance
    return None


def _stance(target: str, values: list[float], sure: bool) -> Stance:
    best = values.index(max(values))
    score = round(values[0] - values[1], DIGITS)
    return Stance(target, LABELS[best], values[best], score, not sure)
