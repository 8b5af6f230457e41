"""From the lines of a JSONL file to articles, one line at a time."""

import json
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, BinaryIO

from stances.articles.decoding import printable, repair
from stances.errors import InputError, RowError
from stances.records import Article

_STEP = 1 << 20
# How often the limit an over-long line may be before the reader gives up looking for its end.
_PATIENCE = 64
_SNIFFED = 10
_LISTED = 1000


def looks_like_rows(head: bytes) -> bool:
    """Whether the first bytes of an input are lines of JSON objects that have a `text`.

    >>> looks_like_rows(b'{"text": "One."}\\n'), looks_like_rows(b"One.")
    (True, False)
    """
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start.startswith(b"{"):
        return False
    lines = start.split(b"\n", _SNIFFED)
    if len(lines) == 1:  # longer than what was looked at, or all there is
        return _has_text(start) or (start[1:].lstrip()[:1] == b'"' and b'"text"' in start)
    return any(_has_text(line) for line in lines[:_SNIFFED])


def _has_text(line: bytes) -> bool:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(row, dict) and "text" in row


def read_rows(
    stream: BinaryIO, where: str, stem: str, limit: int, budget: int | None = None
) -> Iterator[tuple[int, Article | InputError]]:
    """The articles of a JSONL stream with their lines, and for each line at fault the reason.

    A row has `text` and may have `id`, `title`, `date`, `url` and `outlet` (or `publisher`);
    other keys are not looked at. A row without `id` is named `stem` and its line. `limit` is
    in bytes a line; a longer one is passed over without loading it. Reading ends after
    `budget` bytes, so that a small archive cannot unpack without end. The first thousand
    faults are given, then how many more there are.
    """
    faults = 0
    for number, line in _lines(stream, where, limit, budget):
        found = line if isinstance(line, InputError) else _row(line, where, number, stem)
        faults += isinstance(found, InputError)
        if found and (isinstance(found, Article) or faults <= _LISTED):
            yield number, found
    if faults > _LISTED:
        yield (
            0,
            InputError(f"{where}: {faults - _LISTED:,} more lines are at fault, not listed here."),
        )


def _row(line: bytes, where: str, number: int, stem: str) -> Article | RowError | None:
    if not line.strip():
        return None
    try:
        return _article(line, f"{stem}-{number}")
    except ValueError as error:
        return RowError(where, number, str(error))


def _lines(
    stream: BinaryIO, where: str, limit: int, budget: int | None
) -> Iterator[tuple[int, bytes | InputError]]:
    number = done = 0
    while True:
        number += 1
        try:
            line = stream.readline(limit + 1)
            done += len(line)
            long = len(line) > limit and not line.endswith(b"\n")
            skipped = _skip_line(stream, limit) if long else 0
        except (OSError, EOFError, zlib.error) as error:
            yield number, RowError(where, number, f"reading ended here: {_first_line(error)}.")
            return
        if not line:
            return
        if long:
            yield number, RowError(where, number, _too_long(len(line) + skipped, limit))
        else:
            yield number, line
        done += skipped
        if skipped > _PATIENCE * limit or (budget is not None and done > budget):
            yield number, RowError(where, number, "too much data; the rest was not read.")
            return


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")


def _skip_line(stream: BinaryIO, limit: int) -> int:
    """Read to the end of the line, in pieces; gives the number of bytes."""
    skipped = 0
    while skipped <= _PATIENCE * limit:
        piece = stream.readline(_STEP)
        skipped += len(piece)
        if not piece or piece.endswith(b"\n"):
            break
    return skipped


def _too_long(size: int, limit: int) -> str:
    return (
        f"is {size:,} bytes long, over the limit of {limit:,} an article; "
        "split it, or raise max_article_bytes."
    )


def _article(line: bytes, name: str) -> Article:
    row = parse_object(line)
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        raise ValueError(f'has no text; expected a string under "text", got {describe(text)}.')
    return Article(
        id=read_identifier(row.get("id")) or name,
        text=repair(text),
        title=_string(row, "title"),
        date=parse_date(row.get("date")),
        outlet=_string(row, "outlet") or _string(row, "publisher"),
        url=_string(row, "url"),
    )


def parse_object(line: bytes) -> dict[str, Any]:
    """The JSON object that a line holds; raises `ValueError` where it holds none."""
    try:
        row = json.loads(line.removeprefix(b"\xef\xbb\xbf").decode("utf-8"))
    except UnicodeDecodeError:
        raise ValueError("is not UTF-8; save the file as UTF-8.") from None
    except RecursionError:
        raise ValueError("is JSON nested too deeply; expected one flat object a line.") from None
    except ValueError as error:
        raise ValueError(
            f"is not JSON ({_first_line(error)}); expected one object a line."
        ) from None
    if not isinstance(row, dict):
        raise ValueError(f"is {describe(row)}; expected a JSON object.")
    return row


def read_identifier(value: object) -> str:
    """An id as text, "" for none; raises `ValueError` for what is neither text nor a number."""
    if value is None or isinstance(value, str):
        return printable((value or "").strip())
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise ValueError(f"id must be a string or a whole number, got {describe(value)}.")


def _string(row: dict[str, Any], key: str) -> str:
    value = row.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError(f"{key} must be a string, got {describe(value)}.")
    return repair(value)


def parse_date(value: object) -> date | None:
    """An ISO 8601 date, or the date of an ISO time; None for None and "". Raises `ValueError`.

    >>> parse_date("2024-02-03T10:00:00Z")
    datetime.date(2024, 2, 3)
    """
    if value is None or value == "":
        return None
    if isinstance(value, str):
        try:
            return datetime.fromisoformat(value.strip()).date()
        except ValueError:
            pass
    raise ValueError(f"date must be like 2024-02-03, got {describe(value)}.")


def describe(value: object) -> str:
    """What a value is, in words for a message."""
    if isinstance(value, str):
        return repr(printable(value if len(value) <= 40 else value[:39] + "…"))
    names = {dict: "an object", list: "a list", bool: "true or false", type(None): "nothing"}
    return names.get(type(value), "a number")
