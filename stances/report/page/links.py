"""Tells which addresses of articles a page may link to."""

from urllib.parse import urlsplit

LONGEST = 2000
UNSAFE = frozenset(' \\"<>`')


def safe_url(url: str) -> str:
    """The address where it is one of the web, else nothing: no script, no file, no blanks.

    >>> safe_url("https://example.org/a"), safe_url("javascript:alert(1)")
    ('https://example.org/a', '')
    """
    if len(url) > LONGEST or not url.isprintable() or UNSAFE & set(url):
        return ""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return ""
    return url if parts.scheme.lower() in ("http", "https") and host else ""


def name_host(url: str) -> str:
    """The host of an address, for the words of its link."""
    return urlsplit(url).hostname or ""
