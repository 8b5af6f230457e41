"""Where the reading of articles is done: in this process, in a pool of processes, or in Ray."""

import os
import signal
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, Protocol

from stances.collection.rows import ARTICLE, Row, article_row, columns_of, rows_of
from stances.errors import CollectionError
from stances.records import Article

Reader = Callable[[Mapping[str, Sequence[Any]]], dict[str, list[Any]]]
CHUNK = 16
AHEAD = 2
"""So many batches for each process are under way at once: memory stays as it is."""


class Engine(Protocol):
    """Reads batches of articles; several may be under way."""

    chunk: int
    ahead: int

    def submit(self, articles: Sequence[Article]) -> "Future[list[Row]]": ...

    def close(self) -> None: ...


class InProcess:
    """Reads in this process, one batch at a time."""

    chunk, ahead = CHUNK, 0

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        _use_one_thread()

    def submit(self, articles: Sequence[Article]) -> "Future[list[Row]]":
        done: Future[list[Row]] = Future()
        done.set_result(_run(self.reader, batch_of(articles)))
        return done

    def close(self) -> None:
        """Nothing is to be ended."""


class Pool:
    """Reads in processes of their own, each of which loads the models once."""

    chunk = CHUNK

    def __init__(self, reader: Reader, processes: int) -> None:
        from multiprocessing import get_context

        self.ahead = AHEAD * processes
        self._pool = ProcessPoolExecutor(
            processes, get_context("spawn"), initializer=_start, initargs=(reader,)
        )

    def submit(self, articles: Sequence[Article]) -> "Future[list[Row]]":
        try:
            return self._pool.submit(_work, batch_of(articles))
        except BrokenProcessPool:
            raise broken() from None

    def close(self) -> None:
        """End the processes at once, whatever they do."""
        processes = list((self._pool._processes or {}).values())
        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.terminate()


def make_engine(name: str, reader: Reader, processes: int = 0, staging: str = "") -> Engine:
    """The engine of a name: "local" or "ray"; `processes` 0 is one for each core.

    `staging` is the folder in which Ray's workers find what they read.
    """
    if name == "ray":
        from stances.collection.ray_engine import RayEngine

        return RayEngine(reader, processes, staging)
    number = processes or count_cores()
    return Pool(reader, number) if number > 1 else InProcess(reader)


def result_of(future: "Future[list[Row]]") -> list[Row]:
    """The rows of a batch; raises `CollectionError` where the process that read it is gone."""
    try:
        return future.result()
    except BrokenProcessPool:
        raise broken() from None


def broken() -> CollectionError:
    return CollectionError(
        "A process that reads articles ended by itself, perhaps for want of memory; what was "
        "stored is kept. Run the same again, with fewer --processes."
    )


def batch_of(articles: Sequence[Article]) -> dict[str, list[Any]]:
    """Articles as a batch that a reader takes."""
    return columns_of([article_row(article) for article in articles], ARTICLE)


def count_cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


_reader: Reader | None = None


def _start(reader: Reader) -> None:
    """Make a process ready: one thread a model, and an end when the parent ends."""
    global _reader
    _reader = reader
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _use_one_thread()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _use_one_thread() -> None:
    from stances import runtime

    runtime.THREADS = 1


def _work(batch: dict[str, list[Any]]) -> list[Row]:
    if _reader is None:
        raise RuntimeError("the process was not made ready")
    return _run(_reader, batch)


def _run(reader: Reader, batch: dict[str, list[Any]]) -> list[Row]:
    return rows_of(reader(batch))
