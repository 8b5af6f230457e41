"""The commands collect, report on a collection, and export, with the shipped models."""

import json
from pathlib import Path

import pytest
from conftest import ARTICLE, PARTY_FILE, Run


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an article, its parties, and the place of a collection."""
    folder = tmp_path_factory.mktemp("news")
    (folder / "parties.toml").write_text(PARTY_FILE, encoding="utf8")
    row = {"id": "bridge", "text": ARTICLE, "date": "2031-03-04", "outlet": "Gazette"}
    (folder / "day.jsonl").write_text(json.dumps(row) + "\n{broken\n", encoding="utf8")
    return folder


def test_collect_report_export(run: Run, folder: Path) -> None:
    path, parties = folder / "news.duckdb", ("--party-file", folder / "parties.toml")
    done = run("collect", folder / "day.jsonl", "--into", path, "--processes", "1", *parties)
    assert done.returncode == 1
    assert b"line 2" in done.stderr
    assert b"1 new" in done.stdout
    assert b"1 set aside" in done.stdout

    again = run("collect", folder / "day.jsonl", "--into", path, "--processes", "1", *parties)
    assert b"0 new, 1 there already, 0 statements found" in again.stdout

    straight = run("report", folder / "day.jsonl", *parties, "--json")
    stored = run("report", path, *parties, "--by", "month", "--json")
    assert stored.returncode == 0, stored.stderr
    one, other = json.loads(straight.stdout), json.loads(stored.stdout)
    assert {p["start"] for p in other.pop("over_time")["positions"]} == {"2031-03-01"}
    for key in ("articles", "statements", "issues", "positions", "comparison", "sides"):
        assert one[key] == other[key]
    assert one["made_with"] == other["made_with"]

    other_parties = run("collect", folder / "day.jsonl", "--into", path, "--processes", "1")
    assert other_parties.returncode == 2
    assert b"another settings; give --refresh" in other_parties.stderr

    refreshed = run("collect", "--into", path, "--refresh", "--processes", "1", *parties)
    assert refreshed.returncode == 0, refreshed.stderr
    assert b"0 new" in refreshed.stdout

    nobody = run("report", path, *parties, "--outlet", "Nobody")
    assert nobody.returncode == 0
    exported = run("export", path, "--output", folder / "out")
    assert (folder / "out" / "statements.parquet").exists()
    assert len(exported.stdout.splitlines()) == 9


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("collect", "--into", "x.duckdb"), "No input was given"),
        (("report", "nowhere.duckdb"), "no such collection"),
        (("export", "nowhere.duckdb", "--output", "x"), "no such collection"),
        (("report", "README.md", "--since", "2031-01-01"), "work on a collection"),
        (("report", "x.duckdb", "--since", "May"), "expected a date such as"),
        (("report", "x.duckdb", "y.duckdb"), "reported on alone"),
        (("report", "x.duckdb", "--party", "Narnja"), "Narnja"),
    ],
)
def test_wrong_usage_is_one_sentence(run: Run, arguments: tuple[str, ...], told: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert told.encode() in done.stderr
    assert done.stderr.count(b"\n") == 1
    assert b"Traceback" not in done.stderr
