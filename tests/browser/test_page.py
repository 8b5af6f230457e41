"""What a reader does with the page: opens it, follows links, filters, sorts, copies, prints."""

import csv
import io
import re
from typing import Any

import pytest
from playwright.sync_api import expect

from browser.conftest import Show, Shown
from browser.samples import make_added_page, make_large_report, make_rich_report

# Of each link to a mark: the statement's words as the page has them, and as the text has them.
LANDINGS = """() => [...document.querySelectorAll('a[href^="#m-"]')].map((link) => {
  const key = link.hash.slice(3);
  const mark = document.getElementById("m-" + key);
  const query = `.body a[href="#s-${key}"], .body a[data-s~="${key}"]`;
  const pieces = [...document.querySelectorAll(query)].map((piece) => piece.textContent);
  const back = document.getElementById("s-" + key);
  return [key, Boolean(mark), pieces.join(" … "), Boolean(back)];
})"""


@pytest.fixture(scope="module")
def report() -> Any:
    return make_rich_report()


@pytest.fixture(scope="module")
def shown(show: Show, report: Any) -> Shown:
    allowed = ["clipboard-read", "clipboard-write"]
    return show(report.to_html(), viewport={"width": 1280, "height": 900}, permissions=allowed)


@pytest.fixture(scope="module")
def unscripted(show: Show, report: Any) -> Shown:
    return show(report.to_html(), java_script_enabled=False)


def rows(shown: Shown) -> list[str]:
    return shown.page.locator("#rows tbody tr").all_inner_texts()


def test_nothing_is_asked_for_and_nothing_complains(shown: Shown) -> None:
    assert shown.requests == [shown.path.as_uri()]
    assert shown.complaints == []


def test_every_quotation_lands_on_its_mark_and_leads_back(shown: Shown, report: Any) -> None:
    texts = {each.text for each in report.statements}
    found = shown.page.evaluate(LANDINGS)
    assert len({key for key, *_ in found}) == len(report.statements)
    for _, there, words, back in found:
        assert there
        assert back
        assert words in texts
    targets = shown.page.evaluate(
        "() => [...document.querySelectorAll('a[href^=\"#\"]')].map((each) => each.hash.slice(1))"
    )
    ids = set(shown.page.evaluate("() => [...document.querySelectorAll('[id]')].map((e) => e.id)"))
    assert set(targets) <= ids


def test_ids_are_unique(shown: Shown) -> None:
    ids = shown.page.evaluate("() => [...document.querySelectorAll('[id]')].map((e) => e.id)")
    assert len(ids) == len(set(ids))


def test_the_text_is_as_read(shown: Shown, report: Any) -> None:
    bodies = shown.page.locator(".body").evaluate_all("(all) => all.map((e) => e.textContent)")
    assert bodies == [article.text for article in report.articles]


def test_a_cell_opens_the_statements_behind_it_from_the_keyboard(shown: Shown) -> None:
    page = shown.page
    cell = page.locator(".matrix td a").first
    target = page.locator(cell.get_attribute("href"))
    assert not target.is_visible()
    cell.focus()
    page.keyboard.press("Enter")
    assert target.is_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('ol, section').id") != ""


def test_the_evidence_opens_and_closes_from_the_keyboard(shown: Shown) -> None:
    button = shown.page.locator("button[popovertarget]").first
    box = shown.page.locator(f"#{button.get_attribute('popovertarget')}")
    assert not box.is_visible()
    button.focus()
    shown.page.keyboard.press("Enter")
    assert box.is_visible()
    assert "speaks for" in box.inner_text()
    shown.page.keyboard.press("Escape")
    assert not box.is_visible()


def test_keys_reach_the_main_part_first(shown: Shown) -> None:
    page = shown.page
    page.goto(shown.path.as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the report"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("Boolean(document.activeElement.closest('main'))")


def test_filters_filter(shown: Shown, report: Any) -> None:
    page = shown.page
    assert len(rows(shown)) == len(report.statements)
    page.select_option("select[name=party]", label="Belmark")
    assert len(rows(shown)) == 2
    assert page.inner_text("#told") == f"2 of {len(report.statements)} statements"
    page.select_option("select[name=kind]", label="paraphrase")
    assert len(rows(shown)) == 1
    page.click("#filters button[type=reset]")
    page.fill("input[name=text]", "  RECKLESS ")
    expect(page.locator("#rows tbody tr")).to_have_count(1)
    page.fill("input[name=text]", "")
    for name, value, number in (
        ("issue", "1", 3),
        ("side", "against", 2),
        ("speaker", "Ada Vale", 3),
    ):
        page.select_option(f"select[name={name}]", value)
        assert len(rows(shown)) == number
        page.select_option(f"select[name={name}]", "")


def test_sorting_turns_round(shown: Shown) -> None:
    head = shown.page.locator("#rows th").nth(2)
    head.locator("button").focus()
    shown.page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    names = shown.page.locator("#rows td:nth-child(3)").all_inner_texts()
    assert names == sorted(names, key=str.lower)
    shown.page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    turned = shown.page.locator("#rows td:nth-child(3)").all_inner_texts()
    assert turned == sorted(names, key=str.lower, reverse=True)


def test_copied_csv_holds_what_is_shown(shown: Shown, report: Any) -> None:
    shown.page.goto(shown.path.as_uri())
    shown.page.select_option("select[name=party]", label="Arvania")
    shown.page.click("#copy")
    expect(shown.page.locator("#told")).to_have_text(re.compile("^C"))
    copied = shown.page.evaluate("() => navigator.clipboard.readText()")
    found = list(csv.DictReader(io.StringIO(copied)))
    wanted = [each for each in report.statements if each.party.id == "ARV"]
    assert [row["id"] for row in found] == [each.id for each in wanted]
    assert [row["kind"] for row in found] == [each.kind for each in wanted]
    assert [row["speaker"] for row in found] == ["Ada Vale"] * 3
    assert found[0]["spans"] == "0:34"
    assert found[0]["role"] == "Minister"
    assert found[0]["stance"] == "in favour, 80 %"
    assert found[2]["article"] == "Dam again"
    assert found[2]["outlet"] == "The Belmark Herald"


def test_without_script_everything_is_there(unscripted: Shown, report: Any) -> None:
    shown = unscripted
    assert shown.requests == [shown.path.as_uri()]
    assert len(shown.page.locator("#rows tbody tr").all()) == len(report.statements)
    assert not shown.page.locator("#filters").is_visible()
    cell = shown.page.locator(".matrix td a").first
    target = shown.page.locator(cell.get_attribute("href"))
    cell.click()
    assert target.is_visible()
    shown.page.locator("button[popovertarget]").first.click()
    assert shown.page.locator("[popover]").first.is_visible()


@pytest.fixture(scope="module")
def added(show: Show) -> Shown:
    return show(make_added_page(60), java_script_enabled=False)


def test_what_by_adds_is_there_without_script_and_prints(added: Shown) -> None:
    page = added.page
    assert added.requests == [added.path.as_uri()]
    assert added.complaints == []
    for place in ("#by-time", "#by-outlet"):
        page.locator(f"nav a[href='{place}']").click()
        assert page.locator(place).is_visible()
    assert page.locator("#by-time .chart").first.is_visible()
    table = page.locator("#by-time details table").first
    assert not table.is_visible()
    page.locator("#by-time summary").first.click()
    assert table.is_visible()
    page.emulate_media(media="print")
    assert page.locator("#by-time .chart").first.is_visible()
    assert page.locator("#by-outlet table").first.is_visible()
    page.emulate_media(media="screen")


def test_the_quotations_of_a_change_land_on_their_marks(added: Shown) -> None:
    page = added.page
    links = page.locator("#by-time .turn a[href^='#m-']")
    assert links.count() == 4
    for link in links.all():
        key = (link.get_attribute("href") or "").removeprefix("#m-")
        words = page.locator(f"#m-{key}").text_content() or ""
        told = link.locator("xpath=ancestor::div[contains(@class, 'mini')]").inner_text()
        assert words.strip("“”,") in told
    assert "p = 0.012" in page.locator("#by-time .turn").first.inner_text()


def test_it_prints_on_a4(unscripted: Shown) -> None:
    shown = unscripted
    data = shown.page.pdf(prefer_css_page_size=True)
    assert data.startswith(b"%PDF")
    assert b"/MediaBox [0 0 594.95996 841.91998]" in data or b"/MediaBox [0 0 595" in data
    shown.page.emulate_media(media="print")
    assert shown.page.locator("#rows").is_visible()
    assert not shown.page.locator("nav").is_visible()


def test_five_hundred_statements_are_small_and_filter_fast(show: Show) -> None:
    html = make_large_report(500).to_html()
    assert len(html.encode("utf8")) < 1_500_000
    shown = show(html)
    assert shown.complaints == []
    assert len(rows(shown)) == 100
    shown.page.click("#more")
    assert len(rows(shown)) == 200
    taken = shown.page.evaluate(
        """() => {
          const start = performance.now();
          const field = document.querySelector("input[name=text]");
          field.value = "number 49";
          field.dispatchEvent(new Event("input", {bubbles: true}));
          document.body.offsetHeight;
          return performance.now() - start;
        }"""
    )
    assert len(rows(shown)) == 11
    assert taken < 1000


def test_a_report_of_nothing_says_so(show: Show) -> None:
    from stances.report import Report

    shown = show(Report().to_html())
    assert "No statement was found in 0 articles." in shown.page.inner_text("body")
    assert shown.complaints == []
