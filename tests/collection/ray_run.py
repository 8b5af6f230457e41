"""Collects on a local cluster of two workers and tells in a folder what came of it.

The folder holds the collections `plain.duckdb` and `killed.duckdb`, the Parquet files of `out`, the
notes of the readers, and `told.json` with the errors of what cannot work. Somebody must kill the
process whose PID is in `killed/stopped`.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from standins import (
    MAKER,
    RefusingReader,
    ToyReader,
    TracedReader,
    make_article,
    make_articles,
    put_repeats_last,
)

from stances.collection import collect
from stances.collection.engines import Reader, batch_of
from stances.collection.ray_engine import read_parquet
from stances.errors import CollectionError

COUNT = 40
STOP = "a000020"


def collect_with(folder: Path, name: str, reader: Reader, staging: str) -> None:
    articles = put_repeats_last(make_articles(COUNT))
    collect(
        articles,
        folder / f"{name}.duckdb",
        reader=reader,
        maker=MAKER,
        engine="ray",
        processes=2,
        staging=staging,
    )


def collect_plain(folder: Path) -> None:
    collect_with(folder, "plain", TracedReader(folder / "plain"), "")


def collect_killed(folder: Path) -> None:
    reader = TracedReader(folder / "killed", STOP)
    collect_with(folder, "killed", reader, f"file://{folder / 'staging'}")


def convert(folder: Path) -> None:
    """From Parquet to Parquet, at an address."""
    import fsspec
    import pyarrow
    from pyarrow import parquet

    files = fsspec.filesystem("file")
    files.makedirs(f"{folder}/in")
    table = pyarrow.Table.from_pydict(batch_of([make_article(n) for n in range(5)]))
    with files.open(f"{folder}/in/day.parquet", "wb") as stream:
        parquet.write_table(table, stream)
    read_parquet(f"file://{folder}/in", f"file://{folder}/out", ToyReader(), workers=1)


def fail(folder: Path) -> None:
    """What cannot work, and what is said of it."""
    told = {}
    for name, reader, staging in (
        ("unshared", ToyReader(), "memory://staging"),
        ("refusing", RefusingReader(), ""),
    ):
        try:
            collect_with(folder, name, reader, staging)
        except CollectionError as error:
            told[name] = str(error)
    (folder / "told.json").write_text(json.dumps(told), encoding="utf8")


def start_ray(folder: Path) -> None:
    """Two cores and little memory, or the cluster of RAY_ADDRESS, on this machine."""
    import ray

    own = {} if os.environ.get("RAY_ADDRESS") else {"num_cpus": 2, "object_store_memory": 10**8}
    ray.init(log_to_driver=False, include_dashboard=False, **own)


def end_ray(folder: Path) -> None:
    import ray

    ray.shutdown()


def main() -> None:
    folder = Path(sys.argv[1])
    steps: tuple[Callable[[Path], None], ...]
    steps = (start_ray, collect_killed, collect_plain, convert, fail, end_ray)
    for step in steps:
        started = time.monotonic()
        step(folder)
        sys.stdout.write(f"{step.__name__}: {time.monotonic() - started:.0f} s\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
