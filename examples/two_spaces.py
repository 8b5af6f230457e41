"""Draws the same forty statements by the topic part and by the stance part of their vectors.

    .venv/bin/python examples/two_spaces.py STATEMENTS.jsonl PICTURE.svg

Each part is brought down to two dimensions by classical scaling (principal components). The
statements are invented, and none of them was seen in training.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from stances.embedding import Encoder

SIZE, MARGIN, GAP, TOP = 360, 26, 40, 64
COLOURS = ("#1f5fa8", "#c2570c")
PARTS = {"topic": "By topic: what it is about", "stance": "By stance: which side it takes"}


def main() -> None:
    rows = [json.loads(line) for line in Path(sys.argv[1]).read_text("utf8").splitlines()]
    encoder = Encoder.shipped()
    texts = [row["statement"] for row in rows]
    panels = [
        draw_panel(lay_out(encoder.encode(texts, part=part)), rows, at * (SIZE + GAP), title)
        for at, (part, title) in enumerate(PARTS.items())
    ]
    Path(sys.argv[2]).write_text(frame(panels, sorted({row["topic"] for row in rows})), "utf8")


def lay_out(vectors: np.ndarray) -> np.ndarray:
    """Points `(n, 2)` in [0, 1], both axes on one scale."""
    rows = vectors.astype(np.float64) - vectors.mean(axis=0)
    left, sizes, _ = np.linalg.svd(rows, full_matrices=False)
    points = left[:, :2] * sizes[:2]
    # The sign of a component is arbitrary: the first point is put to the left and below.
    points *= np.where(points[0] > 0, -1, 1)
    reach = (points.max(axis=0) - points.min(axis=0)).max()
    middle = (points.max(axis=0) + points.min(axis=0)) / 2
    return np.round((points - middle) / reach + 0.5, 4)


def draw_panel(points: np.ndarray, rows: Sequence[dict[str, str]], left: float, title: str) -> str:
    topics = sorted({row["topic"] for row in rows})
    marks = []
    for (x, y), row in zip(points.tolist(), rows, strict=True):
        across = left + MARGIN + x * (SIZE - 2 * MARGIN)
        down = TOP + SIZE - MARGIN - y * (SIZE - 2 * MARGIN)
        marks.append(draw_mark(across, down, COLOURS[topics.index(row["topic"])], row["label"]))
    box = f'<rect x="{left + 1}" y="{TOP}" width="{SIZE - 2}" height="{SIZE}" class="box"/>'
    return f'{box}<text x="{left + 4}" y="{TOP - 10}" class="title">{title}</text>{"".join(marks)}'


def draw_mark(x: float, y: float, colour: str, label: str) -> str:
    """A full disc for, an empty one against."""
    fill = colour if label == "favor" else "#ffffff"
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6" fill="{fill}" stroke="{colour}" '
        'stroke-width="2.5" fill-opacity="0.9"/>'
    )


def frame(panels: Sequence[str], topics: Sequence[str]) -> str:
    width = len(panels) * SIZE + (len(panels) - 1) * GAP
    legend, x = [], 4
    for topic, colour in zip(topics, COLOURS, strict=True):
        for label, word in (("favor", "for"), ("against", "against")):
            name = f"{word} the {topic}"
            legend.append(draw_mark(x + 8, 18, colour, label))
            legend.append(f'<text x="{x + 20}" y="23">{name}</text>')
            x += round(36 + 6.5 * len(name))
    style = (
        "text{font:14px sans-serif;fill:#222}.title{font-weight:bold}"
        ".box{fill:#ffffff;stroke:#bbbbbb}"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {TOP + SIZE + 2}" '
        f'width="{width}" height="{TOP + SIZE + 2}" role="img" '
        f'aria-label="Forty statements on two issues, by topic and by stance">'
        f'<style>{style}</style><rect width="100%" height="100%" fill="#ffffff"/>'
        f"{''.join(legend)}{''.join(panels)}</svg>\n"
    )


if __name__ == "__main__":
    main()
