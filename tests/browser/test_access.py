"""Who reads with keys, a screen reader, a small screen, in the dark or from right to left."""

from itertools import pairwise
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from report_samples import make_report

from browser.conftest import Show
from browser.hostile import make_hostile_report
from browser.samples import make_added_page, make_rich_report
from stances.records import Article, Cue, Issue, Party, Source, Speaker, Statement

ARABIC = "قال الوزير إن السد سيُبنى هذا العام"
SIZES = {"light": (1280, 900), "dark": (1280, 900), "narrow": (320, 640)}
OPEN = "() => document.querySelectorAll('details').forEach((each) => each.open = true)"


@pytest.fixture(scope="module")
def page(show: Show) -> Any:
    return show(make_rich_report().to_html()).page


def look_at(page: Any, size: str) -> None:
    """Open everything at a size, and let axe look."""
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme="dark" if size == "dark" else "light")
    page.evaluate(OPEN)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_no_violation(page: Any, size: str) -> None:
    look_at(page, size)


@pytest.fixture(scope="module")
def added(show: Show) -> Any:
    """The page with what `--by week --by outlet` adds."""
    return show(make_added_page(60)).page


@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_no_violation_over_time_and_by_outlet(added: Any, size: str) -> None:
    look_at(added, size)
    assert added.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]


def test_every_drawing_has_a_table_of_its_figures(added: Any) -> None:
    for figure in added.locator("#by-time figure").all():
        assert figure.locator("svg[role=img]").get_attribute("aria-label")
        points = figure.locator("svg title").all_text_contents()
        cells = figure.locator("td").all_text_contents()
        assert len(points) == len([each for each in cells if each not in "·"])
        assert all("statement" in each and "20" in each for each in points)


def test_the_page_fits_320_pixels(show: Show, page: Any) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    hostile = show(make_hostile_report().to_html(), viewport={"width": 320, "height": 640}).page
    hostile.evaluate(OPEN)
    assert hostile.evaluate("document.documentElement.scrollWidth") <= 320


def test_there_are_landmarks_and_headings_in_order(page: Any) -> None:
    for role in ("banner", "navigation", "main", "contentinfo"):
        assert page.get_by_role(role).count() == 1, role
    levels = page.evaluate(
        "() => [...document.querySelectorAll('h1,h2,h3,h4,h5')].map((e) => Number(e.tagName[1]))"
    )
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_text_from_right_to_left_stays_right(show: Show) -> None:
    text = f"{ARABIC}\nA line in English."
    statement = Statement(
        id="ar:1",
        article="ar",
        kind="indirect",
        manner="said",
        text=ARABIC[11:],
        spans=((11, len(ARABIC)),),
        cue=Cue("قال", ((0, 3),)),
        source=Source("الوزير", ((4, 10),)),
        speaker=Speaker("الوزير"),
        party=Party("ARV", "Arvania"),
    )
    report: Any = make_report(
        articles=(Article("ar", text, ARABIC),),
        statements=(statement,),
        issues=(Issue("i", ARABIC, "", ("ar:1",)),),
        sides=(),
        positions=(),
        comparison=(),
        contradictions=(),
    )
    page = show(report.to_html()).page
    style = "(e) => [getComputedStyle(e).direction, getComputedStyle(e).unicodeBidi]"
    assert page.locator(".quote .words").first.evaluate(style)[0] == "rtl"
    assert page.locator(".body").first.evaluate(style) == ["rtl", "plaintext"]
    # The English line of the same text keeps its own direction: it starts at the left.
    left = page.locator(".body").first.evaluate(
        """(e) => {
          const range = document.createRange();
          const last = e.lastChild;
          range.setStart(last, last.data.indexOf("A line"));
          range.setEnd(last, last.data.length);
          return range.getBoundingClientRect().left - e.getBoundingClientRect().left;
        }"""
    )
    assert left < 5
