"""Short keys for what a page links to: they hold no words of an article."""

import hashlib
from collections.abc import Iterable

LENGTH = 8


def make_keys(ids: Iterable[str]) -> dict[str, str]:
    """A key for each id, from its hash, so that a link still holds in a later report.

    >>> make_keys(["dam:1", "dam:1", "dam:2"])
    {'dam:1': '40f01214', 'dam:2': '0faee919'}
    """
    keys: dict[str, str] = {}
    taken: set[str] = set()
    for each in ids:
        if each in keys:
            continue
        digest = hashlib.sha256(each.encode("utf8", "surrogatepass")).hexdigest()
        length = LENGTH
        while digest[:length] in taken:
            length += 1
        keys[each] = digest[:length]
        taken.add(keys[each])
    return keys
