"""Repeats on the pairs that were written for them keep their floor."""

import importlib.util
import json
import sys
from pathlib import Path

import numpy as np
import pytest

from stances.embedding import Encoder

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"


@pytest.mark.parametrize(
    ("name", "precision", "recall"), [("repeats", 0.98, 0.9), ("repeats-hard", 0.85, 0.65)]
)
def test_what_is_one_statement_is_found_and_little_else(
    name: str, precision: float, recall: float
) -> None:
    spec = importlib.util.spec_from_file_location("repeats_set", BENCHMARKS / "repeats.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    sys.modules["repeats_set"] = script
    spec.loader.exec_module(script)
    lines = (BENCHMARKS / "sets" / f"{name}.jsonl").read_text(encoding="utf8").splitlines()
    rows = [json.loads(line) for line in lines]
    texts = [row[side]["text"] for row in rows for side in script.SIDES]
    pairs = Encoder.shipped().encode(texts).reshape(len(rows), 2, -1)
    found = np.array([script.merge(row, pair) for row, pair in zip(rows, pairs, strict=True)])
    gold = np.array([row["same"] for row in rows])
    assert (found & gold).sum() / found.sum() >= precision
    assert (found & gold).sum() / gold.sum() >= recall
