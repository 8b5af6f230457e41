"""HTML pages to articles."""

import datetime
import logging
import socket
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stances.articles import paragraphs, read
from stances.articles.web import declared_charset, extract, is_html
from stances.errors import InputError

FIRST = (
    "The foreign minister of Arvania said on Tuesday that the talks with Belmark would go on, "
    "and that her government had not changed its view of the border."
)
QUOTE = "“We will not leave the café,” she said."
BODY = f"<article><h1>Talks go on</h1><p>{FIRST}</p><p>{QUOTE}</p><p>{FIRST}</p></article>"
PAGE = f"""<!DOCTYPE html>
<html><head><title>Talks go on | The Daily</title><meta charset="utf-8">
<meta property="og:site_name" content="The Daily">
<meta property="article:published_time" content="2024-02-03T10:00:00Z">
<link rel="canonical" href="https://daily.example/talks">
</head><body><nav><a href="/">Home</a> <a href="/world">World</a></nav>{BODY}
<script>var x = "She said nothing of the kind";</script>
<footer>Copyright 2031 The Daily</footer></body></html>"""


def test_the_article_is_taken_out_of_its_page(tmp_path: Path) -> None:
    path = tmp_path / "talks.html"
    path.write_text(PAGE, encoding="utf8")
    (article,) = read(path)
    assert (article.id, article.title) == ("talks", "Talks go on")
    assert article.date == datetime.date(2024, 2, 3)
    assert (article.outlet, article.url) == ("The Daily", "https://daily.example/talks")
    assert "Copyright" not in article.text
    pieces = [article.text[start:end] for start, end in paragraphs(article.text)]
    assert pieces[-3:] == [FIRST, QUOTE, FIRST]


def test_a_page_is_known_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text("\n" + PAGE, encoding="utf8")
    assert "<p>" not in next(read(path)).text


def test_a_page_is_read_in_the_encoding_that_it_declares(tmp_path: Path) -> None:
    path = tmp_path / "page.htm"
    path.write_bytes(PAGE.replace("utf-8", "windows-1252").encode("cp1252"))
    assert QUOTE in next(read(path)).text


def test_a_page_without_a_date_has_none() -> None:
    page = extract(f"<html><body>{BODY}<p>Updated 3 hours ago</p></body></html>", "a")
    assert page.published is None


@pytest.mark.parametrize("html", ["<html></html>", "<html><script>x()</script></html>", "<"])
def test_a_page_without_an_article_is_a_fault(html: str) -> None:
    with pytest.raises(InputError, match=r"^a: no article text"):
        extract(html, "a")


def test_a_page_of_countless_tags_is_a_fault() -> None:
    with pytest.raises(InputError, match="tags"):
        extract("<html><body><p>" + "<b>x</b>" * 100_000, "a")


def test_nothing_is_fetched_and_nothing_is_logged(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    level = logging.getLogger("trafilatura").level
    for html in (PAGE, "<html>", "<html><body>\0<p>&#0;</body>"):
        try:
            extract(html, "a")
        except InputError:
            continue
    assert capfd.readouterr() == ("", "")
    assert logging.getLogger("trafilatura").level == level


def test_what_a_page_declares() -> None:
    assert declared_charset(b'<html><meta charset="koi8-r">') == "koi8-r"
    assert declared_charset(b"A text on charset=koi8-r") == ""
    assert is_html("<!-- saved --><html lang=en>")
    assert not is_html("<b>Bold</b> words about <html>."[1:])


@given(st.text(alphabet="<>/=&;\"' abphtmld\0\x1b\ufffe", max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_page_gives_text_or_an_input_error(body: str) -> None:
    try:
        text = extract(f"<html><body>{body}", "a").text
    except InputError:
        return
    assert text.strip()
