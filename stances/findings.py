"""Joins the steps after the stances: sides, comparison and positions, by the report's fields."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from stances.comparison import (
    attitude_matrix,
    find_common_ground,
    find_concords,
    find_contradictions,
    find_distinctive,
    find_fragile,
    map_parties,
    measure_agreement,
)
from stances.positions import summarise_positions
from stances.progress import Progress, watch
from stances.records import Article, Issue, Party, Statement
from stances.sides import MOST, relate, split_sides
from stances.sides.relations import choose_pairs
from stances.stance import PairModel, read_text


def members_of(issues: Sequence[Issue], statements: Sequence[Statement]) -> dict[str, list[int]]:
    """The places of the statements of each issue that has more than one."""
    place = {statement.id: row for row, statement in enumerate(statements)}
    every = {issue.id: [place[member] for member in issue.statements] for issue in issues}
    return {key: rows for key, rows in every.items() if len(rows) > 1}


def relate_issues(
    statements: Sequence[Statement],
    vectors: np.ndarray,
    members: Mapping[str, list[int]],
    model: PairModel,
    progress: Progress,
) -> dict[str, np.ndarray]:
    """How each two statements stand to each other, by issue that is not too large."""
    read = {key: rows for key, rows in members.items() if len(rows) <= MOST}
    total = sum(len(choose_pairs(vectors[rows])) for rows in read.values())
    pairs = watch(model, progress, {"relation": total})
    texts = [read_text(statement) for statement in statements]
    return {
        key: relate([texts[row] for row in rows], vectors[rows], pairs)
        for key, rows in read.items()
    }


def find_all(
    articles: Sequence[Article],
    statements: Sequence[Statement],
    vectors: np.ndarray,
    issues: Sequence[Issue],
    parties: Sequence[Party],
    *,
    target: str,
    relations: Mapping[str, np.ndarray],
    stances: Mapping[str, np.ndarray],
) -> dict[str, Any]:
    """What the steps after the stances find.

    `vectors` has a row a statement; `relations` and `stances` are by issue, as `split_sides` has
    them.
    """
    ids = [party.id for party in parties if party.id]
    known = (statements, vectors, issues, ids)
    agreements = measure_agreement(statements, issues, ids, target=target)
    outlets = {article.id: article.outlet for article in articles if article.outlet}
    positions = summarise_positions(
        *known,
        target=target,
        dates={article.id: article.date for article in articles},
        names={party.id: party.name for party in parties if party.id},
    )
    fragile = find_fragile(statements, issues, ids, target, agreements=agreements, outlets=outlets)
    return {
        "sides": tuple(split_sides(issues, statements, relations, stances)),
        "positions": tuple(positions),
        "comparison": tuple(agreements),
        "contradictions": tuple(find_contradictions(*known, relations=relations)),
        "concords": tuple(find_concords(*known, relations=relations)),
        "common_ground": tuple(find_common_ground(*known, relations=relations)),
        "distinctive": tuple(find_distinctive(*known)),
        "attitude_matrix": attitude_matrix(statements, ids),
        "map": map_parties(agreements, ids),
        "fragile": tuple(fragile),
    }
