"""What a speaker says that somebody else has said: "Tesk said Belmark had promised to pay"."""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from stances.records import Article, Quotation, Span
from stances.speakers.relaying import Channels
from stances.speakers.roles import read_phrase
from stances.speakers.words import words

_LEAD = re.compile(r"[\s“\"‘']*(?:that\s+)?")
_HEARER = r"(?:\s+(?:him|her|them|us|me|it|reporters|lawmakers))?"
_LONGEST = 140
_SHORTEST = 12


class Nested(NamedTuple):
    """An attribution inside the content of another: `outer` is the place of that one."""

    outer: int
    quotation: Quotation


def find_nested(article: Article, quotations: Sequence[Quotation]) -> list[Nested]:
    """The attributions that open the content of others, by somebody who is named.

    Only a first clause is read ("Belmark had told her that ..."), where it is plain who speaks;
    what an agency passes on is no such layer, since there the agency speaks for nobody.
    """
    channels = Channels(article.text)
    found = []
    for place, quotation in enumerate(quotations):
        inner = _inner(article.text, quotation)
        if inner and channels.quoted_by(quotation) is None:
            found.append(Nested(place, inner))
    return found


def _inner(text: str, quotation: Quotation) -> Quotation | None:
    start, end = quotation.content[0]
    lead = _LEAD.match(text, start, end)
    at = lead.end() if lead else start
    match = _clause().match(text, at, min(end, at + _LONGEST))
    if not match or end - match.end() < _SHORTEST or not _is_named(match.group(1)):
        return None
    content: Span = (match.end(), end)
    return Quotation(
        quotation.kind,
        "said",
        (match.span(1),),
        (match.span(2),),
        (content, *quotation.content[1:]),
        quotation.confidence * 0.9,
    )


def _is_named(source: str) -> bool:
    """Whether a source names somebody: a person, a country, a body."""
    phrase = read_phrase(source)
    return phrase.form in ("person", "entity", "role") and any(c.isupper() for c in source)


@cache
def _clause() -> re.Pattern[str]:
    verbs = "|".join(sorted(words().saying | {"promised", "threatened", "refused", "offered"}))
    return re.compile(
        rf"([^,.;:“”\"()\n]{{2,70}}?)\s+((?:(?:has|had|have|also|already)\s+){{0,3}}(?:{verbs}))\b"
        rf"{_HEARER}\s+"
    )
