"""Tells how far a long run is: counts, rate and time left, on one line of standard error."""

import sys
import time
from collections.abc import Callable
from typing import TextIO

EVERY, EVERY_LINE = 0.5, 15.0


class Progress:
    """A line that is written over on a terminal, and written now and then where there is none."""

    def __init__(
        self,
        total: int = 0,
        stream: TextIO | None = None,
        share: Callable[[int], float] | None = None,
    ) -> None:
        """`total` is the number of units of which `at` counts some; 0 is not known.

        `share` gives the share of the work that is done after some units, where that is known
        without their total.
        """
        self.share = share or (lambda at: at / total if total else 0.0)
        self.stream = stream or sys.stderr
        self.live = self.stream.isatty()
        self.started = self.told = time.monotonic()
        self.passed = 0.0

    def tell(self, read: int, more: str, at: int) -> None:
        """Say that `read` articles are read, `more`, and that `at` of the total are done."""
        now = time.monotonic()
        if not read:
            self.started, self.passed = now, self.share(at)
        if now - self.told < (EVERY if self.live else EVERY_LINE):
            return
        self.told = now
        line = f"stances: {read:,} read{more}{self._speed(read, at, now - self.started)}"
        end = "\x1b[K\r" if self.live else "\n"
        self.stream.write(line + end)
        self.stream.flush()

    def clear(self) -> None:
        """Take the line off the terminal."""
        if self.live:
            self.stream.write("\x1b[K")
            self.stream.flush()

    def _speed(self, read: int, at: int, seconds: float) -> str:
        told = f"; {read / seconds:.1f} a second" if read and seconds else ""
        done = self.share(at)
        if read and self.passed < done <= 1:
            left = seconds * (1 - done) / (done - self.passed)
            told += f"; {write_time(left)} left"
        return told


def write_time(seconds: float) -> str:
    """A time in words, no finer than makes sense.

    >>> write_time(42), write_time(400), write_time(20_000)
    ('42 s', '7 min', '5 h 33 min')
    """
    if seconds < 100:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 100 else f"{minutes // 60} h {minutes % 60} min"
