"""Collects on a local cluster of two workers; with a mark, one is killed in the middle, once."""

import os
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from standins import MAKER, ToyReader, make_articles

from stances.collection import collect


class KilledOnce(ToyReader):
    """A reader whose process is killed when it comes to a certain article the first time."""

    def __init__(self, mark: Path) -> None:
        super().__init__()
        self.mark = mark

    def __call__(self, batch: Mapping[str, Sequence[Any]]) -> dict[str, list[Any]]:
        if "a000020" in batch["id"] and not self.mark.exists():
            self.mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return super().__call__(batch)


def main() -> None:
    import ray

    ray.init(num_cpus=2, log_to_driver=False, include_dashboard=False)
    path, mark = sys.argv[1:3]
    collect(
        make_articles(40),
        Path(path),
        reader=KilledOnce(Path(mark)) if mark else ToyReader(),
        maker=MAKER,
        engine="ray",
        processes=2,
    )
    ray.shutdown()


if __name__ == "__main__":
    main()
