"""Puts rows into the tables of a collection, many at once."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np

from stances.collection.rows import COLUMNS, NESTED, STANCE, Row, columns_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Columns = dict[str, list[Any]]
INCOMING = "incoming"
NAMED = ("target", "model", *STANCE[1:])
"""The columns of the table of stances after that of the statement."""
_ARTICLES = ("id", "version", "title", "date", "outlet", "url", "text", "sha256", "made_by")
_ATTITUDES = '[{"party":"VARCHAR","label":"VARCHAR","probability":"DOUBLE","event":"VARCHAR"}]'


def insert_articles(connection: "DuckDBPyConnection", rows: Sequence[Row]) -> None:
    """Add articles with what is known of them."""
    if rows:
        picked = ", ".join(_as_date(name) for name in _ARTICLES)
        with _incoming(connection, columns_of(rows, _ARTICLES)):
            connection.execute(f"INSERT INTO articles SELECT {picked} FROM {INCOMING}")


def insert_statements(
    connection: "DuckDBPyConnection", rows: Sequence[Row], made_by: int, model: str
) -> None:
    """Add statements, and the stances in their rows, which a model of that hash has read."""
    if not rows:
        return
    columns: Columns = {name: [row[name] for row in rows] for name in COLUMNS}
    for name in NESTED:
        columns[name] = [json.dumps(value) for value in columns[name]]
    columns["vector"] = [np.asarray(value, dtype=np.float32) for value in columns["vector"]]
    picked = ", ".join(_pick(name) for name in COLUMNS)
    with _incoming(connection, columns):
        connection.execute(
            f"INSERT INTO statements SELECT {picked}, {int(made_by)} FROM {INCOMING}"
        )
    stances = [
        {"statement": row["id"], "model": model, **stance}
        for row in rows
        for stance in row["stance"]
    ]
    insert_new(connection, "stances", columns_of(stances, ("statement", *NAMED)))


def insert_new(
    connection: "DuckDBPyConnection", table: str, columns: Columns, key: Sequence[str] = ()
) -> None:
    """Add rows that are not in a table yet, told apart by all columns or by those of a key."""
    if not next(iter(columns.values()), []):
        return
    same = " AND ".join(f"t.{name} IS NOT DISTINCT FROM f.{name}" for name in key or columns)
    picked = ", ".join(f"f.{_as_date(name)}" for name in columns)
    with _incoming(connection, columns):
        connection.execute(
            f"INSERT INTO {table} SELECT DISTINCT {picked} FROM {INCOMING} f "
            f"WHERE NOT EXISTS (SELECT 1 FROM {table} t WHERE {same})"
        )


def _as_date(name: str) -> str:
    return f"{name}::DATE" if name == "date" else name


def _pick(name: str) -> str:
    """The SQL that gives a column of statements its type."""
    kind = COLUMNS[name]
    if name not in NESTED:
        return f"{name}::{kind}"
    depth = kind.count("[]")
    plain = kind.removesuffix("[]" * depth)
    form = _ATTITUDES if name == "attitudes" else "[" * depth + f'"{plain}"' + "]" * depth
    return f"from_json({name}, '{form}')::{kind}"


@contextmanager
def _incoming(connection: "DuckDBPyConnection", columns: Columns) -> Iterator[None]:
    """Let SQL see columns under the name `INCOMING`: row by row is a hundred times slower."""
    import pandas

    connection.register(INCOMING, pandas.DataFrame(columns, dtype=object))
    try:
        yield
    finally:
        connection.unregister(INCOMING)
