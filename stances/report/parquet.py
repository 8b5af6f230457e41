"""Statements as a Parquet file, with the columns of the CSV."""

import json
import tempfile
from collections.abc import Iterable
from pathlib import Path

from stances.records import Statement
from stances.report.rows import STATEMENT_COLUMNS, flatten_statement

TYPES = {
    **dict.fromkeys(("start", "end"), "BIGINT"),
    **dict.fromkeys(("negated", "hypothetical", "unnamed", "stance_abstained"), "BOOLEAN"),
    **dict.fromkeys(("party_confidence", "stance_probability", "confidence"), "DOUBLE"),
}
"""The columns that hold no text. A column has its type also where no statement is."""
_USUAL = 1 << 24
# DuckDB loads nothing from elsewhere, and one thread keeps the rows in order.
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


def format_parquet(statements: Iterable[Statement]) -> bytes:
    """The statements as the bytes of a Parquet file, a row each; equal statements, equal bytes.

    Texts are exact, unlike those of the CSV; only half a surrogate pair, which no Parquet file
    can hold, becomes "?".
    """
    import duckdb

    with tempfile.TemporaryDirectory(prefix="stances-") as folder:
        rows, made = Path(folder) / "rows.jsonl", Path(folder) / "made.parquet"
        longest = _write_rows(rows, statements)
        with duckdb.connect(config=_CONFIG) as connection:
            table = connection.read_json(
                str(rows),
                columns={name: TYPES.get(name, "VARCHAR") for name in STATEMENT_COLUMNS},
                format="newline_delimited",
                maximum_object_size=max(longest, _USUAL),
            )
            table.write_parquet(str(made), compression="zstd")
        return made.read_bytes()


def _write_rows(path: Path, statements: Iterable[Statement]) -> int:
    """Write a line of JSON a statement; gives the bytes of the longest."""
    longest = 0
    with path.open("wb") as stream:
        for statement in statements:
            row = json.dumps(flatten_statement(statement), ensure_ascii=False) + "\n"
            longest = max(longest, stream.write(row.encode("utf8", errors="replace")))
    return longest
