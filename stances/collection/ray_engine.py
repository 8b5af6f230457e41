"""Reads articles on a Ray cluster with Ray Data, from Parquet to Parquet.

Every batch of the collection is written to a folder that all machines see, read there by as many
workers as were asked for, each of which loads the models once, and written there again. The folder
may be on any filesystem that fsspec knows.
"""

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

from stances.collection.engines import Reader, batch_of, count_cores
from stances.collection.reader import OUT
from stances.collection.rows import COLUMNS, Row
from stances.errors import CollectionError
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
        """`folder` is where batches are written: a path or an address of fsspec; "" is local."""
        try:
            import pyarrow  # noqa: F401
            import ray
        except ImportError:
            raise CollectionError(EXTRA) from None
        if not ray.is_initialized():
            ray.init(log_to_driver=False, include_dashboard=False)
        self.reader = reader
        self.workers = workers or count_cores()
        self._own = "" if folder else tempfile.mkdtemp(prefix="stances-")
        self.folder = folder or self._own
        self._number = 0

    def submit(self, articles: Sequence[Article]) -> "Future[list[Row]]":
        done: Future[list[Row]] = Future()
        try:
            done.set_result(self._read(articles))
        except Exception as error:
            import ray

            if isinstance(error, ray.exceptions.RayError):
                line = (str(error).splitlines() or [type(error).__name__])[0]
                raise CollectionError(f"Ray could not read a batch ({line[:200]}).") from None
            raise
        return done

    def close(self) -> None:
        if self._own:
            shutil.rmtree(self._own, ignore_errors=True)

    def _read(self, articles: Sequence[Article]) -> list[Row]:
        """The rows found in articles, in the order of these and of their places."""
        import fsspec
        import pyarrow
        from pyarrow import parquet

        self._number += 1
        files, place = fsspec.core.url_to_fs(f"{self.folder}/{self._number:08}")
        files.makedirs(f"{place}/in", exist_ok=True)
        table = pyarrow.Table.from_pydict(batch_of(articles), schema=_article_schema())
        for at in range(0, len(table), BATCH):
            with files.open(f"{place}/in/{at:06}.parquet", "wb") as stream:
                parquet.write_table(table.slice(at, BATCH), stream)
        read_parquet(f"{place}/in", f"{place}/out", self.reader, self.workers, filesystem=files)
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

    if filesystem is None:
        filesystem, source = fsspec.core.url_to_fs(source)
        target = fsspec.core.url_to_fs(target)[1]

    articles: Dataset = ray.data.read_parquet(source, filesystem=filesystem)
    found = articles.map_batches(
        ArrowReader,
        fn_constructor_args=(reader,),
        batch_size=BATCH,
        batch_format="pyarrow",
        concurrency=workers,
        # Less than a core each: with as many workers as cores none would be left to write.
        num_cpus=WORKER_CORES,
    )
    found.write_parquet(target, filesystem=filesystem)


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
