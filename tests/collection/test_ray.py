"""On a Ray cluster of two workers comes out what one process gives, even if a worker is killed.

Ray takes minutes, so that its run is for whoever asks for it; see CONTRIBUTING.md.
"""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest
from standins import MAKER, ToyReader, dump, make_article, make_articles, put_repeats_last

from stances.collection import collect
from stances.collection.ray_engine import open_staging
from stances.errors import CollectionError

SCRIPT = Path(__file__).with_name("ray_run.py")
COUNT, STOP = 40, "a000020"
LIMIT = float(os.environ.get("STANCES_RAY_SECONDS", "1800"))
# A busy machine takes longer to start a process than Ray waits for one.
PATIENT = {
    "RAY_agent_register_timeout_ms": "600000",
    "RAY_gcs_rpc_server_connect_timeout_s": "600",
    "RAY_gcs_server_request_timeout_seconds": "600",
    "RAY_health_check_timeout_ms": "600000",
    "RAY_py_gcs_connect_timeout_s": "600",
    "RAY_worker_register_timeout_seconds": "600",
}
needs_ray = pytest.mark.skipif(
    find_spec("ray") is None or not os.environ.get("STANCES_RAY"),
    reason="needs stances[ray] and STANCES_RAY=1",
)


@dataclass
class Ran:
    """What the run on Ray left: its folder, and the process that was killed in it."""

    folder: Path
    victim: int
    killed: float


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    folder = tmp_path_factory.mktemp("ray")
    for name in ("plain", "killed"):
        (folder / name).mkdir()
    with (folder / "output").open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, SCRIPT, folder],
            env={**PATIENT, **os.environ, "PYTHONPATH": str(SCRIPT.parent)},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            victim = wait_for_victim(folder / "killed", process)
            os.kill(victim, signal.SIGKILL)
            killed = time.time()
            code = process.wait(LIMIT)
        finally:
            process.kill()
    told = (folder / "output").read_text(encoding="utf8", errors="replace")
    assert code == 0, told[-3000:]
    return Ran(folder, victim, killed)


def wait_for_victim(folder: Path, process: subprocess.Popen[bytes]) -> int:
    """The PID of the worker that waits to be killed, as soon as the other one has read too."""
    stopped = folder / "stopped"
    until = time.monotonic() + LIMIT
    while time.monotonic() < until and process.poll() is None:
        told = stopped.read_text() if stopped.exists() else ""
        if told.endswith("\n") and set(read_by(folder)) - {int(told)}:
            return int(told)
        time.sleep(0.05)
    raise AssertionError((folder.parent / "output").read_text()[-3000:])


def read_by(folder: Path) -> dict[int, set[str]]:
    """The articles that each process has read."""
    return {int(p.stem): set(p.read_text().split()) for p in folder.glob("*.read")}


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@needs_ray
@pytest.mark.parametrize("name", ["plain", "killed"])
def test_two_workers_give_what_one_process_gives(ran: Ran, tmp_path: Path, name: str) -> None:
    one = tmp_path / "one.duckdb"
    articles = put_repeats_last(make_articles(COUNT))
    collect(articles, one, reader=ToyReader(), maker=MAKER, processes=1)
    assert dump(ran.folder / f"{name}.duckdb") == dump(one)


@needs_ray
def test_the_killed_worker_is_gone_and_another_has_read_its_articles(ran: Ran) -> None:
    assert not is_running(ran.victim)
    readers = read_by(ran.folder / "killed")
    assert STOP not in readers.pop(ran.victim, set())
    [other] = [pid for pid, articles in readers.items() if STOP in articles]
    assert (ran.folder / "killed" / f"{other}.read").stat().st_mtime > ran.killed


@needs_ray
def test_from_parquet_to_parquet_at_an_address(ran: Ran) -> None:
    from pyarrow import parquet

    rows = parquet.read_table(ran.folder / "out").to_pylist()
    found = [row for n in range(5) for row in ToyReader().read(make_article(n))]
    key = "id"
    assert sorted(row[key] for row in rows) == sorted(row[key] for row in found)


@needs_ray
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("unshared", "--staging memory://staging: "),
        ("refusing", "the folder of the model is not here."),
    ],
)
def test_what_cannot_work_is_one_sentence(ran: Ran, name: str, said: str) -> None:
    told = json.loads((ran.folder / "told.json").read_text(encoding="utf8"))[name]
    assert told.startswith(said)
    assert "\n" not in told


@needs_ray
def test_nothing_stays_in_the_staging_folder(ran: Ran) -> None:
    assert not list((ran.folder / "staging").iterdir())


def test_without_the_extra_ray_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(CollectionError, match="install stances\\[ray\\]"):
        collect([], tmp_path / "x.duckdb", reader=ToyReader(), maker=MAKER, engine="ray")


@pytest.mark.skipif(find_spec("fsspec") is None, reason="needs fsspec")
@pytest.mark.parametrize("scheme", ["", "file://", "nowhere://"])
def test_a_staging_folder_that_cannot_be_written_is_one_sentence(
    tmp_path: Path, scheme: str
) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CollectionError, match="cannot be written") as caught:
        open_staging(f"{scheme}{tmp_path}/file/staging")
    assert "\n" not in str(caught.value)


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
