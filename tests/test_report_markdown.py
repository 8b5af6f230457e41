"""The report as Markdown, read back by a Markdown parser."""

import dataclasses
import datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from report_samples import ARVANIA, make_report, make_statements

from stances.records import Article, Party, Speaker
from stances.report import Report
from stances.report.blocks import Block, Cell, Grid, Heading, Line
from stances.report.escaping import clean_line
from stances.report.markdown import render_markdown
from stances.report.outline import outline

PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
HOSTILE = "<script>alert(1)</script> ![x](http://a.b/c) `code` *b* _i_ | # h\n\n# t &lt; \\| - 1. x"


def inner(markdown: str) -> tuple[str, set[str]]:
    """The text of the first inline element as it is shown, and the kinds of parts in it."""
    inline = next(token for token in PARSER.parse(markdown) if token.type == "inline")
    children = inline.children or []
    return "".join(child.content for child in children), {child.type for child in children}


def test_holds_the_same_as_the_text():
    markdown = make_report().to_markdown()
    assert markdown.startswith("# Stance report: 1 article, 6 statements, 3 parties\n")
    assert "- **Arvania** — +0.42; 2 statements\n" in markdown
    assert "| Issue | Arvania | Belmark | Dorne |\n| --- | --- | --- | --- |\n" in markdown
    assert "- “We will build the dam this year,” — Ada Vale declared \\[dam 0–34\\]\n" in markdown


def test_tables_and_lists_are_seen_as_such():
    html = PARSER.render(make_report().to_markdown())
    assert html.count("<table>") == 2
    assert "<td>+0.70 (1)</td>" in html
    assert "<li><strong>Dorne</strong> — no statement found in 1 article</li>" in html


@settings(max_examples=200, deadline=None)
@given(text=st.text(st.sampled_from("ab1 \\`*_{}[]()#+-.!|~<>&:/=@$\n\x1b“”"), max_size=30))
@example(text=HOSTILE)
@example(text="1. x")
@example(text="- - -")
@example(text="a\\|b &amp; https://a.b")
def test_any_text_is_shown_as_it_is(text: str):
    shown = clean_line(text)
    if not shown:
        return
    for block in (Heading(2, text), Line(text), Line(text, level=1)):
        assert inner(render_markdown([block])) == (shown, inner("x")[1])


@settings(max_examples=100, deadline=None)
@given(text=st.text(st.sampled_from("ab \\|`*<&\n"), max_size=20))
@example(text=HOSTILE)
def test_any_text_stays_in_its_cell(text: str):
    rows = ((Cell(text), Cell("end")),)
    tokens = PARSER.parse(render_markdown([Grid(("A", "B"), rows)]))
    cells = [token for token in tokens if token.type == "inline"]
    assert len(cells) == 4
    assert "".join(child.content for child in cells[2].children or []) == clean_line(text)
    assert cells[3].content == "end"


def test_an_article_adds_no_markup():
    first, *others = make_statements()
    bad = dataclasses.replace(first, text=HOSTILE, spans=((0, len(HOSTILE)),))
    party = dataclasses.replace(ARVANIA, name="**<b>A|B</b>**")
    report = make_report(statements=(bad, *others), parties=(party,), problems=(HOSTILE,))
    html = PARSER.render(report.to_markdown())
    assert "<script" not in html
    assert "<img" not in html
    assert "<a " not in html
    assert "<b>" not in html


HOSTILE_NAMES = [
    HOSTILE,
    "a|b|c \\| d",
    "[x](javascript:alert(1)) [^1] ![i](//a.b) <https://a.b> https://a.b www.a.b",
    "`` code ` ``` ~~~ ~~gone~~ **b** __i__ *",
    "</td></table><img src=x onerror=alert(1)>&lt;b&gt; &#60;i&#62; <!-- c -->",
    "\u202egnp.exe\u202c \u2066x\u2069 \u200f\u061c Ω",
    "line\n\n# head\n---\n| a | b |\n| - | - |\n\n    code\n> quote",
    "***", "- [ ] task", "1) one", "===", "[x]: /url", ":smile: @user #1 $x$ {{ y }}", "\\", "A.",
    "*ends", "ends*", "“quoted”", "U.S.*", "_a_",
]  # fmt: skip
KINDS = {
    *("heading_open", "heading_close", "inline", "paragraph_open", "paragraph_close"),
    *("bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close"),
    *("table_open", "table_close", "thead_open", "thead_close", "tbody_open", "tbody_close"),
    *("tr_open", "tr_close", "th_open", "th_close", "td_open", "td_close"),
}


def hostile_report(name: str) -> Report:
    """The sample with every text that an article or a user gives replaced by `name`."""
    report = make_report()
    parties = tuple(dataclasses.replace(party, name=name) for party in report.parties)
    named = {party.id: party for party in parties}
    statements = tuple(
        dataclasses.replace(
            each,
            text=name,
            cue=dataclasses.replace(each.cue, text=name),
            speaker=Speaker(name, name),
            party=named.get(each.party.id, Party()),
            relayed_by=name,
        )
        for each in report.statements
    )
    issues = (dataclasses.replace(report.issues[0], label=name, target=name, phrases=(name,)),)
    positions = tuple(dataclasses.replace(each, summary=name) for each in report.positions)
    articles = (Article("dam", "", name, datetime.date(2031, 5, 4), name, name),)
    return make_report(
        parties=parties,
        statements=statements,
        issues=issues,
        positions=positions,
        articles=articles,
        target=name,
        problems=(name,),
        made_with={"version": name, "models": {name: name}},
    )


def shown_in(markdown: str) -> list[str]:
    """The text of each heading, paragraph, item and cell, as a reader sees it."""
    found = []
    for token in PARSER.parse(markdown):
        assert token.type in KINDS
        if token.type == "inline":
            children = token.children or []
            assert {child.type for child in children} <= {"text", "strong_open", "strong_close"}
            found.append("".join(child.content for child in children))
    return found


def told_by(block: Block) -> list[str]:
    """The texts that a block has to show, each on one line."""
    if isinstance(block, Heading):
        return [clean_line(block.text)]
    if isinstance(block, Line):
        return [clean_line(f"{block.lead}{block.text}")]
    return [
        clean_line(text) for text in (*block.head, *(c.text for row in block.rows for c in row))
    ]


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_whole_report_shows_exactly_its_texts(name: str):
    report = hostile_report(name)
    expected = [text for block in outline(report) for text in told_by(block)]
    markdown = report.to_markdown()
    assert [text.strip() for text in shown_in(markdown)] == expected
    assert not set(markdown) & set("\u202e\u202c\u2066\u2069\u200f\u061c\x1b\r")


@settings(max_examples=150, deadline=None)
@given(
    lead=st.text(st.sampled_from("ab.*_`“”(-1 \\|<"), min_size=1, max_size=8),
    text=st.sampled_from([" — +0.42", ": “no”", " (2031-05-04): x"]),
    level=st.sampled_from([0, 1, 2]),
)
@example(lead="A.", text=": “no”", level=1)
@example(lead="*", text=": “no”", level=0)
def test_a_lead_is_bold_and_shown_as_it_is(lead: str, text: str, level: int):
    if not clean_line(lead):
        return
    markdown = render_markdown([Line("first", level=1), Line(text, lead=lead, level=level)])
    children = [token for token in PARSER.parse(markdown) if token.type == "inline"][1].children
    assert [child.type for child in children or [] if child.type != "text"] == [
        *("strong_open", "strong_close"),
    ]
    shown = "".join(child.content for child in children or [])
    assert "".join(shown.split()) == "".join(clean_line(f"{lead}{text}").split())
