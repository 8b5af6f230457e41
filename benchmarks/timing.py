"""Takes several steps in turn, again and again, so that a busy moment hits all of them."""

import statistics
import time
from collections.abc import Callable, Mapping


def tell_rates(steps: Mapping[str, Callable[[], object]], count: int, unit: str, runs: int) -> None:
    """Print how many of `count` units a second each step does; the first step is the baseline."""
    for step in steps.values():
        step()
    times: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(runs):
        for name, step in steps.items():
            start = time.perf_counter()
            step()
            times[name].append(time.perf_counter() - start)
    first = next(iter(steps))
    baseline = statistics.median(times[first])
    print(f"| what | {unit} a second | spread | time to the first |")
    print("|---|---|---|---|")
    for name, taken in times.items():
        middle = statistics.median(taken)
        spread = f"{count / max(taken):,.0f} to {count / min(taken):,.0f}"
        print(f"| {name} | {count / middle:,.0f} | {spread} | {middle / baseline:.2f} |")
