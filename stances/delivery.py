"""Delivers results: to standard output, or to a file that is there whole or not at all."""

import os
import sys
from pathlib import Path

from stances.errors import UsageError

DEVICES = ("/dev", "/proc")


def deliver(text: str, output: Path | None) -> None:
    """Print `text`, or write the file `output`; raises `UsageError` where that fails.

    A link stays, and what it points to is replaced. A pipe or a device is written in place.
    """
    if output is None:
        print_text(text)
        return
    try:
        if _is_plain_file(output):
            _replace(Path(os.path.realpath(output)), text)
        else:
            _write(output, text)
    except OSError as error:
        raise UsageError(f"{output}: cannot be written ({error.strerror}).") from None


def print_text(text: str) -> None:
    """Write to standard output as UTF-8, whatever the locale."""
    sys.stdout.buffer.write(text.encode("utf8", errors="replace"))
    sys.stdout.buffer.flush()


def _is_plain_file(path: Path) -> bool:
    """Whether another file may take this one's place: not that of a pipe or of /dev/stdout."""
    device = any(path.absolute().is_relative_to(place) for place in DEVICES)
    return not device and (path.is_file() or not path.exists())


def _replace(path: Path, text: str) -> None:
    partial = path.with_name(path.name + ".partial")
    _write(partial, text)
    partial.replace(path)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf8", newline="\n")


def name_from(path: Path, output: Path | None) -> str:
    """A file's path as seen from the folder of `output`, or from here where that is None."""
    return Path(os.path.relpath(path, output.parent if output else ".")).as_posix()
