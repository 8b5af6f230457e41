"""How well the chosen key points are those that experts wrote, on ArgKP (Bar-Haim et al. 2020).

    .venv/bin/python benchmarks/key_points.py ARGKP.jsonl[.gz] [--match] [--cache FOLDER]

For each topic and side, as many of the arguments are chosen as experts wrote key points; nothing
else is shown. `hit` is the share of the experts' points that a chosen argument is labelled to
match; `covered` the share of the arguments which match any point that share one with a chosen
argument. Beside it: a random choice (mean of 20), and the arguments nearest to the middle.
`--match` also chooses with the pair model, which takes a reading for each of some thousand pairs.
`--cache` keeps vectors and readings of one model in a folder, as this is slow on a busy machine.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from stances.embedding import Encoder
from stances.evaluation.gold import read_gold
from stances.positions import choose_key_points
from stances.records import Cue, Party, Source, Speaker, Statement
from stances.stance import PairModel

SEEDS = 20
Choose = Callable[["Cell"], Sequence[int]]


@dataclass(frozen=True)
class Cell:
    """The arguments of one side of a topic, their vectors, and the points that each matches."""

    texts: list[str]
    vectors: np.ndarray
    points: int
    matches: list[frozenset[str]]


def main() -> None:
    options = read_options()
    cells = read_cells(options.gold, Encoder.shipped(), options.cache)
    randoms = [score(cells, choose_at_random(seed)) for seed in range(SEEDS)]
    rows = {
        "random, mean of 20": tuple(np.mean(randoms, axis=0)),
        "nearest to the middle": score(cells, choose_middle),
        "key points by cosine": score(cells, choose_points),
    }
    if options.match:
        matcher = Matcher(PairModel.shipped(), options.cache)
        rows["key points with the pair model"] = score(
            cells, lambda cell: choose_points(cell, matcher)
        )
        print(f"{matcher.asked:,} pairs were asked of model {matcher.model.sha256[:12]}\n")
    print(f"{len(cells)} sides of topics, {sum(cell.points for cell in cells)} expert points\n")
    print("| choice | hit | covered |\n|---|---|---|")
    for name, (hit, covered) in rows.items():
        print(f"| {name} | {hit:.3f} | {covered:.3f} |")


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--match", action="store_true", help="choose with the pair model too")
    parser.add_argument("--cache", type=Path, help="a folder for vectors and readings")
    return parser.parse_args()


def read_cells(path: Path, encoder: Encoder, cache: Path | None) -> list[Cell]:
    arguments: dict[tuple[str, int], dict[str, str]] = defaultdict(dict)
    points: dict[tuple[str, int], set[str]] = defaultdict(set)
    matches: dict[str, set[str]] = defaultdict(set)
    for row in read_gold(path):
        side = (row.data["topic"], row.data["stance"])
        arguments[side][row.data["argument_id"]] = row.data["argument"]
        points[side].add(row.data["key_point_id"])
        if row.data["label"] == "match":
            matches[row.data["argument_id"]].add(row.data["key_point_id"])
    vectors = encode(
        {text for held in arguments.values() for text in held.values()}, encoder, cache
    )
    return [
        Cell(
            list(held.values()),
            np.stack([vectors[text] for text in held.values()]),
            len(points[side]),
            [frozenset(matches[key]) for key in held],
        )
        for side, held in sorted(arguments.items())
    ]


def encode(texts: set[str], encoder: Encoder, cache: Path | None) -> dict[str, np.ndarray]:
    file = cache / f"vectors-{encoder.sha256[:12]}.npz" if cache else None
    known: dict[str, np.ndarray] = {}
    if file and file.is_file():
        held = np.load(file)
        known = dict(zip(held["texts"].tolist(), held["vectors"], strict=True))
    missing = sorted(texts - set(known))
    known.update(zip(missing, encoder.encode(missing), strict=True))
    if file and missing:
        file.parent.mkdir(parents=True, exist_ok=True)
        np.savez(file, texts=np.array(list(known)), vectors=np.stack(list(known.values())))
    return known


class Matcher:
    """The pair model's chance that one text makes another's point, kept in a file."""

    def __init__(self, model: PairModel, cache: Path | None) -> None:
        self.model = model
        self.asked = 0
        self.file = cache / f"matches-{model.sha256[:12]}.json" if cache else None
        held = self.file.read_text("utf8") if self.file and self.file.is_file() else "{}"
        self.known: dict[str, float] = json.loads(held)

    def __call__(self, pairs: list[tuple[str, str]]) -> np.ndarray:
        self.asked += len(pairs)
        keys = [json.dumps(pair) for pair in pairs]
        new = [pair for pair, key in zip(pairs, keys, strict=True) if key not in self.known]
        chances = self.model.judge_pairs("match", new)[:, 0].tolist()
        self.known.update(zip(map(json.dumps, new), chances, strict=True))
        if self.file and new:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            self.file.write_text(json.dumps(self.known), "utf8")
        return np.array([self.known[key] for key in keys])


def score(cells: Sequence[Cell], choose: Choose) -> tuple[float, float]:
    """The shares of points hit and of arguments covered, over all cells."""
    hits = points = covered = matching = 0
    for cell in cells:
        chosen = list(choose(cell))[: cell.points]
        found = frozenset().union(*(cell.matches[row] for row in chosen))
        hits, points = hits + len(found), points + cell.points
        covered += sum(bool(each & found) for each in cell.matches)
        matching += sum(bool(each) for each in cell.matches)
    return hits / points, covered / matching


def choose_at_random(seed: int) -> Choose:
    generator = np.random.default_rng(seed)
    return lambda cell: generator.choice(len(cell.texts), cell.points, replace=False).tolist()


def choose_middle(cell: Cell) -> list[int]:
    near = np.round(cell.vectors @ cell.vectors.mean(axis=0), 6)
    return np.argsort(-near, kind="stable").tolist()


def choose_points(cell: Cell, match: Matcher | None = None) -> list[int]:
    made = [as_statement(row, text) for row, text in enumerate(cell.texts)]
    points = choose_key_points(made, cell.vectors, cell.points, match=match)
    return [int(point.statement) for point in points]


def as_statement(row: int, text: str) -> Statement:
    speaker = Speaker(f"writer {row}")
    return Statement(
        f"{row:05}",
        "a",
        "indirect",
        "said",
        text,
        ((row, row + 1),),
        Cue(),
        Source(),
        speaker,
        Party(),
    )


if __name__ == "__main__":
    main()
