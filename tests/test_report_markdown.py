"""The report as Markdown, read back by a Markdown parser."""

import dataclasses

from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from report_samples import ARVANIA, make_report, make_statements

from stances.report.blocks import Cell, Grid, Heading, Line
from stances.report.escaping import clean_line
from stances.report.markdown import render_markdown

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
