"""A map of the parties: points in a plane, near where they agree."""

from collections.abc import Iterable, Sequence

import numpy as np

from stances.comparison.sampling import DIGITS, SEED
from stances.records import Agreement, PartyMap

STARTS = 8
ROUNDS = 500
SETTLED = 1e-9


def map_parties(agreements: Iterable[Agreement], parties: Sequence[str]) -> PartyMap | None:
    """Place `parties` (ids) so that distances in the plane are near those overall.

    Metric multidimensional scaling by SMACOF (de Leeuw, 1977), from the classical solution
    (Torgerson, 1952) and seven random ones, the best kept. Two parties without a distance do not
    pull at each other. `stress` is Kruskal's stress-1 (1964): 0 is a true picture, above about
    0.2 a poor one. The plane is turned so that the parties spread most along x, and mirrored so
    that the first by id off an axis has positive coordinates. A party that no chain of
    distances joins to the others is left out; None with fewer than three parties.
    """
    distances, names = _tabulate(agreements, sorted(set(parties)))
    if len(names) < 3:
        return None
    weights = (~np.isnan(distances)).astype(float)
    wanted = np.nan_to_num(distances)
    starts = [_scale(wanted, weights)]
    generator = np.random.default_rng([SEED, len(names)])
    starts += [generator.standard_normal((len(names), 2)) for _ in range(STARTS - 1)]
    maps = [_settle(wanted, weights, start) for start in starts]
    stresses = [round(_stress(wanted, weights, points), 6) for points in maps]
    best = int(np.argmin(stresses))
    points = dict(zip(names, _orient(maps[best]).tolist(), strict=True))
    shown = [party for party in dict.fromkeys(parties) if party in points]
    return PartyMap(
        tuple((party, points[party][0], points[party][1]) for party in shown),
        round(stresses[best], DIGITS),
    )


def _tabulate(
    agreements: Iterable[Agreement], names: Sequence[str]
) -> tuple[np.ndarray, list[str]]:
    """Overall distances `(n, n)`, NaN where there is none, of the largest joined group."""
    from scipy.sparse.csgraph import connected_components

    place = {name: at for at, name in enumerate(names)}
    table = np.full((len(names), len(names)), np.nan)
    for agreement in agreements:
        a, b = agreement.parties
        if agreement.issue is None and agreement.distance is not None and {a, b} <= set(place):
            table[place[a], place[b]] = table[place[b], place[a]] = agreement.distance
    np.fill_diagonal(table, np.nan)
    if not len(names):
        return table, []
    labels = connected_components(~np.isnan(table), directed=False)[1]
    kept = np.flatnonzero(labels == np.bincount(labels).argmax())
    return table[np.ix_(kept, kept)], [names[at] for at in kept.tolist()]


def _scale(wanted: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Classical scaling, a missing distance taken as the mean of all."""
    filled = np.where(weights > 0, wanted, wanted.sum() / max(1.0, weights.sum()))
    np.fill_diagonal(filled, 0.0)
    centre = np.eye(len(filled)) - 1 / len(filled)
    values, axes = np.linalg.eigh(-centre @ filled**2 @ centre / 2)
    return np.asarray(axes[:, -2:] * np.sqrt(np.maximum(values[-2:], 1e-12)))


def _settle(wanted: np.ndarray, weights: np.ndarray, points: np.ndarray) -> np.ndarray:
    """Majorise the stress (Guttman's transform) until it does not fall any more."""
    inverse = np.linalg.pinv(np.diag(weights.sum(axis=1)) - weights)
    last = np.inf
    for _ in range(ROUNDS):
        now = _between(points)
        ratio = -weights * np.divide(wanted, now, out=np.zeros_like(now), where=now > 1e-12)
        np.fill_diagonal(ratio, -ratio.sum(axis=1) + np.diag(ratio))
        points = inverse @ (ratio @ points)
        stress = float((weights * (_between(points) - wanted) ** 2).sum())
        if last - stress < SETTLED:
            break
        last = stress
    return points


def _between(points: np.ndarray) -> np.ndarray:
    return np.asarray(np.linalg.norm(points[:, None] - points[None], axis=2))


def _stress(wanted: np.ndarray, weights: np.ndarray, points: np.ndarray) -> float:
    now = _between(points)
    total = float((weights * now**2).sum())
    return float(np.sqrt((weights * (now - wanted) ** 2).sum() / total)) if total > 1e-12 else 0.0


def _orient(points: np.ndarray) -> np.ndarray:
    """Centre, turn the widest direction to x, mirror, round."""
    centred = points - points.mean(axis=0)
    axes = np.linalg.eigh(centred.T @ centred)[1][:, ::-1]
    turned = centred @ axes
    for column in turned.T:
        off = np.flatnonzero(np.abs(column) > 1e-3)
        if len(off) and column[off[0]] < 0:
            column *= -1
    return np.asarray(np.round(turned, DIGITS) + 0.0)
