"""The report on what a collection holds, without reading an article again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stances.articles import Problem
from stances.collection.copies import select_copies
from stances.collection.opening import opened
from stances.collection.selecting import (
    Selection,
    select_articles,
    select_stances,
    select_statements,
)
from stances.collection.store import MODELS, Store
from stances.corrections import correct_attribution, correct_stance
from stances.errors import CollectionError
from stances.records import Issue, Stance, Statement

if TYPE_CHECKING:
    from stances.pipeline import Pipeline
    from stances.report import Report

BUDGET = 2000
"""So many statements are read for a stance in a report on a collection; about a minute's work."""
RELATED = 60
"""Issues of so many statements in all are also read in pairs, for sides and exhibits."""


def report_collection(
    pipeline: "Pipeline",
    path: Path,
    selection: Selection,
    problems: list[Problem] | None = None,
    *,
    budget: int = BUDGET,
    wait: float = 0.0,
) -> "Report":
    """Report on the part of a collection that is asked for.

    Nothing is tagged or encoded again: statements, vectors and attitudes are those stored. At
    most `budget` pairs of statement and target are read for a stance that is not stored yet;
    the statements beyond it count as unsure, and the report says how many they are. Stances
    toward the user's own target are stored. Raises `CollectionError`.
    """
    pipeline.check()
    noted: list[Problem] = [] if problems is None else problems
    with opened(path, wait=wait) as connection:
        store = Store(connection)
        selection = replace(selection, min_confidence=pipeline.settings.min_confidence)
        articles = select_articles(store, selection)
        statements, vectors = select_statements(store, selection, articles)
        copies = select_copies(store, selection, articles)
        target, model = pipeline.settings.target, pipeline.pairs.sha256
        judged = _Judge(pipeline, select_stances(store, target, model), budget, noted)
        made_with = _made_with(pipeline, store)
        noted += _tell_parts(store, selection)
    statements = [
        correct_attribution(s, pipeline.corrections, pipeline.registry) for s in statements
    ]
    report = pipeline.report_on(
        articles,
        statements,
        vectors,
        noted,
        related=len(statements) <= RELATED,
        judge=judged,
        made_with=made_with,
        only=_matching(selection.issue),
    )
    _keep(path, judged, model, wait)
    return replace(report, copies=copies)


@dataclass(slots=True)
class _Judge:
    """Gives statements their stances: those that are known, and new ones within a budget."""

    pipeline: "Pipeline"
    known: dict[str, Stance]
    budget: int
    problems: list[Problem]
    new: list[tuple[str, Stance]] = field(default_factory=list)

    def __call__(self, statements: Sequence[Statement], issues: Sequence[Issue]) -> list[Statement]:
        asked = self._asked(statements, issues)
        read, left = asked[: self.budget], asked[self.budget :]
        stances = self._read([(statement, target) for statement, target in read])
        found: dict[str, list[Stance]] = {}
        for (statement, _), stance in zip(read, stances, strict=True):
            found.setdefault(statement.id, []).append(stance)
        if left:
            beyond = len({statement.id for statement, _ in left})
            self.problems.append(
                _note(
                    f"{beyond:,} statements were not read for a stance, which goes beyond the "
                    f"{self.budget:,} pairs of one report; they count as unsure. Ask for fewer "
                    "days, parties or issues, or give --budget."
                )
            )
        return [self._with_stances(s, found.get(s.id, [])) for s in statements]

    def _with_stances(self, statement: Statement, found: Sequence[Stance]) -> Statement:
        known = [self.known[statement.id]] if statement.id in self.known else []
        target = self.pipeline.settings.target
        own = [*known, *(stance for stance in found if stance.target == target)]
        others = [stance for stance in found if stance.target != target]
        if not (own or others or statement.stance):
            return statement
        held = replace(statement, stance=(*own, *others))
        return correct_stance(held, self.pipeline.corrections)

    def _asked(
        self, statements: Sequence[Statement], issues: Sequence[Issue]
    ) -> list[tuple[Statement, str]]:
        """Statements and targets in the order in which they are worth reading.

        The user's target comes first, then issues in their order; in each, a statement of every
        party before a second one of any. Repeats count for nothing and are read last.
        """
        by_id = {statement.id: statement for statement in statements}
        target = self.pipeline.settings.target
        pairs = []
        for issue in issues:
            members = [by_id[key] for key in issue.statements if key in by_id]
            pairs += [(statement, issue.target) for statement in _in_turn(members)]
        own = [(s, target) for s, _ in pairs] if target else []
        # By id: a record's own hash goes through all that it holds.
        both = {(s.id, t): (s, t) for s, t in (*own, *pairs) if t}.values()
        new = [(s, t) for s, t in both if t != target or s.id not in self.known]
        return sorted(new, key=lambda pair: pair[0].repeat_of is not None)

    def _read(self, pairs: Sequence[tuple[Statement, str]]) -> list[Stance]:
        from stances.stance import judge_statements

        statements, targets = [s for s, _ in pairs], [t for _, t in pairs]
        stances = judge_statements(statements, targets, self.pipeline.pairs)
        own = self.pipeline.settings.target
        self.new += [
            (s.id, stance)
            for s, stance in zip(statements, stances, strict=True)
            if own and stance.target == own
        ]
        return stances


def _in_turn(members: Sequence[Statement]) -> list[Statement]:
    """One statement of each party after another, those of unknown parties last."""
    turns: dict[str | None, int] = {}
    ranked = []
    for place, statement in enumerate(members):
        party = statement.party.id
        turn = turns[party] = turns.get(party, -1) + 1
        ranked.append((party is None, turn, place, statement))
    return [statement for *_, statement in sorted(ranked, key=lambda each: each[:3])]


def _keep(path: Path, judged: _Judge, model: str, wait: float) -> None:
    """Store the stances toward the user's target, unless the file cannot be written now."""
    from stances.collection.rows import stance_row

    if not judged.new:
        return
    rows = [{"statement": key, **stance_row(stance)} for key, stance in judged.new]
    try:
        with opened(path, write=True, wait=wait) as connection:
            Store(connection).add_stances(model, rows)
    except CollectionError:
        return  # the report stands without it; the next one reads them again


def _matching(wanted: str) -> Callable[[Sequence[Issue]], list[Issue]] | None:
    """What leaves the issues whose label, target or phrases hold all words of what is wanted."""
    if not wanted.strip():
        return None
    words = wanted.casefold().split()

    def choose(issues: Sequence[Issue]) -> list[Issue]:
        chosen = [issue for issue in issues if all(word in _told(issue) for word in words)]
        if not chosen:
            labels = ", ".join(issue.label for issue in issues[:8])
            raise CollectionError(
                f"--issue {wanted}: no issue here is called that; among those found are: {labels}."
            )
        return chosen

    return choose


def _told(issue: Issue) -> str:
    return " ".join((issue.label, issue.target, *issue.phrases)).casefold()


def _made_with(pipeline: "Pipeline", store: Store) -> dict[str, Any]:
    """What made the statements of the file, as it says itself, and what reads stances now."""
    made = pipeline.made_with()
    makers = list(store.makers().values())
    if makers:
        last = makers[-1]
        made["models"] = {name: getattr(last, name) for name in MODELS[:2]}
        made["models"]["stance"] = pipeline.pairs.sha256
    return made


def _tell_parts(store: Store, selection: Selection) -> list[Problem]:
    """What a reader of the report has to know about the file."""
    told = []
    makers = store.makers()
    if len(makers) > 1:
        versions = ", ".join(sorted({maker.version for maker in makers.values()}))
        told.append(
            _note(
                f"The articles were read by different versions or settings of stances "
                f"({versions}); stances collect --refresh reads them again."
            )
        )
    if selection.since or selection.until:
        [row] = store.rows("SELECT count(*) AS n FROM articles WHERE date IS NULL")
        if row["n"]:
            told.append(_note(f"{row['n']:,} articles have no date and are in no span of days."))
    return told


def _note(message: str) -> Problem:
    return Problem("collection", message, fault=False)
