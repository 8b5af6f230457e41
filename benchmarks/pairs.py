"""Pairs a second of the pair model, on the shipped statements or a file of your own.

The baseline of the same run is the encoder, which reads each text by itself: what it takes to
compare vectors and not to read pairs.

    .venv/bin/python benchmarks/pairs.py [STANCE.jsonl[.gz]]
"""

import sys
from collections.abc import Callable
from pathlib import Path

from timing import tell_rates

from stances.embedding import Encoder
from stances.evaluation.gold import read_gold
from stances.stance import PairModel

SET = Path(__file__).parent / "sets" / "stance.jsonl"
RUNS = 5


def main() -> None:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else SET
    pairs = [(row.data["statement"], row.data["target"]) for row in read_gold(path)]
    model, encoder = PairModel.shipped(), Encoder.shipped()
    texts = [text for pair in pairs for text in pair]
    steps: dict[str, Callable[[], object]] = {
        "the encoder on both texts": lambda: encoder.encode(texts),
        "the pair model": lambda: model.judge_pairs("stance", pairs),
    }
    count = len(set(pairs))
    print(f"{len(pairs):,} pairs, {count:,} of them distinct, median of {RUNS} runs\n")
    tell_rates(steps, count, "distinct pairs", RUNS)


if __name__ == "__main__":
    main()
