"""From the rows of a Parquet file to articles, some rows at a time."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stances.articles.decoding import repair
from stances.articles.rows import describe, parse_date, read_identifier
from stances.errors import InputError
from stances.records import Article

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MAGIC = b"PAR1"
FETCHED = 64
TEXTS = ("title", "outlet", "publisher", "url")
_GLOB = re.compile(r"[*?\[]")


def read_parquet(
    path: Path, where: str, stem: str, limit: int
) -> Iterator[tuple[int, Article | InputError]]:
    """The articles of a Parquet file with their rows, and for each row at fault the reason.

    The column `text` is needed; `id`, `title`, `date`, `url` and `outlet` (or `publisher`) are
    taken where they are, other columns are not looked at. `limit` is in bytes a text. Raises
    `InputError` where the file cannot be read or has no column `text`.
    """
    import duckdb

    connection = duckdb.connect(config={"threads": 1})
    try:
        names = _columns(connection, path, where)
        picked = ", ".join(f'"{name}"' for name in names)
        result = connection.execute(
            f"SELECT {picked} FROM read_parquet(?)",
            [_literal(path)],
        )
        number = 0
        while rows := result.fetchmany(FETCHED):
            for values in rows:
                number += 1
                row = dict(zip(names, values, strict=True))
                yield number, _article(row, where, number, stem, limit)
    except duckdb.Error as error:
        raise InputError(
            f"{where}: cannot be read as Parquet ({_first_line(error)}); write the file again."
        ) from None
    finally:
        connection.close()


def _columns(connection: "DuckDBPyConnection", path: Path, where: str) -> list[str]:
    found = connection.execute("DESCRIBE SELECT * FROM read_parquet(?)", [_literal(path)])
    kinds = {str(row[0]): str(row[1]) for row in found.fetchall()}
    if kinds.get("text") != "VARCHAR":
        held = ", ".join(list(kinds)[:8])
        what = f"it is of the type {kinds['text']}" if "text" in kinds else f"there are: {held}"
        raise InputError(
            f"{where}: has no column of strings called text ({what}); name the column of the "
            "articles' texts so."
        )
    return [name for name in ("text", "id", "date", *TEXTS) if name in kinds]


def _literal(path: Path) -> str:
    """A path in which nothing stands for other characters."""
    return _GLOB.sub(lambda match: f"[{match[0]}]", str(path))


def _article(
    row: dict[str, Any], where: str, number: int, stem: str, limit: int
) -> Article | InputError:
    try:
        text = row["text"]
        if not text or not text.strip():
            raise ValueError("has no text.")
        size = len(text.encode("utf8", "replace"))
        if size > limit:
            raise ValueError(f"holds {size:,} bytes, over the limit of {limit:,} an article.")
        texts = {name: _text(row, name) for name in TEXTS}
        return Article(
            id=read_identifier(row.get("id")) or f"{stem}-{number}",
            text=repair(text),
            title=texts["title"],
            date=_date(row.get("date")),
            outlet=texts["outlet"] or texts["publisher"],
            url=texts["url"],
        )
    except ValueError as error:
        return InputError(f"{where}, row {number}: {error}")


def _text(row: dict[str, Any], name: str) -> str:
    value = row.get(name)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{name} must be a string, got {describe(value)}.")
    return repair(value or "")


def _date(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else parse_date(value)


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")
