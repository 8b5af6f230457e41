"""Kills a run at random moments, again and again, and compares what the last one leaves.

Each trial kills a collecting process several times, at least once after the first batch is stored
in most of them, then lets it end, and compares every table with that of an undisturbed run.

    .venv/bin/python benchmarks/kills.py [TRIALS]
"""

import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "collection"))

from standins import MAKER, ToyReader, dump, make_articles  # noqa: E402

from stances.collection import collect  # noqa: E402

SCRIPT = ROOT / "tests" / "collection" / "standins.py"
TRIALS, COUNT, DELAY = 50, 120, 0.01
LONGEST = 30.0
SEED = 20310304


def main() -> None:
    trials = int(sys.argv[1]) if len(sys.argv) > 1 else TRIALS
    rng = random.Random(SEED)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.duckdb"
        finish(whole)
        expected = dump(whole)
        results = [try_once(Path(folder) / f"{n}.duckdb", rng, expected) for n in range(trials)]
    same, late = (sum(values) for values in zip(*results, strict=True))
    print(f"{trials} runs killed, {late} of them after the first commit: {same} ended the same.")
    sys.exit(same != trials)


def try_once(path: Path, rng: random.Random, expected: object) -> tuple[bool, bool]:
    """Whether a killed run ends the same, and whether it was killed after the first commit."""
    early = rng.random() < 0.3
    command = [sys.executable, SCRIPT, path, str(COUNT), str(DELAY), "1"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        if early:
            time.sleep(rng.uniform(0.0, 0.5))
        else:
            wait_for_commit(path, process)
            time.sleep(rng.uniform(0.0, 0.8))
        running = process.poll() is None
        process.send_signal(signal.SIGKILL)
    late = running and path.exists() and bool(dump(path)["articles"])
    finish(path)
    return dump(path) == expected, late


def wait_for_commit(path: Path, process: "subprocess.Popen[bytes]") -> None:
    """Until a batch is in the file's log, or the process has ended."""
    until = time.monotonic() + LONGEST
    log = path.with_name(f"{path.name}.wal")
    while time.monotonic() < until and process.poll() is None:
        if log.exists() and log.stat().st_size > 10_000:
            return
        time.sleep(0.005)


def finish(path: Path) -> None:
    collect(make_articles(COUNT), path, reader=ToyReader(), maker=MAKER, processes=1)


if __name__ == "__main__":
    main()
