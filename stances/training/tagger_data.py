"""Turns labelled articles into batches for the tagger."""

import bisect
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

from stances.quotations.decoding import ROLES
from stances.quotations.windows import PIECES, Window, cut_windows

# How often an article's quotation marks change their style: as they are, straight, single,
# angled, or with some lost.
_STYLES = ("as read",) * 5 + ("straight", "single", "angled", "lost")
_MARKS = {"straight": '""', "single": "‘’", "angled": "«»"}


@dataclass(slots=True)
class Labelled:
    """A window with its gold: a tag a piece, and which pieces each piece links to."""

    window: Window
    tags: list[int]
    to_cue: dict[int, set[int]]
    to_source: dict[int, set[int]]


def label_window(window: Window, attributions: Sequence[dict[str, Any]]) -> Labelled:
    """Turn character spans into tags and links on the pieces of one window."""
    size = len(window.ids)
    labelled = Labelled(window, [0] * size, {}, {})
    starts = [start for start, _ in window.offsets]
    pieces = [
        {role: [_pieces(window, starts, *span) for span in a[role]] for role in ROLES}
        for a in attributions
        if _touches(window, a)
    ]
    for role in ("content", "source", "cue"):
        for attribution in pieces:
            for span in attribution[role]:
                for n, i in enumerate(span):
                    labelled.tags[i] = 1 + 2 * ROLES.index(role) + (n > 0)
    for attribution in pieces:
        cues = [i for span in attribution["cue"] for i in span[:1]]
        for i in (i for span in attribution["content"] for i in span):
            labelled.to_cue.setdefault(i, set()).update(c + 1 for c in cues[:1])
        for i in cues[:1]:
            firsts = {span[0] + 1 for span in attribution["source"] if span}
            labelled.to_source.setdefault(i, set()).update(firsts)
    return labelled


def _touches(window: Window, attribution: dict[str, Any]) -> bool:
    left, right = window.offsets[0][0], window.offsets[-1][1]
    return any(s < right and e > left for role in ROLES for s, e in attribution[role])


def _pieces(window: Window, starts: list[int], start: int, end: int) -> list[int]:
    first = bisect.bisect_left(starts, start)
    if first and window.offsets[first - 1][1] > start:
        first -= 1
    return list(range(first, bisect.bisect_left(starts, end)))


def restyle(text: str, chance: random.Random) -> str:
    """Change the style of an article's quotation marks, or lose some, keeping every offset."""
    style = chance.choice(_STYLES)
    if style == "as read":
        return text
    if style == "lost":
        return "".join(
            chance.choice(" ,“") if c in '”"' and chance.random() < 0.1 else c for c in text
        )
    return "".join(_restyled(text, _MARKS[style]))


def _restyled(text: str, marks: str) -> Iterator[str]:
    before = " "
    for c in text:
        opens = c == "“" or (c == '"' and (before.isspace() or before in "([—"))
        yield marks[0] if opens else marks[1] if c in '”"' else c
        before = c


def make_windows(
    rows: Sequence[dict[str, Any]], tokenizer: Tokenizer, chance: random.Random | None
) -> Iterator[Labelled]:
    """Cut and label articles; with `chance`, at other places and in other styles each time."""
    for row in rows:
        text = restyle(row["text"], chance) if chance else row["text"]
        first = chance.randint(PIECES // 3, PIECES) if chance else PIECES
        for window in cut_windows(text, tokenizer, first=first):
            yield label_window(window, row["attributions"])


def collate(batch: Sequence[Labelled], cls: int, sep: int) -> dict[str, torch.Tensor]:
    """Pad a batch; piece `i` of a window stands at column `i + 1`."""
    width = max(len(b.tags) for b in batch) + 2
    shape = (len(batch), width)
    ids, types = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    mask, tags = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    to_cue, to_source = np.zeros((*shape, width), bool), np.zeros((*shape, width), bool)
    for row, item in enumerate(batch):
        size = len(item.tags)
        ids[row, : size + 2] = [cls, *item.window.ids, sep]
        types[row, 1 : size + 1] = item.window.features
        mask[row, : size + 2] = 1
        tags[row, 1 : size + 1] = item.tags
        for target, links in ((to_cue, item.to_cue), (to_source, item.to_source)):
            for i, goals in links.items():
                target[row, i + 1, sorted(goals) or [0]] = True
    names = ("input_ids", "token_type_ids", "attention_mask", "tags", "to_cue", "to_source")
    arrays = (ids, types, mask, tags, to_cue, to_source)
    return {name: torch.from_numpy(array) for name, array in zip(names, arrays, strict=True)}
