"""The lives of issues: appearing, peaking, fading, merging and splitting."""

import datetime
import json
from dataclasses import replace

import numpy as np
import pytest
from jsonschema import Draft202012Validator

from stances.collection.lives import find_passages, issue_lives
from stances.collection.telling import over_time_to_dict, page_by, tell_over_time
from stances.errors import UsageError
from stances.records import Article, Cue, Issue, Party, Source, Speaker, Statement
from stances.report import Report, read_schema
from stances.report.added import Passage
from stances.report.escaping import dump_json

ARVANIA = Party("ARV", "Arvania")
TOLL, DAM, BOTH, RAIL = "harbour toll", "upper dam", "harbour toll upper dam", "railway sleepers"


def make_report(*said: tuple[str, str, str, int]) -> Report:
    """A report on (issue, day, words, how often); each statement is its own article."""
    articles, statements, issues = [], [], dict[str, list[str]]()
    for issue, day, words, times in said:
        for _ in range(times):
            key = f"a{len(articles):03}"
            date = datetime.date.fromisoformat(day) if day else None
            articles.append(Article(key, words, date=date))
            statements.append(
                Statement(
                    f"{key}:1", key, "direct", "said", words, ((0, len(words)),), Cue("said"),
                    Source(), Speaker("Ila Tesk"), ARVANIA,
                )
            )  # fmt: skip
            issues.setdefault(issue, []).append(f"{key}:1")
    words = sorted({word for each in statements for word in each.text.split()})
    rows = np.array([[word in s.text.split() for word in words] for s in statements], float)
    rows = rows.reshape(len(statements), len(words))
    return Report(
        vectors=rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1),
        articles=tuple(articles),
        statements=tuple(statements),
        issues=tuple(Issue(key, f"label {key}", "", tuple(ids)) for key, ids in issues.items()),
        parties=(ARVANIA,),
        made_with={"version": "1.0", "models": {}},
    )


def test_an_issue_appears_peaks_and_fades() -> None:
    report = make_report(
        ("toll", "2031-01-10", TOLL, 1),
        ("toll", "2031-02-10", TOLL, 3),
        ("toll", "2031-03-10", TOLL, 3),
        ("rail", "2031-05-02", RAIL, 1),
    )
    toll, rail = issue_lives(report, "month")
    assert [each.isoformat()[:7] for each in (toll.first, toll.peak, toll.last)] == [
        *("2031-01", "2031-02", "2031-03")
    ]
    assert toll.faded
    assert (toll.n, toll.most) == (7, 3)
    assert not rail.faded
    assert issue_lives(report, "day")[0].peak == datetime.date(2031, 2, 10)


@pytest.mark.parametrize(("last", "faded"), [("2031-02", False), ("2031-03", True)])
def test_two_silent_periods_make_it_faded(last: str, faded: bool) -> None:
    report = make_report(("toll", "2031-01-10", TOLL, 3), ("rail", f"{last}-02", RAIL, 1))
    assert issue_lives(report, "month")[0].faded is faded


def test_what_was_silent_as_long_before_has_not_faded() -> None:
    said = (("toll", "2031-01-10", TOLL, 1), ("toll", "2031-05-10", TOLL, 1))
    report = make_report(*said, ("rail", "2031-08-02", RAIL, 1))
    assert not issue_lives(report, "month")[0].faded
    later = make_report(*said, ("rail", "2031-09-02", RAIL, 1))
    assert issue_lives(later, "month")[0].faded


def test_an_article_without_statements_shows_that_the_report_goes_on() -> None:
    report = make_report(("toll", "2031-01-10", TOLL, 3), ("", "2031-04-10", "nothing", 1))
    bare = Report(articles=report.articles, statements=report.statements, issues=report.issues[:1])
    assert issue_lives(bare, "month")[0].faded


def months(first: int, second: int) -> tuple[datetime.date, datetime.date]:
    return datetime.date(2031, first, 1), datetime.date(2031, second, 1)


def test_two_issues_go_on_as_one() -> None:
    report = make_report(
        ("toll", "2031-01-10", TOLL, 4),
        ("dam", "2031-01-12", DAM, 4),
        ("rail", "2031-01-14", RAIL, 4),
        ("both", "2031-02-10", BOTH, 6),
        ("rail", "2031-02-14", RAIL, 4),
    )
    assert find_passages(report, "month") == [Passage(("toll", "dam"), ("both",), *months(1, 2))]
    told = tell_over_time(report, "month", 100, False, markdown=False)
    assert "Merged: 1. label toll and 2. label dam of 2031-01 go on as 4. label both in" in told


def test_an_issue_is_taken_in_by_one_that_is_there() -> None:
    report = make_report(
        ("toll", "2031-01-10", TOLL, 4),
        ("both", "2031-01-12", BOTH, 4),
        ("both", "2031-02-10", BOTH, 6),
    )
    assert find_passages(report, "month") == [Passage(("toll", "both"), ("both",), *months(1, 2))]


def test_one_issue_goes_on_as_two() -> None:
    report = make_report(
        ("both", "2031-01-10", BOTH, 6),
        ("toll", "2031-03-10", TOLL, 4),
        ("dam", "2031-03-12", DAM, 4),
    )
    # A month in which nothing is said lies between: the next one with statements counts.
    assert find_passages(report, "month") == [Passage(("both",), ("toll", "dam"), *months(1, 3))]


def test_one_goes_on_in_other_words() -> None:
    report = make_report(("toll", "2031-01-10", TOLL, 4), ("dues", "2031-02-10", TOLL + " now", 4))
    assert find_passages(report, "month") == [Passage(("toll",), ("dues",), *months(1, 2))]


@pytest.mark.parametrize(
    "said",
    [
        # Nothing alike.
        (("toll", "2031-01-10", TOLL, 4), ("rail", "2031-02-10", RAIL, 4)),
        # Both go on as what they are.
        (
            *(("toll", "2031-01-10", TOLL, 4), ("both", "2031-01-10", BOTH, 4)),
            *(("toll", "2031-02-10", TOLL, 4), ("both", "2031-02-10", BOTH, 4)),
        ),
        # Too few to tell.
        (("toll", "2031-01-10", TOLL, 2), ("both", "2031-02-10", BOTH, 4)),
        (("toll", "2031-01-10", TOLL, 9),),
        (("toll", "", TOLL, 9),),
        (),
    ],
)
def test_where_nothing_merges_nothing_is_told(said: tuple) -> None:
    report = make_report(*said)
    assert find_passages(report, "month") == []
    assert "Merged" not in tell_over_time(report, "month", 80, False, markdown=True)


def test_without_vectors_nothing_is_told() -> None:
    report = make_report(("toll", "2031-01-10", TOLL, 4), ("both", "2031-02-10", BOTH, 4))
    assert find_passages(report, "month")
    assert find_passages(replace(report, vectors=None), "month") == []


def test_vectors_without_direction_are_no_fault() -> None:
    report = make_report(("a", "2031-01-10", TOLL, 4), ("b", "2031-02-10", DAM, 4))
    blank = replace(report, vectors=np.zeros((8, 3)))
    assert find_passages(blank, "month") == []


def test_a_unit_that_is_none() -> None:
    report = make_report(("toll", "2031-01-10", TOLL, 4))
    for find in (issue_lives, find_passages):
        with pytest.raises(UsageError, match="not 'year'"):
            find(report, "year")


def test_json_and_page_hold_the_lives() -> None:
    report = make_report(
        ("toll", "2031-01-10", TOLL, 4),
        ("dam", "2031-01-12", DAM, 4),
        ("both", "2031-04-10", BOTH, 6),
    )
    document = over_time_to_dict(report, "month")
    whole = json.loads(dump_json(report.to_dict() | {"over_time": document}))
    Draft202012Validator(read_schema()).validate(whole)
    assert document["passages"][0]["before"] == ["toll", "dam"]
    assert document["lives"][0]["counts"] == [{"start": "2031-01-01", "n": 4}]
    page = page_by(report, "month")
    assert "1. label toll and 2. label dam of 2031-01 go on as 3. label both in 2031-04" in page
    assert "2031-01, faded since" in page
