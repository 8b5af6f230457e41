"""Opening a collection: files of others are left alone, and two writers do not meet."""

import os
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest
from standins import MAKER, ToyReader, dump, make_article

from stances.collection import collect, is_collection, opened, schema
from stances.errors import CollectionError

HOLD = """
import sys, time
from pathlib import Path
from stances.collection import opened
with opened(Path(sys.argv[1]), write=True):
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def add(path: Path, number: int = 1, **options) -> None:
    articles = [make_article(number)]
    collect(articles, path, reader=ToyReader(), maker=MAKER, processes=1, **options)


def hold(path: Path, seconds: float) -> subprocess.Popen[bytes]:
    held = subprocess.Popen(
        [sys.executable, "-c", HOLD, path, str(seconds)], stdout=subprocess.PIPE
    )
    assert held.stdout
    assert held.stdout.readline() == b"held\n"
    return held


def test_a_second_writer_is_told_who_holds_the_file(tmp_path: Path) -> None:
    path = tmp_path / "news.duckdb"
    add(path)
    with hold(path, 60) as held:
        try:
            with pytest.raises(CollectionError, match=f"PID {held.pid}"):
                add(path, 2)
            with pytest.raises(CollectionError, match="held by another process"), opened(path):
                pass
        finally:
            held.kill()
    add(path, 2)


def test_a_second_writer_waits_if_asked(tmp_path: Path) -> None:
    path = tmp_path / "news.duckdb"
    add(path)
    with hold(path, 0.5):
        start = time.monotonic()
        add(path, 2, wait=60)
        assert time.monotonic() - start < 60
    assert len(dump(path)["articles"]) == 2


def test_a_file_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.duckdb"
    connection = duckdb.connect(str(path))
    connection.execute("CREATE TABLE articles (id INTEGER); INSERT INTO articles VALUES (1)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(CollectionError, match="of another program"):
        add(path)
    with pytest.raises(CollectionError, match="of another program"), opened(path):
        pass
    assert path.read_bytes() == before


def test_a_newer_schema_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "news.duckdb"
    add(path)
    connection = duckdb.connect(str(path))
    connection.execute("UPDATE about SET value = '99' WHERE key = 'schema'")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(CollectionError, match="newer stances \\(schema 99"):
        add(path, 2)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"Some text. " * 100, b"\0" * 50_000, b"x" * 8 + b"DUCK"])
def test_what_is_no_duckdb_file_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "news.duckdb"
    path.write_bytes(content)
    with pytest.raises(CollectionError, match=r"^[^\n]+$"):
        add(path)
    assert path.read_bytes() == content


def test_what_a_killed_start_left_is_no_hindrance(tmp_path: Path) -> None:
    path = tmp_path / "news.duckdb"
    (tmp_path / "news.duckdb.partial").write_bytes(b"half a head")
    add(path)
    assert [child.name for child in tmp_path.iterdir()] == ["news.duckdb"]


def test_an_empty_duckdb_file_becomes_a_collection(tmp_path: Path) -> None:
    path = tmp_path / "news.duckdb"
    duckdb.connect(str(path)).close()
    add(path)
    assert len(dump(path)["articles"]) == 1


def test_an_older_schema_is_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "news.duckdb"
    add(path)
    monkeypatch.setattr(schema, "SCHEMA", 3)
    steps = {
        1: "ALTER TABLE problems ADD COLUMN seen DATE",
        2: "CREATE TABLE notes (article VARCHAR, note VARCHAR)",
    }
    monkeypatch.setattr(schema, "MIGRATIONS", steps)
    with opened(path) as connection:
        assert schema.read_schema(connection) == 3
        assert connection.execute("SELECT count(*) FROM notes").fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM articles").fetchone() == (1,)
    add(path, 2)
    assert len(dump(path)["statements"]) == 6


def test_a_step_that_fails_leaves_the_older_schema(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "news.duckdb"
    add(path)
    before = dump(path)
    monkeypatch.setattr(schema, "SCHEMA", 2)
    broken = "DROP TABLE copies; ALTER TABLE nowhere ADD COLUMN x DATE"
    monkeypatch.setattr(schema, "MIGRATIONS", {1: broken})
    with pytest.raises(CollectionError):
        add(path, 2)
    monkeypatch.undo()
    assert dump(path) == before


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write")
def test_a_folder_that_may_not_be_written_is_one_sentence(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(CollectionError, match="may not be written"):
            add(tmp_path / "news.duckdb")
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.parametrize("place", ["missing/news.duckdb", "."])
def test_a_place_that_cannot_be_is_one_sentence(tmp_path: Path, place: str) -> None:
    with pytest.raises(CollectionError, match=r"^[^\n]+$"):
        add(tmp_path / place)


def test_reading_what_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CollectionError, match="no such collection"), opened(tmp_path / "x.duckdb"):
        pass


def test_a_collection_is_known_by_name_or_first_bytes(tmp_path: Path) -> None:
    path = tmp_path / "news"
    add(path)
    assert is_collection(str(path))
    assert is_collection("x.duckdb")
    assert not is_collection(str(tmp_path))
    assert not is_collection("\0")
