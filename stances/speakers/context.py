"""What the rules of coreference look at: an article's sentences, paragraphs, names and speakers."""

import re
from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from stances.articles.paragraphs import paragraphs
from stances.records import Article, Quotation, Span, Speaker
from stances.speakers.names import ORGANISATION, Name, find_names, words_of
from stances.speakers.persons import Key, Persons, find_persons
from stances.speakers.sentences import (
    after_dateline,
    is_heading,
    place_of,
    sentence_starts,
)

_OPENING = re.compile(
    r"(?:(?:But|And|Yet|So|Meanwhile|However|Then),?\s+)?(?:[Tt]he\s+|[Aa]n?\s+)?"
)
_BODY = re.compile(
    r"((?:['’]s?)?(?:\s[\w-]{1,30}){0,3}?\s(?:" + "|".join(sorted(ORGANISATION)) + r"))\b"
)
_JOINS = re.compile(r"\s*(?:['’]s?\s|\sof\s(?:the\s)?|\sfor\s(?:the\s)?)\s*$|^\s$")
_ACRONYM = re.compile(r"\s\(([A-Z][A-Za-z.-]{1,12})\)")
_TOLD = (", which ", ", whose ")
_LONGEST = 90
_HEADING = 200


@dataclass(order=True, slots=True)
class Said:
    """A quotation whose speaker is known: where its source stands, and who that is.

    A speaker may be a `body`, a `person`, or either: "the carrier".
    """

    at: int
    start: int
    speaker: Speaker = field(compare=False)
    key: Key | None = field(compare=False, default=None)
    plural: bool = field(compare=False, default=False)
    body: bool = field(compare=False, default=False)
    person: bool = field(compare=False, default=True)


class Context:
    """One article, and who is known to have spoken in it so far."""

    def __init__(self, article: Article, quotations: Sequence[Quotation]) -> None:
        # The title comes last, so that the offsets of the text stay what they are.
        self.text = f"{article.text}\n\n{article.title}" if article.title else article.text
        self.spans = paragraphs(self.text)
        self.starts = [start for start, _ in self.spans]
        self.sentences = sentence_starts(self.text)
        self._headings: dict[int, bool] = {}
        self.quoted = _merged(span for q in quotations if q.kind == "direct" for span in q.content)
        names = [name for name in find_names(self.text) if not self._in_heading(name.start)]
        self.persons: Persons = find_persons(self.text, names, self.quoted)
        self.said: list[Said] = []
        self.bodies, self.acronyms = _bodies(self.text, names)
        self.known = {name.name.split()[0] for name in names if self._is_inside(name.start)}

    def _is_inside(self, at: int) -> bool:
        """Whether a capital is no sentence's: a letter or comma stands before it."""
        before = self.text[at - 2 : at] if at > 1 else ""
        return len(before) == 2 and before[1] == " " and (before[0].isalnum() or before[0] == ",")

    def _in_heading(self, at: int) -> bool:
        """Whether an offset is in a line whose Words All Have Capitals, where no run is a name."""
        place = place_of(self.starts, at)
        if place not in self._headings and self.spans:
            start, end = self.spans[place]
            self._headings[place] = end - start < _HEADING and is_heading(self.text[start:end])
        return self._headings.get(place, False)

    def add(self, said: Said) -> None:
        """Remember who spoke where."""
        insort(self.said, said)

    def said_between(self, start: int, end: int) -> list[Said]:
        """Who spoke in a stretch, in order."""
        first = bisect_left(self.said, start, key=lambda each: each.at)
        return self.said[first : bisect_left(self.said, end, lo=first, key=lambda each: each.at)]

    def said_before(self, at: int) -> Iterator[Said]:
        """Who spoke before an offset, the latest first."""
        last = bisect_left(self.said, at, key=lambda each: each.at)
        return (self.said[place] for place in range(last - 1, -1, -1))

    def paragraph(self, at: int) -> Span:
        """The paragraph that holds an offset."""
        return self.spans[place_of(self.starts, at)] if self.spans else (0, 0)

    def number(self, at: int) -> int:
        """The number of the paragraph that holds an offset."""
        return place_of(self.starts, at)

    def sentence(self, at: int) -> Span:
        """The sentence that holds an offset."""
        place = place_of(self.sentences, at)
        after = self.sentences[place + 1] if place + 1 < len(self.sentences) else len(self.text)
        return self.sentences[place], after

    def sentences_back(self, at: int, paragraphs_back: int, most: int) -> Iterator[Span]:
        """The sentence up to an offset, then those before it, within some paragraphs."""
        first = self.starts[max(0, self.number(at) - paragraphs_back)] if self.starts else 0
        place = place_of(self.sentences, at)
        yield self.sentences[place], at
        for back in range(place - 1, max(-1, place - most), -1):
            if self.sentences[back + 1] <= first:
                return
            yield self.sentences[back], self.sentences[back + 1]

    def opening_body(self, start: int, end: int) -> str:
        """The body or country that a sentence begins with: "Arvania’s army"; "" if none."""
        start = after_dateline(self.text, start)
        match = _OPENING.match(self.text, start, end)
        at = match.end() if match else start
        stretch = self.text[at : min(end, at + _LONGEST)]
        chain_end = _chain_end(stretch)
        if not chain_end:
            return ""
        body = _BODY.match(stretch, chain_end)
        name = stretch[: body.end() if body else chain_end]
        told = self.text.startswith(_TOLD, at + len(name))
        if name.split()[0] not in self.known and not body and " " not in name and not told:
            return ""  # a word with a capital because it opens the sentence
        return "" if self._is_person(name) else name

    def _is_person(self, name: str) -> bool:
        """Whether a name is a person's: the article gives it an office, a sex or a clause."""
        key = self.persons.full(words_of(name))
        return key is not None and bool(self.persons.title(key) or self.persons.sex(key))

    def body(self, short: str) -> str:
        """The full name of a body that an acronym or its last word stands for; "" if none."""
        if short in self.acronyms:
            return self.acronyms[short]
        found = self.bodies.get(short, [])
        return found[0] if len(found) == 1 else ""


def _chain_end(stretch: str) -> int:
    """Where the names that begin a stretch, joined by "of" or a possessive, end."""
    end = 0
    for name in find_names(stretch):
        gap = stretch[end : name.start]
        if name.title or (name.start and not (end and _JOINS.search(gap) and len(gap) < 10)):
            break
        end = name.end
    return end


def _merged(spans: Iterator[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _bodies(text: str, names: Sequence[Name]) -> tuple[dict[str, list[str]], dict[str, str]]:
    """The organisations of a text by their last word, and its acronyms in brackets."""
    bodies: dict[str, list[str]] = {}
    acronyms: dict[str, str] = {}
    for name in names:
        if name.person or " " not in name.name:
            continue
        _note(text, name, acronyms)
        held = bodies.setdefault(name.name.rsplit(" ", 1)[1], [])
        if name.name not in held and len(held) < 3:
            held.append(name.name)
    return bodies, acronyms


def _note(text: str, name: Name, acronyms: dict[str, str]) -> None:
    match = _ACRONYM.match(text, name.end)
    if match:
        acronyms.setdefault(match.group(1), name.name)
