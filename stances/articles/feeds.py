"""From a saved RSS or Atom feed to articles. Nothing is fetched, no entity is looked up."""

import re
from collections.abc import Iterator
from datetime import date
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from stances.articles.decoding import printable, repair
from stances.articles.rows import parse_date
from stances.articles.web import is_html
from stances.errors import InputError
from stances.records import Article

if TYPE_CHECKING:
    from lxml.etree import _Element

SUFFIXES = (".rss", ".atom", ".xml", ".rdf")
_HEAD = 4096
_FEED = re.compile(r"<(?:[a-z]+:)?(?:rss|feed|rdf)[\s>]", re.IGNORECASE)
_ITEMS = ("item", "entry")
_TEXTS = ("encoded", "content", "description", "summary")
_DATES = ("published", "pubdate", "date", "issued", "updated", "modified")
_BLOCKS = frozenset(
    "p div br li ul ol tr table blockquote pre h1 h2 h3 h4 h5 h6 section article figure hr".split()
)
_UNREAD = frozenset("script style noscript iframe template svg figcaption".split())
_SPACE = re.compile(r"[ \t\r\f\v\xa0]+")
_MARKUP = re.compile(r"<[a-zA-Z/!]|&[a-zA-Z#]")


def looks_like_feed(head: bytes) -> bool:
    """Whether the first bytes of a file are those of an RSS or Atom feed.

    >>> looks_like_feed(b'<?xml version="1.0"?><rss version="2.0">'), looks_like_feed(b"Feed")
    (True, False)
    """
    start = head[:_HEAD].decode("latin-1").lstrip("\xef\xbb\xbf \r\n\t")
    return start.startswith("<") and bool(_FEED.search(start)) and not is_html(start)


def read_feed(data: bytes, where: str, stem: str) -> Iterator[tuple[int, Article | InputError]]:
    """The articles of a feed with the numbers of their items, and for each at fault the reason.

    The text is the longest of what an item has, without its HTML. The outlet is the feed's title.
    Raises `InputError` where the data are no feed.
    """
    root = _parse(data, where)
    items = [each for each in root.iter() if _name(each) in _ITEMS]
    if not items:
        raise InputError(f"{where}: the feed holds no item; save it again when it does.")
    outlet = _title(root)
    for number, item in enumerate(items, 1):
        yield number, _article(item, where, number, stem, outlet)


def _parse(data: bytes, where: str) -> "_Element":
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    if is_html(data[:_HEAD].decode("latin-1")):
        raise InputError(
            f"{where}: is an HTML page, not an RSS or Atom feed; save the feed itself, or name "
            "the page .html."
        )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        reason = (str(error).splitlines() or ["syntax error"])[0]
        raise InputError(
            f"{where}: is not well-formed XML ({reason}); save the feed again."
        ) from None
    if _name(root) not in ("rss", "feed", "rdf"):
        raise InputError(
            f"{where}: is XML, but neither an RSS nor an Atom feed; give one, or plain text."
        )
    return root


def _name(element: Any) -> str:
    """A tag's name without its namespace; "" for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _children(element: "_Element", name: str) -> "list[_Element]":
    return [each for each in element if _name(each) == name]


def _title(root: "_Element") -> str:
    """The feed's own title: of its channel, or of the feed."""
    for place in (*_children(root, "channel"), root):
        for title in _children(place, "title"):
            return _line(_content(title))
    return ""


def _article(
    item: "_Element", where: str, number: int, stem: str, outlet: str
) -> Article | InputError:
    texts = [_content(each) for name in _TEXTS for each in _children(item, name)]
    text = max(map(_plain, texts), key=len, default="")
    if not text.strip():
        return InputError(f"{where}, item {number}: has no text; open its page and save that.")
    url = _link(item)
    own = next((_line(_content(e)) for n in ("guid", "id") for e in _children(item, n)), "")
    title = next((_line(_plain(_content(e))) for e in _children(item, "title")), "")
    name = printable(own or url) or f"{stem}-{number}"
    return Article(name, repair(text), repair(title), _date(item), repair(outlet), repair(url))


def _content(element: "_Element") -> str:
    """The text of an element; what is XHTML in it is given as markup again."""
    if len(element):
        from lxml import etree

        parts = [etree.tostring(each, encoding="unicode") for each in element]
        return (element.text or "") + "".join(parts)
    return element.text or ""


def _plain(markup: str) -> str:
    """The text of a stretch of HTML, a line for each block; text without markup stays."""
    if not _MARKUP.search(markup):
        return markup.strip()
    from lxml import etree, html

    try:
        root = html.fragment_fromstring(markup, create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ""
    pieces = "".join(_walk(root)).split("\n")
    return "\n\n".join(line for each in pieces if (line := _SPACE.sub(" ", each).strip()))


def _walk(root: "_Element") -> Iterator[str]:
    """The text of each element in order, a new line around blocks."""
    from lxml import etree

    skipped = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = _name(element)
        if event == "start":
            skipped += name in _UNREAD
            yield "\n" if name in _BLOCKS else ""
            yield (element.text or "").replace("\n", " ") if name and not skipped else ""
        else:
            skipped -= name in _UNREAD
            yield "\n" if name in _BLOCKS else ""
            if element is not root and not skipped:
                yield (element.tail or "").replace("\n", " ")


def _line(text: str) -> str:
    return printable(" ".join(text.split()))


def _link(item: "_Element") -> str:
    for link in _children(item, "link"):
        if link.get("rel", "alternate") == "alternate":
            return _line(link.get("href") or link.text or "")
    return ""


def _date(item: "_Element") -> date | None:
    for name in _DATES:
        for each in _children(item, name):
            found = _read_date((each.text or "").strip())
            if found:
                return found
    return None


def _read_date(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(text).date()
    except ValueError:
        return None
