"""How far two parties agree, on each issue and overall."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from stances.comparison.cells import Cell, Units, count_in, gather_cells, make_cell, split_units
from stances.comparison.permutation import permute_parties
from stances.comparison.sampling import DIGITS, Sample, interval_of, resample, sample_cell
from stances.records import Agreement, Issue, Statement

ISSUES_ENOUGH = 5
"""Shared issues from which the overall interval is over issues, not over articles."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A party on an issue: its cell, its units by article and the sample of it."""

    cell: Cell
    units: Units
    sample: Sample


@dataclass(frozen=True, slots=True)
class Shared:
    """An issue that both of two parties speak on."""

    agreement: Agreement
    voices: tuple[Voice, Voice]


def measure_agreement(
    statements: Sequence[Statement],
    issues: Sequence[Issue],
    parties: Sequence[str],
    *,
    target: str = "",
) -> list[Agreement]:
    """Agreement of each two of `parties` (ids), overall (`issue` None) then by issue.

    Agreement is the geometric mean of the two mean stances, negative where they differ in
    sign: 1 where both are wholly for or wholly against, -1 where they are wholly opposed, 0
    where one takes no side. It is None where one of the two says nothing. Overall is toward the
    user's `target`; without one, the mean over issues that both speak on, by statements, with
    an interval over issues where there are at least `ISSUES_ENOUGH`, else over articles. The
    overall `distance` weighs each shared issue alike, so that to speak of other things is not
    to disagree.
    """
    counted = count_in(statements)
    cells = gather_cells(counted, issues, parties)
    voices = {issue: hear_all(by_party) for issue, by_party in cells.items()}
    whole: dict[str, Voice] = {}
    if target:
        spoken = {p: make_cell([s for s in counted if s.party.id == p], target) for p in parties}
        whole = hear_all({p: cell for p, cell in spoken.items() if cell})
    found: list[Agreement] = []
    for pair in combinations(parties, 2):
        each = [(_agree(pair, i.id, voices[i.id]), _both(pair, voices[i.id])) for i in issues]
        shared = [Shared(agreement, both) for agreement, both in each if both]
        silent = sum(agreement.n for agreement, _ in each)
        overall = _toward(pair, whole, shared) if target else _overall(pair, shared, silent)
        found += [overall, *(agreement for agreement, _ in each)]
    return found


def hear_all(cells: Mapping[str, Cell]) -> dict[str, Voice]:
    """The voice of each party's cell."""
    return {
        party: Voice(cell, split_units(cell, by_article=True), sample_cell(cell))
        for party, cell in cells.items()
    }


def _both(pair: tuple[str, str], voices: Mapping[str, Voice]) -> tuple[Voice, Voice] | None:
    left, right = (voices.get(party) for party in pair)
    return (left, right) if left and right else None


def _agree(pair: tuple[str, str], issue: str | None, voices: Mapping[str, Voice]) -> Agreement:
    both = _both(pair, voices)
    if both is None:
        heard = (voices[party].sample.n for party in pair if party in voices)
        return Agreement(pair, issue, None, None, sum(heard))
    left, right = (voice.sample for voice in both)
    return Agreement(
        pair,
        issue,
        round(float(combine(left.mean, right.mean)), DIGITS) + 0.0,
        interval_of(combine_draws(left, right)),
        left.n + right.n,
        p=_permute([both]),
        distance=round(abs(left.mean - right.mean) / 2, DIGITS),
    )


def _permute(pairs: Sequence[tuple[Voice, Voice]]) -> float | None:
    """The p-value over articles, or over speakers where all is in one article."""
    if len({key for pair in pairs for voice in pair for key in voice.units.keys}) > 1:
        return permute_parties([(left.units, right.units) for left, right in pairs])
    speakers = [[split_units(v.cell, by_article=False) for v in pair] for pair in pairs]
    return permute_parties([(left, right) for left, right in speakers])


def combine(left: np.ndarray | float, right: np.ndarray | float) -> np.ndarray:
    """The geometric mean of two stances in [-1, 1], with the sign of their product.

    >>> combine(0.9, -0.4).round(2).item()
    -0.6
    """
    product = np.asarray(left) * np.asarray(right)
    return np.asarray(np.copysign(np.sqrt(np.abs(product)), product))


def combine_draws(left: Sample, right: Sample) -> np.ndarray | None:
    """Resampled agreements; None where one of the two rests on one unit."""
    if left.means is None or right.means is None:
        return None
    return combine(left.means, right.means)


def _toward(
    pair: tuple[str, str], whole: Mapping[str, Voice], shared: Sequence[Shared]
) -> Agreement:
    """Overall toward the user's target; its distance is still over the shared issues."""
    found = _agree(pair, None, whole)
    return Agreement(
        pair, None, found.agreement, found.interval, found.n, found.p, _distance(shared)
    )


def _overall(pair: tuple[str, str], shared: Sequence[Shared], silent: int) -> Agreement:
    """The mean agreement over issues that both speak on, weighted by statements."""
    if not shared:
        return Agreement(pair, None, None, None, silent)
    weights = np.array([s.agreement.n for s in shared], dtype=float)
    values = np.array([combine(*(v.sample.mean for v in s.voices)) for s in shared])
    return Agreement(
        pair,
        None,
        round(float(values @ weights / weights.sum()), DIGITS) + 0.0,
        interval_of(_draw_overall(shared, values, weights)),
        int(weights.sum()),
        p=_permute([s.voices for s in shared]),
        distance=_distance(shared),
    )


def _draw_overall(
    shared: Sequence[Shared], values: np.ndarray, weights: np.ndarray
) -> np.ndarray | None:
    if len(shared) >= ISSUES_ENOUGH:
        names = tuple(f"issue {s.agreement.issue}" for s in shared)
        return resample(Units(names, values * weights, weights))
    drawn = [combine_draws(s.voices[0].sample, s.voices[1].sample) for s in shared]
    kept = [draws for draws in drawn if draws is not None]
    if len(kept) < len(shared):
        return None
    return np.asarray(weights @ np.stack(kept) / weights.sum())


def _distance(shared: Sequence[Shared]) -> float | None:
    """The mean distance over shared issues, each counting the same."""
    found = [s.agreement.distance for s in shared if s.agreement.distance is not None]
    return round(sum(found) / len(found), DIGITS) if found else None
