"""What can be had without a model: the baselines that stand beside the figures."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from stances.articles.paragraphs import paragraphs
from stances.quotations import pair_marks
from stances.quotations.cues import stem
from stances.records import Span, Spans
from stances.speakers.names import Name, find_names

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
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
    names = [
        (name.start + start, name.end + start, name.person)
        for name in find_names(text[start:end])
        if not _within(name.start + start, quoted)
    ]
    people = [name for name in names if name[2]] or names
    verbs = [
        match.span()
        for match in _WORD.finditer(text, start, end)
        if is_speaking(match.group()) and not _within(match.start(), quoted)
    ]
    for content in long:
        source = _nearest(content, [(a, b) for a, b, _ in people])
        yield {"source": source, "cue": _nearest(content, verbs), "content": (content,)}


def is_speaking(word: str) -> bool:
    """Whether a word is a form of one of the common verbs of speaking.

    >>> is_speaking("said"), is_speaking("warns"), is_speaking("walked")
    (True, True, False)
    """
    return word.lower() in _SPOKEN or not _SPEAKING.isdisjoint(stem(word))


def _within(at: int, spans: Sequence[Span]) -> bool:
    return any(start <= at < end for start, end in spans)


def _nearest(content: Span, spans: Sequence[Span]) -> Spans:
    if not spans:
        return ()
    return (min(spans, key=lambda span: max(content[0] - span[1], span[0] - content[1])),)


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

    >>> named_country("the prime minister of Iraq"), named_country("the Pentagon")
    ('IRQ', '')
    """
    words = f" {' '.join(_WORD.findall(mention.lower()))} "
    held = [name for name in country_names() if f" {name} " in words]
    return country_names()[max(held, key=len)] if held else ""
