"""What one party says of an issue and others do not."""

from collections.abc import Iterator, Sequence

import numpy as np

from stances.comparison.cells import find_rows
from stances.comparison.matching import Matches, match_issue
from stances.records import Distinctive, Issue, Statement

FEWEST = 5
SAID = 3
CHANCE = 0.05


def find_distinctive(
    statements: Sequence[Statement],
    vectors: np.ndarray,
    issues: Sequence[Issue],
    parties: Sequence[str],
    *,
    top: int = 2,
) -> list[Distinctive]:
    """At most `top` things that each of `parties` says on each issue and others do not.

    As Polis tells what represents a group (Small et al., 2021): a statement is said by all that
    match it (`match_issue`) and do not clearly take the other side; `z_own` and `z_others` are
    Polis's one- and two-proportion figures. Kept is what Fisher's exact test (1935), one-sided at
    5 % over all of the party's candidates (Bonferroni), finds said more often among the party's
    other statements than among everybody else's: the statement itself is left out, as it says
    its own words for certain. Of two that match each other the one with the higher `z_others`
    stands, then the higher count, then the first. Nothing is told of a party with fewer than
    `FEWEST` statements on the issue, nor against fewer of others, nor of what is said fewer than
    `SAID` times or in one article by one speaker. `vectors` has a unit row a statement.
    """
    found: list[Distinctive] = []
    for issue, rows in find_rows(statements, issues):
        if len(rows) >= 2 * FEWEST:
            matches = match_issue(statements, vectors, issue, rows)
            for party in dict.fromkeys(parties):
                found += _of_party(statements, matches, issue, party, top)
    return found


def score_proportion(said: np.ndarray, n: int) -> np.ndarray:
    """The z of `said` of `n` against a half, one added to both.

    >>> score_proportion(np.array([7]), 7).round(2).tolist()
    [2.83]
    """
    return np.asarray(2 * np.sqrt(n + 1) * ((said + 1) / (n + 1) - 0.5))


def score_difference(said: np.ndarray, n: int, others: np.ndarray, of: int) -> np.ndarray:
    """The z of `said` of `n` against `others` of `of`, pooled, one added to all four.

    >>> score_difference(np.array([5]), 5, np.array([0]), 5).round(2).tolist()
    [2.93]
    """
    own, other = (said + 1) / (n + 1), (others + 1) / (of + 1)
    pooled = (said + others + 2) / (n + of + 2)
    error = np.sqrt(np.maximum(pooled * (1 - pooled) * (1 / (n + 1) + 1 / (of + 1)), 1e-12))
    return np.asarray(np.where(pooled < 1, (own - other) / error, 0.0))


def _of_party(
    statements: Sequence[Statement], matches: Matches, issue: Issue, party: str, top: int
) -> Iterator[Distinctive]:
    mine = matches.parties == party
    n, of = int(mine.sum()), int((~mine).sum())
    if n < FEWEST or of < FEWEST:
        return
    at = np.flatnonzero(mine[matches.candidates])
    same = (matches.same & ~matches.opposed)[at]
    said, others = same[:, mine].sum(axis=1), same[:, ~mine].sum(axis=1)
    z_own = np.round(score_proportion(said, n), 4)
    z_others = np.round(score_difference(said, n, others, of), 4)
    left = _test(said, n, others, of) <= CHANCE / len(at)
    for each in np.lexsort((-said, -z_others)).tolist():
        if top == 0:
            return
        sayers = [statements[matches.rows[row]] for row in np.flatnonzero(same[each] & mine)]
        if not left[each] or len(sayers) < SAID or not _spread(sayers):
            continue
        left &= ~same[each, matches.candidates[at]]
        top -= 1
        numbers = (int(said[each]), int(others[each]), float(z_own[each]), float(z_others[each]))
        shown = statements[matches.rows[matches.candidates[at[each]]]].id
        yield Distinctive(party, issue.id, shown, *numbers)


def _test(said: np.ndarray, n: int, others: np.ndarray, of: int) -> np.ndarray:
    """The chance that so many of the party's other statements say it, all else being equal."""
    from scipy.stats import hypergeom

    return np.asarray(hypergeom.sf(said - 2, n + of - 1, said - 1 + others, n - 1))


def _spread(sayers: Sequence[Statement]) -> bool:
    """Whether more than one speaker in one article says it."""
    return len({(s.article, s.speaker.name) for s in sayers}) > 1
