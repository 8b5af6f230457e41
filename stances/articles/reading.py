"""From inputs to articles: the first step of the flow."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import BinaryIO

from stances.articles.decoding import decode, printable, refuse_binary, repair
from stances.articles.feeds import SUFFIXES as _FEEDS
from stances.articles.feeds import looks_like_feed, read_feed
from stances.articles.language import LANGUAGES, guess_language
from stances.articles.opening import Source, list_sources, open_source, show
from stances.articles.parquet import MAGIC as _PARQUET
from stances.articles.parquet import read_parquet
from stances.articles.reach import Reach
from stances.articles.rows import looks_like_rows, read_rows
from stances.articles.warc import MAGIC as _WARC
from stances.articles.warc import read_warc
from stances.articles.web import declared_charset, extract, is_html
from stances.errors import InputError, RowError, UsageError
from stances.records import Article
from stances.settings import Settings

_DEFAULTS = Settings()
_ROWS = (".jsonl", ".ndjson")
_PAGES = (".html", ".htm", ".xhtml")
_PLAIN = (".txt", ".md", ".markdown")
_MARKDOWN = (".md", ".markdown")
# News text packs to a third of its size: what unpacks to 200 times its own is no news.
_UNPACKED, _UNPACKED_AT_LEAST = 200, 100_000_000
# A feed holds many articles, and is read as a whole.
_FEED_TIMES = 10


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be read: the place, and one sentence that begins with it.

    `fault` is False for a mere note: the same article was given twice and is read once.
    """

    where: str
    message: str
    fault: bool = True


def read(
    *inputs: str | Path | Article,
    settings: Settings = _DEFAULTS,
    problems: list[Problem] | None = None,
    reach: Reach | None = None,
) -> Iterator[Article]:
    """Read articles, one at a time, in the order of the inputs.

    An input is the path of a text, Markdown, HTML or JSONL file, an RSS or Atom feed or a web
    archive (WARC), `.gz` too, or a Parquet file; `-` for standard input; a folder (its .txt, .md,
    .html, .jsonl, .parquet, .rss, .atom and .warc files, READMEs left out); or an `Article`, which
    passes through as it is. A row has `text` and may have `id, title, date, url, outlet`. Offsets
    into `Article.text` are offsets into the file as decoded.

    Ids are a row's own, or the file's name (with the row's line), and differ within a run:
    where two files share a name, or two rows an id, a hash of the text is added. An article
    that comes twice with the same id is given once.

    Without `problems` the first fault raises `InputError` (`RowError` for a line of JSONL);
    with a list, each fault is appended to it and reading goes on with all the rest. `reach` is
    kept up to date with how far reading has come. Raises `UsageError` without inputs.

    >>> [article.id for article in read(Article(id="a", text="One."))]
    ['a']
    """
    if not inputs:
        raise UsageError("No input was given; give a file, a folder or - for standard input.")
    ids = _Ids()
    reach = reach or Reach()
    for where, found in _each(inputs, settings, reach):
        kept = ids.admit(found) if isinstance(found, Article) else found
        if isinstance(kept, Article):
            reach.given += 1
            yield kept
        elif problems is not None:
            fault = isinstance(kept, InputError)
            problems.append(Problem(where, str(kept) if fault else f"{where}: {kept}", fault))
        elif isinstance(kept, InputError):
            raise kept


class _Ids:
    """The ids given so far, each with the hash of its text."""

    def __init__(self) -> None:
        self._hashes: dict[str, str] = {}

    def admit(self, article: Article) -> Article | str:
        """The article under an id of its own, or a note where it was there before."""
        text = _hash(article.text)
        for name in _names(article.id, text):
            if name not in self._hashes:
                self._hashes[name] = text
                return article if name == article.id else replace(article, id=name)
            if self._hashes[name] == text:
                break
        return f"article {printable(article.id)} was given twice; it is read once."


def _names(name: str, text: str) -> Iterator[str]:
    yield name
    yield _with_hash(name, text)
    yield from (f"{_with_hash(name, text)}-{number}" for number in count(2))


def _with_hash(name: str, text: str) -> str:
    return f"{name}-{text[:8]}"


def _hash(text: str) -> str:
    return hashlib.sha256(repair(text).encode()).hexdigest()[:32]


def _each(
    inputs: tuple[str | Path | Article, ...], settings: Settings, reach: Reach
) -> Iterator[tuple[str, Article | InputError | str]]:
    """Every article and fault with its place, in the order of the inputs; a string is a note."""
    listed = [entry for given in inputs for entry in _listed(given)]
    distinct = {entry.real: entry for _, entry in listed if isinstance(entry, Source)}
    names = Counter(_key(source) for source in distinct.values())
    reach.begin(source.size for source in distinct.values())
    seen: set[str] = set()
    for where, entry in listed:
        if not isinstance(entry, Source):
            yield where, entry
        elif entry.real in seen:
            yield where, "was given twice; it is read once."
        else:
            seen.add(entry.real)
            watched = replace(entry, reach=reach)
            yield from _checked(watched, settings, shared=names[_key(entry)] > 1)
            reach.leave(entry.size)


def _listed(given: str | Path | Article) -> Iterator[tuple[str, Source | Article | InputError]]:
    if isinstance(given, Article):
        yield printable(given.id), given
    else:
        for entry in list_sources(given):
            yield entry.where if isinstance(entry, Source) else show(given), entry


def _key(source: Source) -> tuple[str, bool]:
    return source.stem, source.suffix in _ROWS


def _checked(
    source: Source, settings: Settings, shared: bool
) -> Iterator[tuple[str, Article | InputError]]:
    """The articles of one source that are in English, and its faults.

    Where other sources share the name, ids made from it get a hash of the text, whichever
    comes first: so they do not depend on the order of the inputs.
    """
    for line, found in _found(source, settings.max_article_bytes):
        where = f"{source.where}, line {line}" if line else source.where
        made = f"{source.stem}-{line}" if line else source.stem
        if isinstance(found, Article):
            if shared and found.id == made:
                found = replace(found, id=_with_hash(made, _hash(found.text)))
            yield where, _foreign(found, source.where, line) or found
        else:
            yield where, found


def _foreign(article: Article, where: str, line: int) -> InputError | None:
    language = guess_language(article.text)
    if language in ("en", ""):
        return None
    name = f"{LANGUAGES[language]} ({language})" if language in LANGUAGES else "another language"
    message = (
        f"the text is {name}, not English; stances reads English only. Give an English translation."
    )
    return RowError(where, line, message) if line else InputError(f"{where}: {message}")


def _found(source: Source, limit: int) -> Iterator[tuple[int, Article | InputError]]:
    """Articles and faults with their line; line 0 is the source as a whole."""
    try:
        with open_source(source) as (stream, head):
            if head.startswith(_PARQUET):
                yield from _parquet(source, limit)
            elif source.suffix == ".warc" or head.startswith(_WARC):
                yield from read_warc(stream, source.where, source.stem, limit)
            elif source.suffix in _FEEDS or looks_like_feed(head):
                data = _bounded(source, stream, _FEED_TIMES * limit)
                yield from read_feed(data, source.where, source.stem)
            elif _holds_rows(source, head):
                yield from _rows(source, stream, head, limit)
            else:
                yield 0, _single(source, stream, limit)
    except InputError as error:
        yield 0, error


def _parquet(source: Source, limit: int) -> Iterator[tuple[int, Article | InputError]]:
    if source.path is None or source.compressed:
        raise InputError(
            f"{source.where}: is Parquet, which is read from its end; give it as a file of its own."
        )
    yield from read_parquet(source.path, source.where, source.stem, limit)


def _holds_rows(source: Source, head: bytes) -> bool:
    if source.suffix in _ROWS:
        return True
    return source.suffix not in (*_PLAIN, *_PAGES) and looks_like_rows(head)


def _rows(
    source: Source, stream: BinaryIO, head: bytes, limit: int
) -> Iterator[tuple[int, Article | InputError]]:
    refuse_binary(head, source.where)
    budget = None
    if source.compressed:
        budget = max(_UNPACKED_AT_LEAST, _UNPACKED * (source.size or 0))
    empty = True
    for line, found in read_rows(stream, source.where, source.stem, limit, budget):
        empty = False
        yield line, found
    if empty:
        raise InputError(f"{source.where}: is empty; expected one JSON object a line.")


def _single(source: Source, stream: BinaryIO, limit: int) -> Article:
    data = _bounded(source, stream, limit)
    text = decode(data, source.where, declared_charset(data))
    if not text.strip():
        raise InputError(f"{source.where}: is empty; expected the text of an article.")
    if source.suffix in _PAGES or is_html(text):
        page = extract(text, source.where)
        return Article(
            source.stem, repair(page.text), page.title, page.published, page.outlet, page.url
        )
    if source.suffix == ".json":
        raise InputError(
            f"{source.where}: is JSON of another form; expected JSONL, one article a line."
        )
    return Article(source.stem, text, _heading(text) if source.suffix in _MARKDOWN else "")


def _bounded(source: Source, stream: BinaryIO, limit: int) -> bytes:
    size = source.size if not source.compressed else None
    data = b"" if size is not None and size > limit else stream.read(limit + 1)
    if len(data) <= limit and (size is None or size <= limit):
        return data
    given = f"{size:,} bytes, " if size is not None else ""
    raise InputError(
        f"{source.where}: is {given}over the limit of {limit:,} bytes an article; "
        "split it, or raise max_article_bytes."
    )


def _heading(text: str) -> str:
    """The first heading of a Markdown text that is marked by one number sign."""
    for line in text.splitlines():
        if line.startswith("# "):
            return printable(line[2:].strip().rstrip("#").strip())
    return ""
