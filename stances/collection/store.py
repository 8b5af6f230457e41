"""What a collection holds: looked up and added to, one transaction a batch."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from stances.collection.inserting import (
    NAMED,
    insert_articles,
    insert_new,
    insert_statements,
)
from stances.collection.rows import ARTICLE, Row, article_row, columns_of
from stances.records import Article

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MODELS = ("quotations", "encoder", "stance")


@dataclass(frozen=True, slots=True)
class Maker:
    """What read an article: version, hashes of the models, and the settings that matter."""

    version: str
    quotations: str
    encoder: str
    stance: str
    settings: str

    def differs(self, other: "Maker") -> list[str]:
        """What is another than in `other`: "quotations", "encoder", "stance", "settings"."""
        names = (*MODELS, "settings")
        return [name for name in names if getattr(self, name) != getattr(other, name)]


@dataclass(frozen=True, slots=True)
class Planned:
    """An article that is to be read: under its id here, and as which version of it."""

    article: Article
    version: int = 1


@dataclass(frozen=True, slots=True)
class Copy:
    """Where else the text of an article stands."""

    id: str
    article: Article


@dataclass(slots=True)
class Batch:
    """What one transaction stores."""

    planned: list[Planned] = field(default_factory=list)
    copies: list[Copy] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.planned or self.copies or self.problems)


def hash_text(text: str) -> str:
    """The hash by which texts are the same, in hex."""
    return hashlib.sha256(text.encode("utf8", "surrogatepass")).hexdigest()


class Store:
    """A collection that is open."""

    def __init__(self, connection: "DuckDBPyConnection") -> None:
        self.connection = connection

    def rows(self, sql: str, *parameters: Any) -> list[Row]:
        """What a query gives, as dictionaries."""
        found = self.connection.execute(sql, list(parameters))
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def count(self, table: str) -> int:
        """The number of rows of a table."""
        [(number,)] = self.connection.execute(f"SELECT count(*) FROM {table}").fetchall()
        return int(number)

    def makers(self) -> dict[int, Maker]:
        """Who has read articles that are here, by number."""
        names = ("version", *MODELS, "settings")
        return {
            row["id"]: Maker(*(row[name] for name in names))
            for row in self.rows(
                "SELECT * FROM makers WHERE id IN (SELECT made_by FROM articles) ORDER BY id"
            )
        }

    def maker_id(self, maker: Maker) -> int:
        """The number of a maker, which is given one where it has none."""
        self.connection.execute("BEGIN TRANSACTION")
        values = [maker.version, maker.quotations, maker.encoder, maker.stance, maker.settings]
        found = self.connection.execute(
            "SELECT id FROM makers WHERE version = ? AND quotations = ? AND encoder = ? "
            "AND stance = ? AND settings = ?",
            values,
        ).fetchone()
        if found is None:
            found = self.connection.execute(
                "INSERT INTO makers SELECT coalesce(max(id), 0) + 1, ?, ?, ?, ?, ? FROM makers "
                "RETURNING id",
                values,
            ).fetchone()
        self.connection.execute("COMMIT")
        return int(found[0]) if found else 0

    def add(self, batch: Batch, found: Sequence[Row], made_by: int, model: str) -> None:
        """Store a batch with the statements found in its articles, in one transaction.

        `found` are rows as `ArticleReader` gives them; `model` is the hash of what read stances.
        An article that could not be read is left out, with the reason among the problems.
        """
        failed = {row["article"]: row["problem"] for row in found if row["problem"]}
        planned = [each for each in batch.planned if each.article.id not in failed]
        problems = [*batch.problems, *((key, why) for key, why in failed.items())]
        statements = [row for row in found if row["id"] is not None]
        self.connection.execute("BEGIN TRANSACTION")
        try:
            self._replace([p.article.id for p in planned if p.version > 1], keep=True)
            insert_articles(self.connection, [_row_of(p, made_by) for p in planned])
            insert_statements(self.connection, statements, made_by, model)
            insert_new(self.connection, "copies", _copy_columns(batch.copies))
            insert_new(self.connection, "problems", _problem_columns(problems))
            self.connection.execute("COMMIT")
        except BaseException:
            self._roll_back()
            raise

    def refresh(
        self, articles: Sequence[Article], found: Sequence[Row], made_by: int, model: str
    ) -> None:
        """Put what was found anew in the place of what was found before, in one transaction."""
        failed = {row["article"]: row["problem"] for row in found if row["problem"]}
        ids = [article.id for article in articles]
        self.connection.execute("BEGIN TRANSACTION")
        try:
            self._replace(ids, keep=False)
            self.connection.execute(
                "UPDATE articles SET made_by = ? WHERE id IN (SELECT unnest(?))", [made_by, ids]
            )
            rows = [row for row in found if row["id"] is not None]
            insert_statements(self.connection, rows, made_by, model)
            insert_new(self.connection, "problems", _problem_columns(failed.items()))
            self.connection.execute("COMMIT")
        except BaseException:
            self._roll_back()
            raise

    def outdated(self, made_by: int, limit: int) -> list[Article]:
        """Some articles that another maker has read, the first ones by id."""
        rows = self.rows(
            "SELECT id, text, title, date, outlet, url FROM articles WHERE made_by <> ? "
            "ORDER BY id LIMIT ?",
            made_by,
            limit,
        )
        return [Article(**row) for row in rows]

    def count_outdated(self, made_by: int) -> int:
        """How many articles another maker has read."""
        rows = self.rows("SELECT count(*) AS n FROM articles WHERE made_by <> ?", made_by)
        return int(rows[0]["n"])

    def add_stances(self, model: str, rows: Iterable[Row]) -> None:
        """Keep stances toward a target; what is known of them already stays."""
        named = [{"model": model, **row} for row in rows]
        columns = columns_of(named, ("statement", *NAMED))
        self.connection.execute("BEGIN TRANSACTION")
        try:
            insert_new(self.connection, "stances", columns, key=("statement", "target", "model"))
            self.connection.execute("COMMIT")
        except BaseException:
            self._roll_back()
            raise

    def _roll_back(self) -> None:
        import duckdb

        try:
            self.connection.execute("ROLLBACK")
        except duckdb.Error:  # a commit that failed has rolled back by itself
            return

    def _replace(self, ids: list[str], *, keep: bool) -> None:
        """Take out what was found in articles; with `keep` they go to the older versions."""
        if not ids:
            return
        execute = self.connection.execute
        here = "IN (SELECT unnest(?))"
        mine = f"SELECT id FROM statements WHERE article {here}"
        execute(f"DELETE FROM stances WHERE statement IN ({mine})", [ids])
        execute(f"DELETE FROM statements WHERE article {here}", [ids])
        if keep:
            execute(
                "INSERT INTO versions SELECT id, version, title, date, outlet, url, text, sha256 "
                f"FROM articles WHERE id {here}",
                [ids],
            )
            execute(f"DELETE FROM articles WHERE id {here}", [ids])


def _row_of(planned: Planned, made_by: int) -> Row:
    article = planned.article
    more = {"version": planned.version, "sha256": hash_text(article.text), "made_by": made_by}
    return article_row(article) | more


def _copy_columns(copies: Sequence[Copy]) -> dict[str, list[Any]]:
    names = [name for name in ARTICLE if name not in ("id", "text")]
    rows = [{**article_row(each.article), "article": each.id} for each in copies]
    return columns_of(rows, ("article", *names))


def _problem_columns(problems: Iterable[tuple[str, str]]) -> dict[str, list[Any]]:
    rows = [{"place": place, "reason": reason} for place, reason in problems]
    return columns_of(rows, ("place", "reason"))
