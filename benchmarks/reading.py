"""What a statement's stance is read from: its content, its cue, its source. An ablation.

    .venv/bin/python benchmarks/reading.py [LABELLED.jsonl ...]

Gold statements of labelled examples with gold spans, so that nothing but the reading differs.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from stances.evaluation import read_labelled
from stances.evaluation.labels import majority
from stances.evaluation.spans import words_of_spans
from stances.records import JOIN
from stances.stance import PairModel, judge

ARTICLES = Path(__file__).parent.parent / "examples" / "labelled" / "articles.jsonl"
READINGS = {
    "content": ("content",),
    "cue, content": ("cue", "content"),
    "source, cue, content": ("source", "cue", "content"),
}


def main() -> None:
    paths = [Path(name) for name in sys.argv[1:]] or [ARTICLES]
    model = PairModel.shipped()
    print("| articles | read from | right | of statements |")
    print("|---|---|---|---|")
    for path in paths:
        labels = [label for _, _, label in statements(path, ())]
        common = labels.count(majority(labels)) / len(labels)
        print(f"| {path.parent.name} | nothing (majority) | {common:.3f} | {len(labels)} |")
        for name, parts in READINGS.items():
            rows = list(statements(path, parts))
            found = judge([(target, text) for target, text, _ in rows], model)
            right = sum(s.label == label for s, (_, _, label) in zip(found, rows, strict=True))
            print(f"| {path.parent.name} | {name} | {right / len(rows):.3f} | {len(rows)} |")


def statements(path: Path, parts: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    """Target, words and gold stance of each statement that has one."""
    for example in read_labelled(path):
        for each in example.statements:
            if example.stance_target and each.stance:
                words = [words_of_spans(example.text, getattr(each, part)) for part in parts]
                text = " ".join(word for word in words if word).replace(JOIN, " ")
                yield example.stance_target, text, each.stance


if __name__ == "__main__":
    main()
