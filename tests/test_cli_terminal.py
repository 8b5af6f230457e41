"""What the command line writes to a terminal of a given width, and to a pipe."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Run
from rich.cells import cell_len

if os.name != "posix":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

import fcntl
import pty
import struct
import termios

Show = Callable[..., str]
LONG = "the foreign ministry of the Republic of Arvania, which lies beyond the river " * 3


def read_all(terminal: int) -> bytes:
    """What was written to a terminal until its last writer left."""
    found = b""
    while True:
        try:
            part = os.read(terminal, 65536)
        except OSError:  # Linux says so where no writer is left
            return found
        if not part:
            return found
        found += part


@pytest.fixture
def show(monkeypatch: pytest.MonkeyPatch) -> Show:
    """Run a command with standard output on a terminal; gives what is written there."""
    for name in ("COLUMNS", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)

    def call(*arguments: object, width: int = 80, **environment: str) -> str:
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
        started = subprocess.Popen(
            [sys.executable, "-m", "stances", *map(str, arguments)],
            stdin=subprocess.DEVNULL,
            stdout=slave,
            stderr=subprocess.PIPE,
            env={**os.environ, "TERM": "xterm", **environment},
        )
        os.close(slave)
        written = read_all(master)
        os.close(master)
        _, err = started.communicate(timeout=120)
        assert (started.returncode, err) == (0, b"")
        return written.decode("utf8").replace("\r\n", "\n")

    return call


def plain(text: str) -> str:
    """The text without colours and the blanks at the ends of lines that they keep."""
    return re.sub(r" +$", "", re.sub(r"\x1b\[[0-9;]*m", "", text), flags=re.MULTILINE)


@pytest.mark.parametrize("width", [44, 60, 120])
def test_answers_are_a_table_that_fits_the_terminal(show: Show, width: int) -> None:
    text = plain(show("resolve", "the Pentagon", LONG, width=width))
    assert "(USA)" in text
    assert max(map(cell_len, text.splitlines())) <= width
    assert "\t" not in text


@pytest.mark.parametrize("width", [60, 80])
def test_a_list_fits_the_terminal(show: Show, article: Path, party_file: Path, width: int) -> None:
    text = plain(show("extract", article, "--party-file", party_file, width=width))
    assert "Ila Tesk" in text
    assert max(map(cell_len, text.splitlines())) <= width


def test_colour_is_for_terminals_that_want_it(show: Show) -> None:
    judge = ("classify", "--target", "The Lorn dam should be built.", "The dam must be built.")
    coloured = show(*judge)
    assert "\x1b[" in coloured
    for environment in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        assert show(*judge, **environment) == plain(coloured)


def test_a_pipe_gets_lines_without_colour(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    done = run("resolve", "the Pentagon", LONG)
    [first, second] = done.stdout.decode("utf8").splitlines()
    assert first.startswith("the Pentagon\tUSA\tUSA\tUnited States\t")
    assert second.startswith(LONG.strip() + "\t")
    assert b"\x1b" not in done.stdout


def test_parquet_needs_a_file(
    run: Run, article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = run("extract", article, "--format", "parquet")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == (
        b"stances: --format parquet is no text; give --output FILE.parquet with it.\n"
    )
    path = tmp_path / "statements.parquet"
    done = run("extract", article, "--format", "parquet", "--output", path)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert path.read_bytes()[:4] == path.read_bytes()[-4:] == b"PAR1"
