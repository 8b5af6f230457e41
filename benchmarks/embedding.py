"""Time to encode 1,000 distinct sentences, against sentence-transformers in the same run.

Sentences are invented; texts and order are the same for both. Prints a Markdown table.

    .venv/bin/python benchmarks/embedding.py [RUNS]
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

import numpy as np
from sentence_transformers import SentenceTransformer

from stances.embedding import Encoder
from stances.training.base import find_base
from stances.training.encoder_card import invent_sentences

COUNT = 1000
OURS = "from stances.embedding import Encoder; Encoder.shipped().encode(['A treaty.'])"
THEIRS = (
    "from sentence_transformers import SentenceTransformer as S; import sys; "
    "S(sys.argv[1], device='cpu').encode(['A treaty.'])"
)


def time_of(work: Callable[[], object]) -> float:
    """Seconds that a call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def time_start(code: str, *arguments: str) -> float:
    """Seconds of a process that imports, loads and encodes one sentence."""
    command = [sys.executable, "-c", code, *arguments]
    return time_of(lambda: subprocess.run(command, check=True, capture_output=True))


def spread(seconds: Sequence[float]) -> str:
    """Median, least and most, in seconds."""
    return f"{statistics.median(seconds):.2f} ({min(seconds):.2f}–{max(seconds):.2f})"


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    texts = invent_sentences(COUNT)
    base = str(find_base())
    ours, theirs = Encoder.shipped(), SentenceTransformer(base, device="cpu")
    cosines = (ours.encode(texts) * np.asarray(theirs.encode(texts))).sum(axis=1)
    times: dict[str, list[float]] = {key: [] for key in ("ours", "theirs", "start", "start_st")}
    for _ in range(runs):
        times["ours"].append(time_of(lambda: ours.encode(texts)))
        times["theirs"].append(time_of(lambda: theirs.encode(texts)))
        times["start"].append(time_start(OURS))
        times["start_st"].append(time_start(THEIRS, base))
    print(f"{COUNT} distinct sentences, median (least–most) of {runs} runs, in seconds\n")
    print("| | stances, int8 | sentence-transformers, float32 |\n|---|---|---|")
    print(f"| encode {COUNT} | {spread(times['ours'])} | {spread(times['theirs'])} |")
    print(f"| start, load, encode one | {spread(times['start'])} | {spread(times['start_st'])} |")
    told = f"{cosines.mean():.4f} / {cosines.min():.4f}"
    print(f"| topic part, cosine to the base it was trained from, mean / least | {told} | 1 |")


if __name__ == "__main__":
    main()
