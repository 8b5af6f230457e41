"""Outlets: who quotes whom, what is left out, and how sure both are."""

import datetime
import json

import numpy as np
import pytest
from jsonschema import Draft202012Validator

from stances.collection.outlets import compare_outlets, frame_outlets
from stances.collection.shares import find_interval
from stances.collection.telling import outlets_to_dict, page_by, tell_outlets
from stances.errors import UsageError
from stances.records import Article, Copy, Cue, Issue, Party, Source, Speaker, Statement
from stances.report import Report, read_schema
from stances.report.escaping import dump_json

PARTIES = {name[:3].upper(): Party(name[:3].upper(), name) for name in ("Arvania", "Belmark")}
START = datetime.date(2031, 1, 1)


def say(article: str, place: int, party: str | None, repeat_of: str | None = None) -> Statement:
    who = PARTIES[party] if party else Party()
    return Statement(
        f"{article}:{place}", article, "direct", "said", "we will wait", ((0, 12),), Cue("said"),
        Source(), Speaker(f"Speaker of {who.name}" if party else ""), who, repeat_of=repeat_of,
    )  # fmt: skip


def print_article(key: str, outlet: str, day: int = 0) -> Article:
    return Article(key, "we will wait", date=START + datetime.timedelta(day), outlet=outlet)


def make_report(
    articles: list[Article], statements: list[Statement], copies: tuple[Copy, ...] = ()
) -> Report:
    first = tuple(each.id for each in statements if each.repeat_of is None)
    return Report(
        articles=tuple(articles),
        statements=tuple(statements),
        issues=(Issue("i1", "waiting", "One should wait.", first),),
        parties=tuple(PARTIES.values()),
        copies=copies,
    )


@pytest.fixture(scope="module")
def wire() -> Report:
    """A statement of the Gazette that the Herald repeats and the Courier carries in a copy."""
    articles = [
        print_article("a", "Gazette"),
        print_article("b", "Herald", 1),
        print_article("c", "Courier", 2),
        print_article("d", ""),
        print_article("e", "GAZETTE", 5),
        print_article("f", "Evening Star"),
        print_article("g", "Evening Star", 9),
    ]
    statements = [
        say("a", 1, "ARV"), say("a", 2, "BEL"), say("b", 1, "ARV", "a:1"), say("c", 1, "BEL"),
        say("d", 1, "BEL"), say("e", 1, "ARV", "a:1"), say("f", 1, None),
    ]  # fmt: skip
    copies = (Copy("a", "Courier", START), Copy("a", "Courier", None), Copy("a", "", START))
    return make_report(articles, statements, copies)


def test_a_statement_counts_for_every_outlet_that_carries_it_and_once(wire: Report) -> None:
    found = compare_outlets(wire)
    counts = {each.name: (each.articles, each.statements) for each in found.outlets}
    assert counts == {
        "Courier": (2, 3),
        "Gazette": (2, 2),
        "Herald": (1, 1),
        "Evening Star": (2, 1),
    }
    cells = {(each.outlet, each.party): each for each in found.parties}
    assert cells["Courier", "ARV"].n == 1
    assert cells["Courier", "BEL"].n == 2
    assert cells["Courier", "BEL"].articles == 2
    assert cells["Herald", "BEL"].n == 0
    assert cells["Evening Star", None].share == 1.0
    assert found.unnamed == 1


def test_shares_stand_beside_those_of_all_others(wire: Report) -> None:
    cells = {(each.outlet, each.party): each for each in compare_outlets(wire).parties}
    courier = cells["Courier", "BEL"]
    assert courier.share == pytest.approx(2 / 3, abs=1e-4)
    assert courier.elsewhere == pytest.approx(1 / 4)
    for outlet in {outlet for outlet, _ in cells}:
        assert sum(each.share for key, each in cells.items() if key[0] == outlet) == pytest.approx(
            1, abs=1e-3
        )


def test_one_article_gives_no_interval(wire: Report) -> None:
    cells = {(each.outlet, each.party): each for each in compare_outlets(wire).parties}
    assert cells["Herald", "ARV"].low is None
    assert cells["Herald", "ARV"].high is None
    assert cells["Courier", "ARV"].low is not None


def test_what_two_others_carry_is_told_as_left_out(wire: Report) -> None:
    found = {(each.outlet, each.party): each for each in compare_outlets(wire).left_out}
    star = found["Evening Star", "ARV"]
    assert (star.n, star.left, star.share) == (1, 1, 1.0)
    assert star.elsewhere == 0.0
    assert star.issues == ("i1",)
    # The Herald's one day is after the statement of Belmark was carried.
    assert found["Herald", "BEL"].n == 0
    assert found["Herald", "BEL"].share is None
    assert found["Gazette", "ARV"].left == 0
    assert found["Gazette", "ARV"].issues == ()


def test_two_outlets_leave_nothing_out() -> None:
    report = make_report([print_article("a", "Gazette"), print_article("b", "Herald")], [])
    assert compare_outlets(report).left_out == ()
    assert compare_outlets(make_report([], [])).outlets == ()


def test_a_repeat_whose_first_is_not_in_the_report_counts_for_nothing() -> None:
    report = make_report([print_article("a", "Gazette")], [say("a", 1, "ARV", "gone:1")])
    assert compare_outlets(report).outlets[0].statements == 0


def make_slanted(count: int = 60) -> Report:
    """The Gazette quotes Arvania three times as often as two others do."""
    articles, statements = [], []
    for number in range(3 * count):
        outlet = ("Gazette", "Herald", "Courier")[number % 3]
        key = f"a{number:03}"
        articles.append(print_article(key, outlet, number % 90))
        for place in range(1 + number % 4):
            often = 3 if outlet == "Gazette" else 1
            party = "ARV" if (number // 3 + place) % 4 < often else "BEL"
            statements.append(say(key, place + 1, party))
    return make_report(articles, statements)


def test_a_slant_is_found_and_its_lack_is_not() -> None:
    cells = {(each.outlet, each.party): each for each in compare_outlets(make_slanted()).parties}
    gazette = cells["Gazette", "ARV"]
    assert gazette.low is not None
    assert gazette.low > 0
    apart = gazette.share - (gazette.elsewhere or 0)
    assert gazette.low < apart < (gazette.high or 0)
    assert (cells["Gazette", "BEL"].high or 0) < 0


def test_the_order_of_the_articles_changes_nothing() -> None:
    report = make_slanted(20)
    turned = make_report(list(report.articles)[::-1], list(report.statements)[::-1])
    assert compare_outlets(report) == compare_outlets(turned)


@pytest.mark.parametrize(
    ("one", "other", "articles", "alike"),
    [(0.3, 0.3, 60, 0.2), (0.05, 0.12, 60, 0.2), (0.6, 0.3, 20, 0.1)],
)
def test_intervals_cover(one: float, other: float, articles: int, alike: float) -> None:
    """Shares of 20 articles against others; `alike` is how much one article's hang together."""
    draw, times, own = np.random.default_rng(7), 1000, 20

    def side(count: int, share: float) -> tuple[np.ndarray, np.ndarray]:
        totals = 1 + draw.poisson(3, (times, count))
        weight = (1 - alike) / alike
        chance = draw.beta(share * weight, (1 - share) * weight, (times, count))
        return draw.binomial(totals, chance).astype(float), totals.astype(float)

    mine, others = side(own, one), side(articles, other)
    left = [np.concatenate([each, np.zeros((times, articles))], axis=1) for each in mine]
    right = [np.concatenate([np.zeros((times, own)), each], axis=1) for each in others]
    low, high = find_interval(*left, *right)
    covered = float(((low <= one - other) & (one - other <= high)).mean())
    assert 0.90 <= covered <= 0.98


def test_articles_on_both_sides_narrow_the_interval() -> None:
    draw = np.random.default_rng(3)
    totals = 1.0 + draw.poisson(3, 40)
    counts = draw.binomial(totals.astype(int), 0.4).astype(float)
    alone, apart = np.zeros(40), np.concatenate([counts, np.zeros(40)])
    whole = np.concatenate([totals, alone])
    low, high = find_interval(counts, totals, counts, totals)
    assert high - low < 0.01
    low, high = find_interval(apart, whole, np.roll(apart, 40), np.roll(whole, 40))
    assert high - low > 0.1


def test_intervals_at_the_ends_have_a_width() -> None:
    none, every = np.zeros(4), np.array([2.0, 2.0, 0.0, 0.0])
    low, high = find_interval(none, every, none, every[::-1].copy())
    assert -1 <= low < 0 < high <= 1


def test_frames(wire: Report) -> None:
    frame = frame_outlets(wire)
    assert list(frame.columns) == [
        *("outlet", "party", "n", "articles", "share", "elsewhere", "low", "high")
    ]
    assert len(frame) == 12
    assert set(frame_outlets(wire, "speakers").speaker) == {
        "Speaker of Arvania",
        "Speaker of Belmark",
    }
    assert len(frame_outlets(wire, "left_out")) == 8
    with pytest.raises(UsageError, match="no frame of 'x'"):
        frame_outlets(wire, "x")


def test_it_is_told_in_every_format(wire: Report) -> None:
    text = tell_outlets(wire, 120, False, markdown=False)
    assert "67 %, 2 (25 %" in text
    assert "Evening Star does not quote Arvania on 1 of 1 issue" in text
    assert "1 statement in articles that name no outlet" in text
    assert tell_outlets(wire, 80, False, markdown=True).startswith("## By outlet")
    document = outlets_to_dict(wire)
    whole = json.loads(dump_json(wire.to_dict() | {"outlets": document}))
    whole["made_with"] = {"version": "1.0", "models": {}}
    Draft202012Validator(read_schema()).validate(whole)
    page = page_by(wire, outlets=True)
    assert 'id="by-outlet"' in page
    assert "67 %" in page
    assert page == page_by(wire, outlets=True)
    assert 'id="by-outlet"' not in wire.to_html()


def test_without_outlets_it_says_so() -> None:
    report = make_report([print_article("a", "")], [say("a", 1, "ARV")])
    assert "No article names its outlet." in tell_outlets(report, 80, False, markdown=True)
    assert "No article names its outlet." in page_by(report, outlets=True)


def test_hostile_names_of_outlets_stay_words() -> None:
    bad = "<script>alert(1)</script>\x1b[2J [red]"
    report = make_report([print_article("a", bad)], [say("a", 1, "ARV")])
    assert "<script>alert" not in page_by(report, outlets=True)
    assert "\x1b" not in tell_outlets(report, 80, False, markdown=False)
    assert "<script>" not in tell_outlets(report, 80, False, markdown=True)
