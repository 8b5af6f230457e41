"""Groups statements into issues: what they are about, whatever side they take.

Average-linkage agglomerative clustering of the statements' vectors by cosine (Sokal and
Michener, 1958), cut where two groups' mean similarity falls below the granularity. Above
`DENSE_LIMIT` statements, mini-batch k-means (Sculley, 2010) makes small groups first and the
linkage joins those, so that time and memory stay near-linear.
"""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from stances.errors import UsageError
from stances.issues.labels import label_groups
from stances.records import Issue, Statement

DENSE_LIMIT = 3000
MICRO_GROUPS = 1000
SEED = 20240203


def group_issues(
    statements: Sequence[Statement],
    vectors: np.ndarray,
    *,
    granularity: float,
    target: str = "",
) -> list[Issue]:
    """Group `statements` into issues, each with a label and a target.

    `vectors` has one unit row a statement, in the same order. `granularity` is the mean cosine
    similarity in [-1, 1] above which two groups are one issue. With a user's `target`, that is
    the target of every issue: one question is asked of all, and the issues break it down by
    topic. Without, an issue's target is its label. Issues come with those of most parties
    first, then the largest; statements that stand alone come last, as issues of their own.
    The order of `statements` does not matter.

    Raises `UsageError` where the rows of `vectors` do not fit, or granularity is out of range.
    """
    _check(statements, vectors, granularity)
    order = sorted(range(len(statements)), key=lambda i: place(statements[i]))
    members = _members(np.asarray(vectors, dtype=np.float64)[order], granularity)
    groups = [[order[position] for position in group] for group in members]
    groups.sort(key=lambda group: _rank([statements[i] for i in group]))
    labels = label_groups([s.text for s in statements], _parties(statements), vectors, groups)
    return [
        Issue(f"i{number}", label, target or label, tuple(statements[i].id for i in group))
        for number, (group, label) in enumerate(zip(groups, labels, strict=True), start=1)
    ]


def place(statement: Statement) -> tuple[str, tuple[tuple[int, int], ...], str]:
    """Where a statement stands: article, then place in it. Sorting by it forgets input order."""
    return statement.article, statement.spans, statement.id


def _check(statements: Sequence[Statement], vectors: np.ndarray, granularity: float) -> None:
    if vectors.ndim != 2 or len(vectors) != len(statements):
        raise UsageError(
            f"vectors have the shape {vectors.shape} for {len(statements)} statements; "
            "give one row a statement."
        )
    if not -1.0 <= granularity <= 1.0:
        raise UsageError(f"granularity is {granularity}; give a cosine from -1 to 1.")


def _parties(statements: Sequence[Statement]) -> list[str]:
    return [statement.party.id or "" for statement in statements]


def _rank(
    group: Sequence[Statement],
) -> tuple[bool, int, int, tuple[str, tuple[tuple[int, int], ...], str]]:
    parties = {statement.party.id for statement in group} - {None}
    return len(group) == 1, -len(parties), -len(group), place(group[0])


def _members(vectors: np.ndarray, granularity: float) -> list[list[int]]:
    """The groups, as positions in rising order."""
    if len(vectors) <= DENSE_LIMIT:
        return _collect(link_vectors(vectors, granularity))
    micro = _micro_groups(vectors)
    centres = _unit(np.stack([vectors[micro == k].mean(axis=0) for k in range(micro.max() + 1)]))
    return _collect(link_vectors(centres, granularity)[micro])


def link_vectors(vectors: np.ndarray, granularity: float) -> np.ndarray:
    """A group number for each row of `vectors` `(n, d)`, unit length, by average linkage.

    Groups join while their mean cosine similarity is above `granularity`.
    """
    if len(vectors) < 2:
        return np.zeros(len(vectors), dtype=np.int64)
    from scipy.cluster.hierarchy import fcluster, linkage

    # Rounding keeps ties ties, whatever the last bits of a product are.
    distances = np.round(1.0 - np.clip(vectors @ vectors.T, -1.0, 1.0), 6)
    condensed = distances[np.triu_indices(len(vectors), k=1)]
    tree = linkage(condensed, method="average")
    return np.asarray(fcluster(tree, t=1.0 - granularity, criterion="distance"), dtype=np.int64)


def _micro_groups(vectors: np.ndarray) -> np.ndarray:
    """A small group's number, from 0 without gaps, for each row."""
    from sklearn.cluster import MiniBatchKMeans

    kmeans = MiniBatchKMeans(
        MICRO_GROUPS, random_state=SEED, n_init=1, batch_size=2048, max_iter=20
    )
    labels = kmeans.fit_predict(vectors)
    return np.asarray(np.unique(labels, return_inverse=True)[1], dtype=np.int64)


def _collect(labels: np.ndarray) -> list[list[int]]:
    groups: dict[int, list[int]] = defaultdict(list)
    for position, label in enumerate(labels.tolist()):
        groups[label].append(position)
    return list(groups.values())


def _unit(vectors: np.ndarray) -> np.ndarray:
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-12))
