"""From an HTML page to its article. Nothing is fetched: only what is given is looked at."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from stances.errors import InputError

_HEAD = 4096
# A news page has a few thousand tags; trafilatura takes minutes over a million.
_MOST_TAGS = 40_000
_CHARSET = re.compile(rb"charset\s{0,9}=\s{0,9}[\"']?([A-Za-z0-9_-]{1,40})")
_LOGGERS = ("trafilatura", "htmldate", "courlan", "dateparser")
# A fixed end, since trafilatura's own is today: the same page must give the same date forever.
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2200-01-01"}
_NOT_SPACE = re.compile(r"\S")


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says: its article's text, and what is known about it ("" where it is not)."""

    text: str
    title: str = ""
    published: date | None = None
    outlet: str = ""
    url: str = ""


def is_html(text: str) -> bool:
    """Whether a text is an HTML page, by how it begins.

    >>> is_html("<!DOCTYPE html><html>"), is_html("Prices < 5")
    (True, False)
    """
    head = text[:_HEAD].lstrip().lower()
    return head.startswith("<") and ("<html" in head or "<!doctype html" in head)


def declared_charset(data: bytes) -> str:
    """The encoding that a page declares in its first bytes; "" where it declares none."""
    head = data[:_HEAD]
    found = _CHARSET.search(head) if head.lstrip().startswith(b"<") else None
    return found[1].decode("ascii") if found else ""


def extract(html: str, where: str) -> Page:
    """Take the article out of a page with trafilatura (Barbaresi 2021), paragraphs by blank lines.

    Raises `InputError`, which begins with `where`, where the page holds no article, or more
    tags than a page of news has.
    """
    tags = html.count("<")
    if tags > _MOST_TAGS:
        raise InputError(
            f"{where}: holds {tags:,} tags, over the limit of {_MOST_TAGS:,} for one page; "
            "save its text as .txt."
        )
    with _silence():
        found = _run(html)
    text = "\n\n".join(_paragraphs(found.text or "")) if found else ""
    if not text:
        raise InputError(
            f"{where}: no article text can be found in this HTML page; save its text as .txt."
        )
    return Page(
        text=text,
        title=found.title or "",
        published=_date(found.date, html),
        outlet=found.sitename or "",
        url=found.url or "",
    )


def _run(html: str) -> Any:
    from trafilatura import bare_extraction

    try:
        return bare_extraction(
            html, include_comments=False, with_metadata=True, date_extraction_params=dict(_DATES)
        )
    except Exception:
        # trafilatura, htmldate and lxml raise errors of many kinds on pages that are broken
        # enough; each means that no article was found.
        return None


def _paragraphs(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if _NOT_SPACE.search(line):
            yield line.strip()


def _date(found: str | None, html: str) -> date | None:
    """The date found, unless its year stands nowhere in the page: then a clock filled it in."""
    try:
        when = date.fromisoformat(found or "")
    except ValueError:
        return None
    return when if str(when.year) in html else None


@contextmanager
def _silence() -> Iterator[None]:
    """Keep what these libraries log off the user's terminal."""
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
