"""Positions by day, week and month, what changed, and what the report tells of it."""

import datetime
import json

import numpy as np
import pytest
from jsonschema import Draft202012Validator
from standins import embed, make_pipeline

from stances.cli.collecting import By, check_by, format_by
from stances.cli.options import ReportFormat
from stances.collection.over_time import (
    find_turns,
    first_dates,
    first_day,
    frame_over_time,
    issues_over_time,
    positions_over_time,
)
from stances.collection.telling import (
    follow_time,
    over_time_to_dict,
    page_by,
    tell_over_time,
)
from stances.errors import UsageError
from stances.records import Article, Cue, Party, Source, Speaker, Statement
from stances.report import Report, read_schema
from stances.report.escaping import dump_json
from stances.report.lookup import Lookup
from stances.report.page.book import Book
from stances.report.page.over_time import show_time
from stances.report.page.pictures import CHART
from stances.report.periods import show_position, tell_position
from stances.settings import Settings

TARGET = "The bridge should stay open."
PARTIES = {name.upper(): Party(name.upper(), name) for name in ("Arvania", "Belmark")}


def make_report(*said: tuple[str, str, str]) -> Report:
    """A report on statements, each its own article: (day, party, text)."""
    articles, statements = [], []
    for number, (day, party, text) in enumerate(said):
        key = f"a{number:03}"
        date = datetime.date.fromisoformat(day) if day else None
        articles.append(Article(key, text, date=date, outlet="Gazette"))
        statements.append(
            Statement(
                f"{key}:1", key, "direct", "said", text, ((0, len(text)),), Cue("said"), Source(),
                Speaker(f"Speaker {party.title()}"), PARTIES[party],
            )
        )  # fmt: skip
    pipeline = make_pipeline(Settings(target=TARGET))
    vectors = np.stack([embed(statement.text) for statement in statements])
    return pipeline.report_on(articles, statements, vectors)


@pytest.fixture(scope="module")
def report() -> Report:
    rows = []
    for number in range(24):
        month = 1 + number // 4
        words = "yes" if month > 3 else "no never"
        day = f"2031-{month:02}-{3 + number % 4 * 7:02}"
        rows.append((day, "ARVANIA", f"bridge word{number * 11} word{number * 13} {words} said"))
    rows.append(("2031-01-20", "BELMARK", "bridge closed for good now"))
    rows.append(("2031-02-03", "BELMARK", "the harbour and the bridge were quiet all winter long"))
    rows.append(("2031-01-05", "BELMARK", "the harbour and the bridge were quiet all winter long"))
    rows.append(("", "BELMARK", "an undated word about the bridge"))
    return make_report(*rows)


def test_first_days() -> None:
    day = datetime.date(2031, 3, 5)
    assert first_day(day, "day") == day
    assert first_day(day, "week") == datetime.date(2031, 3, 3)
    assert first_day(day, "month") == datetime.date(2031, 3, 1)
    with pytest.raises(UsageError, match="not 'year'"):
        first_day(day, "year")


def test_a_repeat_counts_once_on_the_first_day(report: Report) -> None:
    repeats = [s for s in report.statements if s.repeat_of]
    assert len(repeats) == 1
    assert first_dates(report)[repeats[0].repeat_of or ""] == datetime.date(2031, 1, 5)


def test_positions_by_month(report: Report) -> None:
    found = [p for p in positions_over_time(report, "month") if p.issue is None]
    arvania = [p for p in found if p.party == "ARVANIA"]
    assert [p.start.month for p in arvania] == [1, 2, 3, 4, 5, 6]
    assert sum(p.n for p in arvania) == 24
    assert arvania[0].stance is not None
    assert arvania[-1].stance is not None
    assert arvania[0].stance < 0 < arvania[-1].stance or arvania[0].stance != arvania[-1].stance
    assert all(p.low is None or p.low <= (p.stance or 0) <= (p.high or 0) for p in found)
    assert sum(p.n for p in found if p.party == "BELMARK") == 2


@pytest.mark.parametrize("unit", ["day", "week", "month"])
def test_every_unit_counts_the_same_statements(report: Report, unit: str) -> None:
    found = [p for p in positions_over_time(report, unit) if p.issue is None]
    assert sum(p.n for p in found) == 26
    frame = frame_over_time(report, unit)
    assert len(frame) == len(positions_over_time(report, unit))
    assert list(frame.columns) == ["party", "issue", "start", "stance", "low", "high", "n"]


def test_issues_appear_and_fade(report: Report) -> None:
    counts = dict(issues_over_time(report, "month"))
    assert set(counts) == {issue.id for issue in report.issues}
    assert sum(sum(each.values()) for each in counts.values()) == 26


def test_a_change_comes_with_two_quotations_and_their_days(report: Report) -> None:
    turns = find_turns(report)
    assert turns
    for turn in turns:
        assert turn.dates[0] <= turn.change.until < turn.dates[1]
        assert turn.change.p < 0.05
    told = tell_over_time(report, "month", 100, False, markdown=False)
    assert "Positions by month" in told
    assert "2031-01" in told
    assert "Arvania changed" in told
    assert turns[0].before.text.split()[1] in told


def test_markdown_and_json(report: Report) -> None:
    assert tell_over_time(report, "week", 80, False, markdown=True).startswith("## Positions by")
    document = over_time_to_dict(report, "month")
    whole = json.loads(dump_json(report.to_dict() | {"over_time": document}))
    Draft202012Validator(read_schema()).validate(whole)
    assert document["unit"] == "month"
    assert document["positions"][0]["start"] == "2031-01-01"


def test_without_dates_it_says_so() -> None:
    told = tell_over_time(make_report(("", "ARVANIA", "no date here")), "day", 80, False, True)
    assert "No statement has a date." in told


def test_the_page_draws_what_the_text_tells(report: Report) -> None:
    page = page_by(report, "month")
    assert page == page_by(report, "month")
    assert 'id="by-time"' in page
    assert page.count('<svg class="chart"') >= 1
    for position in positions_over_time(report, "month"):
        if position.issue is None:
            assert show_position(position) in page
            assert tell_position(position, "month") in page
    [turn, *_] = find_turns(report)
    assert f"(p = {turn.change.p:.3f})" in page
    assert 'class="pair turn"' in page
    assert 'id="by-time"' not in report.to_html()


def test_the_page_without_dates_says_so() -> None:
    assert "No statement has a date." in page_by(make_report(("", "ARVANIA", "no date")), "day")


def test_points_keep_inside_the_drawing(report: Report) -> None:
    part = show_time(Book(Lookup(report)), follow_time(report, "week"))
    assert part is not None
    assert len({row for row, _ in part.timelines[0].rows}) <= 12
    for series in (each for line in part.timelines for each in line.series):
        for point in series.points:
            assert 0 <= point.x <= CHART.width
            for height in (point.y, point.low, point.high):
                assert height is None or 0 <= height <= CHART.height


@pytest.mark.parametrize("chosen", list(ReportFormat))
def test_by_may_be_given_several_times(report: Report, chosen: ReportFormat) -> None:
    plain, timed, both = (
        format_by(report, by, chosen) for by in (None, [By.month], [By.outlet, By.month, By.month])
    )
    assert len(plain) < len(timed) < len(both)
    if chosen is ReportFormat.json:
        assert json.loads(plain)["over_time"] is None
        assert json.loads(timed)["outlets"] is None
        assert {each["name"] for each in json.loads(both)["outlets"]["outlets"]} == {"Gazette"}
    else:
        assert "By outlet" in both


def test_two_lengths_of_periods_are_wrong_usage() -> None:
    with pytest.raises(UsageError, match=r"--by day --by week: .* give one of day, week, month"):
        check_by([By.day, By.outlet, By.week])
