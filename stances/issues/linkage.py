"""Clusters vectors by average linkage, in time and memory that grow near-linearly.

Average-linkage agglomerative clustering by cosine (Sokal and Michener, 1958), cut where two
groups' mean similarity falls below the granularity. Many rows are first parted into cells by
k-means (Lloyd, 1982) fitted on a sample of them; each cell is linked by itself, then the largest
groups of all cells, each as its mean, and what is left joins the group it is nearest to, all cut at
the same similarity.
"""

from collections.abc import Iterator

import numpy as np

DENSE_LIMIT = 3000
CELL = 800
FITTED = 20_000
LARGEST = 500
BLOCK = 4096
SEED = 20240203


def group_vectors(vectors: np.ndarray, granularity: float) -> np.ndarray:
    """A group number for each of the unit rows `(n, d)`: by `link_vectors` where they are few."""
    if len(vectors) <= DENSE_LIMIT:
        return link_vectors(vectors, granularity)
    labels = np.empty(len(vectors), dtype=np.int64)
    means: list[np.ndarray] = []
    found = 0
    for rows in _cells(vectors):
        local = _from_zero(link_vectors(vectors[rows], granularity))
        labels[rows] = local + found
        means.append(_means(vectors[rows], local))
        found += len(means[-1])
    return _joined(np.concatenate(means), np.bincount(labels), granularity)[labels]


def link_vectors(vectors: np.ndarray, granularity: float) -> np.ndarray:
    """A group number for each row of `vectors` `(n, d)`, by average linkage.

    Groups join while the mean product of their rows, of unit rows the cosine, is above
    `granularity`.
    """
    if len(vectors) < 2:
        return np.zeros(len(vectors), dtype=np.int64)
    from scipy.cluster.hierarchy import fcluster, linkage

    # Rounding keeps ties ties, whatever the last bits of a product are.
    distances = np.round(1.0 - np.clip(vectors @ vectors.T, -1.0, 1.0), 6)
    condensed = distances[np.triu_indices(len(vectors), k=1)]
    tree = linkage(condensed, method="average")
    return np.asarray(fcluster(tree, t=1.0 - granularity, criterion="distance"), dtype=np.int64)


def _cells(vectors: np.ndarray) -> Iterator[np.ndarray]:
    """The rows of each cell, in rising order; a cell too large is parted in that order."""
    from sklearn.cluster import MiniBatchKMeans

    count = -(-len(vectors) // CELL)
    sample = np.linspace(0, len(vectors) - 1, min(FITTED, len(vectors))).astype(np.int64)
    kmeans = MiniBatchKMeans(count, random_state=SEED, n_init=1, batch_size=BLOCK, max_iter=10)
    cell_of = kmeans.fit(vectors[sample]).predict(vectors)
    for cell in range(count):
        rows = np.flatnonzero(cell_of == cell)
        parts = -(-len(rows) // DENSE_LIMIT)
        yield from (part for part in np.array_split(rows, max(1, parts)) if len(part))


def _joined(means: np.ndarray, sizes: np.ndarray, granularity: float) -> np.ndarray:
    """The final group of each group of a cell, by its mean row and size."""
    order = np.argsort(-sizes, kind="stable")
    linked, rest = order[:DENSE_LIMIT], order[DENSE_LIMIT:]
    final = np.arange(len(sizes)) + len(sizes)
    # The product of two means is the mean cosine between the members of two groups.
    final[linked] = _from_zero(link_vectors(means[linked], granularity))
    if len(rest):
        _add_rest(final, means, sizes, linked, rest, granularity)
    return final


def _add_rest(
    final: np.ndarray,
    means: np.ndarray,
    sizes: np.ndarray,
    linked: np.ndarray,
    rest: np.ndarray,
    granularity: float,
) -> None:
    """Let each of the small groups join the large one it is nearest to, where near enough."""
    count = int(final[linked].max()) + 1
    weights = np.bincount(final[linked], sizes[linked], count)
    centres = np.zeros((count, means.shape[1]), dtype=means.dtype)
    np.add.at(centres, final[linked], means[linked] * sizes[linked, None].astype(means.dtype))
    centres /= weights[:, None].astype(means.dtype)
    largest = np.argsort(-weights, kind="stable")[:LARGEST]
    for start in range(0, len(rest), BLOCK):
        rows = rest[start : start + BLOCK]
        near = np.round(means[rows] @ centres[largest].T, 5)
        joins = near.max(axis=1) > granularity
        final[rows[joins]] = largest[near.argmax(axis=1)[joins]]


def _means(vectors: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """The mean row of each group, numbered from zero without gaps."""
    sizes = np.bincount(labels)
    means = np.zeros((len(sizes), vectors.shape[1]), dtype=vectors.dtype)
    np.add.at(means, labels, vectors)
    means /= sizes[:, None].astype(vectors.dtype)
    return means


def _from_zero(labels: np.ndarray) -> np.ndarray:
    return np.asarray(np.unique(labels, return_inverse=True)[1], dtype=np.int64)
