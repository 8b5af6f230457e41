"""From what the user names to open streams: files, folders and standard input."""

import gzip
import io
import os
import stat
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from stances.articles.decoding import printable
from stances.articles.reach import Reach
from stances.errors import InputError

STDIN = "-"
HEAD = 65_536
FOLDER_SUFFIXES = (".txt", ".md", ".html", ".jsonl")
COLLECTED_SUFFIXES = (".parquet", ".rss", ".atom", ".warc")
_SHOWN = 120


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read, or standard input where `path` is None; `reach` is told of its opening."""

    where: str
    name: str
    path: Path | None = None
    reach: Reach | None = None

    @property
    def stem(self) -> str:
        """The file's name without its suffix: what its article is called."""
        stem = self.name.removesuffix(".gz")
        return printable(Path(stem).stem.strip()) or "article"

    @property
    def suffix(self) -> str:
        """The lower-case suffix, past any `.gz`."""
        return Path(self.name.lower().removesuffix(".gz")).suffix

    @property
    def compressed(self) -> bool:
        """Whether it is to be unpacked; web archives are so record by record, by their reader."""
        low = self.name.lower()
        packed = low.endswith(".gz") and not low.endswith(".warc.gz")
        return self.path is not None and packed

    @property
    def real(self) -> str:
        """What two names of one file have in common."""
        return os.path.realpath(self.path) if self.path else STDIN

    @property
    def size(self) -> int | None:
        """The number of bytes of a regular file; None where only reading tells."""
        try:
            status = self.path.stat() if self.path else None
        except OSError:
            return None
        return status.st_size if status and stat.S_ISREG(status.st_mode) else None


def list_sources(given: str | Path) -> Iterator[Source | InputError]:
    """The files that an input stands for: itself, or those of a folder in the order of paths.

    A folder gives its .txt, .md, .html and .jsonl files, and its .parquet, .rss, .atom and .warc
    (or .warc.gz) files, at any depth, without READMEs, hidden files and links to folders.
    """
    if str(given) == STDIN:
        yield Source("standard input", "stdin")
        return
    path, where = Path(given), show(given)
    try:
        folder = stat.S_ISDIR(path.stat().st_mode)
    except (OSError, ValueError) as error:
        yield _unreadable(where, error)
        return
    if folder:
        yield from _folder(path, where)
    else:
        yield Source(where, path.name, path)


def show(path: str | Path) -> str:
    """A path as messages name it: on one line, without control characters, not too long."""
    name = printable(str(path)) or '""'
    return name if len(name) <= _SHOWN else name[: _SHOWN - 1] + "…"


def _folder(folder: Path, where: str) -> Iterator[Source | InputError]:
    errors: list[OSError] = []
    files = sorted(
        Path(root, name)
        for root, folders, names in os.walk(folder, onerror=errors.append)
        for name in _visible(folders, names)
    )
    sources = [Source(show(path), path.name, path) for path in files if path.is_file()]
    yield from (_unreadable(show(error.filename or folder), error) for error in errors)
    yield from sources
    if not sources and not errors:
        kinds = ", ".join(FOLDER_SUFFIXES)
        yield InputError(f"{where}: the folder holds none of {kinds}; give one that does.")


def _visible(folders: list[str], names: list[str]) -> list[str]:
    folders[:] = [name for name in folders if not name.startswith(".")]
    return [name for name in names if not name.startswith(".") and _wanted(name.lower())]


def _wanted(name: str) -> bool:
    stem, suffix = os.path.splitext(name.removesuffix(".gz") if ".warc" in name else name)
    return suffix in (*FOLDER_SUFFIXES, *COLLECTED_SUFFIXES) and stem != "readme"


def _unreadable(where: str, error: Exception) -> InputError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        if where.lower().startswith(("http://", "https://")):
            return InputError(f"{where}: is a web address; save the page and give its file.")
        return InputError(f"{where}: there is no such file or folder; check the path.")
    if isinstance(error, PermissionError):
        return InputError(f"{where}: may not be read by this user; check its permissions.")
    reason = (getattr(error, "strerror", None) or str(error) or type(error).__name__).rstrip(".")
    return InputError(f"{where}: cannot be read ({reason}); check the path.")


@contextmanager
def open_source(source: Source) -> Iterator[tuple[BinaryIO, bytes]]:
    """Open a source, unpacked if it is compressed; gives the stream and its first 64 KiB.

    The stream still begins at the start. Raises `InputError` where opening or reading fails.
    """
    try:
        with _raw(source) as raw:
            head = raw.read(HEAD)
            yield cast(BinaryIO, io.BufferedReader(_Rejoined(head, raw), HEAD)), head
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise _unreadable(source.where, error) from None


@contextmanager
def _raw(source: Source) -> Iterator[BinaryIO]:
    if source.path is None:
        stdin = getattr(sys.stdin, "buffer", None)
        if stdin is None:
            raise InputError(f"{source.where}: is closed; give a file instead.")
        yield stdin
        return
    with source.path.open("rb") as file:
        if source.reach:
            source.reach.enter(file)
        if source.compressed:
            with gzip.GzipFile(fileobj=file, mode="rb") as unpacked:
                yield cast(BinaryIO, unpacked)
        else:
            yield file


class _Rejoined(io.RawIOBase):
    """A stream from its start again, after its head was read: a pipe cannot be wound back."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = io.BytesIO(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        data = self._head.read(len(buffer)) or self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
