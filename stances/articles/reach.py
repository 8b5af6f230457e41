"""How far reading has come in its inputs, by their bytes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO


@dataclass(slots=True)
class Reach:
    """Filled in by `read`: how many bytes there are, how many are passed, and articles given.

    `total` is 0 where it is not known, as with standard input.
    """

    total: int = 0
    passed: int = 0
    given: int = 0
    _file: BinaryIO | None = None

    def begin(self, sizes: Iterable[int | None]) -> None:
        """Take the sizes of all files that will be read, None for one that nobody knows."""
        known = list(sizes)
        self.total = 0 if None in known else sum(size or 0 for size in known)

    def enter(self, file: BinaryIO) -> None:
        """A file is read from here on, packed or not."""
        self._file = file

    def leave(self, size: int | None) -> None:
        """A file is read to its end."""
        self._file = None
        self.passed += size or 0

    def share(self, done: int) -> float:
        """The share of the inputs that is done when `done` of the articles given are.

        0 where it cannot be told. Articles are read ahead of those done, which is allowed for.

        >>> reach = Reach(total=200, passed=100, given=10)
        >>> reach.share(10), reach.share(5)
        (0.5, 0.25)
        """
        if not self.total or not self.given:
            return 0.0
        at = self.passed + self._inside()
        return min(1.0, at / self.total) * min(1.0, done / self.given)

    def _inside(self) -> int:
        """How far the file is read; some readers close it before its last article is given."""
        file = self._file
        return 0 if file is None or file.closed else file.tell()
