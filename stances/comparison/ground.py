"""Common ground: what several parties say alike on one issue."""

from collections.abc import Mapping, Sequence

import numpy as np

from stances.comparison.cells import UNSURE, find_rows
from stances.comparison.matching import Matches, match_issue
from stances.records import CommonGround, Issue, Statement


def find_common_ground(
    statements: Sequence[Statement],
    vectors: np.ndarray,
    issues: Sequence[Issue],
    parties: Sequence[str],
    *,
    relations: Mapping[str, np.ndarray] | None = None,
) -> list[CommonGround]:
    """The best common ground of each issue, where there is any: what `parties` say alike.

    A group is a statement with all that match it (`match_issue`), of two parties or more, in
    which nobody clearly takes the other side than another, and of each party the nearest
    statement has the same clear label; with `relations` (as `find_contradictions` takes them)
    each two of those have to stand together. The best one joins parties that
    stand on both sides of the issue, then the most parties, then those whose words are nearest.
    Its statements are the one of each party nearest to the group's middle, then the rest in
    order of place. `vectors` has a unit row a statement.
    """
    found = []
    for issue, rows in find_rows(statements, issues, parties):
        if len({statements[row].party.id for row in rows}) > 1:
            matches = match_issue(statements, vectors, issue, rows)
            relation = (relations or {}).get(issue.id)
            ground = _choose(statements, matches, issue, list(dict.fromkeys(parties)), relation)
            found += [ground] if ground else []
    return found


def _choose(
    statements: Sequence[Statement],
    matches: Matches,
    issue: Issue,
    parties: Sequence[str],
    relation: np.ndarray | None,
) -> CommonGround | None:
    nearest = _nearest(matches, parties)
    present = nearest >= 0
    split = (matches.same @ (matches.signs == 1)) & (matches.same @ (matches.signs == -1))
    fit = (present.sum(axis=1) > 1) & ~split & _alike(matches, nearest)
    if relation is not None:
        fit &= _related(statements, matches, issue, nearest, relation)
    if not fit.any():
        return None
    leans = np.array([_lean(matches, party) for party in parties])
    both = present[:, leans > 0].any(axis=1) & present[:, leans < 0].any(axis=1)
    near = np.where(present, np.take_along_axis(matches.near, np.maximum(nearest, 0), 1), 0)
    mean = np.round(near.sum(axis=1) / np.maximum(present.sum(axis=1), 1), 4)
    best = int(np.lexsort((-mean, -present.sum(axis=1), ~both, ~fit))[0])
    first = [row for row in nearest[best].tolist() if row >= 0]
    rest = [row for row in np.flatnonzero(matches.same[best]).tolist() if row not in first]
    return CommonGround(
        issue.id,
        tuple(party for party, is_in in zip(parties, present[best], strict=True) if is_in),
        tuple(statements[matches.rows[row]].id for row in (*first, *rest)),
    )


def _alike(matches: Matches, nearest: np.ndarray) -> np.ndarray:
    """Whether each candidate's statements, one a party, are all clear and of one label."""
    signs = np.where(nearest >= 0, matches.signs[np.maximum(nearest, 0)], 0)
    top = np.where(nearest >= 0, signs, -9).max(axis=1)
    low = np.where(nearest >= 0, signs, 9).min(axis=1)
    return np.asarray((top == low) & (top != UNSURE))


def _related(
    statements: Sequence[Statement],
    matches: Matches,
    issue: Issue,
    nearest: np.ndarray,
    relation: np.ndarray,
) -> np.ndarray:
    """Whether each two of a candidate's statements, one a party, rather stand together."""
    place = {member: at for at, member in enumerate(issue.statements)}
    at = [place[statements[row].id] for row in matches.rows]
    own = np.asarray(relation)[np.ix_(at, at)]
    fit = []
    for row in nearest:
        said = row[row >= 0]
        pairs = own[np.ix_(said, said)][np.triu_indices(len(said), k=1)]
        fit.append(bool((pairs > 0).all()))
    return np.array(fit)


def _nearest(matches: Matches, parties: Sequence[str]) -> np.ndarray:
    """The row of each party nearest to each candidate among those that match, else -1."""
    found = np.full((len(matches.candidates), len(parties)), -1)
    for column, party in enumerate(parties):
        at = np.flatnonzero(matches.parties == party)
        if len(at):
            near = np.where(matches.same[:, at], matches.near[:, at], -2.0)
            best = near.argmax(axis=1)
            found[:, column] = np.where(matches.same[:, at].any(axis=1), at[best], -1)
    return found


def _lean(matches: Matches, party: str) -> int:
    """On which side the party's clear statements on the issue are more."""
    own = matches.signs[matches.parties == party]
    return int(np.sign((own == 1).sum() - (own == -1).sum()))
