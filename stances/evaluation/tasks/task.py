"""What every task is given."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from stances.errors import RowError
from stances.evaluation.gold import GoldRow
from stances.stance import PairModel

Rows = Sequence[GoldRow]
Read = TypeVar("Read")


@dataclass(frozen=True)
class Options:
    """Where the gold rows come from, and what the user chose.

    `encoder` None is what the project does as a whole, a name or path that encoder's vectors
    alone; `party_file` defines parties where a row names no file of its own; `model` is the
    folder of a pair model to use in place of the shipped one.
    """

    path: Path
    encoder: str | None = None
    party_file: Path | None = None
    model: Path | None = None

    def pair_model(self) -> PairModel:
        """The pair model to use; raises `ModelError` where its folder holds none."""
        return PairModel.load(self.model) if self.model else PairModel.shipped()


def read_each(rows: Rows, path: Path, read: Callable[[GoldRow], Read]) -> list[Read]:
    """Read every row before any work is done; raises `RowError` with the first line at fault."""
    found = []
    for row in rows:
        try:
            found.append(read(row))
        except ValueError as error:
            raise RowError(str(path), row.line, str(error)) from None
    return found
