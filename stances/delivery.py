"""Delivers results: to standard output, or to a file that is there whole or not at all."""

import os
import secrets
import stat
import sys
from contextlib import suppress
from pathlib import Path

from stances.errors import UsageError

DEVICES = ("/dev", "/proc")
MEMORY = f"{DEVICES[0]}/shm"


def deliver(content: str | bytes, output: Path | None) -> None:
    """Print text or bytes, or write the file `output`; raises `UsageError` where that fails.

    A link stays, and what it points to is replaced. A pipe or a device is written in place. A
    file that was there keeps its permissions; a new one has those that the umask leaves.
    """
    data = content.encode("utf8", errors="replace") if isinstance(content, str) else content
    if output is None:
        print_bytes(data)
        return
    try:
        if _is_plain_file(output):
            _replace(Path(os.path.realpath(output)), data)
        else:
            output.write_bytes(data)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UsageError(f"{output}: cannot be written ({error.strerror}).") from None


def print_text(text: str) -> None:
    """Write to standard output as UTF-8, whatever the locale."""
    print_bytes(text.encode("utf8", errors="replace"))


def print_bytes(data: bytes) -> None:
    """Write to standard output as it is."""
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def _is_plain_file(path: Path) -> bool:
    """Whether another file may take this one's place: not that of a pipe or of /dev/stdout."""
    place = path.absolute()
    device = any(place.is_relative_to(each) for each in DEVICES)
    if device and not place.is_relative_to(MEMORY):
        return False
    return path.is_file() or not path.exists()


def _replace(path: Path, data: bytes) -> None:
    """Write a new file beside `path`, then let it take the place of `path` in one step."""
    before = _look_at(path)
    if before and not os.access(path, os.W_OK):
        raise PermissionError(13, os.strerror(13))
    # A name of its own, so that two runs cannot write into each other's file.
    partial = path.with_name(f".{secrets.token_hex(8)}.partial")
    try:
        _write_through(partial, data)
        if before:
            _take_over(partial, before)
        partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def _look_at(path: Path) -> os.stat_result | None:
    """What is known of a file; None where there is none, or a link that leads nowhere."""
    try:
        return path.stat()
    except OSError:
        return None


def _write_through(path: Path, data: bytes) -> None:
    """Write a new file, down to the disk: a crash later cannot leave it empty."""
    with path.open("xb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _take_over(path: Path, before: os.stat_result) -> None:
    """Give a file the permissions, and where that is allowed the owner, of the one before it."""
    made = path.stat()
    if (made.st_uid, made.st_gid) != (before.st_uid, before.st_gid) and hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(path, before.st_uid, before.st_gid)
    path.chmod(stat.S_IMODE(before.st_mode))


def name_from(path: Path, output: Path | None) -> str:
    """A file's path as seen from the folder of `output`, or from here where that is None."""
    return Path(os.path.relpath(path, output.parent if output else ".")).as_posix()
