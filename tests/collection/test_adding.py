"""Adding to a collection: nothing twice, changed texts as versions, bad articles set aside."""

from pathlib import Path

import duckdb
import pytest
from standins import MAKER, ToyReader, dump, make_article, make_articles

from stances.articles import Problem
from stances.collection import Collected, collect
from stances.collection.store import Maker
from stances.errors import CollectionError
from stances.records import Article


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "news.duckdb"


def add(path: Path, *articles: Article, **options) -> Collected:
    options = {"reader": ToyReader(), "maker": MAKER, "processes": 1} | options
    return collect(articles, path, **options)


def ask(path: Path, query: str) -> list[tuple]:
    connection = duckdb.connect(str(path), read_only=True)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def test_what_is_there_is_not_read_again(path: Path) -> None:
    articles = [make_article(number) for number in range(5)]
    first = add(path, *articles)
    assert (first.new, first.statements, first.skipped) == (5, 15, 0)
    before = dump(path)
    second = add(path, *articles)
    assert (second.new, second.statements, second.skipped) == (0, 0, 5)
    assert dump(path) == before


def test_a_row_holds_all_that_is_known_of_a_statement(path: Path) -> None:
    article = make_article(1)
    add(path, article)
    rows = ask(
        path,
        "SELECT s.id, s.text, s.spans, s.speaker, s.party, s.evidence, len(s.vector), m.encoder "
        "FROM statements s JOIN makers m ON m.id = s.made_by ORDER BY place",
    )
    assert len(rows) == 3
    key, text, [[start, end]], speaker, party, evidence, size, encoder = rows[0]
    assert key == "a000001:1"
    assert article.text[start:end] == text
    assert (speaker, party, evidence) == ("Oru Venn", "BELMARK", ["named with Belmark"])
    assert (size, encoder) == (16, MAKER.encoder)
    assert ask(path, "SELECT name, statements FROM speakers ORDER BY name") == [
        ("Ila Tesk", 1),
        ("Mara Dohl", 1),
        ("Oru Venn", 1),
    ]
    assert [row[0] for row in ask(path, "SELECT id FROM parties ORDER BY id")] == [
        "ARVANIA",
        "BELMARK",
        "CORDESIA",
    ]


def test_a_changed_text_at_one_address_is_a_new_version(path: Path) -> None:
    old = make_article(1)
    new = make_article(1, id="other", text=make_article(2).text, url=f"{old.url}#top")
    add(path, old)
    assert add(path, new).versions == 1
    assert ask(path, "SELECT id, version, text FROM articles") == [(old.id, 2, new.text)]
    assert ask(path, "SELECT article, version, text FROM versions") == [(old.id, 1, old.text)]
    texts = {row[0] for row in ask(path, "SELECT text FROM statements")}
    assert len(texts) == 3
    assert all(text in new.text for text in texts)
    assert add(path, old, new).skipped == 2


def test_versions_in_one_run_are_those_of_two_runs(path: Path, tmp_path: Path) -> None:
    old, new = make_article(1), make_article(1, text=make_article(2).text)
    add(path, old, make_article(3), new)
    other = tmp_path / "other.duckdb"
    add(other, old, make_article(3))
    add(other, new)
    assert dump(path) == dump(other)


def test_those_that_wait_for_others_keep_their_order(path: Path) -> None:
    first = make_article(1)
    again = make_article(1, id="b", outlet="Courier", url="https://courier.example/1")
    changed = [make_article(1, text=make_article(n).text) for n in (2, 3)]
    done = add(path, first, again, changed[0], make_article(9), changed[1])
    assert (done.new, done.versions, done.skipped) == (2, 2, 1)
    assert ask(path, "SELECT version, text FROM articles WHERE version > 1") == [
        (3, changed[1].text)
    ]
    assert ask(path, "SELECT version, text FROM versions ORDER BY version") == [
        (1, first.text),
        (2, changed[0].text),
    ]
    assert ask(path, "SELECT outlet FROM copies") == [("Courier",)]


def test_without_address_an_id_is_a_version_where_the_texts_are_alike(path: Path) -> None:
    old = make_article(1, url="", date=None)
    changed = make_article(1, url="", date=None, text=old.text + " And it rained.")
    text = "“No dam of theirs stands on our land,” said Ila Tesk of Arvania. It was late and dark."
    another = make_article(1, url="", date=None, text=text)
    add(path, old)
    assert add(path, changed).versions == 1
    assert add(path, another).new == 1
    ids = [row[0] for row in ask(path, "SELECT id FROM articles ORDER BY id")]
    assert ids[0] == old.id
    assert ids[1].startswith(f"{old.id}-")
    assert add(path, another).skipped == 1


def test_the_same_text_elsewhere_is_a_copy(path: Path) -> None:
    article = make_article(1)
    copy = make_article(1, id="b", outlet="Courier", url="https://courier.example/1")
    done = add(path, article, copy, copy)
    assert (done.new, done.skipped) == (1, 2)
    assert ask(path, "SELECT article, outlet FROM copies") == [(article.id, "Courier")]


def test_a_bad_article_is_set_aside_and_stops_nothing(path: Path) -> None:
    bad = make_article(2, text="BAD")
    problems = [Problem("row 7", "row 7: has no text."), Problem("x", "given twice", fault=False)]
    done = add(path, make_article(1), bad, make_article(3), problems=problems)
    assert (done.new, done.problems) == (2, 2)
    assert ask(path, "SELECT place, reason FROM problems ORDER BY place") == [
        (bad.id, "could not be read (it is bad)"),
        ("row 7", "row 7: has no text."),
    ]
    assert add(path, bad, problems=list(problems)).problems == 2


def test_two_processes_give_what_one_gives(path: Path, tmp_path: Path) -> None:
    one = tmp_path / "one.duckdb"
    collect(make_articles(40), one, reader=ToyReader(), maker=MAKER, processes=1)
    collect(make_articles(40), path, reader=ToyReader(), maker=MAKER, processes=2)
    assert dump(path) == dump(one)
    assert len(dump(path)["versions"]) == 4
    assert len(dump(path)["copies"]) == 4


def test_another_model_is_not_mixed_in(path: Path) -> None:
    add(path, make_article(1))
    other = Maker("0.1.0", "q" * 64, "f" * 64, "s" * 64, "{}")
    with pytest.raises(CollectionError, match="another encoder; give --refresh"):
        add(path, make_article(2), maker=other)
    done = add(path, make_article(2), maker=other, refresh=True)
    assert (done.refreshed, done.new) == (1, 1)
    assert ask(
        path, "SELECT DISTINCT encoder FROM makers WHERE id IN (SELECT made_by FROM statements)"
    ) == [("f" * 64,)]
    assert ask(path, "SELECT count(*) FROM statements") == [(6,)]


def test_another_version_is_told(path: Path) -> None:
    add(path, make_article(1))
    newer = Maker("0.2.0", *("q" * 64, "e" * 64, "s" * 64, "{}"))
    done = add(path, make_article(2), maker=newer)
    assert "read by stances 0.1.0; --refresh" in done.notes[0]


def test_stances_toward_a_target_are_kept_by_model(path: Path) -> None:
    add(path, make_article(1), reader=ToyReader(target="The bridge should stay."))
    assert ask(path, "SELECT DISTINCT target, model, label FROM stances") == [
        ("The bridge should stay.", MAKER.stance, "favor")
    ]


def test_hostile_texts_come_back_as_they_are(path: Path) -> None:
    text = "A\x00\u2028{}%s '\"; DROP TABLE articles; -- “No\\x,” said Ila Tesk of Arvania."
    add(path, make_article(1, id="'; --", text=text, title="\x1b[31m", outlet="[*]"))
    assert ask(path, "SELECT id, text, title, outlet FROM articles") == [
        ("'; --", text, "\x1b[31m", "[*]")
    ]


def test_nothing_to_add_makes_an_empty_collection(path: Path) -> None:
    assert add(path) == Collected()
    assert all(not rows for name, rows in dump(path).items() if name != "makers")
