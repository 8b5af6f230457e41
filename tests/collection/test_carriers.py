"""Who carries a statement: named in the readable reports, with the first date."""

import datetime
import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from standins import MAKER, ToyReader, make_article, make_pipeline

from stances.collection import collect
from stances.collection.over_time import first_dates
from stances.collection.reporting import report_collection
from stances.collection.selecting import Selection
from stances.records import Copy
from stances.report import Report, read_schema
from stances.report.carriers import Carrier, list_carriers, list_others, tell_copies

DAY = datetime.date(2031, 1, 2)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six articles; the text of the second stands in two other outlets, a day before and after."""
    path = tmp_path_factory.mktemp("news") / "news.duckdb"
    articles = [make_article(number) for number in range(6)]
    for outlet, days in (("Mirror", -1), ("Evening Star", 40), ("Wire", None)):
        date = None if days is None else DAY + datetime.timedelta(days)
        url = f"https://{outlet.split()[0].lower()}.example/1"
        articles.append(make_article(1, id=outlet, outlet=outlet, url=url, date=date))
    collect(articles, path, reader=ToyReader(), maker=MAKER, processes=1)
    return path


def report(path: Path, **options: object) -> Report:
    return report_collection(make_pipeline(), path, Selection(**options))  # type: ignore[arg-type]


def test_copies_come_with_the_report(path: Path) -> None:
    made = report(path)
    assert [(each.article, each.outlet) for each in made.copies] == [
        *(("a000001", "Mirror"), ("a000001", "Evening Star"), ("a000001", "Wire"))
    ]
    [own] = [each for each in made.to_dict()["articles"] if each["id"] == "a000001"]
    assert [each["outlet"] for each in own["copies"]] == ["Mirror", "Evening Star", "Wire"]
    assert own["copies"][0]["date"] == "2031-01-01"
    Draft202012Validator(read_schema()).validate(json.loads(made.to_json()))


def test_copies_outside_the_days_asked_for_are_left_out(path: Path) -> None:
    made = report(path, since=DAY, until=DAY)
    assert made.articles
    assert made.copies == ()
    late = report(path, since=DAY, until=datetime.date(2031, 3, 1))
    assert [each.outlet for each in late.copies] == ["Evening Star"]


def test_the_first_day_is_that_of_the_first_carrier(path: Path) -> None:
    made = report(path)
    [key] = [s.id for s in made.statements if s.article == "a000001" and s.id.endswith(":1")]
    assert first_dates(made)[key] == datetime.date(2031, 1, 1)
    assert [each.name for each in list_carriers(made)[key]] == [
        *("Mirror", "Herald", "Evening Star", "Wire")
    ]


def test_readable_reports_name_the_carriers(path: Path) -> None:
    made = report(path)
    told = "also in: Mirror (2031-01-01, the whole text), Evening Star"
    assert told in " ".join(made.to_text(400).split())
    assert "first on 2031-01-01" in " ".join(made.to_text(400).split())
    assert "also in" in made.to_markdown()
    assert "also in: Mirror (2031-01-01), Evening Star (2031-02-11), Wire" in made.to_html()


def test_a_repeat_is_another_carrier() -> None:
    from browser.samples import make_rich_report

    made = make_rich_report()
    found = list_carriers(made)["dam:1"]
    assert [each.name for each in found] == ["Gazette", "The Belmark Herald"]
    [statement] = [each for each in made.statements if each.id == "dam:1"]
    assert [each.article for each in list_others(statement, found)] == ["later"]
    text = " ".join(made.to_text(400).split())
    assert "also in: The Belmark Herald (2031-06-01); first on 2031-05-04" in text


def test_many_places_are_counted() -> None:
    copies = [Carrier("a", "", f"Paper {number}", None, True) for number in range(12)]
    assert tell_copies(copies).endswith("Paper 7 and 4 more places")
    assert tell_copies([Carrier("a", "", "Gazette", None)]) == ""


def test_a_copy_of_an_article_that_is_not_there_is_nothing() -> None:
    made = Report(copies=(Copy("gone", "Mirror"),))
    assert list_carriers(made) == {}
    assert "Mirror" not in made.to_html()
