"""Reads where else the texts of a collection's articles stand."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from stances.records import Article, Copy

if TYPE_CHECKING:
    from stances.collection.selecting import Selection
    from stances.collection.store import Store


def select_copies(
    store: "Store", selection: "Selection", articles: Iterable[Article]
) -> tuple[Copy, ...]:
    """The copies of these articles that fall into the days asked for, by article and day.

    As with articles, a copy without a date is in no span of days.
    """
    tests, days = selection.days("copies")
    rows = store.rows(
        "SELECT article, outlet, date, title, url FROM copies WHERE article IN (SELECT unnest(?)) "
        f"AND {tests} ORDER BY article, date NULLS LAST, outlet, url, title",
        [article.id for article in articles],
        *days,
    )
    return tuple(
        Copy(row["article"], row["outlet"] or "", row["date"], row["title"] or "", row["url"] or "")
        for row in rows
    )
