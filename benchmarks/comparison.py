"""Comparison: how often its intervals cover the truth, and what a large set costs.

Coverage is on simulated cells whose true mean stance is known: articles with random effects and
unequal sizes. The baseline of the same run is the plain percentile bootstrap over articles. Cost
is from vectors and stances to everything that `stances.comparison` gives, on synthetic
statements over 200 issues, 12 parties and 2,000 articles, each size in a process of its own.

    .venv/bin/python benchmarks/comparison.py [coverage | cost [COUNT...]]
"""

import resource
import subprocess
import sys
import time
from collections.abc import Callable

import numpy as np

from stances import comparison
from stances.comparison.agreement import combine
from stances.comparison.cells import Units
from stances.comparison.sampling import find_bounds, resample
from stances.records import Attitude, Cue, Issue, Party, Source, Speaker, Stance, Statement

ISSUES, PARTIES, ARTICLES, WIDTH = 200, 12, 2000, 384
COUNTS = (10_000, 100_000)
CELLS = 2000
WORLDS = ("noise around +0.2", "two camps", "nearly all for", "no article effect")


def simulate(
    world: str, sizes: np.ndarray, generator: np.random.Generator
) -> tuple[np.ndarray, float]:
    """Sums of scores by article for `sizes` `(articles,)`, and the true mean."""
    at = np.repeat(np.arange(len(sizes)), sizes)
    total, articles = len(at), len(sizes)
    if world == WORLDS[0]:
        effect = generator.normal(0.2, 0.25, articles)
        return np.bincount(at, effect[at] + generator.normal(0, 0.3, total), articles), 0.2
    if world == WORLDS[3]:
        return np.bincount(at, generator.uniform(-1, 1, total), articles), 0.0
    alpha, beta = (2.0, 1.0) if world == WORLDS[1] else (4.5, 0.5)
    share = generator.beta(alpha, beta, articles)[at]
    scores = np.where(generator.random(total) < share, 0.9, -0.9)
    return np.bincount(at, scores, articles), 0.9 * (2 * alpha / (alpha + beta) - 1)


def draw_sizes(name: str, articles: int, generator: np.random.Generator) -> np.ndarray:
    if name == "geometric":
        return generator.geometric(0.3, articles)
    return np.maximum(1, np.round(generator.lognormal(0.7, 1.0, articles))).astype(int)


def resample_plainly(units: Units, generator: np.random.Generator) -> np.ndarray:
    count = len(units.counts)
    drawn = generator.multinomial(count, np.full(count, 1 / count), size=300)
    return (drawn @ units.sums) / (drawn @ units.counts)


def tell_coverage(cells: int) -> None:
    print(f"{cells:,} cells a row; share of 95 % intervals that hold the true value\n")
    print("| articles | sizes | stances | ours | ours, agreement of two | plain percentile |")
    print("|---|---|---|---|---|---|")
    generator = np.random.default_rng(7)
    for articles in (20, 40, 100):
        for sizes in ("geometric", "lognormal"):
            for world in WORLDS:
                shares = cover(articles, sizes, world, cells, generator)
                shown = " | ".join(f"{100 * share:.1f} %" for share in shares)
                print(f"| {articles} | {sizes} | {world} | {shown} |", flush=True)


def cover(
    articles: int, sizes: str, world: str, cells: int, generator: np.random.Generator
) -> np.ndarray:
    hits, last = np.zeros(3), np.zeros(0)
    for _ in range(cells):
        counts = draw_sizes(sizes, articles, generator)
        sums, truth = simulate(world, counts, generator)
        names = tuple(f"{n}" for n in generator.integers(0, 3000, articles))
        units = Units(names, sums, counts.astype(float))
        own = resample(units)
        plain = resample_plainly(units, generator)
        both = combine(own, np.roll(last, 1) if len(last) else own)
        true = [truth, truth, truth]
        for k, (draws, value) in enumerate(zip((own, both, plain), true, strict=True)):
            low, high = find_bounds(draws[None, :])[0]
            hits[k] += low <= value <= high
        last = own
    return hits / cells


def make_statements(count: int) -> tuple[list[Statement], np.ndarray, list[Issue]]:
    generator = np.random.default_rng(3)
    issue_of = generator.integers(0, ISSUES, count)
    party_of = generator.integers(0, PARTIES, count)
    article_of = generator.integers(0, ARTICLES, count)
    scores = np.round(generator.uniform(-1, 1, count), 4)
    centres = generator.standard_normal((ISSUES * 8, WIDTH)).astype(np.float32)
    vectors = centres[issue_of * 8 + generator.integers(0, 8, count)]
    vectors += 0.8 * generator.standard_normal((count, WIDTH)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    parties = [Party(f"P{p}", f"Party {p}") for p in range(PARTIES)]
    statements = [
        make_statement(
            row, f"a{article_of[row]}", parties[party_of[row]], f"t{issue_of[row]}", scores[row]
        )
        for row in range(count)
    ]
    members: list[list[str]] = [[] for _ in range(ISSUES)]
    for row in range(count):
        members[issue_of[row]].append(statements[row].id)
    issues = [Issue(f"i{k}", f"t{k}", f"t{k}", tuple(m)) for k, m in enumerate(members)]
    return statements, vectors, issues


def make_statement(row: int, article: str, party: Party, target: str, score: float) -> Statement:
    label = "favor" if score > 0.2 else "against" if score < -0.2 else "neutral"
    other = f"P{(int(party.id[1:]) + 1 + row % 3) % PARTIES}"
    return Statement(
        id=f"s{row}",
        article=article,
        kind="indirect",
        manner="said",
        text=f"words {row}",
        spans=((row, row + 5),),
        cue=Cue("said"),
        source=Source(),
        speaker=Speaker(f"Speaker {row % 997}"),
        party=party,
        attitudes=(Attitude(other, ("positive", "negative", "neutral")[row % 3], 0.8),),
        stance=(Stance(target, label, max(0.4, abs(score)), float(score), abs(score) < 0.3),),
    )


def tell_cost(count: int) -> None:
    statements, vectors, issues = make_statements(count)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    parties = [f"P{k}" for k in range(PARTIES)]
    outlets = {f"a{k}": f"outlet {k % 40}" for k in range(ARTICLES)}
    agreements = []
    whole = (statements, vectors, issues, parties)
    steps: dict[str, Callable[[], object]] = {
        "agreement": lambda: agreements.extend(
            comparison.measure_agreement(statements, issues, parties)
        ),
        "map": lambda: comparison.map_parties(agreements, parties),
        "contradictions": lambda: comparison.find_contradictions(*whole),
        "concords": lambda: comparison.find_concords(*whole),
        "distinctive": lambda: comparison.find_distinctive(*whole),
        "common ground": lambda: comparison.find_common_ground(*whole),
        "attitudes": lambda: comparison.attitude_matrix(statements, parties),
        "fragile": lambda: comparison.find_fragile(
            statements, issues, parties, agreements=agreements, outlets=outlets
        ),
    }
    total, busy = 0.0, 0.0
    for name, step in steps.items():
        start, cpu = time.perf_counter(), time.process_time()
        found = step()
        taken, used = time.perf_counter() - start, time.process_time() - cpu
        total, busy = total + taken, busy + used
        size = len(found) if isinstance(found, (list, tuple)) else ""
        print(f"| {count:,} | {name} | {taken:.1f} | {used:.1f} | {size} |", flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"| {count:,} | all | {total:.1f} | {busy:.1f} | "
        f"peak {peak:,.0f} MB, {before:,.0f} MB of it the input |"
    )


def main() -> None:
    arguments = sys.argv[1:]
    if arguments[:1] == ["one"]:
        tell_cost(int(arguments[1]))
        return
    if not arguments or arguments[0] == "coverage":
        tell_coverage(CELLS if len(arguments) < 2 else int(arguments[1]))
    if not arguments or arguments[0] == "cost":
        print("\n| statements | step | s | CPU s | found |\n|---|---|---|---|---|", flush=True)
        for count in arguments[1:] or COUNTS:
            subprocess.run([sys.executable, __file__, "one", str(count)], check=True)


if __name__ == "__main__":
    main()
