"""What is to be done with an article: read it, read it as a new version, or pass over it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import TYPE_CHECKING

from stances.collection.rows import Row
from stances.collection.store import Copy, Planned, hash_text
from stances.records import Article

if TYPE_CHECKING:
    from stances.collection.store import Store

SHARED = 0.5
"""Texts of one id are versions of one article if so much of the shorter one's rows of words is
in the other: another article that happens to have the same name shares next to nothing."""
GRAM = 4
SHORT = 8
_LOOK = """
SELECT id, version, title, date, outlet, url, sha256 FROM articles
WHERE sha256 IN (SELECT unnest(?)) OR (url <> '' AND url IN (SELECT unnest(?)))
    OR id IN (SELECT unnest(?)) OR id IN (SELECT article FROM versions WHERE sha256 IN
    (SELECT unnest(?)))
"""
_OLDER = "SELECT article, sha256 FROM versions WHERE sha256 IN (SELECT unnest(?))"


@dataclass(slots=True)
class Known:
    """What a collection holds of some articles, by text, address and id."""

    by_text: dict[str, str] = field(default_factory=dict)
    by_url: dict[str, str] = field(default_factory=dict)
    rows: dict[str, Row] = field(default_factory=dict)

    @classmethod
    def of(cls, store: "Store", articles: Sequence[Article]) -> "Known":
        """Look up articles, all in one query."""
        texts = [hash_text(article.text) for article in articles]
        urls = [url for article in articles if (url := clean_url(article.url))]
        ids = [n for a, t in zip(articles, texts, strict=True) for n in (a.id, with_hash(a.id, t))]
        known = cls()
        for row in store.rows(_LOOK, texts, urls, ids, texts):
            known.note(row)
        for row in store.rows(_OLDER, texts):
            known.by_text.setdefault(row["sha256"], row["article"])
        return known

    def note(self, row: Row) -> None:
        """Know of an article that is in the collection now."""
        self.rows[row["id"]] = row
        self.by_text[row["sha256"]] = row["id"]
        if row["url"]:
            self.by_url[row["url"]] = row["id"]

    def note_planned(self, planned: Planned) -> None:
        """Know of an article that was just added."""
        article = planned.article
        names = ("id", "title", "date", "outlet", "url")
        row = {name: getattr(article, name) for name in names}
        self.note(row | {"version": planned.version, "sha256": hash_text(article.text)})


def plan(article: Article, known: Known, store: "Store") -> Planned | Copy | None:
    """What to do with an article; None where it is there already.

    The same text is the same article, and where it stands elsewhere too that is a copy of it.
    The same address with another text is a new version; so is the same id where neither has an
    address and the texts have much in common.
    """
    url, text = clean_url(article.url), hash_text(article.text)
    article = replace(article, url=url)
    if text in known.by_text:
        own = known.rows.get(known.by_text[text])
        return Copy(own["id"], article) if own and _elsewhere(article, own) else None
    own = known.rows.get(known.by_url.get(url, "")) if url else known.rows.get(article.id)
    if own and (url or (not own["url"] and _is_version(article, own, store))):
        return Planned(replace(article, id=own["id"]), own["version"] + 1)
    name = next(name for name in _names(article.id, text) if name not in known.rows)
    return Planned(replace(article, id=name))


def clean_url(url: str) -> str:
    """An address without white space around it and without its fragment.

    >>> clean_url(" news.example/a#top ")
    'news.example/a'
    """
    return url.strip().partition("#")[0]


def with_hash(name: str, text: str) -> str:
    """An id that no article with another text has."""
    return f"{name}-{text[:8]}"


def _names(name: str, text: str) -> Iterator[str]:
    yield name
    yield with_hash(name, text)
    yield from (f"{with_hash(name, text)}-{number}" for number in count(2))


def _elsewhere(article: Article, own: Row) -> bool:
    """Whether a text is known to stand in another outlet or at another address."""
    place = article.outlet, article.url
    return any(place) and place != (own["outlet"], own["url"])


def _is_version(article: Article, own: Row, store: "Store") -> bool:
    if article.date is not None and own["date"] is not None:
        return bool(article.date == own["date"])
    [row] = store.rows("SELECT text FROM articles WHERE id = ?", own["id"])
    first, second = _grams(article.text), _grams(row["text"])
    shorter = min(len(first), len(second))
    return shorter < SHORT or len(first & second) >= SHARED * shorter


def _grams(text: str) -> set[tuple[str, ...]]:
    words = text.split()
    return {tuple(words[i : i + GRAM]) for i in range(max(1, len(words) - GRAM + 1))}
