"""Reads gold rows, with the line in every complaint."""

import gzip
import math
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from stances.articles.rows import describe, parse_object
from stances.errors import InputError, RowError

DEEPEST = 50


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
                rows.append(GoldRow(number, _plain(parse_object(line))))
            except ValueError as error:
                raise RowError(str(path), number, str(error)) from None
    if not rows:
        raise RowError(str(path), 1, "there is no row; expected one JSON object a line.")
    return rows


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """The row, if it can be written as JSON again: without NaN or infinity, and not too deep."""
    waiting: list[tuple[Any, int]] = [(row, 0)]
    while waiting:
        value, depth = waiting.pop()
        if isinstance(value, float) and not math.isfinite(value):
            raise ValueError("holds a number that JSON does not have (NaN or infinity).")
        if isinstance(value, dict | list):
            if depth > DEEPEST:
                raise ValueError("is JSON nested too deeply; expected one flat object a line.")
            inside = value.values() if isinstance(value, dict) else value
            waiting += [(each, depth + 1) for each in inside]
    return row


def _lines(path: Path) -> Iterator[bytes]:
    """The lines of a file, unpacked where it is gzipped; opened once, so that it may be a pipe."""
    try:
        with path.open("rb") as file:
            packed = file.peek(2)[:2] == b"\x1f\x8b"
            yield from gzip.GzipFile(fileobj=file) if packed else file
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or "damaged gzip data"
        raise InputError(f"{path}: cannot be read ({reason}).") from None


def read_text(path: Path) -> str:
    """A UTF-8 file with its line ends as they are; raises `InputError`."""
    try:
        with path.open(encoding="utf8", newline="") as file:
            return file.read()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}).") from None
    except ValueError:
        raise InputError(f"{path}: is not UTF-8; save it as UTF-8.") from None


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
