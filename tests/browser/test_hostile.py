"""Articles whose names, titles, words and addresses try to act run nothing and look like text."""

import csv
import io
import re
from typing import Any

import pytest
from playwright.sync_api import expect

from browser.conftest import Show, Shown
from browser.hostile import HOSTILE, make_hostile_report

HIDDEN = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x1b\x07\x9b\x00"


@pytest.fixture(scope="module")
def report() -> Any:
    return make_hostile_report()


@pytest.fixture(scope="module")
def shown(show: Show, report: Any) -> Shown:
    return show(report.to_html(), permissions=["clipboard-read", "clipboard-write"])


def test_nothing_runs_and_nothing_is_asked_for(shown: Shown) -> None:
    page = shown.page
    page.mouse.move(300, 300)
    for place in page.locator(".quote").all()[:4]:
        place.hover()
    page.evaluate("() => document.querySelectorAll('details').forEach((each) => each.open = true)")
    assert page.title() != "run"
    assert shown.requests == [shown.path.as_uri()]
    assert shown.complaints == []


def test_no_element_or_attribute_comes_from_an_article(shown: Shown) -> None:
    found = shown.page.evaluate(
        """() => ({
          names: [...new Set([...document.querySelectorAll("*")].map((e) => e.localName))],
          events: [...document.querySelectorAll("*")].flatMap((e) => e.getAttributeNames())
            .filter((name) => name.startsWith("on") || name === "style"),
          scripts: document.scripts.length,
          styles: document.querySelectorAll("style").length,
        })"""
    )
    assert "img" not in found["names"]
    assert "iframe" not in found["names"]
    assert found["events"] == []
    assert (found["scripts"], found["styles"]) == (1, 1)


def test_only_addresses_of_the_web_are_linked(shown: Shown) -> None:
    links = shown.page.evaluate(
        """() => [...document.querySelectorAll("a")].filter((a) => !a.hash || a.host)
          .map((a) => [a.href, a.rel])"""
    )
    assert links == [["https://example.org/ok", "noopener noreferrer"]]


def test_it_looks_like_what_it_is(shown: Shown, report: Any) -> None:
    text = shown.page.evaluate("() => document.body.textContent")
    for words in ("{{7*7}}{% raise %}${7*7}", "<svg onload=document.title='run'>", "&lt;b&gt;"):
        assert words in text
    assert "49" not in text.replace("\n", " ").split()
    assert not any(mark in text for mark in HIDDEN)
    body = shown.page.locator(".body").first.evaluate("(e) => e.textContent")
    assert len(body) == len(report.articles[0].text)
    names = shown.page.locator(".body .hid").evaluate_all("(all) => all.map((e) => e.title)")
    assert "U+202E RIGHT-TO-LEFT OVERRIDE" in names
    assert "U+001B" in names


def test_copied_cells_cannot_act_as_formulas(shown: Shown, report: Any) -> None:
    shown.page.click("#copy")
    expect(shown.page.locator("#told")).to_have_text(re.compile("^C"))
    copied = shown.page.evaluate("() => navigator.clipboard.readText()")
    found = list(csv.DictReader(io.StringIO(copied)))
    assert len(found) == len(report.statements)
    cells = [cell for row in found for cell in row.values()]
    assert not [cell for cell in cells if cell.lstrip()[:1] in tuple("=+-@＝＋－＠")]
    assert any(cell.startswith("'=cmd|") for cell in cells)


def test_a_fragment_for_notebooks_holds_no_element_of_an_article(show: Show, report: Any) -> None:
    page = show(report._repr_html_())
    names = page.page.evaluate(
        "() => [...document.body.querySelectorAll('*')].map((e) => e.localName)"
    )
    known = {
        "div",
        "p",
        "b",
        "br",
        "small",
        "ul",
        "li",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    }
    assert set(names) <= known
    assert HOSTILE[4] in page.page.inner_text("body")
    assert page.complaints == []
