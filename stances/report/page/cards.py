"""Reads, from the cards of the shipped models, how often these are wrong and where they are weak.

Cards are Markdown; what is taken are the sections on scores and limits, with their tables.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from stances.report.blocks import Block, Cell, Grid, Line
from stances.runtime import Model, list_models

_SECTION = re.compile(r"^## (.+)$", re.MULTILINE)
_WANTED = re.compile(r"(?i)^(scores|limits|weak|what it is bad at)")
_WEAK = re.compile(
    r"^- \*\*(Weak at|Likeness to [^*]+?):\*\* (.+?)(?=\n- \*\*|\n\n|\Z)", re.M | re.S
)
_RULE = re.compile(r"^\|[\s:|-]+\|$")


@dataclass(frozen=True, slots=True)
class Card:
    """What the card of one model says about its errors."""

    name: str
    title: str
    blocks: tuple[Block, ...]


def read_cards(models: Mapping[str, Any]) -> list[Card]:
    """The cards of those of a report's models that are the shipped ones, by their hash."""
    cards = []
    for name, told in sorted(models.items()):
        known = told.get("sha256") if isinstance(told, Mapping) else told
        if isinstance(known, str) and (folder := _shipped().get(known)):
            cards.append(_read_card(name, folder))
    return cards


@lru_cache(maxsize=1)
def _shipped() -> Mapping[str, Path]:
    """The folders of the shipped models by the hash of their weights."""
    return {model.sha256(): model.folder for model in list_models() if _is_whole(model)}


def _is_whole(model: Model) -> bool:
    names = ("model.onnx", "model.safetensors")
    return any((model.folder / name).is_file() for name in names)


@lru_cache(maxsize=16)
def _read_card(name: str, folder: Path) -> Card:
    path = folder / "README.md"
    text = path.read_text(encoding="utf8") if path.is_file() else ""
    title = text.partition("\n")[0].removeprefix("# ").strip()
    return Card(name, title or name, tuple(read_card(text)))


def read_card(text: str) -> Iterator[Block]:
    """The scores and limits in a card.

    >>> list(read_card("# Model\\n\\n## Limits\\n\\nBad at `irony`.\\n\\n## Data\\n\\nMuch."))
    [Line(text='Bad at irony.', lead='', level=0, tone='')]
    """
    parts = _SECTION.split(text)
    for found in _WEAK.finditer(parts[0]):
        yield Line(_plain(found[2]), f"{found[1]}: ")
    for title, body in zip(parts[1::2], parts[2::2], strict=True):
        if _WANTED.match(title):
            yield from (_read_block(each) for each in body.strip().split("\n\n") if each.strip())


def _read_block(text: str) -> Block:
    lines = text.strip().splitlines()
    if not lines[0].startswith("|"):
        return Line(_plain(text))
    rows = [_cells(line) for line in lines if not _RULE.match(line.strip())]
    return Grid(rows[0], tuple(tuple(Cell(cell) for cell in row) for row in rows[1:]))


def _cells(line: str) -> tuple[str, ...]:
    return tuple(_plain(cell) for cell in line.strip().strip("|").split("|"))


def _plain(text: str) -> str:
    """Text without the marks of code and emphasis."""
    return " ".join(re.sub(r"[`*]", "", text).split())
