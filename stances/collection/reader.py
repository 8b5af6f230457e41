"""Reads batches of articles: the one step that every engine runs."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from stances.collection.rows import (
    COLUMNS,
    Row,
    article_from,
    columns_of,
    rows_of,
    stance_row,
    statement_row,
)
from stances.errors import StancesError
from stances.records import Article, Statement
from stances.settings import Settings

if TYPE_CHECKING:
    from stances.pipeline import Pipeline

OUT = (*COLUMNS, "stance", "problem")
"""The columns of what is given: those of a statement, its stance toward the user's target, if
one was asked for, and what went wrong."""


class ArticleReader:
    """Takes a batch of rows of articles and gives one of rows of statements.

    A batch is a mapping of columns: `id`, `text` and, where they are known, `title`, `date`,
    `outlet`, `url`. The result has the columns of the table `statements`, without `made_by`,
    and `stance`, `problem`. An article without a statement gives one row in which only
    `article` and `problem` are set; `problem` is "" unless it could not be read. The models
    load once, when the first batch comes.

    >>> made = ArticleReader()({"id": ["a"], "text": ["“We accept,” said Ila Tesk."]})
    >>> made["speaker"], len(made["vector"][0])
    (['Ila Tesk'], 512)
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()

    def __getstate__(self) -> dict[str, Any]:
        """The settings alone: models are loaded where the work is done."""
        return {"settings": self.settings}

    @cached_property
    def pipeline(self) -> "Pipeline":
        from stances.pipeline import Pipeline

        return Pipeline(self.settings)

    def __call__(self, batch: Mapping[str, Sequence[Any]]) -> dict[str, list[Any]]:
        rows: list[Row] = []
        for each in rows_of(batch):
            rows += self._read(article_from(each))
        return columns_of(rows, OUT)

    def _read(self, article: Article) -> list[Row]:
        """The rows of one article; whatever goes wrong in it is told and stops nothing."""
        try:
            return self._rows(article) or [_empty(article, "")]
        except StancesError:
            raise
        except Exception as error:
            reason = (str(error).splitlines() or [""])[0][:200].rstrip(".")
            return [_empty(article, f"could not be read ({type(error).__name__}: {reason})")]

    def _rows(self, article: Article) -> list[Row]:
        statements = self._judged(self.pipeline.statements(article))
        vectors = self.pipeline.embed(statements)
        return [
            statement_row(statement, place, vector)
            | {"stance": [stance_row(each) for each in statement.stance], "problem": ""}
            for place, (statement, vector) in enumerate(zip(statements, vectors, strict=True))
        ]

    def _judged(self, statements: list[Statement]) -> list[Statement]:
        """Statements with their attitudes, and the stance toward the user's target if any."""
        from dataclasses import replace

        from stances.stance import judge_attitudes, judge_statements

        pipeline, target = self.pipeline, self.settings.target
        attitudes = judge_attitudes(statements, pipeline.registry, pipeline.pairs)
        found = [replace(s, attitudes=a) for s, a in zip(statements, attitudes, strict=True)]
        if not target:
            return found
        toward = judge_statements(found, [target] * len(found), pipeline.pairs)
        return [replace(s, stance=(stance,)) for s, stance in zip(found, toward, strict=True)]


def _empty(article: Article, problem: str) -> Row:
    return {**dict.fromkeys(OUT), "article": article.id, "stance": [], "problem": problem}
