"""Sums up what each party says on each issue."""

from collections.abc import Sequence

import numpy as np

from stances.comparison import DIGITS, interval_of, sample_stance
from stances.issues import place as place_of
from stances.records import Issue, KeyPoint, Position, Statement
from stances.stance import stance_toward

KEY_POINTS = 3
SAME = 0.6
POOL = 2000
CLEAR_MEAN = 0.05


def summarise_positions(
    statements: Sequence[Statement],
    vectors: np.ndarray,
    issues: Sequence[Issue],
    parties: Sequence[str],
    *,
    target: str = "",
) -> list[Position]:
    """A position for each of `parties` (ids): overall first, then on each of `issues`.

    Overall (`issue` None) is toward the user's `target`; without one it is the mean over all
    issues, and its target is "". The stance is the mean score of all the cell's statements: an
    unsure one has a score near zero and so weighs little, and it counts in `n`. The label is
    "unclear" where every statement is unsure or the clear ones cancel out, "silent" where
    there are none. The interval is a bootstrap over articles (over speakers within one
    article), None where only one speaks. `vectors` has a unit row a statement.
    """
    order = sorted(range(len(statements)), key=lambda row: place_of(statements[row]))
    place = {statements[row].id: row for row in order}
    members: list[tuple[Issue | None, list[int]]] = [(None, order)]
    members += [(i, [place[s] for s in i.statements if s in place]) for i in issues]
    positions = []
    for party in parties:
        for issue, rows in members:
            own = [row for row in rows if statements[row].party.id == party]
            cell = [statements[row] for row in own]
            points = choose_key_points(cell, vectors[own])
            about = target if issue is None else issue.target
            positions.append(_position(party, issue, about, cell, points))
    return positions


def _position(
    party: str,
    issue: Issue | None,
    target: str,
    cell: Sequence[Statement],
    points: tuple[KeyPoint, ...],
) -> Position:
    sample = sample_stance(cell, target, stream=0)
    return Position(
        party=party,
        issue=issue.id if issue else None,
        target=target,
        label=_label(cell, target, sample.mean if sample else None),
        stance=round(sample.mean, DIGITS) + 0.0 if sample else None,
        interval=interval_of(sample.means) if sample else None,
        n=len(cell),
        statements=tuple(statement.id for statement in cell),
        key_points=points,
    )


def _label(cell: Sequence[Statement], target: str, mean: float | None) -> str:
    """What the cell says in a word: a side only where a clear statement takes it."""
    if not cell:
        return "silent"
    stances = [stance for s in cell if (stance := stance_toward(s, target))]
    clear = [stance.label for stance in stances if not stance.abstained]
    if not clear or mean is None:
        return "unclear"
    side = "favor" if mean > 0 else "against"
    if side in clear and abs(mean) >= CLEAR_MEAN:
        return side
    return "neutral" if 2 * clear.count("neutral") > len(clear) else "unclear"


def choose_key_points(
    cell: Sequence[Statement], vectors: np.ndarray, limit: int = KEY_POINTS
) -> tuple[KeyPoint, ...]:
    """At most `limit` statements that stand for the most others, each with how many.

    Greedy facility location (Nemhauser et al., 1978): each choice is the statement that adds
    most to how well all are covered. A statement counts for the key point it is nearest to,
    where their cosine is at least 0.6; the same thing said twice is so one point. The choice
    stops when all are covered. `vectors` has a unit row a statement.

    >>> choose_key_points([], np.zeros((0, 2)))
    ()
    """
    if not cell:
        return ()
    vectors = np.round(np.asarray(vectors, dtype=np.float64), 6)
    pool = _pool(vectors)
    chosen = _cover(vectors[pool], limit)
    near = vectors @ vectors[pool[chosen]].T
    owner = np.where(near.max(axis=1) >= SAME - 1e-9, near.argmax(axis=1), -1)
    points = [
        KeyPoint(
            cell[row].id,
            cell[row].text,
            cell[row].kind == "direct",
            max(1, int((owner == k).sum())),
        )
        for k, row in enumerate(pool[chosen].tolist())
    ]
    return tuple(sorted(points, key=lambda point: -point.n))


def _count(owner: np.ndarray, point: int) -> int:
    """How many statements a key point stands for, itself at least."""
    return max(1, int((owner == point).sum()))


def _pool(vectors: np.ndarray) -> np.ndarray:
    """Rows to choose from: all, or of a large cell those nearest to its middle."""
    if len(vectors) <= POOL:
        return np.arange(len(vectors))
    near = np.round(vectors @ vectors.mean(axis=0), 9)
    return np.sort(np.argsort(-near, kind="stable")[:POOL])


def _cover(vectors: np.ndarray, limit: int) -> list[int]:
    similar = np.round(np.clip(vectors @ vectors.T, 0.0, 1.0), 6)
    covered = np.zeros(len(vectors))
    chosen: list[int] = []
    while len(chosen) < limit and (not chosen or covered.min() < SAME):
        gain = np.maximum(similar, covered).sum(axis=1)
        best = int(np.round(gain, 4).argmax())
        if best in chosen:
            break
        chosen.append(best)
        covered = np.maximum(covered, similar[best])
    return chosen
