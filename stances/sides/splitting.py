"""Splits an issue's statements into sides by their stance toward its target."""

from collections.abc import Mapping, Sequence

from stances.records import Issue, Side, Statement
from stances.stance import stance_toward

SIDES = ("favor", "against", "unclear")


def split_sides(issues: Sequence[Issue], statements: Sequence[Statement]) -> list[Side]:
    """The sides of each issue: favor, against, and unclear, those that hold a statement.

    A statement that is neutral, unsure or not judged toward the issue's target takes no side
    and is unclear. Statements keep the issue's order; parties are ids, sorted, without unknown.
    """
    known = {statement.id: statement for statement in statements}
    return [side for issue in issues for side in _split(issue, known)]


def _split(issue: Issue, known: Mapping[str, Statement]) -> list[Side]:
    members = [known[i] for i in issue.statements if i in known]
    taken = [(_side_of(statement, issue.target), statement) for statement in members]
    return [
        Side(
            issue=issue.id,
            id=f"{issue.id}-{label}",
            label=label,
            statements=tuple(s.id for side, s in taken if side == label),
            parties=tuple(
                sorted({s.party.id for side, s in taken if side == label and s.party.id})
            ),
        )
        for label in SIDES
        if any(side == label for side, _ in taken)
    ]


def _side_of(statement: Statement, target: str) -> str:
    stance = stance_toward(statement, target)
    if stance is None or stance.abstained or stance.label == "neutral":
        return "unclear"
    return stance.label
