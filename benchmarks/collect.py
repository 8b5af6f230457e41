"""Speed and memory of collections, each figure beside a baseline of the same run.

    .venv/bin/python benchmarks/collect.py speed [ARTICLES]     # articles a second, profile
    .venv/bin/python benchmarks/collect.py processes [ARTICLES] # two processes against one
    .venv/bin/python benchmarks/collect.py memory [FEW MANY]    # peak with a toy encoder
    .venv/bin/python benchmarks/collect.py report [STATEMENTS]  # a report from the file

The articles of `speed` and `processes` have 600 to 900 words: paragraphs of the labelled examples,
drawn anew for each. Those of `memory` and `report` are made so that each is new; the statements of
`report` are of 300 speakers and 12 parties on 400 topics, with vectors near those of their topic,
and every tenth is carried again by another outlet.
"""

import cProfile
import datetime
import pstats
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "collection"))

from standins import MAKER, ToyReader, make_article, make_pipeline  # noqa: E402

from stances.articles import paragraphs, read  # noqa: E402
from stances.collection import ArticleReader, collect  # noqa: E402
from stances.collection.engines import batch_of  # noqa: E402
from stances.collection.reporting import report_collection  # noqa: E402
from stances.collection.selecting import Selection  # noqa: E402
from stances.records import Article  # noqa: E402
from stances.settings import Settings  # noqa: E402

EXAMPLES = ROOT / "examples" / "labelled" / "articles.jsonl"
WORDS = (600, 900)
TOPICS, SPEAKERS, DIMENSION = 400, 300, 384
SIZES = {"speed": 40, "processes": 40, "report": 100_000}


def main() -> None:
    what, *numbers = sys.argv[1:] or ["speed"]
    sizes = [int(number) for number in numbers if number.isdecimal()]
    if what == "memory":
        tell_memory(*(sizes or [2_000, 20_000]))
    elif what == "peak":
        print(fill(Path(tempfile.mkdtemp()) / "x.duckdb", sizes[0]))
    else:
        {"speed": tell_speed, "processes": tell_processes, "report": tell_report}[what](
            sizes[0] if sizes else SIZES[what]
        )


def draw_articles(count: int) -> list[Article]:
    """Articles of 600 to 900 words out of paragraphs of the examples."""
    held = [a.text[start:end] for a in read(EXAMPLES) for start, end in paragraphs(a.text)]
    rng = random.Random(1)
    made = []
    for number in range(count):
        words, parts = rng.randint(*WORDS), []
        while sum(len(part.split()) for part in parts) < words:
            parts.append(rng.choice(held))
        made.append(Article(f"a{number}", "\n\n".join(parts)))
    return made


def tell_speed(count: int) -> None:
    """One process with one thread; what is outside the models is all but their forward passes."""
    from stances import runtime

    runtime.THREADS = 1
    reader, articles = ArticleReader(), draw_articles(count)
    reader(batch_of(articles[:4]))
    forward, inside = runtime.Model.run_each, 0.0

    def timed(model: Any, inputs: Any) -> Any:
        nonlocal inside
        begun = time.perf_counter()
        found = forward(model, inputs)
        inside += time.perf_counter() - begun
        return found

    runtime.Model.run_each = timed  # type: ignore[method-assign]
    start, cpu = time.perf_counter(), time.process_time()
    reader(batch_of(articles))
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    outside = seconds - inside
    profile = cProfile.Profile()
    profile.runcall(reader, batch_of(articles[:10]))
    print(
        f"{count} articles: {count / seconds:.2f} a second by the clock; {cpu / count:.3f} s of "
        f"processor time each."
    )
    print(f"Outside the models: {1000 * outside / count:.0f} ms an article.\n")
    print("Ten articles again, under the profiler, which slows all but the models:\n")
    pstats.Stats(profile).sort_stats("tottime").print_stats(15)


def tell_processes(count: int) -> None:
    articles = draw_articles(count)
    print("| processes | articles a second |\n|---|---|")
    rates = []
    for processes in (1, 2):
        with tempfile.TemporaryDirectory() as folder:
            start = time.perf_counter()
            collect(articles, Path(folder) / "x.duckdb", processes=processes)
            rates.append(count / (time.perf_counter() - start))
        print(f"| {processes} | {rates[-1]:.2f} |")
    print(f"\nTwo against one: {rates[1] / rates[0]:.2f} times; models are loaded in both.")


def tell_memory(few: int, many: int) -> None:
    print("| articles | peak MB |\n|---|---|")
    peaks = []
    for count in (few, many):
        command = [sys.executable, __file__, "peak", str(count)]
        done = subprocess.run(command, capture_output=True, check=True)
        peaks.append(float(done.stdout.split()[-1]))
        print(f"| {count:,} | {peaks[-1]:.0f} |")
    print(f"\n{100 * (peaks[1] / peaks[0] - 1):+.1f} % with {many // few} times the articles.")


def fill(path: Path, count: int) -> float:
    """Collect toy articles; gives the peak memory in MB."""
    collect(stream(count), path, reader=ToyReader(), maker=MAKER, processes=1)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def stream(count: int) -> Iterator[Article]:
    return (make_article(number) for number in range(count))


class TopicReader(ToyReader):
    """A toy reader whose vectors lie around a centre for each topic, which is the first word."""

    def read(self, article: Article) -> list[dict[str, Any]]:
        rows = super().read(article)
        for row in rows:
            if row["id"]:
                topic = int(row["text"].split()[1].removeprefix("topic"))
                own = np.random.default_rng(len(row["text"]) * 7919 + topic)
                centre = np.random.default_rng(topic).normal(size=DIMENSION)
                vector = centre + 0.9 * own.normal(size=DIMENSION)
                row["vector"] = (vector / np.linalg.norm(vector)).astype(np.float32)
        return rows


def topic_articles(count: int) -> Iterator[Article]:
    """Articles of eight statements each on two topics; every tenth statement is an older one."""
    rng = random.Random(2)
    words = [f"w{number}" for number in range(5_000)]
    older: list[str] = []
    for number in range(count):
        topics, parts = rng.sample(range(TOPICS), 2), []
        for _ in range(8):
            speaker, topic = rng.randrange(SPEAKERS), rng.choice(topics)
            own = [f"subject{topic}x{i}" for i in rng.sample(range(12), 3)]
            text = " ".join([*own, *rng.choices(words, k=rng.randint(6, 20))])
            said = (
                f"“About topic{topic} {text},” said Name{speaker} Last{speaker} of P{speaker % 12}."
            )
            if older and rng.random() < 0.1:
                said = rng.choice(older)
            parts.append(said)
            older = [*older[-200:], said]
        day = datetime.date(2031, 1, 1) + datetime.timedelta(days=number * 360 // count)
        yield Article(f"a{number:06}", "\n\n".join(parts), "", day, f"Outlet {number % 40}")


def tell_report(statements: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.duckdb"
        articles = topic_articles(statements // 8)
        collect(articles, path, reader=TopicReader(), maker=MAKER, processes=1)
        pipeline = make_pipeline(Settings())
        start = time.perf_counter()
        cpu = time.process_time()
        profile = cProfile.Profile()
        call = profile.runcall if "--profile" in sys.argv else lambda run, *args: run(*args)
        made = call(report_collection, pipeline, path, Selection())
        cpu, seconds = time.process_time() - cpu, time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{len(made.statements):,} statements, {len(made.issues):,} issues: {seconds:.1f} s "
            f"by the clock, {cpu:.1f} s of processor time, {peak:.0f} MB at the peak."
        )
        if "--profile" in sys.argv:
            pstats.Stats(profile).sort_stats("cumtime").print_stats(30)


if __name__ == "__main__":
    main()
