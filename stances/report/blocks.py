"""The parts that a readable report is made of; each format renders them in its own way.

All strings are plain text and may hold anything: whoever renders them escapes them.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (the title) to 3."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph (`level` 0) or a list item (1, or 2 for one inside another).

    `lead` stands before the text and is emphasised; `tone` is a position's label.
    """

    text: str
    lead: str = ""
    level: int = 0
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; `tone` is a position's label."""

    text: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; the first column names the rows."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


Block = Heading | Line | Grid
