"""From a web archive (WARC) to the articles of its pages. Nothing is fetched."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urlsplit

from stances.articles.decoding import decode, printable, repair
from stances.articles.web import declared_charset, extract
from stances.errors import InputError
from stances.records import Article

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

MAGIC = b"WARC/"
PAGES = ("text/html", "application/xhtml+xml")
_HELD = ("response", "resource")


def read_warc(
    stream: BinaryIO, where: str, stem: str, limit: int
) -> Iterator[tuple[int, Article | InputError]]:
    """The articles of the HTML pages in an archive with the numbers of their records.

    Other records, and pages that a server did not answer with 200, are passed over. `limit` is in
    bytes a page. What follows a place where the archive is broken is not read, and told.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    number = pages = 0
    try:
        for record in ArchiveIterator(stream, arc2warc=False):
            number += 1
            if _is_page(record):
                pages += 1
                found = _article(record, where, number, stem, limit)
                _finish(record)
                yield number, found
        if not pages:
            yield 0, InputError(f"{where}: the archive holds no HTML page; give one that does.")
    except (ArchiveLoadFailed, EOFError) as error:
        reason = (str(error).splitlines() or ["it ends too early"])[0].strip().rstrip(".")
        yield (
            0,
            InputError(
                f"{where}: the archive is broken off or damaged in or after record {number} "
                f"({printable(reason)[:120]}); the pages before that were read."
            ),
        )


def _is_page(record: "ArcWarcRecord") -> bool:
    if record.rec_type not in _HELD:
        return False
    headers = record.http_headers
    if headers is None:
        kind = record.rec_headers.get_header("Content-Type") or ""
    else:
        if headers.get_statuscode() != "200":
            return False
        kind = headers.get_header("Content-Type") or ""
    return kind.partition(";")[0].strip().lower() in PAGES


def _article(
    record: "ArcWarcRecord", where: str, number: int, stem: str, limit: int
) -> Article | InputError:
    url = repair((record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> "))
    place = f"{where}, record {number}"
    data = record.content_stream().read(limit + 1)
    if len(data) > limit:
        return InputError(f"{place}: is over the limit of {limit:,} bytes an article.")
    try:
        page = extract(decode(data, place, _charset(record) or declared_charset(data)), place)
    except InputError as error:
        return error
    outlet = page.outlet or _host(url)
    return Article(
        f"{stem}-{number}", repair(page.text), page.title, page.published, outlet, url or page.url
    )


def _finish(record: "ArcWarcRecord") -> None:
    """Read a record to its end; raises `EOFError` where the archive ends before that."""
    left = record.raw_stream
    while left.read(65_536):
        pass
    if getattr(left, "limit", 0) > 0:
        raise EOFError("it ends in the middle of a record")


def _charset(record: "ArcWarcRecord") -> str:
    headers = record.http_headers
    kind = (headers.get_header("Content-Type") or "") if headers else ""
    return kind.lower().partition("charset=")[2].strip("\"' ;")[:40]


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
