"""The report as one HTML page: what can be told without a browser."""

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from browser.hostile import HOSTILE, make_hostile_report
from browser.samples import make_large_report, make_rich_report
from report_samples import TEXT, make_report, make_statements

from stances.errors import UsageError
from stances.records import Position
from stances.report import Report
from stances.report.blocks import Grid
from stances.report.page import render_fragment
from stances.report.page.badges import SYMBOLS
from stances.report.page.cards import read_cards
from stances.report.page.marking import NO_BADGE, Marked, cut_text
from stances.report.page.matrix import link_parts, shade
from stances.report.page.rendering import STYLES, load_parts
from stances.report.wording import judge, show_statement
from stances.runtime import list_models


class Reader(HTMLParser):
    """Collects the elements and the text of a page as a browser would see them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    return reader


def test_the_policy_allows_exactly_this_style_and_script():
    page = make_rich_report().to_html()
    [policy] = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    assert policy.startswith("default-src &#39;none&#39;;")
    for tag in ("style", "script"):
        [inside] = re.findall(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{tag}-src &#39;sha256-{digest}&#39;;" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_no_element_asks_for_anything():
    for report in (make_rich_report(), make_hostile_report()):
        for tag, attributes in read(report.to_html()).found:
            assert tag not in ("link", "img", "iframe", "object", "embed", "base", "use", "image")
            assert not {"src", "srcset", "style", "data", "action", "ping"} & set(attributes)
            assert not [name for name in attributes if name.startswith("on")]


def test_the_same_report_gives_the_same_bytes_in_a_file_and_as_text(tmp_path: Path):
    path = tmp_path / "report.html"
    page = make_rich_report().to_html(path)
    assert path.read_bytes() == page.encode("utf8")
    assert page == make_rich_report().to_html()
    assert [each.name for each in tmp_path.iterdir()] == ["report.html"]


def test_a_page_that_cannot_be_written_says_so(tmp_path: Path):
    with pytest.raises(UsageError, match=r"missing.*cannot be written"):
        make_report().to_html(tmp_path / "missing" / "report.html")


def test_what_it_says_is_what_the_other_formats_say():
    report = make_report()
    text = " ".join("".join(read(report.to_html()).texts).split())
    for position in report.positions:
        if position.n:
            assert judge(position) in text
    for statement in report.statements:
        words = show_statement(statement).removesuffix(" (paraphrase)")
        assert words.removesuffix(" (partly quoted)") in text
    assert "no statement found in 1 article" in text


def test_only_verbatim_words_wear_quotation_marks():
    page = make_report().to_html()
    quotes = re.findall(r'<blockquote class="words"[^>]*>(.*?)</blockquote>', page)
    paraphrases = re.findall(r'<p class="words"[^>]*>(.*?)</p>', page)
    assert set(quotes) == {
        "“We will build the dam this year,”",
        "the plan “a reckless act” against farmers",
    }
    assert "a treaty allows it" in paraphrases
    assert not any("“" in words for words in paraphrases)


def test_every_link_inside_the_page_leads_somewhere():
    for report in (make_rich_report(), make_large_report(60), make_hostile_report(), Report()):
        found = read(report.to_html()).found
        ids = [attributes["id"] for _, attributes in found if "id" in attributes]
        assert len(ids) == len(set(ids))
        for _, attributes in found:
            href = attributes.get("href") or ""
            assert not href.startswith("#") or href[1:] in ids
            assert attributes.get("popovertarget", ids[0]) in ids


def test_a_statement_whose_article_is_missing_still_has_a_place_to_land():
    page = make_report(articles=()).to_html()
    assert "The articles of 6 statements are not in this report." in page
    found = read(page).found
    ids = {attributes.get("id") for _, attributes in found}
    assert {a["href"][1:] for t, a in found if t == "a" and a["href"].startswith("#")} <= ids


def test_hidden_characters_never_leave_and_halves_of_pairs_can_be_written():
    page = make_hostile_report().to_html()
    assert not re.search(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", page
    )
    page.encode("utf8")
    assert 'title="U+202E RIGHT-TO-LEFT OVERRIDE"' in page


def test_hostile_words_stay_words():
    text = "".join(read(make_hostile_report().to_html()).texts)
    for words in (HOSTILE[2], HOSTILE[3], HOSTILE[4], HOSTILE[7]):
        assert words in text
    fragment = read(render_fragment(make_hostile_report()))
    assert {tag for tag, _ in fragment.found} <= {
        *("div", "p", "b", "br", "small", "ul", "li", "table", "thead", "tbody", "tr", "th", "td")
    }


def test_only_addresses_of_the_web_are_linked():
    found = read(make_hostile_report().to_html()).found
    links = {attributes.get("href") for tag, attributes in found if tag == "a"}
    assert {link for link in links if link and not link.startswith("#")} == {
        "https://example.org/ok"
    }


def test_a_fragment_for_notebooks_is_short_and_has_no_script():
    fragment = make_report()._repr_html_()
    assert "The Lorn dam should be built." in fragment
    assert "+0.70 (1)" in fragment
    assert len(fragment) < 3000
    assert "<script" not in fragment
    assert Report()._repr_html_().startswith("<div>")


def test_symbols_of_parties_are_those_of_the_style():
    style = load_parts(STYLES)
    for number, symbol in enumerate(SYMBOLS):
        assert f'.p{number}{{--c:var(--p{number});--sign:"{symbol}"}}' in style


@pytest.mark.parametrize("statement", make_statements(), ids=lambda each: each.id)
def test_pieces_of_a_text_are_the_text_and_the_spans(statement):
    layers = (statement.spans, statement.source.spans, statement.cue.spans)
    pieces = cut_text(TEXT, [Marked("k", NO_BADGE, layers, False)])
    assert "".join(piece.text for piece in pieces) == TEXT
    marked = [piece for piece in pieces if piece.keys]
    assert " … ".join(piece.text for piece in marked) == statement.text
    assert [bool(piece.anchors) for piece in marked] == [True] + [False] * (len(marked) - 1)


def test_statements_inside_others_and_odd_spans_are_all_marked():
    outer = Marked("outer", NO_BADGE, (((0, 9),), (), ()), False)
    inner = Marked("inner", NO_BADGE, (((3, 6), (8, 99)), ((5, 5),), ((6, 7),)), False)
    pieces = cut_text("abcdefghij", [outer, inner])
    assert [(p.text, p.keys, p.anchors, p.cue) for p in pieces] == [
        ("abc", ("outer",), ("outer",), False),
        ("def", ("outer", "inner"), ("inner",), False),
        ("g", ("outer",), (), True),
        ("h", ("outer",), (), False),
        ("i", ("outer", "inner"), (), False),
        ("j", ("inner",), (), False),
    ]


def test_a_position_without_a_number_has_no_picture():
    odd = Position("ARV", None, "", "favor", 0.5, (float("nan"), 0.9), 1, ("dam:1",), ())
    page = make_report(positions=(odd,)).to_html()
    assert "nan" not in "".join(re.findall(r"<svg.*?</svg>", page, re.DOTALL))


def test_colours_follow_label_and_value():
    assert [shade("favor", value) for value in (0.1, 0.4, 0.7)] == ["f1", "f2", "f3"]
    assert [shade("against", -value) for value in (0.1, 0.4, 0.7)] == ["a1", "a2", "a3"]
    assert shade("neutral", 0.0) == "neutral"


def test_a_sentence_is_cut_around_what_it_quotes():
    parts = link_parts("A said x; B said y.", [("B said y", "b"), ("A said x", "a")])
    assert [(part.text, part.key) for part in parts] == [
        ("A said x", "a"),
        ("; ", ""),
        ("B said y", "b"),
        (".", ""),
    ]


def test_error_rates_are_read_from_the_cards_of_the_models_used():
    models = {model.folder.name: model.sha256() for model in list_models()}
    cards = {card.name: card for card in read_cards(models)}
    assert set(cards) == set(models)
    assert all(card.blocks for card in cards.values())
    [scores, *_] = [each for each in cards["stance"].blocks if isinstance(each, Grid)]
    assert scores.head[:4] == ("set", "rows", "figure", "here")
    assert read_cards({"encoder": "0" * 64, "other": {"sha256": None}}) == []


def test_a_page_of_another_version_carries_its_date_and_hashes():
    made = {"version": "9.9", "models": {"encoder": {"sha256": "ab" * 32}}, "date": "2031-05-06"}
    page = make_report(made_with=made).to_html()
    assert "2031-05-06" in page
    assert "ab" * 32 in page


def test_the_command_writes_a_page(run, article, party_file, tmp_path):
    path = tmp_path / "page.html"
    options = ("--party-file", party_file, "--parties", "Arvania,Belmark", "--format", "html")
    done = run("report", article, *options, "--output", path)
    assert done.returncode == 0
    assert path.read_text(encoding="utf8").startswith("<!DOCTYPE html>")
    assert "“We will not accept this,”" in path.read_text(encoding="utf8")
    assert done.stdout == b""
