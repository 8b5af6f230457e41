"""Time and memory of `stances report` on the example article, from a cold start.

The baseline of the same run is Python starting and importing sentence-transformers, which is
what the plainest script with embeddings pays before it reads a word.

    .venv/bin/python benchmarks/report.py [ARTICLE]
"""

import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

ARTICLE = Path(__file__).parent.parent / "examples" / "february-strikes.txt"
TARGET = "The US strikes on Iraq and Syria were justified."
RUNS = 7


def measure(*arguments: str) -> float:
    """Seconds of one run of Python in a process of its own."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    article = sys.argv[1] if len(sys.argv) > 1 else str(ARTICLE)
    parties = ("--parties", "US,Iraq,Syria,Iran")
    report = ("-m", "stances", "report", article, *parties, "--target", TARGET)
    ours, help_, theirs = [], [], []
    peak = 0
    for _ in range(RUNS):
        ours.append(measure(*report))
        peak = max(peak, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
        help_.append(measure("-m", "stances", "--help"))
    for _ in range(3):
        theirs.append(measure("-c", "import sentence_transformers"))
    baseline = statistics.median(theirs)
    print("| what | median s | spread s | ratio |")
    print("|---|---|---|---|")
    rows = (("stances report", ours), ("stances --help", help_))
    for name, times in (*rows, ("import sentence_transformers", theirs)):
        middle = statistics.median(times)
        spread = f"{min(times):.2f} to {max(times):.2f}"
        print(f"| {name} | {middle:.2f} | {spread} | {middle / baseline:.2f} |")
    print(f"\nPeak memory of a report: {peak / 1024:.0f} MB.")


if __name__ == "__main__":
    main()
