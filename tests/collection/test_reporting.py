"""A report on a collection is the report on its articles, and reads no article again."""

import datetime
import json
from pathlib import Path

import duckdb
import numpy as np
import pytest
from standins import (
    MAKER,
    THINGS,
    ToyReader,
    article_from,
    dump,
    embed,
    make_article,
    make_pipeline,
)

from stances.articles import Problem
from stances.collection import collect
from stances.collection.exporting import export_collection
from stances.collection.opening import opened
from stances.collection.reporting import report_collection
from stances.collection.rows import statement_from
from stances.collection.selecting import Selection, select_articles, select_statements
from stances.collection.store import Store
from stances.errors import CollectionError
from stances.report import Report
from stances.settings import Settings

TARGET = "The treaty should stay."
COUNT = 12


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("news") / "news.duckdb"
    articles = [make_article(number) for number in range(COUNT)]
    copy = make_article(1, id="x", outlet="Mirror", url="https://mirror.example/1")
    undated = make_article(COUNT, date=None)
    collect([*articles, copy, undated], path, reader=ToyReader(), maker=MAKER, processes=1)
    return path


def report(path: Path, settings: Settings | None = None, **options) -> Report:
    chosen = {name: options.pop(name) for name in ("budget", "problems") if name in options}
    return report_collection(make_pipeline(settings), path, Selection(**options), **chosen)


def test_it_is_the_report_on_the_articles(path: Path) -> None:
    pipeline = make_pipeline()
    reader = ToyReader()
    articles = sorted(
        [*map(make_article, range(COUNT)), make_article(COUNT, date=None)],
        key=lambda a: (str(a.date or ""), a.id),
    )
    rows = [row for article in articles for row in reader.read(article)]
    statements = [statement_from(row) for row in rows]
    import numpy as np

    vectors = np.stack([row["vector"] for row in rows])
    straight = pipeline.report_on(articles, statements, vectors, related=True)
    stored = report(path)
    assert stored.to_dict()["made_with"]["models"]["encoder"] == MAKER.encoder
    one, other = straight.to_dict(), stored.to_dict()
    assert one["statements"] == other["statements"]
    assert one["positions"] == other["positions"]
    assert one["comparison"] == other["comparison"]


def test_rows_and_records_are_the_same(path: Path) -> None:
    made = report(path)
    article = make_article(3)
    assert article in made.articles
    assert article_from({"id": "a", "text": "b"}).title == ""
    for statement in made.statements:
        [text] = [a.text for a in made.articles if a.id == statement.article]
        assert text[statement.spans[0][0] : statement.spans[0][1]] == statement.text


@pytest.mark.parametrize(
    ("options", "count"),
    [
        ({"since": datetime.date(2031, 1, 10)}, 3),
        ({"until": datetime.date(2031, 1, 2)}, 2),
        ({"since": datetime.date(2031, 1, 2), "until": datetime.date(2031, 1, 2)}, 1),
        ({"outlets": ("gazette",)}, 5),
        ({"outlets": ("Mirror",)}, 1),
        ({"outlets": ("Nobody",)}, 0),
    ],
)
def test_articles_by_day_and_outlet(path: Path, options: dict, count: int) -> None:
    made = report(path, **options)
    assert len(made.articles) == count
    assert {s.article for s in made.statements} == {a.id for a in made.articles}


def test_statements_of_a_party(path: Path) -> None:
    made = report(path, parties=("ARVANIA",))
    assert {statement.party.id for statement in made.statements} == {"ARVANIA"}


def test_undated_articles_are_told_where_days_are_asked_for(path: Path) -> None:
    made = report(path, since=datetime.date(2031, 1, 1))
    assert any("1 articles have no date" in problem for problem in made.problems)
    assert not any("no date" in problem for problem in report(path).problems)


def test_one_issue(path: Path) -> None:
    whole = report(path)
    label = whole.issues[0].label
    made = report(path, issue=label.upper())
    assert made.issues
    assert all(label.lower() in i.label.lower() + " ".join(i.phrases) for i in made.issues)
    assert {s.id for s in made.statements} == {k for i in made.issues for k in i.statements}
    with pytest.raises(CollectionError, match="among those found are"):
        report(path, issue="volcano")


def test_statements_beyond_the_budget_are_unsure_and_counted(path: Path) -> None:
    problems: list[Problem] = []
    made = report(path, budget=5, problems=problems)
    judged = [statement for statement in made.statements if statement.stance]
    assert 1 <= len(judged) <= 5
    left = len(made.statements) - len(judged)
    assert any(f"{left} statements were not read for a stance" in p for p in made.problems)
    assert not any(problem.fault for problem in problems)
    assert {s.party.id for s in judged} == {"ARVANIA", "BELMARK", "CORDESIA"}


def test_stances_toward_the_own_target_are_kept(path: Path) -> None:
    pipeline = make_pipeline(Settings(target=TARGET))
    first = report_collection(pipeline, path, Selection())
    read = pipeline.pairs.read
    again = make_pipeline(Settings(target=TARGET))
    second = report_collection(again, path, Selection())
    assert first.to_dict() == second.to_dict()
    assert again.pairs.read < read
    assert {row[1] for row in dump(path)["stances"]} == {TARGET}


def test_corrections_hold_for_what_is_stored(path: Path, tmp_path: Path) -> None:
    corrections = tmp_path / "corrections.toml"
    corrections.write_text(
        '[[correction]]\nwhere.speaker = "Ila Tesk"\nset.party = "Iran"\nset.stance = "against"\n',
        encoding="utf8",
    )
    made = report(path, Settings(corrections=corrections))
    tesk = [s for s in made.statements if s.speaker.name == "Ila Tesk"]
    assert tesk
    assert all(s.party.id == "IRN" and s.stance[0].label == "against" for s in tesk)


def test_an_empty_collection_has_an_empty_report(tmp_path: Path) -> None:
    empty = tmp_path / "empty.duckdb"
    collect([], empty, reader=ToyReader(), maker=MAKER, processes=1)
    assert report(empty).to_dict()["statements"] == []


def test_rows_come_with_their_own_vectors(path: Path) -> None:
    with opened(path) as connection:
        store = Store(connection)
        articles = select_articles(store, Selection())
        statements, vectors = select_statements(store, Selection(), articles)
    assert len(statements) == 3 * (COUNT + 1)
    assert vectors.dtype == np.float32
    assert [v.tolist() for v in vectors] == [embed(s.text).tolist() for s in statements]


def test_vectors_of_two_encoders_are_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "news.duckdb"
    collect([make_article(0)], path, reader=ToyReader(), maker=MAKER, processes=1)
    connection = duckdb.connect(str(path))
    connection.execute("UPDATE statements SET vector = vector[:8] WHERE place = 1")
    connection.close()
    with pytest.raises(CollectionError, match=r"vectors of 8 and 16 numbers.*--refresh"):
        report(path)


def test_refreshed_statements_keep_nothing_of_the_old(tmp_path: Path) -> None:
    path = tmp_path / "news.duckdb"
    other = type(MAKER)("0.1.0", "q" * 64, "f" * 64, "s" * 64, "{}")
    articles = [make_article(number) for number in range(3)]
    collect(articles, path, reader=ToyReader(target="Old."), maker=other, processes=1)
    done = collect([], path, reader=ToyReader(), maker=MAKER, processes=1, refresh=True)
    assert (done.refreshed, done.statements) == (3, 9)
    fresh = tmp_path / "fresh.duckdb"
    collect(articles, fresh, reader=ToyReader(), maker=MAKER, processes=1)
    one, two = dump(path), dump(fresh)
    assert [row[:-1] for row in one["statements"]] == [row[:-1] for row in two["statements"]]
    assert one["stances"] == []
    assert collect([], path, reader=ToyReader(), maker=MAKER, processes=1, refresh=True).read == 0


def test_export_and_back(path: Path, tmp_path: Path) -> None:
    files = export_collection(path, tmp_path / "out")
    assert "statements.parquet" in {file.name for file in files}
    held = dump(path)
    for file in files:
        rows = duckdb.connect().execute(f"SELECT * FROM '{file}'").fetchall()
        assert sorted(rows, key=repr) == held[file.stem]
    with pytest.raises(CollectionError, match="new or empty folder"):
        export_collection(path, tmp_path / "out")


def test_articles_of_an_export_can_be_collected_again(path: Path, tmp_path: Path) -> None:
    from stances.articles import read

    export_collection(path, tmp_path / "out")
    again = tmp_path / "again.duckdb"
    articles = read(tmp_path / "out" / "articles.parquet")
    collect(articles, again, reader=ToyReader(), maker=MAKER, processes=1)
    assert dump(again)["statements"] == dump(path)["statements"]


def test_the_same_report_twice_is_the_same_bytes(path: Path) -> None:
    one, other = report(path), report(path)
    assert one.to_json() == other.to_json()
    assert json.loads(one.to_json())["issues"]
    assert any(thing in one.to_text() for thing in THINGS)
