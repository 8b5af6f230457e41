"""Cells: the judged statements of one party on one issue, and the units they come in."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from stances.issues import place
from stances.records import Issue, Statement
from stances.stance import stance_toward

SIGNS = {"favor": 1, "against": -1, "neutral": 0}
UNSURE = 2


@dataclass(frozen=True, slots=True)
class Cell:
    """A party's statements toward one target: a score, a sign, an article and a speaker each.

    `signs` are 1, -1 and 0 for clear stances, `UNSURE` for the others. Rows are in order of
    place, so that sums do not depend on the order of the input.
    """

    scores: np.ndarray
    signs: np.ndarray
    articles: np.ndarray
    speakers: np.ndarray


@dataclass(frozen=True, slots=True)
class Units:
    """What hangs together and so counts as one: articles or speakers, with sums and counts."""

    keys: tuple[str, ...]
    sums: np.ndarray
    counts: np.ndarray


def count_in(statements: Iterable[Statement]) -> list[Statement]:
    """The statements that count, in order of place: repeats are left out."""
    return sorted((s for s in statements if s.repeat_of is None), key=place)


def make_cell(statements: Iterable[Statement], target: str) -> Cell | None:
    """The cell of `statements` in order; None where none was judged toward `target`."""
    judged = [(s, stance) for s in statements if (stance := stance_toward(s, target))]
    if not judged:
        return None
    return Cell(
        np.array([stance.score for _, stance in judged]),
        np.array([UNSURE if t.abstained else SIGNS[t.label] for _, t in judged]),
        np.array([s.article for s, _ in judged]),
        np.array([s.speaker.name for s, _ in judged]),
    )


def gather_cells(
    statements: Iterable[Statement], issues: Sequence[Issue], parties: Sequence[str]
) -> dict[str, dict[str, Cell]]:
    """Cells by issue, then party; what is silent has none. `statements` in order of place."""
    issues_of: dict[str, list[int]] = {}
    for number, issue in enumerate(issues):
        for member in set(issue.statements):
            issues_of.setdefault(member, []).append(number)
    wanted = set(parties)
    found: dict[tuple[int, str], list[Statement]] = {}
    for statement in {s.id: s for s in statements}.values():
        if statement.party.id in wanted:
            for number in issues_of.get(statement.id, ()):
                found.setdefault((number, statement.party.id or ""), []).append(statement)
    cells: dict[str, dict[str, Cell]] = {issue.id: {} for issue in issues}
    for (number, party), members in found.items():
        if cell := make_cell(members, issues[number].target):
            cells[issues[number].id][party] = cell
    return cells


def split_units(cell: Cell, by_article: bool) -> Units:
    """The sums and counts of the cell's scores, by article or by speaker."""
    names = cell.articles if by_article else cell.speakers
    keys, at = np.unique(names, return_inverse=True)
    sums = np.bincount(at, cell.scores, len(keys))
    return Units(tuple(keys.tolist()), sums, np.bincount(at, minlength=len(keys)).astype(float))


def find_rows(
    statements: Sequence[Statement], issues: Sequence[Issue], parties: Sequence[str] | None = None
) -> Iterator[tuple[Issue, list[int]]]:
    """Each issue with the rows of its statements that count, in order of place.

    Only statements of `parties`; without them, those of any known party.
    """
    wanted = None if parties is None else set(parties)
    row_of = {s.id: row for row, s in enumerate(statements) if s.repeat_of is None}
    for issue in issues:
        rows = [row_of[member] for member in set(issue.statements) if member in row_of]
        named = [
            row
            for row in rows
            if (party := statements[row].party.id) and (wanted is None or party in wanted)
        ]
        yield issue, sorted(named, key=lambda row: place(statements[row]))


def read_signs(statements: Sequence[Statement], rows: Sequence[int], target: str) -> np.ndarray:
    """The sign of each row's stance, `UNSURE` where it is unsure or was not judged."""
    stances = [stance_toward(statements[row], target) for row in rows]
    found = [UNSURE if s is None or s.abstained else SIGNS[s.label] for s in stances]
    return np.array(found, dtype=np.int64)
