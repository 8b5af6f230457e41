"""Exhibits: the pairs of statements that show best where parties contradict or agree."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from stances.comparison.cells import find_rows
from stances.comparison.sampling import DIGITS
from stances.records import Concord, Contradiction, Issue, Statement
from stances.stance import stance_toward

PAIRED = 500
FEWEST = 40
USES = 2
UNREAD = 0.5

Pair = tuple[float, str, Statement, Statement]


@dataclass(frozen=True, slots=True)
class _Bench:
    """What the pairs of all issues are chosen from; `sign` of a relation is 1 to agree."""

    statements: Sequence[Statement]
    vectors: np.ndarray
    rank: Mapping[str, int]
    top: int
    relations: Mapping[str, np.ndarray] | None
    sign: int


def find_contradictions(
    statements: Sequence[Statement],
    vectors: np.ndarray,
    issues: Sequence[Issue],
    parties: Sequence[str],
    *,
    top: int = 10,
    relations: Mapping[str, np.ndarray] | None = None,
) -> list[Contradiction]:
    """The `top` pairs of clear, opposite statements of two of `parties`, strongest first.

    Score in [0, 1]: both stances' probabilities times the cosine of the statements' vectors
    and, with `relations` (by issue id, `(n, n)` in [-1, 1] over its statements, as
    `sides.relate` gives them), the chance that the two oppose each other; a half where that was
    not read. The party that comes first in `parties` comes first in a pair. A statement is used
    at most twice, and the same two texts once. Of an issue, each party's surest statements are
    compared, about 500 a side.
    """
    bench = _bench(statements, vectors, parties, top, relations, sign=-1)
    chosen = _choose(bench, issues, (("favor", "against"),))
    return [Contradiction(i, _ids(a, b), (a.id, b.id), score) for score, i, a, b in chosen]


def find_concords(
    statements: Sequence[Statement],
    vectors: np.ndarray,
    issues: Sequence[Issue],
    parties: Sequence[str],
    *,
    top: int = 10,
    relations: Mapping[str, np.ndarray] | None = None,
) -> list[Concord]:
    """The `top` pairs of statements of two of `parties` that clearly take the same side.

    Scored and chosen as contradictions are, with the chance that the two stand together.
    """
    bench = _bench(statements, vectors, parties, top, relations, sign=1)
    chosen = _choose(bench, issues, (("favor", "favor"), ("against", "against")))
    return [Concord(i, _ids(a, b), (a.id, b.id), score) for score, i, a, b in chosen]


def _bench(
    statements: Sequence[Statement],
    vectors: np.ndarray,
    parties: Sequence[str],
    top: int,
    relations: Mapping[str, np.ndarray] | None,
    sign: int,
) -> _Bench:
    rank = {party: number for number, party in enumerate(dict.fromkeys(parties))}
    return _Bench(statements, vectors, rank, top, relations, sign)


def _ids(a: Statement, b: Statement) -> tuple[str, str]:
    return a.party.id or "", b.party.id or ""


def _choose(bench: _Bench, issues: Sequence[Issue], sides: Sequence[tuple[str, str]]) -> list[Pair]:
    """The strongest pairs of all issues, none of them a second showing of another."""
    pairs: list[Pair] = []
    for issue, rows in find_rows(bench.statements, issues, tuple(bench.rank)):
        for left, right in sides:
            clear = [_clear(bench, rows, issue.target, label) for label in (left, right)]
            pairs += _pair(bench, issue, clear[0], clear[1])
    pairs.sort(key=lambda p: (-p[0], p[1], p[2].id, p[3].id))
    uses: Counter[str] = Counter()
    seen: set[tuple[str, str]] = set()
    chosen: list[Pair] = []
    for pair in pairs:
        _, _, a, b = pair
        if len(chosen) == bench.top:
            break
        if (a.text, b.text) in seen or max(uses[a.id], uses[b.id]) >= USES:
            continue
        seen.add((a.text, b.text))
        uses.update((a.id, b.id))
        chosen.append(pair)
    return chosen


def _clear(bench: _Bench, rows: Sequence[int], target: str, label: str) -> list[tuple[int, float]]:
    """Rows whose stance is `label` and sure, with its probability: each party's surest."""
    by_party: dict[str, list[tuple[int, float]]] = {}
    for row in rows:
        stance = stance_toward(bench.statements[row], target)
        if stance and stance.label == label and not stance.abstained:
            party = bench.statements[row].party.id or ""
            by_party.setdefault(party, []).append((row, stance.probability))
    share = max(FEWEST, PAIRED // max(1, len(by_party)))
    found: list[tuple[int, float]] = []
    for party in sorted(by_party):
        own = by_party[party]
        own.sort(key=lambda pair: (-pair[1], bench.statements[pair[0]].id))
        found += own[:share]
    return found


def _pair(
    bench: _Bench, issue: Issue, left: list[tuple[int, float]], right: list[tuple[int, float]]
) -> list[Pair]:
    """An issue's strongest pairs of two sides, more than `top` as some will be passed over."""
    if not left or not right:
        return []
    rows = [[row for row, _ in side] for side in (left, right)]
    scores = np.clip(bench.vectors[rows[0]] @ bench.vectors[rows[1]].T, 0, 1).astype(np.float64)
    scores *= np.outer([p for _, p in left], [p for _, p in right])
    scores *= _related(bench, issue, rows)
    ids = [
        np.array([bench.rank[bench.statements[r].party.id or ""] for r in side]) for side in rows
    ]
    # Each pair once, even where both sides are the same: the first party stands in the row.
    apart = ids[0][:, None] < ids[1] if rows[0] == rows[1] else ids[0][:, None] != ids[1]
    scores = np.round(scores * apart, DIGITS)
    found = []
    for a, b in _best(scores, max(100, 10 * bench.top)):
        both = bench.statements[rows[0][a]], bench.statements[rows[1][b]]
        first, second = sorted(both, key=lambda s: bench.rank[s.party.id or ""])
        found.append((float(scores[a, b]), issue.id, first, second))
    return found


def _best(scores: np.ndarray, limit: int) -> list[tuple[int, int]]:
    """The places of the highest scores above zero, the first of equals first."""
    flat = scores.ravel()
    floor = np.partition(flat, -limit)[-limit] if flat.size > limit else 0.0
    high = np.flatnonzero((flat >= floor) & (flat > 0))
    best = high[np.argsort(-flat[high], kind="stable")[:limit]]
    rows, columns = np.unravel_index(best, scores.shape)
    return list(zip(rows.tolist(), columns.tolist(), strict=True))


def _related(bench: _Bench, issue: Issue, rows: Sequence[Sequence[int]]) -> np.ndarray | float:
    """The chance that each two stand as `sign` says, `(left, right)`; 0 where it is below half."""
    if bench.relations is None:
        return 1.0
    if issue.id not in bench.relations:
        return UNREAD
    place = {member: at for at, member in enumerate(issue.statements)}
    left, right = ([place[bench.statements[row].id] for row in side] for side in rows)
    relation = np.asarray(bench.relations[issue.id])[np.ix_(left, right)]
    chances = (1 + bench.sign * relation) / 2
    return np.where(chances < UNREAD, 0.0, chances)
