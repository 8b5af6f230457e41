"""What commands share: reading what was typed, and telling what went wrong."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from stances.errors import InputError, StancesError, UsageError

# What a shell gives for a program that SIGINT ended.
INTERRUPTED = 130

if TYPE_CHECKING:
    from stances.articles import Problem
    from stances.pipeline import Pipeline
    from stances.records import Article


@contextmanager
def told() -> Iterator[list["Problem"]]:
    """Collect problems and tell them at the end; turn errors into a sentence and a code."""
    problems: list[Problem] = []
    code, last = 0, []
    try:
        yield problems
    except InputError as error:
        code, last = 1, [str(error)]
    except StancesError as error:
        code, last = 2, [str(error)]
    except KeyboardInterrupt:
        complain(["stopped before it was done."])
        raise typer.Exit(INTERRUPTED) from None
    if problems or last:
        complain([*(problem.message for problem in problems), *last])
    code = code or int(any(problem.fault for problem in problems))
    if code:
        raise typer.Exit(code)


def complain(messages: Iterable[str]) -> None:
    """Tell each message on a line of standard error."""
    from stances.report import clean_line

    for message in messages:
        typer.echo(f"stances: {clean_line(message)}", err=True)


def read(pipeline: "Pipeline", inputs: list[str], problems: list["Problem"]) -> Iterator["Article"]:
    """The articles of the inputs, once the pipeline's settings are known to be right."""
    from stances.articles import read

    pipeline.check()
    return read(*inputs, settings=pipeline.settings, problems=problems)


def listed(names: str) -> tuple[str, ...]:
    """Names that stand between commas."""
    return tuple(name.strip() for name in names.split(",") if name.strip())


def lines(arguments: list[str]) -> list[str]:
    """The arguments, or the lines of standard input where they are `-`."""
    if arguments != ["-"]:
        return arguments
    text = sys.stdin.buffer.read().decode("utf8", errors="replace")
    return [line for line in text.splitlines() if line.strip()]


def date(text: str) -> Any:
    """The date of `--on`, None for none."""
    from datetime import date

    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--on {text}: expected a date such as 2024-02-03.") from None


def width(output: Path | None = None) -> int:
    """The columns to print in: those of the terminal from 40 to 120, and 80 for a file."""
    import shutil

    if output is not None:
        return 80
    return max(40, min(120, shutil.get_terminal_size((80, 24)).columns))


def table_width() -> int | None:
    """The columns of a table to read; None where lines for programs are wanted."""
    return width() if on_terminal() else None


def on_terminal(output: Path | None = None) -> bool:
    """Whether a result is read on a terminal."""
    return output is None and sys.stdout.isatty()


def coloured(output: Path | None) -> bool:
    """Whether to print in colour: on a terminal that has some, unless `NO_COLOR` says not to."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return on_terminal(output) and not plain
