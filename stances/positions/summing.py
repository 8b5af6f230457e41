"""Sums up what each party says on each issue: the stance, how sure it is, who departs from it."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from stances.comparison import DIGITS, interval_of, sample_stance
from stances.comparison.verdicts import name_stance
from stances.issues import place as place_of
from stances.positions.changes import find_change
from stances.positions.key_points import Match, choose_key_points, list_pairs
from stances.positions.paragraphs import summarise_party
from stances.positions.wording import Setting, name_issue, summarise_cell
from stances.records import Issue, KeyPoint, Position, Statement
from stances.stance import stance_toward

FEW = 3
EACH_SIDE = 2
SMALL_SIDE = 0.1
"""Of the clear statements; fewer on one side may be misread, and do not split a party."""
Dates = Mapping[str, datetime.date | None]
Member = tuple[Issue | None, list[int]]


def summarise_positions(
    statements: Sequence[Statement],
    vectors: np.ndarray,
    issues: Sequence[Issue],
    parties: Sequence[str],
    *,
    target: str = "",
    dates: Dates | None = None,
    match: Match | None = None,
    names: Mapping[str, str] | None = None,
) -> list[Position]:
    """A position for each of `parties` (ids): overall first, then on each of `issues`.

    Overall (`issue` None) is toward the user's `target`; without one it is the mean over all
    issues, its target is "", and it has no split, dissent or change, as its statements are
    toward different things. The stance is the mean score of all the cell's statements: an
    unsure one has a score near zero and so weighs little, and it counts in `n`. Repeats count
    for nothing. The label is "unclear" where every statement is unsure or the clear ones
    cancel out, "silent" where there are none. The interval is that of `sample_stance`.

    `vectors` has a unit row a statement. `dates` has the date of each article read (None
    where it has none): without it no change is looked for, and silence is not told against the
    number of articles. `match` tells which statements make a key point, see
    `choose_key_points`; it is called once. `names` has the names of parties, which silent
    ones need.
    """
    order = sorted(range(len(statements)), key=lambda row: place_of(statements[row]))
    place = {statements[row].id: row for row in order}
    members: list[Member] = [(None, order)]
    members += [(i, [place[s] for s in dict.fromkeys(i.statements) if s in place]) for i in issues]
    known = _name_parties(statements, parties, names or {})
    cells = [
        (party, issue, [row for row in rows if statements[row].party.id == party])
        for party in parties
        for issue, rows in members
    ]
    asked = _ask_once(statements, vectors, cells, target, match) if match else None
    positions = []
    for party, issue, rows in cells:
        cell, about = [statements[row] for row in rows], _target(issue, target)
        points = choose_key_points(cell, vectors[rows], target=about, match=asked)
        setting = Setting(known[party], name_issue(issue) if issue else "", len(dates or ()))
        positions.append(_position(party, issue, about, cell, points, dates or {}, setting))
    return _with_paragraphs(positions, statements, issues, known, len(dates or ()))


def _with_paragraphs(
    positions: Sequence[Position],
    statements: Sequence[Statement],
    issues: Sequence[Issue],
    names: Mapping[str, str],
    articles: int,
) -> list[Position]:
    """The positions, a party's paragraph as the summary of its overall one."""
    by_id = {statement.id: statement for statement in statements}
    issue_of = {issue.id: issue for issue in issues}
    held: dict[str, list[Position]] = {}
    for position in positions:
        held.setdefault(position.party, []).append(position)
    told = {
        party: summarise_party(own, by_id, issue_of, names[party], articles=articles)
        for party, own in held.items()
    }
    return [replace(p, summary=told[p.party]) if p.issue is None else p for p in positions]


def _target(issue: Issue | None, target: str) -> str:
    return target if issue is None else issue.target


def _name_parties(
    statements: Sequence[Statement], parties: Sequence[str], names: Mapping[str, str]
) -> dict[str, str]:
    found = {s.party.id: s.party.name for s in sorted(statements, key=place_of, reverse=True)}
    return {party: names.get(party) or found.get(party) or party for party in parties}


def _ask_once(
    statements: Sequence[Statement],
    vectors: np.ndarray,
    cells: Sequence[tuple[str, Issue | None, list[int]]],
    target: str,
    match: Match,
) -> Match:
    """A matcher that knows the pairs of all cells, from one call of `match`."""
    pairs: set[tuple[str, str]] = set()
    for _, issue, rows in cells:
        cell = [statements[row] for row in rows]
        pairs.update(list_pairs(cell, vectors[rows], _target(issue, target)))
    asked = sorted(pairs)
    if not asked:
        return match
    chances = np.asarray(match(asked), dtype=np.float64)
    firsts = (chances[:, 0] if chances.ndim == 2 else chances).tolist()
    known = dict(zip(asked, firsts, strict=True))
    return lambda wanted: np.array([known[pair] for pair in wanted])


def _position(
    party: str,
    issue: Issue | None,
    target: str,
    cell: Sequence[Statement],
    points: tuple[KeyPoint, ...],
    dates: Dates,
    setting: Setting,
) -> Position:
    counted = [statement for statement in cell if statement.repeat_of is None]
    sample = sample_stance(counted, target, stream=0)
    interval = interval_of(sample.means) if sample else None
    counts = count_stances(counted, target)
    one_thing = issue is not None or bool(target)
    label = "silent"
    if counted:
        label = name_stance(sample.mean, *counts[:3]) if sample else "unclear"
    return _with_summary(
        Position(
            party=party,
            issue=issue.id if issue else None,
            target=target,
            label=label,
            stance=round(sample.mean, DIGITS) + 0.0 if sample else None,
            interval=interval,
            n=len(counted),
            statements=tuple(statement.id for statement in cell),
            key_points=points,
            speakers=count_speakers(counted),
            articles=len({statement.article for statement in counted}),
            counts=counts,
            split=one_thing and is_split(counts),
            few=0 < len(counted) < FEW,
            reason=_reason(counted, sample.reason if sample else "", interval),
            dissent=find_dissent(counted, target, label) if one_thing else (),
            change=find_change(counted, target, dates) if one_thing and dates else None,
        ),
        counted,
        setting,
    )


def _with_summary(position: Position, cell: Sequence[Statement], setting: Setting) -> Position:
    """The position in words; the overall one is told by the paragraph on the whole party."""
    if position.issue is None:
        return position
    return replace(position, summary=summarise_cell(position, cell, setting))


def _reason(cell: Sequence[Statement], reason: str, interval: tuple[float, float] | None) -> str:
    """Why there is no interval, in words; "" where there is one."""
    if interval is not None:
        return ""
    if not cell:
        return "no statement found"
    return reason or "no stance was read"


def count_stances(cell: Sequence[Statement], target: str) -> tuple[int, int, int, int]:
    """How many statements are clearly for, against and neutral, and how many unsure."""
    counts = {"favor": 0, "against": 0, "neutral": 0, "": 0}
    for statement in cell:
        counts[_clear(statement, target)] += 1
    return counts["favor"], counts["against"], counts["neutral"], counts[""]


def _clear(statement: Statement, target: str) -> str:
    """The label of a clear stance, "" of an unsure one or none."""
    stance = stance_toward(statement, target)
    return "" if stance is None or stance.abstained else stance.label


def is_split(counts: tuple[int, int, int, int]) -> bool:
    """Whether both sides are clearly held: two statements each and a tenth, or one of two each.

    >>> is_split((2, 5, 0, 1)), is_split((1, 5, 0, 0)), is_split((1, 1, 0, 0))
    (True, False, True)
    >>> is_split((2, 50, 0, 0)), is_split((1, 1, 1, 0))
    (False, False)
    """
    fewer, more = sorted(counts[:2])
    if sum(counts) == 2:
        return fewer == 1
    return fewer >= EACH_SIDE and fewer >= SMALL_SIDE * (fewer + more)


def find_dissent(cell: Sequence[Statement], target: str, label: str) -> tuple[str, ...]:
    """The ids of clear statements against the party's line, the surest first."""
    other = {"favor": "against", "against": "favor"}.get(label)
    found = [
        (-stance.probability, place_of(statement), statement.id)
        for statement in cell
        if (stance := stance_toward(statement, target))
        and not stance.abstained
        and stance.label == other
    ]
    return tuple(key for _, _, key in sorted(found))


def count_speakers(cell: Sequence[Statement]) -> int:
    """How many speak; all of whom not even a description is known are one in each article."""
    return len({(s.speaker.name, "" if s.speaker.name else s.article) for s in cell})
