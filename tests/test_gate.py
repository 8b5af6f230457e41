"""The quality floors on the shipped examples, and the rules by which they move."""

import importlib.util
import json
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

sys.path.insert(0, str(ROOT / "benchmarks"))
SPEC = importlib.util.spec_from_file_location("gate", ROOT / "benchmarks" / "gate.py")
assert SPEC
assert SPEC.loader
gate = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(gate)


def test_no_figure_is_below_its_floor(capsys: pytest.CaptureFixture[str]) -> None:
    code = gate.main([])
    assert code == 0, capsys.readouterr().err


HELD = {"floors": [{"task": "t", "file": "f", "sha256": "a", "floors": {"k": 0.5}}], "lowered": []}


def now(value: float, sha256: str = "a"):
    return [{"sha256": sha256, "metrics": {"k": value}, "baselines": {"k": 0.2}}]


def test_a_figure_below_its_floor_or_on_another_file_is_told() -> None:
    assert gate.compare(HELD["floors"], now(0.5)) == []
    assert gate.compare(HELD["floors"], now(0.4)) == [
        "t on f: k is 0.4000, below its floor of 0.5000."
    ]
    assert "has changed" in gate.compare(HELD["floors"], now(0.5, "b"))[0]


def test_a_floor_goes_up_without_a_reason_and_down_only_with_one() -> None:
    assert gate.update(HELD, now(0.8), "")["floors"][0]["floors"] == {"k": 0.78}
    assert gate.update(HELD, now(0.4, "b"), "")["floors"][0]["floors"] == {"k": 0.5}
    lowered = gate.update(HELD, now(0.4), "a harder set")
    assert lowered["floors"][0]["floors"] == {"k": 0.38}
    assert lowered["lowered"] == [
        {"floor": "t f k", "from": 0.5, "to": 0.38, "reason": "a harder set"}
    ]


def test_a_floor_lies_above_its_baseline() -> None:
    near = [{"sha256": "a", "metrics": {"k": 0.6}, "baselines": {"k": 0.59}}]
    assert gate.update(HELD, near, "")["floors"][0]["floors"] == {"k": 0.595}
    low = [{"sha256": "a", "metrics": {"k": 0.6}, "baselines": {"k": 0.5}}]
    assert "can hold nothing" in gate.compare(HELD["floors"], low)[0]


def test_a_floor_within_the_margin_stays_where_it_is() -> None:
    assert gate.update(HELD, now(0.51), "a reason")["floors"][0]["floors"] == {"k": 0.5}


@pytest.mark.parametrize("arguments", [["--lower"], ["--reason", "x"], ["--raise", "--lower"]])
def test_lowering_needs_a_reason(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        gate.main(arguments)
    assert left.value.code == 2


def test_the_hash_covers_the_party_files(tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text(json.dumps({"party_file": "p.toml"}), encoding="utf8")
    (tmp_path / "p.toml").write_text("a", encoding="utf8")
    before = gate.hash_of(rows)
    (tmp_path / "p.toml").write_text("b", encoding="utf8")
    assert gate.hash_of(rows) != before
