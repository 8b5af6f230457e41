"""The source: each article's whole text with its statements marked, and what is known of it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from markupsafe import Markup

from stances.records import Article, Statement
from stances.report.closing import describe_article
from stances.report.page.badges import Badge
from stances.report.page.book import Book
from stances.report.page.links import name_host, safe_url
from stances.report.page.marking import cut_text, mark_statement, mark_text
from stances.report.wording import brief


@dataclass(frozen=True, slots=True)
class Text:
    """An article as the page shows it; `url` only where it is safe to link."""

    key: str
    id: str
    title: str
    outlet: str
    told: str
    url: str
    host: str
    address: str
    sha256: str
    length: int
    badges: tuple[Badge, ...]
    body: Markup
    anchors: frozenset[str]


def list_texts(book: Book) -> list[Text]:
    """Every article, in order."""
    by_article: dict[str, list[Statement]] = {}
    for statement in book.lookup.report.statements:
        by_article.setdefault(statement.article, []).append(statement)
    return [
        show_article(book, article, by_article.get(article.id, []))
        for article in book.lookup.report.articles
    ]


def show_article(book: Book, article: Article, statements: list[Statement]) -> Text:
    """One article with the marks of its statements."""
    marked = [
        mark_statement(each, book.keys[each.id], book.badges[each.party.id]) for each in statements
    ]
    badges = {each.badge: None for each in marked}
    pieces = cut_text(article.text, marked)
    url = safe_url(article.url)
    return Text(
        key=book.article_keys[article.id],
        id=brief(article.id, 200),
        title=brief(article.title or article.id, 300),
        outlet=brief(article.outlet, 100),
        told=describe_article(replace(article, title=""), len(statements)),
        url=url,
        host=name_host(url),
        address="" if url else brief(article.url, 300),
        sha256=hashlib.sha256(article.text.encode("utf8", "surrogatepass")).hexdigest(),
        length=len(article.text),
        badges=tuple(sorted(badges, key=lambda b: (b.place or 999, not b.id, b.name))),
        body=mark_text(pieces),
        anchors=frozenset(key for piece in pieces for key in piece.anchors),
    )


def list_unmarked(book: Book, texts: Iterable[Text]) -> list[str]:
    """The keys of statements without a mark, as of an article that is not in the report."""
    marked = {key for text in texts for key in text.anchors}
    return [key for key in book.keys.values() if key not in marked]
