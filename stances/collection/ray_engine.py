"""Reads articles on a Ray cluster with Ray Data, from Parquet to Parquet.

Every batch of the collection is written to a folder that all machines see, read there by as many
workers as were asked for, each of which loads the models once a batch, and written there again.
The folder may be on any filesystem that fsspec knows. Ray Data starts a worker again that ends by
itself, and what it was reading is read again.
"""

import logging
import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from stances.collection.engines import Reader, batch_of, count_cores
from stances.collection.reader import OUT
from stances.collection.rows import COLUMNS, Row
from stances.errors import CollectionError, StancesError
from stances.records import Article

if TYPE_CHECKING:
    import pyarrow
    from ray.data import Dataset

CHUNK = 512
BATCH = 16
WORKER_CORES = 0.5
EXTRA = (
    "--engine ray needs the extra: install stances[ray] (Ray Data and pyarrow) in the Python "
    "that runs stances."
)
SEEN = b"stances"
OURS = re.compile(r"^stances\.errors\.\w+: (.+)$", re.MULTILINE)
RAISED = re.compile(r"^[\w.]+(?:Error|Exception): .+$", re.MULTILINE)


class ArrowReader:
    """A reader whose batches are tables of Arrow."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def __call__(self, batch: "pyarrow.Table") -> "pyarrow.Table":
        import pyarrow

        found = self.reader(batch.to_pydict())
        return pyarrow.Table.from_pydict(_plain(found), schema=make_schema())


class RayEngine:
    """Reads batches of articles on the cluster that Ray finds, or on one of this machine."""

    chunk, ahead = CHUNK, 0

    def __init__(self, reader: Reader, workers: int = 0, folder: str = "") -> None:
        """`folder` is where batches are written: a path or an address of fsspec; "" is local.

        Raises `CollectionError` where Ray is missing or does not start, and where the folder
        cannot be written or a machine of the cluster does not see it.
        """
        try:
            import pyarrow  # noqa: F401
            import ray.data  # noqa: F401
        except ImportError:
            raise CollectionError(EXTRA) from None
        self.reader = reader
        self.workers = workers or count_cores()
        self._own = "" if folder else tempfile.mkdtemp(prefix="stances-")
        self._number = 0
        self.files, self.place = open_staging(folder or self._own)
        try:
            _start_ray()
            _check_shared(self.files, self.place, folder)
        except BaseException:
            self.close()
            raise

    def submit(self, articles: Sequence[Article]) -> "Future[list[Row]]":
        done: Future[list[Row]] = Future()
        done.set_result(_told(self._read, articles))
        return done

    def close(self) -> None:
        """Delete what was staged."""
        try:
            self.files.rm(self.place, recursive=True)
        except Exception as error:
            logging.getLogger(__name__).debug("%s stays: %s", self.place, error)
        if self._own:
            shutil.rmtree(self._own, ignore_errors=True)

    def _read(self, articles: Sequence[Article]) -> list[Row]:
        """The rows found in articles, in the order of these and of their places."""
        import pyarrow
        from pyarrow import parquet

        self._number += 1
        files, place = self.files, f"{self.place}/{self._number:08}"
        files.makedirs(f"{place}/in", exist_ok=True)
        table = pyarrow.Table.from_pydict(batch_of(articles), schema=_article_schema())
        for at in range(0, len(table), BATCH):
            with files.open(f"{place}/in/{at:06}.parquet", "wb") as stream:
                parquet.write_table(table.slice(at, BATCH), stream)
        read_parquet(f"{place}/in", f"{place}/out", self.reader, self.workers, filesystem=files)
        files.invalidate_cache()
        rows: list[Row] = []
        for name in sorted(files.glob(f"{place}/out/**/*.parquet")):
            with files.open(name, "rb") as stream:
                rows += parquet.read_table(stream, schema=make_schema()).to_pylist()
        files.rm(place, recursive=True)
        order = {article.id: number for number, article in enumerate(articles)}
        return sorted(rows, key=lambda row: (order[row["article"]], row["place"] or 0))


def read_parquet(
    source: str, target: str, reader: Reader, workers: int, *, filesystem: Any = None
) -> None:
    """Read the articles of a folder of Parquet files and write what is found to another folder.

    `source` and `target` are paths, or addresses of any filesystem that fsspec knows.
    """
    import fsspec
    import ray

    into = filesystem
    if filesystem is None:
        filesystem, source = fsspec.core.url_to_fs(source)
        into, target = fsspec.core.url_to_fs(target)

    articles: Dataset = ray.data.read_parquet(source, filesystem=filesystem)
    # Ray Data reads small files as one block, and one block is read by one worker.
    found = articles.repartition(target_num_rows_per_block=BATCH).map_batches(
        ArrowReader,
        fn_constructor_args=(reader,),
        batch_size=BATCH,
        batch_format="pyarrow",
        # One at a time: else the first worker to start takes what others could read.
        compute=ray.data.ActorPoolStrategy(size=workers, max_tasks_in_flight_per_actor=1),
        # Less than a core each: with as many workers as cores none would be left to write.
        num_cpus=WORKER_CORES,
    )
    found.write_parquet(target, filesystem=into)


def open_staging(folder: str) -> tuple[Any, str]:
    """The filesystem of a folder, and a new folder in it for one run.

    A run has a folder of its own, so that what a killed one left is never taken for its own.
    Raises `CollectionError` where it cannot be written.
    """
    import fsspec

    try:
        files, place = fsspec.core.url_to_fs(f"{folder.rstrip('/')}/stances-{uuid4().hex}")
        files.makedirs(place, exist_ok=True)
        files.pipe_file(f"{place}/seen", SEEN)
    except Exception as error:
        raise CollectionError(
            f"--staging {folder}: cannot be written ({_shorten(error)}); give a folder that may "
            "be written, or an address that fsspec knows."
        ) from None
    return files, place


def _start_ray() -> None:
    """Find a cluster or start one here, silently; raises `CollectionError`."""
    import ray

    ray.data.DataContext.get_current().enable_progress_bars = False
    for handler in logging.getLogger("ray.data").handlers:
        if isinstance(handler, logging.StreamHandler):
            handler.setLevel(logging.CRITICAL)
    if ray.is_initialized():
        return
    try:
        ray.init(log_to_driver=False, include_dashboard=False, logging_level=logging.ERROR)
    except Exception as error:
        raise CollectionError(
            f"--engine ray found no cluster and could start none ({_shorten(error)}); see what "
            "`ray status` says, and the variable RAY_ADDRESS."
        ) from None


def _check_shared(files: Any, place: str, folder: str) -> None:
    """Let every machine that reads see the folder and write to it; raises `CollectionError`."""
    import ray
    from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy as On

    nodes = [n for n in ray.nodes() if n["Alive"] and n["Resources"].get("CPU")]
    if not folder and len(nodes) == 1:
        return
    look = ray.remote(num_cpus=0)(_look)
    asked = [
        look.options(scheduling_strategy=On(n["NodeID"], soft=False)).remote(
            files, place, n["NodeID"]
        )
        for n in nodes
    ]
    _told(ray.get, asked)
    files.invalidate_cache()
    for node in nodes:
        if not files.exists(f"{place}/seen-{node['NodeID']}"):
            raise CollectionError(
                f"--staging {folder or place}: {node['NodeManagerHostname']}, a machine of the "
                "Ray cluster, cannot read and write there; give a folder that all machines share."
            )


def _look(files: Any, place: str, node: str) -> None:
    """Leave a note, on a machine of the cluster, if the folder is seen there."""
    try:
        if files.cat_file(f"{place}/seen") == SEEN:
            files.pipe_file(f"{place}/seen-{node}", SEEN)
    except OSError:
        return


def _told(work: Any, *arguments: Any) -> Any:
    """What work gives; what Ray raises becomes a `CollectionError`."""
    try:
        return work(*arguments)
    except StancesError:
        raise
    except Exception as error:
        told = str(error)
        if ours := OURS.search(told):
            raise CollectionError(ours[1]) from None
        raised = RAISED.search(told)
        reason = raised[0][:200] if raised else f"{type(error).__name__}: {_shorten(error)}"
        raise CollectionError(
            f"Ray could not read a batch ({reason}); what was stored is kept. Run the same again "
            "once that is mended."
        ) from None


def _shorten(error: BaseException) -> str:
    """The first line of an error."""
    return (str(error).splitlines() or [""])[0][:200].rstrip(".") or type(error).__name__


def make_schema() -> "pyarrow.Schema":
    """The types of what is found, in Arrow."""
    import pyarrow

    plain = {
        "VARCHAR": pyarrow.string(),
        "INTEGER": pyarrow.int32(),
        "BOOLEAN": pyarrow.bool_(),
        "DOUBLE": pyarrow.float64(),
        "VARCHAR[]": pyarrow.list_(pyarrow.string()),
        "INTEGER[][]": pyarrow.list_(pyarrow.list_(pyarrow.int32())),
        "FLOAT[]": pyarrow.list_(pyarrow.float32()),
    }
    attitude = pyarrow.struct(
        [
            ("party", pyarrow.string()),
            ("label", pyarrow.string()),
            ("probability", pyarrow.float64()),
            ("event", pyarrow.string()),
        ]
    )
    stance = pyarrow.struct(
        [
            ("target", pyarrow.string()),
            ("label", pyarrow.string()),
            ("probability", pyarrow.float64()),
            ("score", pyarrow.float64()),
            ("abstained", pyarrow.bool_()),
        ]
    )
    fields = [
        (name, pyarrow.list_(attitude) if name == "attitudes" else plain[kind])
        for name, kind in COLUMNS.items()
    ]
    return pyarrow.schema(
        [*fields, ("stance", pyarrow.list_(stance)), ("problem", plain["VARCHAR"])]
    )


def _article_schema() -> "pyarrow.Schema":
    import pyarrow

    text = pyarrow.string()
    names = ("id", "text", "title", "date", "outlet", "url")
    return pyarrow.schema([(n, pyarrow.date32() if n == "date" else text) for n in names])


def _plain(found: Mapping[str, list[Any]]) -> dict[str, list[Any]]:
    """Columns without arrays of numpy, which Arrow would take one by one."""
    return {
        name: [v if v is None or name != "vector" else [float(x) for x in v] for v in found[name]]
        for name in OUT
    }
