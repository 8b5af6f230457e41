"""Behavioural tests of stance: one template, five fillers, and what has to come out each time.

After CheckList (Ribeiro et al., 2020): negation, double negation, who does what to whom, other
names, other words, an opponent quoted, hedges, facts, cue words, disliked names. Everything in the
templates is invented. A hedge is right where the answer is neutral or unknown.

    .venv/bin/python benchmarks/behaviour.py [--wrong]
"""

import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from stances.stance import PairModel, judge

SET = Path(__file__).parent / "sets" / "behaviour.jsonl"
UNSURE = "hedge"


def main() -> None:
    rows = fill(read_templates(SET))
    right = judge_rows(rows, PairModel.shipped())
    print("| behaviour | right | templates wholly right |")
    print("|---|---|---|")
    for name, shares in by_behaviour(rows, right).items():
        whole = sum(share == 1 for share in shares)
        print(f"| {name} | {sum(shares) / len(shares):.3f} | {whole} of {len(shares)} |")
    print(f"| all | {sum(right) / len(right):.3f} | of {len(right)} cases |")
    if "--wrong" in sys.argv:
        for row, is_right in zip(rows, right, strict=True):
            if not is_right:
                print(f"{row['template']}: {row['label']}: {row['target']} ← {row['statement']}")


def read_templates(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]


def fill(templates: Sequence[dict[str, Any]]) -> list[dict[str, str]]:
    """A row for each filler of each template."""
    return [
        {
            "behaviour": each["behaviour"],
            "template": each["template"],
            "target": each["target"].format(**filler),
            "statement": each["statement"].format(**filler),
            "label": each["label"],
        }
        for each in templates
        for filler in each["fillers"]
    ]


def judge_rows(rows: Sequence[dict[str, str]], model: PairModel) -> list[bool]:
    """Whether the model answers each row as it should."""
    found = judge([(row["target"], row["statement"]) for row in rows], model)
    return [
        stance.label == row["label"] or (row["behaviour"] == UNSURE and stance.abstained)
        for row, stance in zip(rows, found, strict=True)
    ]


def by_template(rows: Sequence[dict[str, str]], right: Sequence[bool]) -> dict[str, float]:
    """The share of right answers of each template."""
    found: dict[str, list[bool]] = defaultdict(list)
    for row, is_right in zip(rows, right, strict=True):
        found[row["template"]].append(is_right)
    return {name: sum(each) / len(each) for name, each in found.items()}


def by_behaviour(rows: Sequence[dict[str, str]], right: Sequence[bool]) -> dict[str, list[float]]:
    """The shares of each behaviour's templates."""
    behaviour = {row["template"]: row["behaviour"] for row in rows}
    found: dict[str, list[float]] = defaultdict(list)
    for name, share in by_template(rows, right).items():
        found[behaviour[name]].append(share)
    return dict(found)


if __name__ == "__main__":
    main()
