"""Splits an issue's statements into sides: by their stance toward its target, then by relation."""

from collections.abc import Mapping, Sequence

import numpy as np

from stances.records import Issue, Side, Statement
from stances.sides.signed import split_rows, split_signed
from stances.stance import stance_toward

SIDES = ("favor", "against", "unclear")
PULL = 0.5
LEAN = 0.3
"""As `PULL`, for cosines of stance parts: on ArgKP's dev topics 97 % of those above are right."""
_SIGN = {"favor": 1, "against": -1}


def split_sides(
    issues: Sequence[Issue],
    statements: Sequence[Statement],
    relations: Mapping[str, np.ndarray] | None = None,
    stances: Mapping[str, np.ndarray] | None = None,
) -> list[Side]:
    """The sides of each issue: favor, against, and unclear, those that hold a statement.

    A statement whose stance toward the issue's target is clear takes its side, a neutral one
    none. One that is unsure joins a side where its mean relation to those who took one is above
    `PULL`; where nobody took one, the relations alone make two sides, told apart by the stances'
    scores. Repeats are on none. `relations` `(n, n)` are by issue, a row a statement in its
    order, as `relate` gives them. Of an issue without relations the encoder's stance parts
    serve, `stances` `(n, k)` unit rows, whose mean cosine has to be above `LEAN`: time and memory
    stay linear. Statements keep the issue's order; parties are ids, sorted, without unknown.
    """
    known = {statement.id: statement for statement in statements}
    read, told = relations or {}, stances or {}
    return [side for issue in issues for side in _split(issue, known, read, told)]


def _split(
    issue: Issue,
    known: Mapping[str, Statement],
    relations: Mapping[str, np.ndarray],
    stances: Mapping[str, np.ndarray],
) -> list[Side]:
    members = [known[i] for i in issue.statements if i in known]
    taken = np.array([_side_of(statement, issue.target) for statement in members])
    if issue.id in relations:
        relation = relations[issue.id]
        pull = _pull_read(relation, taken) if taken.any() else split_signed(relation, PULL)
        taken = _join(issue, members, taken, pull, PULL)
    elif issue.id in stances:
        rows = stances[issue.id]
        pull = _pull_told(rows, taken) if taken.any() else split_rows(rows, LEAN)
        taken = _join(issue, members, taken, pull, LEAN)
    labels = [SIDES[0] if t > 0 else SIDES[1] if t < 0 else SIDES[2] for t in taken.tolist()]
    by_label: dict[str, list[Statement]] = {}
    for label, statement in zip(labels, members, strict=True):
        if statement.repeat_of is not None:
            continue
        by_label.setdefault(label, []).append(statement)
    return [
        Side(
            issue=issue.id,
            id=f"{issue.id}-{label}",
            label=label,
            statements=tuple(s.id for s in by_label[label]),
            parties=tuple(sorted({s.party.id for s in by_label[label] if s.party.id})),
        )
        for label in SIDES
        if label in by_label
    ]


def _side_of(statement: Statement, target: str) -> int:
    """1 for, -1 against, 0 where the statement takes no clear side."""
    stance = stance_toward(statement, target)
    return 0 if stance is None or stance.abstained else _SIGN.get(stance.label, 0)


def _pull_read(relation: np.ndarray, taken: np.ndarray) -> np.ndarray:
    """The mean relation of each statement to the sides taken, over those it was read with."""
    read = (relation != 0) & (taken != 0)
    pull: np.ndarray = (relation * taken * read).sum(axis=1) / np.maximum(read.sum(axis=1), 1)
    return pull


def _pull_told(rows: np.ndarray, taken: np.ndarray) -> np.ndarray:
    """The mean cosine of each statement's stance part to the sides taken."""
    pull: np.ndarray = rows @ (rows.T @ taken) / np.count_nonzero(taken)
    return pull


def _join(
    issue: Issue, members: Sequence[Statement], taken: np.ndarray, pull: np.ndarray, least: float
) -> np.ndarray:
    """The sides with those added that are unsure by themselves but are pulled to one side.

    Where nobody took a side, `pull` is a split into two, which the stances' scores name.
    """
    found = [stance_toward(statement, issue.target) for statement in members]
    unsure = np.array([stance is None or stance.abstained for stance in found])
    if not taken.any():
        split = np.where(unsure, pull, 0)
        scores = np.array([stance.score if stance else 0.0 for stance in found])
        lean = float(scores @ split)
        return split * (1 if lean >= 0 else -1) if {1, -1} <= set(split.tolist()) else taken
    joined = np.where(np.round(np.abs(pull), 6) > least, np.sign(pull), 0)
    return np.where(unsure, joined, taken).astype(np.int64)
