"""Shows progress on standard error, where that is a terminal, once a command takes a while."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread
from typing import TextIO

from stances.progress import Progress, ignore

DELAY = 1.0
PULSE = 0.25
SURE_AFTER = 2.0
"""Seconds of a stage after which its pace says how long the rest will take."""


@contextmanager
def shown_progress() -> Iterator[Progress]:
    """Give a hook whose calls are shown after `DELAY` seconds, and clear the line at the end.

    Where standard error is no terminal, nothing is shown. Leave this before printing a result.
    """
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield ignore
        return
    line = ProgressLine(sys.stderr)
    try:
        yield line
    finally:
        line.close()


class ProgressLine:
    """A line that says the stage, how much of it is done, and the time that is left.

    A thread draws it, from `delay` seconds after the first call on: until then nothing shows, so
    short work stays silent and what is typed on standard input is not disturbed.
    """

    def __init__(self, stream: TextIO, delay: float = DELAY, pulse: float = PULSE) -> None:
        self._stream = stream
        self._delay = delay
        self._pulse = pulse
        self._state = ("", 0, 0)
        self._begun = (0.0, 0)
        self._moved = 0.0
        self._drawn = 0
        self._closed = Event()
        self._thread: Thread | None = None

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Take note of how far a stage is."""
        self._moved = time.monotonic()
        if stage != self._state[0]:
            self._begun = (self._moved, done)
        self._state = (stage, done, total)
        if self._thread is None and not self._closed.is_set():
            self._thread = Thread(target=self._draw_on, daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Take the line away for good."""
        self._closed.set()
        if self._thread is not None:
            self._thread.join()
        self._draw("")

    def _draw_on(self) -> None:
        wait = self._delay
        while not self._closed.wait(wait):
            wait = self._pulse
            start, done = self._begun
            until, since = self._moved - start, time.monotonic() - self._moved
            self._draw(describe(*self._state, done, until, since, self._width()))

    def _draw(self, text: str) -> None:
        """Write over what was drawn before; an unusable terminal is left alone."""
        if not text and not self._drawn:
            return
        with suppress(OSError, ValueError):
            # Blanks and returns alone, which any terminal has.
            self._stream.write("\r" + text.ljust(self._drawn) + ("" if text else "\r"))
            self._stream.flush()
        self._drawn = len(text)

    def _width(self) -> int:
        try:
            return os.get_terminal_size(self._stream.fileno()).columns or 80
        except (OSError, ValueError):
            return 80


def describe(
    stage: str,
    done: int,
    total: int,
    first: int,
    until: float,
    since: float = 0.0,
    width: int = 80,
) -> str:
    """How far a stage is, on one line that is shorter than `width`.

    `first` was done when the stage was first told; it took `until` seconds to come to `done`,
    and that was `since` seconds ago.

    >>> describe("Reading stances", 1500, 4500, 0, 30)
    'Reading stances: 1,500 of 4,500, 1:00 left'
    >>> describe("Reading articles", 12, 0, 0, 75)
    'Reading articles: 12 so far, 1:15'
    """
    parts = [stage]
    if total:
        parts.append(f": {done:,} of {total:,}")
        if done > first and until >= SURE_AFTER:
            left = until * (total - done) / (done - first) - since
            parts.append(f", {clock(max(left, 0))} left")
    else:
        parts.append(f": {done:,} so far" if done else "")
        parts.append(f", {clock(until + since)}")
    while len(parts) > 1 and len("".join(parts)) >= width:
        parts.pop()
    return "".join(parts)[: max(width - 1, 0)]


def clock(seconds: float) -> str:
    """Seconds as hours, minutes and seconds.

    >>> clock(59.6), clock(3725)
    ('1:00', '1:02:05')
    """
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
