"""The gate: no figure on the shipped examples may fall below its floor.

    python benchmarks/gate.py                            # measure and compare; exit 1 below a floor
    python benchmarks/gate.py --raise                    # floors go up to what is measured now
    python benchmarks/gate.py --lower --reason "..."     # floors go down too, and say why

Floors stand in `floors.json`, with the hash of what they were measured on: a changed example is
a changed measure, and has to be taken up by `--raise` or `--lower`.
"""

import argparse
import hashlib
import json
import math
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import behaviour  # beside this file

from stances.evaluation import evaluate
from stances.stance import PairModel

FLOORS = Path(__file__).with_name("floors.json")
ROOT = Path(__file__).resolve().parent.parent
# Processors differ in the last bits of int8 models, and a statement more or less can follow. A
# floor lies this far below what was measured, but at least half the way up from the baseline.
MARGIN = 0.02


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Check the quality floors.")
    change = parser.add_mutually_exclusive_group()
    change.add_argument("--raise", action="store_true", dest="up", help="floors may go up")
    change.add_argument("--lower", action="store_true", help="floors may go down as well")
    parser.add_argument("--reason", default="", help="why floors go down (with --lower)")
    chosen = parser.parse_args(arguments)
    if chosen.lower != bool(chosen.reason.strip()):
        parser.error("--lower and --reason go together.")
    start = time.perf_counter()
    held = json.loads(FLOORS.read_text(encoding="utf8"))
    measured = [measure(entry) for entry in held["floors"]]
    wrong = compare(held["floors"], measured)
    print(table(held["floors"], measured))
    print(f"{time.perf_counter() - start:.1f} s")
    if chosen.up or chosen.lower:
        changed = update(held, measured, chosen.reason.strip())
        FLOORS.write_text(json.dumps(changed, indent=1) + "\n", encoding="utf8")
        wrong = compare(changed["floors"], measured)
    for complaint in wrong:
        print(complaint, file=sys.stderr)
    return 1 if wrong else 0


def measure(entry: Mapping[str, Any]) -> dict[str, Any]:
    """What an entry's task measures on its file now, with the hash of what it is measured on."""
    path = ROOT / entry["file"]
    if entry["task"] == "behaviour":
        return measure_behaviour(path)
    made = evaluate(entry["task"], path)
    # The same model without the target is a foil and no baseline: it may well be as good.
    others = [figures for name, figures in made.baselines.items() if name != "target_blanked"]
    best = {key: max(each.get(key, 0.0) for each in others) for key in made.metrics}
    return {"sha256": hash_of(path), "metrics": made.metrics, "baselines": best}


def measure_behaviour(path: Path) -> dict[str, Any]:
    """The share of right answers of each template; a template that fails may have a floor of 0."""
    rows = behaviour.fill(behaviour.read_templates(path))
    shares = behaviour.by_template(rows, behaviour.judge_rows(rows, PairModel.shipped()))
    none = dict.fromkeys(shares, -math.inf)
    return {"sha256": hash_of(path), "metrics": shares, "baselines": none}


def hash_of(path: Path) -> str:
    """The hash of a file of gold rows and of the party files beside it that it names."""
    hashed = hashlib.sha256(path.read_bytes())
    rows = map(json.loads, path.read_text(encoding="utf8").splitlines())
    for name in sorted({row["party_file"] for row in rows if row.get("party_file")}):
        hashed.update((path.parent / name).read_bytes())
    return hashed.hexdigest()


def compare(
    floors: Sequence[Mapping[str, Any]], measured: Sequence[Mapping[str, Any]]
) -> list[str]:
    """A sentence for every figure below its floor, and for every file that is another one."""
    wrong = []
    for entry, now in zip(floors, measured, strict=True):
        if entry["sha256"] != now["sha256"]:
            wrong.append(f"{entry['file']} has changed; run benchmarks/gate.py --raise.")
        wrong += [
            f"{entry['task']} on {entry['file']}: the floor of {key} is not above its baseline of "
            f"{now['baselines'][key]:.4f} and can hold nothing; leave it out."
            for key, floor in entry["floors"].items()
            if floor <= now["baselines"][key]
        ]
        wrong += [
            f"{entry['task']} on {entry['file']}: {key} is {now['metrics'][key]:.4f}, below its "
            f"floor of {floor:.4f}."
            for key, floor in entry["floors"].items()
            if now["metrics"][key] < floor
        ]
    return wrong


def update(
    held: Mapping[str, Any], measured: Sequence[Mapping[str, Any]], reason: str
) -> dict[str, Any]:
    """The floors after this run: up where it is better, down only with a reason, which is kept."""
    floors, lowered = [], list(held["lowered"])
    for entry, now in zip(held["floors"], measured, strict=True):
        kept = {}
        for key, floor in entry["floors"].items():
            value, baseline = now["metrics"][key], now["baselines"][key]
            new = math.floor(max(value - MARGIN, (value + baseline) / 2) * 1000) / 1000
            kept[key] = new if new > floor or (reason and value < floor) else floor
            if kept[key] < floor:
                what = f"{entry['task']} {entry['file']} {key}"
                lowered.append({"floor": what, "from": floor, "to": kept[key], "reason": reason})
        floors.append({**entry, "sha256": now["sha256"], "floors": kept})
    return {"floors": floors, "lowered": lowered}


def table(floors: Sequence[Mapping[str, Any]], measured: Sequence[Mapping[str, Any]]) -> str:
    lines = []
    for entry, now in zip(floors, measured, strict=True):
        lines.append(f"{entry['task']}  {entry['file']}")
        lines += [
            f"  {key:<26} {now['metrics'][key]:7.4f}  floor {floor:.4f}"
            f"  baseline {now['baselines'][key]:.4f}"
            for key, floor in entry["floors"].items()
        ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
