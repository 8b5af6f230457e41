"""How well repeats are told from what only sounds alike, on pairs written for this project.

`sets/repeats.jsonl` holds pairs of statements of invented people: wire copy, shortened quotations
and two translations of one sentence, which are one statement; and pairs that differ in a negation,
a number, a name, a speaker or a day, which are two. Each pair is read by itself. The baseline of
the same run calls two statements one where the cosine of their vectors is above the threshold
that is best for it on this very set. `sets/repeats-hard.jsonl` was written when the rules stood, to
find where they fail.

    .venv/bin/python benchmarks/repeats.py [--wrong]
"""

import json
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from stances.embedding import Encoder
from stances.issues import find_repeats
from stances.quotations.cues import read_cue
from stances.records import Party, Source, Speaker, Statement

SETS = Path(__file__).parent / "sets"
SIDES = ("first", "second")


def main() -> None:
    for name in ("repeats", "repeats-hard"):
        lines = (SETS / f"{name}.jsonl").read_text(encoding="utf8").splitlines()
        measure(name, [json.loads(line) for line in lines])


def measure(name: str, rows: Sequence[dict[str, Any]]) -> None:
    """Print the figures on one set, and with `--wrong` every pair that went wrong."""
    gold = np.array([row["same"] for row in rows])
    vectors = Encoder.shipped().encode([row[side]["text"] for row in rows for side in SIDES])
    pairs = vectors.reshape(len(rows), 2, -1)
    ours = np.array([merge(row, pair) for row, pair in zip(rows, pairs, strict=True)])
    cosines = np.einsum("nd,nd->n", pairs[:, 0], pairs[:, 1])
    best = max(np.unique(cosines), key=lambda least: f1(gold, cosines >= least))
    print(f"## {name}: {len(rows)} pairs, {int(gold.sum())} of them one statement\n")
    print("| what | precision | recall | F1 |")
    print("|---|---|---|---|")
    print(f"| `find_repeats` | {tell(gold, ours)} |")
    print(f"| cosine ≥ {best:.3f} | {tell(gold, cosines >= best)} |")
    print()
    tell_kinds(rows, ours, cosines >= best)
    if "--wrong" in sys.argv:
        tell_wrong(rows, ours, cosines)
    print()


def make_statement(side: dict[str, Any], article: str) -> Statement:
    """A statement that is all there is of its article."""
    text, party = side["text"], side.get("party") or None
    return Statement(
        id=f"{article}:1",
        article=article,
        kind=side["kind"],
        manner="said",
        text=text,
        spans=((0, len(text)),),
        cue=read_cue("said", ((0, 4),), (), ()),
        source=Source(),
        speaker=Speaker(side["speaker"], unnamed=side["speaker"][:1].islower()),
        party=Party(party, party or "unknown"),
    )


def merge(row: dict[str, Any], pair: np.ndarray) -> bool:
    """Whether the two statements of a pair are found to be one."""
    statements = [make_statement(row[side], name) for side, name in zip(SIDES, "ab", strict=True)]
    dates = {
        name: date.fromisoformat(row[side]["date"])
        for side, name in zip(SIDES, "ab", strict=True)
        if row[side].get("date")
    }
    return bool(find_repeats(statements, pair, dates=dates))


def count(gold: np.ndarray, found: np.ndarray) -> tuple[float, float]:
    """Precision and recall of what was found to be one."""
    right = float((gold & found).sum())
    return right / max(1.0, float(found.sum())), right / max(1.0, float(gold.sum()))


def f1(gold: np.ndarray, found: np.ndarray) -> float:
    precision, recall = count(gold, found)
    return 2 * precision * recall / max(1e-9, precision + recall)


def tell(gold: np.ndarray, found: np.ndarray) -> str:
    precision, recall = count(gold, found)
    return f"{precision:.3f} | {recall:.3f} | {f1(gold, found):.3f}"


def tell_kinds(rows: Sequence[dict[str, Any]], ours: np.ndarray, plain: np.ndarray) -> None:
    """How many pairs of each kind are right, by what their `why` begins with."""
    kinds = [f"{row['why'].split(',')[0]}{'' if row['same'] else ' (two)'}" for row in rows]
    right = [Counter[str](), Counter[str]()]
    for kind, row, *answers in zip(kinds, rows, ours, plain, strict=True):
        for counter, answer in zip(right, answers, strict=True):
            counter[kind] += bool(answer) == row["same"]
    print("| kind of pair | right | by cosine |")
    print("|---|---|---|")
    for kind, number in Counter(kinds).items():
        print(f"| {kind} | {right[0][kind]} of {number} | {right[1][kind]} |")


def tell_wrong(rows: Sequence[dict[str, Any]], ours: np.ndarray, cosines: np.ndarray) -> None:
    for row, found, cosine in zip(rows, ours, cosines, strict=True):
        if found != row["same"]:
            told = f"{row['first']['text']} / {row['second']['text']}"
            print(f"{'merged' if found else 'missed'} ({row['why']}; {cosine:.3f}): {told}")


if __name__ == "__main__":
    main()
