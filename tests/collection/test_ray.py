"""On a Ray cluster of two workers comes out what one process gives, even if a worker is killed."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from standins import MAKER, ToyReader, dump, make_articles

from stances.collection import collect
from stances.errors import CollectionError

HAS_RAY = find_spec("ray") is not None
SCRIPT = Path(__file__).with_name("ray_run.py")


@pytest.mark.skipif(not HAS_RAY, reason="needs stances[ray]")
@pytest.mark.parametrize("killed", [False, True])
def test_two_workers_give_what_one_process_gives(tmp_path: Path, killed: bool) -> None:
    one, other = tmp_path / "one.duckdb", tmp_path / "other.duckdb"
    collect(make_articles(40), one, reader=ToyReader(), maker=MAKER, processes=1)
    mark = tmp_path / "mark"
    done = subprocess.run(
        [sys.executable, SCRIPT, other, mark if killed else ""],
        env={**os.environ, "PYTHONPATH": str(SCRIPT.parent)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    assert dump(one) == dump(other)
    assert mark.exists() == killed


@pytest.mark.skipif(HAS_RAY, reason="Ray is installed")
def test_without_the_extra_ray_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CollectionError, match="install stances\\[ray\\]"):
        collect([], tmp_path / "x.duckdb", reader=ToyReader(), maker=MAKER, engine="ray")


@pytest.mark.skipif(find_spec("pyarrow") is None, reason="needs pyarrow")
def test_batches_are_the_same_in_arrow() -> None:
    import numpy
    import pyarrow

    from stances.collection.engines import batch_of
    from stances.collection.ray_engine import ArrowReader, _article_schema
    from stances.collection.rows import rows_of

    batch = batch_of(list(make_articles(15)))
    table = pyarrow.Table.from_pydict(batch, schema=_article_schema())
    found = ArrowReader(ToyReader(target="T."))(table).to_pylist()
    plain = rows_of(ToyReader(target="T.")(batch))
    assert len(found) == len(plain)
    for one, other in zip(found, plain, strict=True):
        first, second = one.pop("vector"), other.pop("vector")
        assert one == other
        assert (first is None) == (second is None)
        assert first is None or numpy.array_equal(numpy.float32(first), second)
