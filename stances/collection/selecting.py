"""Reads back what a collection holds: articles, statements and their vectors, as asked for."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from stances.collection.rows import COLUMNS, STANCE, article_from, stance_from, statement_from
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
        tests = ["TRUE"]
        given: list[Any] = []
        if self.since is not None:
            tests.append("a.date >= ?")
            given.append(self.since)
        if self.until is not None:
            tests.append("a.date <= ?")
            given.append(self.until)
        if self.outlets:
            names = [name.casefold() for name in self.outlets]
            copied = "SELECT article FROM copies WHERE lower(outlet) IN (SELECT unnest(?))"
            tests.append(f"(lower(a.outlet) IN (SELECT unnest(?)) OR a.id IN ({copied}))")
            given += [names, names]
        return " AND ".join(tests), given

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
        f"SELECT {', '.join(f's.{name}' for name in names)}, s.vector "
        f"FROM statements s JOIN articles a ON a.id = s.article WHERE {tests}"
    )
    found: list[tuple[int, int, Statement]] = []
    vectors: list[np.ndarray] = []
    for row, vector in _fetch(store, query, given, names):
        found.append((order[row["article"]], row["place"], statement_from(row)))
        vectors.append(vector)
    by_place = sorted(range(len(found)), key=lambda at: found[at][:2])
    matrix = np.stack(vectors) if vectors else np.zeros((0, 1), dtype=np.float32)
    return [found[at][2] for at in by_place], matrix[by_place]


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
) -> Iterator[tuple[dict[str, Any], np.ndarray]]:
    """Rows with their vectors, some at a time: lists of Python numbers are twelve times larger."""
    result = store.connection.execute(query, given)
    while rows := result.fetchmany(FETCHED):
        for row in rows:
            vector = np.asarray(row[-1], dtype=np.float32)
            yield dict(zip(names, row[:-1], strict=True)), vector
