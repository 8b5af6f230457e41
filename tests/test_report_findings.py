"""What the report tells of comparisons: agreements, common ground, attitudes, what is fragile."""

import dataclasses
import datetime

import pytest
from report_samples import PARTIES, TEXT, make_report, make_statements, spans_of

from stances.records import (
    Agreement,
    Article,
    AttitudeCell,
    Change,
    CommonGround,
    Concord,
    Distinctive,
    Fragility,
    KeyPoint,
    PartyMap,
)
from stances.report.frames import KINDS


def told(**changes: object) -> str:
    """The report as text, on one line."""
    return " ".join(make_report(**changes).to_text(width=200).split())


def position(**changes: object) -> tuple:
    """The sample's positions with Belmark's on the issue changed."""
    found = make_report().positions
    return (*found[:4], dataclasses.replace(found[4], **changes), found[5])


def test_pairs_that_agree_stand_under_each_other() -> None:
    text = told(concords=(Concord("issue-1", ("ARV", "BLM"), ("dam:1", "dam:3"), 0.8),))
    assert "Agreements" in text
    assert "Arvania with Belmark — building the dam • Arvania: “We will build" in text


def test_common_ground_shows_one_statement_a_party() -> None:
    keys = ("dam:1", "dam:3", "dam:4")
    text = told(common_ground=(CommonGround("issue-1", ("ARV", "BLM"), keys),))
    part = text.split("Common ground")[1].split("Not compared")[0]
    assert "Arvania and Belmark — building the dam" in part
    assert part.count("[dam ") == 2


def test_what_only_one_party_says_has_its_counts() -> None:
    found = Distinctive("ARV", "issue-1", "dam:1", 4, 0, 2.0, 2.1)
    assert "Arvania on building the dam (4 statements, none of others)" in told(
        distinctive=(found,)
    )


def test_attitudes_are_a_table_of_who_speaks_of_whom() -> None:
    cell = AttitudeCell("ARV", "BLM", -0.75, 0, 1, 3, ("dam:1",) * 4)
    text = told(attitude_matrix=(cell,))
    assert "Speaks / of Arvania Belmark" in text
    assert "Arvania −0.75 (4)" in text
    assert "Belmark ·" in text


def test_a_fragile_finding_names_what_it_hangs_on() -> None:
    found = Fragility("position", ("BLM",), "issue-1", "outlet:Gazette", "against", "unclear")
    line = "Belmark on building the dam: against, but too unsure to say without the outlet Gazette"
    assert line in told(fragile=(found,))


def test_the_map_is_told_with_its_stress() -> None:
    places = (("ARV", 0.5, 0.0), ("BLM", -0.25, 0.25), ("DOR", -0.25, -0.25))
    text = told(map=PartyMap(places, 0.04))
    assert "On a plane: Arvania (+0.50, 0.00); Belmark (−0.25, +0.25)" in text
    assert "Stress 0.04." in text


def test_a_p_value_stands_beside_its_agreement() -> None:
    pair = Agreement(("ARV", "BLM"), None, -0.5, (-0.8, -0.2), 9, 0.0123, 0.5)
    assert "−0.80 to −0.20 0.012 9" in told(comparison=(pair,))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"split": True, "counts": (1, 2, 0, 0)}, "split: 1 for, 2 against"),
        ({"few": True, "interval": None}, "too few to say more"),
        ({"interval": None, "reason": "only one speaker"}, "no range: only one speaker"),
    ],
)
def test_a_position_says_how_sure_it_is(changes: dict, words: str) -> None:
    assert words in told(positions=position(**changes))


def test_dissent_is_always_shown_once() -> None:
    text = told(positions=position(dissent=("dam:3",)))
    assert "Otherwise: Officials in Belmark denied a treaty allows it" in text
    shown = told(positions=position(dissent=("dam:4",)))
    assert "Otherwise:" not in shown, "it is a key point already"


def test_a_change_is_told_with_its_day() -> None:
    change = Change(datetime.date(2031, 5, 4), 0.5, -0.4, 0.01)
    assert "Changed: +0.50 up to 2031-05-04, −0.40 since (p = 0.010)" in told(
        positions=position(change=change)
    )


def test_a_key_point_may_show_a_clause_of_its_statement() -> None:
    spans = spans_of(TEXT, "the plan “a reckless act”")
    point = KeyPoint("dam:4", "the plan “a reckless act”", False, 2, spans, ("dam:4", "dam:3"))
    text = told(positions=position(key_points=(point,)))
    ((start, end),) = spans
    assert (
        f"“a reckless act” (partly quoted), relayed by The Belmark Herald […] [dam {start}–{end}]"
        in text
    )


def test_days_stand_beside_pairs_only_where_they_differ() -> None:
    pair = (Concord("issue-1", ("ARV", "BLM"), ("dam:1", "dam:3"), 0.8),)
    assert "Arvania (2031" not in told(concords=pair)
    later = dataclasses.replace(make_statements()[2], article="late")
    statements = (*make_statements()[:2], later, *make_statements()[3:])
    articles = (*make_report().articles, Article("late", TEXT, date=datetime.date(2031, 5, 9)))
    text = told(concords=pair, statements=statements, articles=articles)
    assert "Arvania (2031-05-04): “We will" in text
    assert "Belmark (2031-05-09): Officials" in text


def test_a_repeat_is_told_of_and_not_counted() -> None:
    first, second, third, *others = make_statements()
    again = dataclasses.replace(third, repeat_of=others[0].id)
    report = make_report(statements=(first, second, again, *others))
    assert "6 statements (1 repeat), 3 parties" in report.to_text()
    assert "Officials in Belmark denied" not in report.to_columns(200)
    assert report.to_dict()["statements"][2]["repeat_of"] == "dam:4"


def test_a_partys_paragraph_stands_under_its_line() -> None:
    first, *others = make_report().positions
    told_so = dataclasses.replace(first, summary="Arvania is for it.")
    assert "Arvania is for it." in told(positions=(told_so, *others))
    silent = dataclasses.replace(others[1], summary="Nobody speaks for Dorne.")
    assert "Nobody speaks" not in told(positions=(first, others[0], silent, *others[2:]))


@pytest.mark.parametrize("what", KINDS)
def test_each_kind_of_finding_has_a_frame_with_flat_columns(what: str) -> None:
    frame = make_report().to_frame(what)
    assert len(frame.columns) >= 3
    assert not {"interval", "counts"} & set(frame.columns)
    assert list(make_report(**{what: ()}).to_frame(what).columns) == list(frame.columns)


def test_frames_have_ends_of_intervals_and_both_parties() -> None:
    row = make_report().to_frame("comparison").iloc[0]
    assert (row["left"], row["right"], row["low"], row["high"]) == ("ARV", "BLM", -0.8, -0.2)
    position = make_report().to_frame("positions").iloc[2]
    assert position["party"] == PARTIES[2].id
    assert position["favor"] == 0
