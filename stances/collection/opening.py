"""Opens the file of a collection: finds out whose it is, waits for others, harms nothing."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from stances.articles.opening import show
from stances.collection import schema
from stances.errors import CollectionError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEMORY = "256MB"
POLL = 0.2
SUFFIX = ".duckdb"
_PID = re.compile(r"held in (.*?)\(PID (\d+)\)")


def is_collection(path: str) -> bool:
    """Whether an input is a DuckDB file, by its name or its first bytes."""
    if path.lower().endswith(SUFFIX):
        return True
    try:
        with Path(path).open("rb") as stream:
            return stream.read(12)[8:] == b"DUCK"
    except (OSError, ValueError):
        return False


@contextmanager
def opened(path: Path, *, write: bool = False, wait: float = 0.0) -> Iterator["DuckDBPyConnection"]:
    """A connection to a collection; with `write` it is made where there is none.

    While it is open for writing no other process can open it: `wait` is for how many seconds to
    try. Raises `CollectionError` where another process holds it, where it is no collection or
    one of a newer schema, and where it cannot be read or written.
    """
    if not path.exists():
        if not write:
            raise CollectionError(
                f"{show(path)}: there is no such collection; make it with stances collect."
            )
        _make(path, wait)
    found = _check(path, wait)
    if write or found < schema.SCHEMA:
        connection = _connect(path, False, wait)
        _bring_up(connection, path)
        if not write:
            connection.close()
    if not write:
        connection = _connect(path, True, wait)
    try:
        yield connection
    except Exception as error:
        raise _translated(error, path) from None
    finally:
        connection.close()


def _check(path: Path, wait: float) -> int:
    """The schema of the file, which is opened for reading only; raises if it is not ours."""
    connection = _connect(path, True, wait)
    try:
        found = schema.read_schema(connection)
    except Exception as error:
        raise _translated(error, path) from None
    finally:
        connection.close()
    if found is None:
        raise CollectionError(
            f"{show(path)}: is a DuckDB file of another program, and was left as it is; "
            "give another name."
        )
    if found > schema.SCHEMA:
        raise CollectionError(
            f"{show(path)}: was written by a newer stances (schema {found}; this one knows "
            f"{schema.SCHEMA}), and was left as it is; install the newer one."
        )
    return found


def _bring_up(connection: "DuckDBPyConnection", path: Path) -> None:
    try:
        found = schema.read_schema(connection)
        if found == 0:
            schema.create(connection)
        elif found is not None:
            schema.migrate(connection, found)
    except Exception as error:
        connection.close()
        raise _translated(error, path) from None


def _make(path: Path, wait: float) -> None:
    """Make the file beside its place, then let it take its place whole."""
    partial = path.with_name(f"{path.name}.partial")
    for attempt in (1, 2):
        try:
            connection = _connect(partial, False, wait)
            break
        except CollectionError:
            # What a run left that was killed while it made the file.
            if attempt == 2 or not partial.is_file() or _is_held(partial):
                raise
            partial.unlink()
    _bring_up(connection, path)
    connection.close()
    partial.replace(path)


def _is_held(path: Path) -> bool:
    import duckdb

    try:
        duckdb.connect(str(path), read_only=True).close()
    except duckdb.Error as error:
        return bool(_PID.search(str(error)))
    return False


def _connect(path: Path, read_only: bool, wait: float) -> "DuckDBPyConnection":
    import duckdb

    config: dict[str, str | bool | int | float | list[str]] = {
        "enable_external_access": True,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    if not read_only:
        config |= {"memory_limit": MEMORY, "threads": 1}
    until = time.monotonic() + wait
    while True:
        try:
            return duckdb.connect(str(path), read_only=read_only, config=config)
        except Exception as error:
            left = until - time.monotonic()
            if not _PID.search(str(error)) or left <= 0:
                raise _translated(error, path) from None
            time.sleep(min(POLL, left))


def _translated(error: Exception, path: Path) -> Exception:
    """What went wrong as one sentence; what is not DuckDB's stays."""
    import duckdb

    if not isinstance(error, duckdb.Error | OSError):
        return error
    told, where = str(error), show(path)
    held = _PID.search(told)
    if held:
        program = Path(held[1].strip()).name or "another program"
        return CollectionError(
            f"{where}: is held by another process ({program}, PID {held[2]}); try again when "
            "that has ended, or give --wait SECONDS."
        )
    low = told.lower()
    if "not a valid duckdb" in low or "serialization" in low or "corrupt" in low:
        return CollectionError(f"{where}: is not a DuckDB file that can be read; give another.")
    if (
        "no space" in low
        or "disk full" in low
        or "could not write" in low
        or "file too large" in low
    ):
        return CollectionError(
            f"{where}: cannot be written any more (is the disk full?); what was stored is kept. "
            "Make room, then run the same again."
        )
    if "permission denied" in low or "read-only" in low:
        return CollectionError(
            f"{where}: may not be written by this user; check the permissions of file and folder."
        )
    if "cannot open file" in low or "no such file" in low or "is a directory" in low:
        return CollectionError(f"{where}: cannot be opened as a file; check the path.")
    line = (told.splitlines() or [type(error).__name__])[0].rstrip(".")
    return CollectionError(f"{where}: DuckDB reports: {line}.")
