"""The schema and the queries in the docs are right."""

import re
from pathlib import Path

import duckdb
import pytest
from standins import MAKER, ToyReader, make_article, make_articles

from stances.collection import collect
from stances.collection.rows import COLUMNS
from stances.collection.schema import STORED, VIEWS

PAGE = (Path(__file__).parents[2] / "docs" / "collect.md").read_text(encoding="utf8")
QUERIES = re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL)
TARGET = "The sanctions should end."


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory):
    path = tmp_path_factory.mktemp("docs") / "news.duckdb"
    articles = [make_article(5, id="a", url="https://a.example"), *make_articles(20)]
    collect(articles, path, reader=ToyReader(target=TARGET), maker=MAKER, processes=1)
    made = duckdb.connect(str(path))
    # The toy reader finds no attitudes and none of the parties that the page asks for.
    made.execute(
        "UPDATE statements SET attitudes = [{'party': 'BELMARK', 'label': 'negative', "
        "'probability': 0.9, 'event': 'verbal conflict'}], party = 'USA' WHERE party = 'ARVANIA'"
    )
    made.execute("UPDATE articles SET date = DATE '2031-03-05' WHERE id < 'a000009'")
    yield made
    made.close()


def test_there_are_ten() -> None:
    assert len(QUERIES) == 10


@pytest.mark.parametrize("query", QUERIES, ids=range(len(QUERIES)))
def test_a_query_gives_rows(connection, query: str) -> None:
    assert connection.execute(query).fetchall()


def test_words_cut_out_are_the_statements(connection) -> None:
    [query] = [query for query in QUERIES if "substr" in query]
    words = dict(connection.execute(query).fetchall())
    assert words == dict(connection.execute("SELECT id, text FROM statements").fetchall())


@pytest.mark.parametrize("table", [*STORED, *VIEWS])
def test_every_column_of_a_table_stands_in_the_docs(connection, table: str) -> None:
    [line] = [line for line in PAGE.splitlines() if line.startswith(f"| `{table}`")]
    named = re.findall(r"`([^`]+)`", line)[-1].split(", ")
    found = connection.execute(f"DESCRIBE {table}").fetchall()
    assert named == [row[0] for row in found]


def test_rows_have_the_columns_of_the_table(connection) -> None:
    found = {row[0]: row[1] for row in connection.execute("DESCRIBE statements").fetchall()}
    del found["made_by"]
    assert list(found) == list(COLUMNS)
    plain = {name: kind.replace('"', "") for name, kind in found.items()}
    assert plain == COLUMNS
