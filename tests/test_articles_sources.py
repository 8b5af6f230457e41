"""Parquet files, feeds and web archives as inputs; each bad one gives one clear sentence."""

import datetime
import gzip
from pathlib import Path

import duckdb
import pytest

from stances.articles import Problem, read
from stances.articles.feeds import looks_like_feed
from stances.records import Article

SAID = "“We will not sign the fishing treaty,” said Ila Tesk, the foreign minister of Arvania."
PAGE = f"""<!DOCTYPE html><html><head><title>Talks end</title></head><body><article>
<h1>Talks end</h1><p>{SAID} The talks had lasted for three days and were held in the old town hall
of Port Aral, where the delegations met behind closed doors.</p><p>Belmark had no comment on the
outcome, but its envoy left the hall before the other guests did on Sunday evening.</p>
</article></body></html>"""
RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Aral Gazette</title>
<item><title>Talks &amp; trade</title><link>https://gazette.example/a</link>
<guid>tag:gazette,1</guid><pubDate>Tue, 04 Mar 2031 10:00:00 GMT</pubDate>
<description>Short.</description>
<content:encoded><![CDATA[<p>{SAID}</p><p>It rained &amp; stopped.</p>
<script>alert(1)</script>]]></content:encoded></item>
<item><title>Nothing</title><link>https://gazette.example/b</link></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Herald</title>
<entry><title>One</title><id>urn:1</id><link rel="self" href="x"/>
<link href="https://herald.example/1"/><published>2031-03-05T01:00:00Z</published>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{SAID}</p><p>End.</p></div>
</content></entry></feed>"""


def make_parquet(path: Path, query: str) -> Path:
    duckdb.connect().execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
    return path


def make_warc(*pages: tuple[str, str, bytes], packed: bool = False) -> bytes:
    records = b""
    for url, kind, body in pages:
        block = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode() + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{len(records)}>\r\n"
            f"WARC-Target-URI: {url}\r\nWARC-Date: 2031-03-04T10:00:00Z\r\n"
            f"Content-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(block)}\r\n\r\n"
        )
        record = head.encode() + block + b"\r\n\r\n"
        records += gzip.compress(record, mtime=0) if packed else record
    return records


def read_all(*paths: Path) -> tuple[list[Article], list[Problem]]:
    problems: list[Problem] = []
    return list(read(*paths, problems=problems)), problems


def test_parquet_rows_are_articles(tmp_path: Path) -> None:
    path = make_parquet(
        tmp_path / "week[1]*.parquet",
        "SELECT 'a' AS id, 'He said no.' AS text, DATE '2031-03-04' AS date, 'Gazette' AS outlet, "
        "'https://g.example/a' AS url, 7 AS clicks UNION ALL SELECT NULL, 'She said yes.', NULL, "
        "NULL, NULL, 8 UNION ALL SELECT 'c', '  ', NULL, NULL, NULL, 9",
    )
    articles, problems = read_all(path)
    first, second = articles
    assert first == Article(
        "a", "He said no.", "", datetime.date(2031, 3, 4), "Gazette", "https://g.example/a"
    )
    assert second.id == "week[1]*-2"
    [problem] = problems
    assert problem.message.endswith("row 3: has no text.")


def test_a_parquet_path_is_no_pattern(tmp_path: Path) -> None:
    for name in "ab":
        make_parquet(tmp_path / f"{name}.parquet", "SELECT 'He said no.' AS text")
    starred = tmp_path / "[ab].parquet"
    starred.write_bytes((tmp_path / "a.parquet").read_bytes())
    assert len(read_all(starred)[0]) == 1


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELECT 1 AS id, 'x' AS body", "no column of strings called text (there are: id, body)"),
        ("SELECT 5 AS text", "it is of the type INTEGER"),
    ],
)
def test_parquet_without_a_text_column_is_one_sentence(
    tmp_path: Path, query: str, told: str
) -> None:
    articles, [problem] = read_all(make_parquet(tmp_path / "x.parquet", query))
    assert not articles
    assert told in problem.message


def test_damaged_parquet_is_one_sentence(tmp_path: Path) -> None:
    path = make_parquet(tmp_path / "x.parquet", "SELECT 'He said no.' AS text")
    path.write_bytes(path.read_bytes()[:-20])
    articles, [problem] = read_all(path)
    assert not articles
    assert "cannot be read as Parquet" in problem.message
    assert "\n" not in problem.message


def test_a_feed_gives_its_items(tmp_path: Path) -> None:
    path = tmp_path / "gazette.rss"
    path.write_text(RSS, encoding="utf8")
    [article], [problem] = read_all(path)
    assert article.text == f"{SAID}\n\nIt rained & stopped."
    assert (article.id, article.title, article.outlet) == (
        "tag:gazette,1",
        "Talks & trade",
        "Aral Gazette",
    )
    assert article.date == datetime.date(2031, 3, 4)
    assert article.url == "https://gazette.example/a"
    assert "item 2: has no text" in problem.message


def test_an_atom_feed_under_any_name(tmp_path: Path) -> None:
    path = tmp_path / "herald"
    path.write_text(ATOM, encoding="utf8")
    [article], problems = read_all(path)
    assert not problems
    assert article.text == f"{SAID}\n\nEnd."
    assert article.url == "https://herald.example/1"
    assert article.date == datetime.date(2031, 3, 5)


def test_entities_of_a_feed_are_not_looked_up(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret word", encoding="utf8")
    path = tmp_path / "evil.rss"
    path.write_text(
        f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]><rss><channel><item>'
        f"<description>{SAID} &x;</description></item></channel></rss>",
        encoding="utf8",
    )
    articles, _ = read_all(path)
    assert all("secret word" not in article.text for article in articles)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (PAGE, "is an HTML page, not an RSS or Atom feed"),
        ("<rss><channel>", "is not well-formed XML"),
        ("<note>Hello</note>", "neither an RSS nor an Atom feed"),
        ("<rss><channel><title>x</title></channel></rss>", "holds no item"),
        ("no markup at all", "is not well-formed XML"),
    ],
)
def test_what_is_no_feed_is_one_sentence(tmp_path: Path, content: str, told: str) -> None:
    path = tmp_path / "feed.rss"
    path.write_text(content, encoding="utf8")
    articles, [problem] = read_all(path)
    assert not articles
    assert told in problem.message
    assert "\n" not in problem.message


@pytest.mark.parametrize("packed", [False, True])
def test_a_web_archive_gives_its_pages(tmp_path: Path, packed: bool) -> None:
    path = tmp_path / ("day.warc.gz" if packed else "day.warc")
    path.write_bytes(
        make_warc(
            ("https://www.gazette.example/a", "text/html; charset=utf-8", PAGE.encode()),
            ("https://www.gazette.example/s.css", "text/css", b"p {}"),
            ("https://www.gazette.example/e", "text/html", b"<html><body></body></html>"),
            packed=packed,
        )
    )
    [article], [problem] = read_all(tmp_path)
    assert SAID in article.text
    assert (article.url, article.outlet) == ("https://www.gazette.example/a", "gazette.example")
    assert "record 3" in problem.message


@pytest.mark.parametrize("packed", [False, True])
def test_a_truncated_archive_is_one_sentence_after_what_was_before(
    tmp_path: Path, packed: bool
) -> None:
    pages = [
        (f"https://g.example/{n}", "text/html", PAGE.replace("three", f"{n} long").encode())
        for n in range(2)
    ]
    data = make_warc(*pages, packed=packed)
    path = tmp_path / ("day.warc.gz" if packed else "day.warc")
    path.write_bytes(data[:-200])
    articles, problems = read_all(path)
    assert [article.url for article in articles] == ["https://g.example/0"]
    assert any("broken off" in p.message or "cannot be read" in p.message for p in problems)
    assert all("\n" not in problem.message for problem in problems)


def test_an_archive_that_is_no_gzip_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "day.warc.gz"
    path.write_bytes(gzip.compress(b"WARC/1.0\r\nbroken")[:-4])
    articles, problems = read_all(path)
    assert not articles
    assert len(problems) == 1


def test_a_feed_is_known_by_its_first_element() -> None:
    assert looks_like_feed(b"<rdf:RDF xmlns='x'>")
    assert not looks_like_feed(PAGE.encode())
    assert not looks_like_feed(b"The <rss> element")
