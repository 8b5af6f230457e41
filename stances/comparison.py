"""Compares parties: how far they agree on each issue, and where they contradict each other."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import copysign, sqrt

import numpy as np

from stances.records import Agreement, Contradiction, Issue, Stance, Statement
from stances.stance import stance_toward

SEED = 20240203
DRAWS = 1000
COVERED = (2.5, 97.5)
DIGITS = 4
PAIRED = 500
USES = 2


@dataclass(frozen=True, slots=True)
class Sample:
    """A party's mean stance, resampled means of it (None from one unit), and its statements."""

    mean: float
    means: np.ndarray | None
    n: int


def sample_stance(statements: Iterable[Statement], target: str, stream: int) -> Sample | None:
    """The mean stance score toward `target` ("": each statement's first), None of nobody's.

    A bootstrap (Efron, 1979) over articles, as one outlet's statements hang together; within
    one article, over speakers. One speaker gives no second opinion, so no resampled means.
    An unsure statement counts: its score is near zero, and so weighs little. `stream` keeps
    the draws of two parties apart; the same input always gives the same draws.
    """
    judged = [(s, stance) for s in statements if (stance := stance_toward(s, target))]
    if not judged:
        return None
    units = _units(judged)
    sums = np.array([sum(scores) for scores in units])
    counts = np.array([len(scores) for scores in units])
    mean = float(sums.sum() / counts.sum())
    if len(units) < 2:
        return Sample(mean, None, len(judged))
    generator = np.random.default_rng([SEED, stream])
    drawn = generator.multinomial(len(units), np.full(len(units), 1 / len(units)), size=DRAWS)
    return Sample(mean, (drawn @ sums) / (drawn @ counts), len(judged))


def _units(judged: Sequence[tuple[Statement, Stance]]) -> list[list[float]]:
    """Scores by article, or by speaker where there is one article; in a fixed order."""
    one = len({statement.article for statement, _ in judged}) == 1
    units: dict[str, list[float]] = defaultdict(list)
    for statement, stance in judged:
        units[statement.speaker.name if one else statement.article].append(stance.score)
    return [sorted(units[key]) for key in sorted(units)]


def interval_of(means: np.ndarray | None) -> tuple[float, float] | None:
    """The middle 95 % of resampled values."""
    if means is None:
        return None
    low, high = np.percentile(means, COVERED)
    return round(float(low), DIGITS), round(float(high), DIGITS)


def compare_parties(
    statements: Sequence[Statement],
    vectors: np.ndarray,
    issues: Sequence[Issue],
    parties: Sequence[str],
    *,
    target: str = "",
    top: int = 10,
) -> tuple[list[Agreement], list[Contradiction]]:
    """Agreement of each two of `parties` (ids), overall then by issue, and contradictions.

    Agreement is the geometric mean of the two mean stances, negative where they differ in
    sign: 1 where both are wholly for or wholly against, -1 where they are wholly opposed, 0
    where one takes no side. It is None where one of the two says nothing. Overall is toward the
    user's `target`; without one, the mean over issues that both speak on, by statements.

    `vectors` has a unit row a statement; contradictions are pairs of clear, opposite stances of
    two parties in one issue, by confidence times similarity, at most `top`.
    """
    by_issue = _cells(statements, issues)
    agreements = []
    for left, right in combinations(parties, 2):
        found = [
            _agree(by_issue[issue.id], (left, right), issue.id, issue.target) for issue in issues
        ]
        if target:
            whole = _agree(_by_party(statements), (left, right), None, target)
        else:
            whole = _overall((left, right), found)
        agreements += [agreement for agreement, _ in (whole, *found)]
    return agreements, find_contradictions(statements, vectors, issues, parties, top=top)


def _cells(
    statements: Sequence[Statement], issues: Sequence[Issue]
) -> dict[str, dict[str, list[Statement]]]:
    """Statements by issue, then party."""
    known = {statement.id: statement for statement in statements}
    return {
        issue.id: _by_party([known[i] for i in issue.statements if i in known]) for issue in issues
    }


def _by_party(statements: Iterable[Statement]) -> dict[str, list[Statement]]:
    cells: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        cells[statement.party.id or ""].append(statement)
    return cells


def _agree(
    cells: dict[str, list[Statement]], pair: tuple[str, str], issue: str | None, target: str
) -> tuple[Agreement, np.ndarray | None]:
    left, right = (
        sample_stance(cells.get(party, ()), target, stream) for stream, party in enumerate(pair)
    )
    if left is None or right is None:
        return Agreement(pair, issue, None, None, sum(x.n for x in (left, right) if x)), None
    means = None
    if left.means is not None and right.means is not None:
        means = np.copysign(np.sqrt(np.abs(left.means * right.means)), left.means * right.means)
    product = left.mean * right.mean
    value = round(copysign(sqrt(abs(product)), product), DIGITS) + 0.0
    return Agreement(pair, issue, value, interval_of(means), left.n + right.n), means


def _overall(
    pair: tuple[str, str], found: Sequence[tuple[Agreement, np.ndarray | None]]
) -> tuple[Agreement, np.ndarray | None]:
    """The mean agreement over issues that both speak on, weighted by statements."""
    shared = [(a, means) for a, means in found if a.agreement is not None]
    total = sum(a.n for a, _ in shared)
    if not shared:
        return Agreement(pair, None, None, None, sum(a.n for a, _ in found)), None
    value = sum((a.agreement or 0.0) * a.n for a, _ in shared) / total
    drawn = [means * a.n for a, means in shared if means is not None]
    means = np.asarray(sum(drawn)) / total if len(drawn) == len(shared) else None
    return Agreement(pair, None, round(value, DIGITS), interval_of(means), total), means


def find_contradictions(
    statements: Sequence[Statement],
    vectors: np.ndarray,
    issues: Sequence[Issue],
    parties: Sequence[str],
    *,
    top: int = 10,
) -> list[Contradiction]:
    """The `top` pairs of clear, opposite statements of two of `parties`, strongest first.

    Score in [0, 1]: both stances' probabilities times the cosine of the statements' vectors.
    The party that comes first in `parties` comes first in a pair. A statement is used at most
    twice, and the same two texts once.
    """
    place = {statement.id: row for row, statement in enumerate(statements)}
    rank = {party: number for number, party in enumerate(parties)}
    pairs: list[tuple[float, str, Statement, Statement]] = []
    for issue in issues:
        rows = [place[i] for i in issue.statements if i in place]
        rows = [row for row in rows if statements[row].party.id in rank]
        pairs += _opposed(issue, rows, statements, vectors, rank, top)
    pairs.sort(key=lambda p: (-p[0], p[1], p[2].id, p[3].id))
    return _choose(pairs, top)


def _opposed(
    issue: Issue,
    rows: Sequence[int],
    statements: Sequence[Statement],
    vectors: np.ndarray,
    rank: dict[str, int],
    top: int,
) -> list[tuple[float, str, Statement, Statement]]:
    """An issue's strongest opposed pairs, more than `top` as some will be passed over."""
    favor, against = (_clear(rows, statements, issue.target, label) for label in _OPPOSITES)
    if not favor or not against:
        return []
    near = np.clip(vectors[[r for r, _ in favor]] @ vectors[[r for r, _ in against]].T, 0, 1)
    weight = np.outer([p for _, p in favor], [p for _, p in against])
    ids = [[statements[r].party.id for r, _ in side] for side in (favor, against)]
    other = np.array([[a != b for b in ids[1]] for a in ids[0]])
    scores = np.round(near * weight * other, DIGITS)
    best = np.argsort(-scores, axis=None, kind="stable")[: max(100, 10 * top)]
    found = []
    for a, b in zip(*np.unravel_index(best, scores.shape), strict=True):
        if scores[a, b] > 0:
            both = sorted(
                (statements[favor[a][0]], statements[against[b][0]]),
                key=lambda s: rank[s.party.id or ""],
            )
            found.append((float(scores[a, b]), issue.id, both[0], both[1]))
    return found


_OPPOSITES = ("favor", "against")


def _clear(
    rows: Sequence[int], statements: Sequence[Statement], target: str, label: str
) -> list[tuple[int, float]]:
    """Rows whose stance is `label` and sure, with its probability: the surest, capped."""
    found = []
    for row in rows:
        stance = stance_toward(statements[row], target)
        if stance and stance.label == label and not stance.abstained:
            found.append((row, stance.probability))
    found.sort(key=lambda pair: (-pair[1], statements[pair[0]].id))
    return found[:PAIRED]


def _choose(
    pairs: Sequence[tuple[float, str, Statement, Statement]], top: int
) -> list[Contradiction]:
    uses: Counter[str] = Counter()
    seen: set[tuple[str, str]] = set()
    chosen: list[Contradiction] = []
    for score, issue, a, b in pairs:
        if len(chosen) == top:
            break
        if (a.text, b.text) in seen or max(uses[a.id], uses[b.id]) >= USES:
            continue
        seen.add((a.text, b.text))
        uses.update((a.id, b.id))
        parties = (a.party.id or "", b.party.id or "")
        chosen.append(Contradiction(issue, parties, (a.id, b.id), score))
    return chosen
