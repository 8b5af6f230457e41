"""Reads gold rows, with the line in every complaint."""

import gzip
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from stances.articles.rows import describe, parse_object
from stances.errors import InputError, RowError


class GoldRow(NamedTuple):
    """One gold row and the line it stands on."""

    line: int
    data: dict[str, Any]


def read_gold(path: Path) -> list[GoldRow]:
    """The rows of a JSONL file, gzipped or not.

    Raises `RowError` with the line where one is not a JSON object or the file holds none, and
    `InputError` where it cannot be read.
    """
    rows = []
    for number, line in enumerate(_lines(path), 1):
        if line.strip():
            try:
                rows.append(GoldRow(number, parse_object(line)))
            except ValueError as error:
                raise RowError(str(path), number, str(error)) from None
    if not rows:
        raise RowError(str(path), 1, "there is no row; expected one JSON object a line.")
    return rows


def _lines(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as start:
            packed = start.read(2) == b"\x1f\x8b"
        with gzip.open(path) if packed else path.open("rb") as lines:
            yield from lines
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or "damaged gzip data"
        raise InputError(f"{path}: cannot be read ({reason}).") from None


def text_of(row: Mapping[str, Any], key: str, *, needed: bool = True) -> str:
    """The string under `key`; raises `ValueError` where it is missing, empty or not a string."""
    value = row.get(key)
    if value is None and not needed:
        return ""
    if not isinstance(value, str) or (needed and not value.strip()):
        raise ValueError(f'"{key}" must be a string, got {describe(value)}.')
    return value


def choice_of(row: Mapping[str, Any], key: str, allowed: Sequence[Any]) -> Any:
    """The value under `key`; raises `ValueError` where it is none of `allowed`."""
    value = row.get(key)
    if type(value) not in {type(each) for each in allowed} or value not in allowed:
        expected = ", ".join(map(str, allowed))
        shown = str(value) if isinstance(value, int) else describe(value)
        raise ValueError(f'"{key}" must be one of {expected}; got {shown}.')
    return value


def key_of_topic(row: Mapping[str, Any], key: str) -> str:
    """A topic or another id: a string or a whole number, as a string."""
    value = row.get(key)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return text_of(row, key)
