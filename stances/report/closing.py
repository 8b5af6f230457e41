"""The last part of a readable report: the articles, problems, how it was made and is read."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from stances.records import Article
from stances.report.blocks import Block, Heading, Line
from stances.report.carriers import tell_copies
from stances.report.escaping import clean_line
from stances.report.lookup import Lookup
from stances.report.wording import brief, count

MOST_ARTICLES = 50
HASH_LENGTH = 12
READING = (
    "A stance runs from −1 (against) to +1 (in favour); it is the mean over the party's "
    "statements, and the range says how far it could lie from that. Agreement runs from −1 "
    "(opposed) to +1 (same side).",
    "Only words quoted verbatim stand in “ ”; what is marked as paraphrase is the article's "
    "wording, not the speaker's. In [ ] are the article and the characters in it.",
    "Stances are estimates of a model: read the statements behind a number before you use it.",
)


def closing(lookup: Lookup) -> Iterator[Block]:
    """The articles, what went wrong, and how the report was made."""
    yield from article_lines(lookup)
    if lookup.report.problems:
        yield Heading(2, "Problems")
        yield from (Line(brief(each), level=1) for each in lookup.report.problems)
    yield Heading(2, "How to read this")
    yield from (Line(text, level=1) for text in READING)
    yield Line(describe_making(lookup.report.made_with), level=1)


def article_lines(lookup: Lookup) -> Iterator[Block]:
    """One line for each article, with its number of statements."""
    articles = lookup.report.articles
    counts = Counter(statement.article for statement in lookup.report.statements)
    if articles:
        yield Heading(2, "Articles")
    for article in articles[:MOST_ARTICLES]:
        name = brief(article.id, 200)
        told = describe_article(article, counts[article.id])
        copies = tell_copies(lookup.places.get(article.id, ()))
        yield Line(f" — {'; '.join(each for each in (told, copies) if each)}", name, 1)
    if len(articles) > MOST_ARTICLES:
        yield Line(f"{len(articles) - MOST_ARTICLES} more are in the report as JSON.")


def describe_article(article: Article, statements: int) -> str:
    """What is known about an article."""
    day = article.date.isoformat() if article.date else ""
    known = [brief(each, 200) for each in (article.title, article.outlet, day)]
    return ", ".join([*(each for each in known if each), count(statements, "statement")])


def describe_making(made_with: Mapping[str, Any]) -> str:
    """The version and the models behind a report, each model with the start of its hash.

    >>> describe_making({"version": "1.0", "models": {"encoder": "0123456789abcdef"}})
    'Made with stances 1.0; models: encoder 0123456789ab.'
    """
    parts = [f"Made with stances {made_with.get('version', '')}".rstrip()]
    if made_with.get("date"):
        parts[0] += f" on {made_with['date']}"
    models = made_with.get("models") or {}
    if models:
        listed = (f"{name} {short_hash(models[name])}".rstrip() for name in sorted(models))
        parts.append(f"models: {', '.join(listed)}")
    return clean_line("; ".join(parts)) + "."


def short_hash(model: Any) -> str:
    """The start of a model's hash, given as text or under `sha256`."""
    value = model.get("sha256", "") if isinstance(model, Mapping) else model
    return str(value or "")[:HASH_LENGTH]
