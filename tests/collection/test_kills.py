"""Ended at any moment, the same run again ends with the same content."""

import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest
from conftest import heed_ctrl_c
from standins import MAKER, ToyReader, dump, make_articles

from stances.collection import collect

SCRIPT = Path(__file__).with_name("standins.py")
COUNT = 100
DELAY = 0.01


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict:
    path = tmp_path_factory.mktemp("whole") / "news.duckdb"
    collect(make_articles(COUNT), path, reader=ToyReader(), maker=MAKER, processes=1)
    return dump(path)


def start(path: Path, processes: int = 1, **options) -> subprocess.Popen[bytes]:
    command = [sys.executable, SCRIPT, path, str(COUNT), str(DELAY), str(processes)]
    return subprocess.Popen(command, stderr=subprocess.PIPE, preexec_fn=heed_ctrl_c, **options)


def wait_for(path: Path, process: subprocess.Popen[bytes]) -> None:
    """Until the collection is there, so that a kill falls into the work and not before it."""
    while not path.exists() and process.poll() is None:
        time.sleep(0.01)


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT])
def test_ended_at_random_moments(tmp_path: Path, undisturbed: dict, end: int) -> None:
    path = tmp_path / "news.duckdb"
    rng = random.Random(end)
    for _ in range(2):
        with start(path) as process:
            wait_for(path, process)
            time.sleep(rng.uniform(0, 1.2))
            process.send_signal(end)
    collect(make_articles(COUNT), path, reader=ToyReader(), maker=MAKER, processes=1)
    assert dump(path) == undisturbed


def test_the_processes_of_a_killed_run_end_too(tmp_path: Path, undisturbed: dict) -> None:
    path = tmp_path / "news.duckdb"
    with start(path, processes=2) as process:
        wait_for(path, process)
        time.sleep(1.0)
        process.kill()
    # The error stream closes when the last process that writes to it has ended.
    collect(make_articles(COUNT), path, reader=ToyReader(), maker=MAKER, processes=1)
    assert dump(path) == undisturbed


def test_a_full_disk_is_one_sentence_and_what_was_stored_stays(
    tmp_path: Path, undisturbed: dict
) -> None:
    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (350_000, 350_000))

    path = tmp_path / "news.duckdb"
    command = [sys.executable, SCRIPT, path, str(COUNT), "0", "1"]
    done = subprocess.run(command, preexec_fn=limit, capture_output=True, check=False)
    assert done.returncode
    assert b"cannot be written any more" in done.stderr
    connection = duckdb.connect(str(path), read_only=True)
    connection.close()
    collect(make_articles(COUNT), path, reader=ToyReader(), maker=MAKER, processes=1)
    assert dump(path) == undisturbed
