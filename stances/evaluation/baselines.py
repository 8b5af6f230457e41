"""What can be had without a model: the baselines that stand beside the figures."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from stances.articles.paragraphs import paragraphs
from stances.quotations import pair_marks
from stances.quotations.cues import stem
from stances.records import Span, Spans
from stances.speakers.names import Name, find_names

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’](?:s\b|(?=\s|$))")
_SPEAKING = frozenset(
    "say tell add state declare announce report insist argue warn ask reply explain write call "
    "claim note stress accuse describe read".split()
)
_SPOKEN = frozenset(("said", "told", "wrote", "read"))
SHORTEST = 3


def quoted_statements(text: str) -> Iterator[dict[str, Spans]]:
    """Attributions by the marks alone: quoted stretches of three words or more.

    The source is the nearest name of its paragraph outside the quotation, the cue the nearest
    verb of speaking; a name of a person goes before another.

    >>> [found] = quoted_statements("“We will not sign,” Ila Tesk said.")
    >>> found["source"], found["cue"]
    (((20, 28),), ((29, 33),))
    """
    spans = paragraphs(text)
    quoted = [each for each in pair_marks(text, spans) if each.depth == 0]
    at = 0
    for start, end in spans:
        inside = []
        while at < len(quoted) and quoted[at].start < end:
            inside.append((quoted[at].start, quoted[at].end))
            at += 1
        yield from _in_paragraph(text, (start, end), inside)


def _in_paragraph(text: str, paragraph: Span, quoted: Sequence[Span]) -> Iterator[dict[str, Spans]]:
    long = [q for q in quoted if len(_WORD.findall(text, *q)) >= SHORTEST]
    if not long:
        return
    start, end = paragraph
    named = [
        ((name.start + start, name.end + start), name.person)
        for name in find_names(text[start:end])
        if not _within(name.start + start, quoted)
    ]
    people = [span for span, person in named if person] or [span for span, _ in named]
    verbs = [
        match.span()
        for match in _WORD.finditer(text, start, end)
        if is_speaking(match.group()) and not _within(match.start(), quoted)
    ]
    for content in long:
        source, cue = _nearest(content, people), _nearest(content, verbs)
        yield {"source": source, "cue": cue, "content": (content,)}


def is_speaking(word: str) -> bool:
    """Whether a word is a form of one of the common verbs of speaking.

    >>> is_speaking("said"), is_speaking("warns"), is_speaking("walked")
    (True, True, False)
    """
    return word.lower() in _SPOKEN or not _SPEAKING.isdisjoint(stem(word))


def _within(at: int, spans: Sequence[Span]) -> bool:
    """Whether an offset lies in one of some spans in order that do not overlap."""
    place = bisect_right(spans, at, key=lambda span: span[0]) - 1
    return place >= 0 and at < spans[place][1]


def _nearest(content: Span, spans: Sequence[Span]) -> Spans:
    """The span before or after `content` that is nearer, of spans in order outside it."""
    after = bisect_right(spans, content[0], key=lambda span: span[0])
    close = spans[max(0, after - 1) : after + 1]
    return tuple(
        sorted(close, key=lambda span: max(content[0] - span[1], span[0] - content[1]))[:1]
    )


def person_at(text: str, source: Spans) -> Name | None:
    """The name that a source of `quoted_statements` is."""
    if not source:
        return None
    start, end = source[0]
    return next(find_names(text[start:end]), None)


@cache
def country_names() -> dict[str, str]:
    """The English names of the countries in lower case, each with its alpha-3 code."""
    import pycountry
    from babel import Locale

    territories = Locale("en").territories
    codes = {country.alpha_2: country.alpha_3 for country in pycountry.countries}
    names = {territories[short].lower(): code for short, code in codes.items()}
    return names | {country.name.lower(): country.alpha_3 for country in pycountry.countries}


def named_country(mention: str) -> str:
    """The country whose English name stands in the mention, the longest first; "" if none.

    >>> named_country("Iraq’s prime minister"), named_country("the Pentagon")
    ('IRQ', '')
    """
    plain = _POSSESSIVE.sub("", mention.lower())
    words = f" {' '.join(_WORD.findall(plain))} "
    held = [name for name in country_names() if f" {name} " in words]
    return country_names()[max(held, key=len)] if held else ""
