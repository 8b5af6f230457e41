"""Time to write the page of 5,000 invented statements, and to filter them in a browser.

The baseline of the same run is the same report as Markdown. Where no Chromium or Chrome is found,
the times in the browser are left out.

    .venv/bin/python benchmarks/page.py [STATEMENTS]
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from browser.conftest import FLAGS, PATIENCE, find_browser
from browser.samples import make_large_report

RUNS = 3
COUNT = 5000
PAGE_TARGET, FILTER_TARGET = 3.0, 0.2
# From the key press to the next picture, with the layout of what is left in it.
FILTER = """(text) => new Promise((done) => {
  const field = document.querySelector("input[name=text]");
  const start = performance.now();
  field.value = text;
  field.dispatchEvent(new Event("input", {bubbles: true}));
  document.getElementById("rows").getBoundingClientRect();
  done((performance.now() - start) / 1000);
})"""


def measure(step: Callable[[], object]) -> list[float]:
    """Seconds of each of `RUNS` runs, after one that is not counted."""
    step()
    taken = []
    for _ in range(RUNS):
        start = time.perf_counter()
        step()
        taken.append(time.perf_counter() - start)
    return taken


def measure_browser(page: str) -> dict[str, list[float]]:
    """Seconds until the page is loaded, and of the first filter; empty without a browser."""
    path = find_browser()
    if path is None:
        return {}
    from playwright.sync_api import sync_playwright

    loading, filtering = [], []
    with sync_playwright() as driver, tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "report.html"
        place.write_text(page, encoding="utf8")
        browser = driver.chromium.launch(executable_path=path, args=list(FLAGS))
        for _ in range(RUNS):
            context = browser.new_context()
            context.set_default_timeout(PATIENCE)
            tab = context.new_page()
            start = time.perf_counter()
            tab.goto(place.as_uri())
            loading.append(time.perf_counter() - start)
            filtering.append(tab.evaluate(FILTER, "number 42"))
            context.close()
        browser.close()
    return {"page loaded in the browser": loading, "first filter in the browser": filtering}


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    report = make_large_report(count)
    times = {"report as Markdown": measure(report.to_markdown)}
    times["report as a page"] = measure(report.to_html)
    page = report.to_html()
    times |= measure_browser(page)
    targets = {
        "report as a page": PAGE_TARGET,
        "first filter in the browser": FILTER_TARGET,
    }
    print(f"{count:,} statements, {len(page.encode('utf8')) / 1e6:.1f} MB as a page.\n")
    print("| what | median s | spread s | target s |")
    print("|---|---|---|---|")
    for name, taken in times.items():
        spread = f"{min(taken):.2f} to {max(taken):.2f}"
        target = f"{targets[name]}" if name in targets else ""
        print(f"| {name} | {statistics.median(taken):.2f} | {spread} | {target} |")
    if len(times) == 2:
        print("\nNo Chromium or Chrome was found, so nothing was measured in a browser.")


if __name__ == "__main__":
    main()
