"""Reads back what a collection holds: articles, statements and their vectors, as asked for."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from stances.collection.rows import COLUMNS, STANCE, article_from, stance_from, statement_from
from stances.errors import CollectionError
from stances.records import Article, Stance, Statement

if TYPE_CHECKING:
    from stances.collection.store import Store

FETCHED = 2048
_WITHOUT = ("vector",)


@dataclass(frozen=True, slots=True)
class Selection:
    """Which part of a collection is asked for; empty means all of it.

    `since` and `until` are the first and the last day; an article without a date is in no
    span of days. `outlets` are names, without case; an article counts for the outlets that
    carry its copies too. `parties` are ids. `issue` is what an issue's label or target holds.
    """

    since: datetime.date | None = None
    until: datetime.date | None = None
    outlets: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    issue: str = ""
    min_confidence: float = 0.0

    def articles(self) -> tuple[str, list[Any]]:
        """The condition on an article `a` as SQL, and its parameters."""
        tests, given = self.days("a")
        if self.outlets:
            names = [name.casefold() for name in self.outlets]
            copied = "SELECT article FROM copies WHERE lower(outlet) IN (SELECT unnest(?))"
            tests += f" AND (lower(a.outlet) IN (SELECT unnest(?)) OR a.id IN ({copied}))"
            given += [names, names]
        return tests, given

    def days(self, table: str) -> tuple[str, list[Any]]:
        """The condition on the date of a table's row as SQL, and its parameters."""
        ends = ((">=", self.since), ("<=", self.until))
        held = [(sign, day) for sign, day in ends if day is not None]
        tests = ["TRUE", *(f"{table}.date {sign} ?" for sign, _ in held)]
        return " AND ".join(tests), [day for _, day in held]

    def statements(self) -> tuple[str, list[Any]]:
        """The condition on a statement `s` of an article `a` as SQL, and its parameters."""
        tests, given = self.articles()
        if self.parties:
            tests += " AND s.party IN (SELECT unnest(?))"
            given.append(list(self.parties))
        return f"{tests} AND s.confidence >= ?", [*given, self.min_confidence]


def select_articles(store: "Store", selection: Selection) -> list[Article]:
    """The articles asked for, by date and id, those without a date first."""
    tests, given = selection.articles()
    found = store.rows(
        f"SELECT a.id, a.text, a.title, a.date, a.outlet, a.url FROM articles a WHERE {tests}",
        *given,
    )
    return sorted(map(article_from, found), key=lambda a: (str(a.date or ""), a.id))


def select_statements(
    store: "Store", selection: Selection, articles: list[Article]
) -> tuple[list[Statement], np.ndarray]:
    """The statements asked for, in the order of `articles`, and a row of numbers for each."""
    order = {article.id: number for number, article in enumerate(articles)}
    tests, given = selection.statements()
    names = [name for name in COLUMNS if name not in _WITHOUT]
    query = (
        f"SELECT {', '.join(f's.{name}' for name in names)} "
        f"FROM statements s JOIN articles a ON a.id = s.article WHERE {tests}"
    )
    found: list[tuple[int, int, Statement]] = []
    for row in _fetch(store, query, given, names):
        found.append((order[row["article"]], row["place"], statement_from(row)))
    found.sort(key=lambda each: each[:2])
    statements = [statement for *_, statement in found]
    return statements, _select_vectors(store, tests, given, statements)


def _select_vectors(
    store: "Store", tests: str, given: list[Any], statements: list[Statement]
) -> np.ndarray:
    """The vector of each of `statements`, `(n, d)`, some at a time.

    They are read apart from the rest: as arrays, where a row of Python numbers takes sixteen
    times as long and twelve times the memory.
    """
    row_of = {statement.id: row for row, statement in enumerate(statements)}
    query = (
        f"SELECT s.id, s.vector FROM statements s JOIN articles a ON a.id = s.article WHERE {tests}"
    )
    result = store.connection.execute(query, given)
    matrix = np.zeros((0, 1), dtype=np.float32)
    while len(frame := result.fetch_df_chunk()):
        part = frame["vector"].to_list()
        if not len(matrix):
            matrix = np.zeros((len(statements), len(part[0])), dtype=np.float32)
        _check_lengths({matrix.shape[1], *map(len, part)})
        matrix[[row_of[key] for key in frame["id"]]] = np.stack(part)
    return matrix


def _check_lengths(found: set[int]) -> None:
    if len(found) > 1:
        raise CollectionError(
            f"the statements asked for have vectors of {' and '.join(map(str, sorted(found)))} "
            "numbers, made by different encoders; stances collect --refresh reads the articles "
            "again with one."
        )


def select_stances(store: "Store", target: str, model: str) -> dict[str, Stance]:
    """What is known of stances toward a target as this model reads them, by statement."""
    names = ", ".join(STANCE)
    rows = store.rows(
        f"SELECT statement, {names} FROM stances WHERE target = ? AND model = ?",
        target,
        model,
    )
    return {row["statement"]: stance_from(row) for row in rows}


def _fetch(
    store: "Store", query: str, given: list[Any], names: list[str]
) -> Iterator[dict[str, Any]]:
    """Rows as dictionaries, some at a time."""
    result = store.connection.execute(query, given)
    while rows := result.fetchmany(FETCHED):
        for row in rows:
            yield dict(zip(names, row, strict=True))
