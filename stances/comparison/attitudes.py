"""How each party speaks of each other: a directed matrix."""

from collections.abc import Iterable, Sequence

from stances.comparison.cells import count_in
from stances.comparison.sampling import DIGITS
from stances.records import Attitude, AttitudeCell, Statement

SIGNS = {"positive": 1, "negative": -1, "neutral": 0}


def attitude_matrix(
    statements: Iterable[Statement], parties: Sequence[str]
) -> tuple[AttitudeCell, ...]:
    """A cell for each two of `parties` (ids) where the first speaks of the second.

    The mean is over the statements that name the target: the probability of the attitude where
    it is positive, less it where it is negative, 0 where neutral. Cells are in the order of
    `parties`; statements in order of place.
    """
    known = set(parties)
    found: dict[tuple[str, str], list[tuple[str, Attitude]]] = {}
    for statement in count_in(statements):
        source = statement.party.id
        for attitude in statement.attitudes:
            if source in known and attitude.party in known and attitude.party != source:
                found.setdefault((source, attitude.party), []).append((statement.id, attitude))
    ordered = dict.fromkeys(parties)
    return tuple(_sum_up(a, b, found[a, b]) for a in ordered for b in ordered if (a, b) in found)


def _sum_up(source: str, target: str, said: Sequence[tuple[str, Attitude]]) -> AttitudeCell:
    labels = [attitude.label for _, attitude in said]
    total = sum(SIGNS.get(attitude.label, 0) * attitude.probability for _, attitude in said)
    return AttitudeCell(
        source,
        target,
        round(total / len(said), DIGITS) + 0.0,
        labels.count("positive"),
        labels.count("neutral"),
        labels.count("negative"),
        tuple(dict.fromkeys(name for name, _ in said)),
    )
