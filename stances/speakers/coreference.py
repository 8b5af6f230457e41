"""Follows a source phrase to the speaker it stands for, inside one article.

Rules, not a model: each looks only at the article's names, in order, and at the speakers of
the quotations before. A phrase that leads nowhere stays its own description.
"""

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from stances.articles.paragraphs import paragraphs
from stances.records import JOIN, Article, Quotation, Speaker
from stances.speakers.names import Name, find_names, words_of
from stances.speakers.roles import (
    Phrase,
    antecedent,
    is_unnamed,
    read_phrase,
    without_article,
)

_APPOSITION = re.compile(
    r",\s+((?:the|a|an|his|her|their)\s|[a-z])[^.!?;:“”\"\n]{3,120}?(?=,|\.|$)", re.I
)
_BEFORE = re.compile(r"(?:[\w.’'-]+[ \u00a0]){1,5}$")
_MAX_FORMS = 4
_RELATIVE = frozenset(("who", "which"))
_NEAR = 200


@dataclass(slots=True)
class _Known:
    """The persons of an article by the words of their names, and where each is named."""

    persons: dict[tuple[str, ...], list[Name]] = field(default_factory=dict)
    by_word: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)
    mentions: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)


def find_speakers(article: Article, quotations: Sequence[Quotation]) -> list[Speaker]:
    """Give the speaker of each quotation, in the same order.

    Where nobody can be made out the speaker is empty. `Speaker.descriptions` begins with the
    source phrase itself, then gives what the article says of the same speaker elsewhere.
    """
    finder = _Finder(article, quotations)
    return [finder.find(quotation) for quotation in quotations]


class _Finder:
    """Follows the sources of one article, in order; remembers who spoke last."""

    def __init__(self, article: Article, quotations: Sequence[Quotation]) -> None:
        self.text = article.text
        self.spans = paragraphs(article.text)
        self.starts = [start for start, _ in self.spans]
        self.known = _known(article.text)
        self.said: list[tuple[int, Speaker]] = []
        self.sources = sorted((q.source[0][0], q.source) for q in quotations if q.source)

    def find(self, quotation: Quotation) -> Speaker:
        speaker = self._follow(quotation)
        if speaker.name:
            self.said.append((quotation.start, speaker))
        return speaker

    def _follow(self, quotation: Quotation) -> Speaker:
        if not quotation.source:
            return self._elided(quotation.start)
        text = JOIN.join(self.text[start:end] for start, end in quotation.source)
        at = quotation.source[0][0]
        if text.strip(" ,").lower() in _RELATIVE:
            start = max(self._paragraph(at)[0], at - _NEAR)
            before = antecedent(self.text[start:at])
            text, at = before or text, at - len(before)
        return self._resolve(read_phrase(text), at)

    def _resolve(self, phrase: Phrase, at: int) -> Speaker:
        if phrase.form == "pronoun":
            return self._pronoun(phrase, at)
        if phrase.form == "person":
            return self._person(phrase, phrase.name.name if phrase.name else phrase.text)
        short = words_of(without_article(phrase.text))
        if phrase.form == "entity" and self._full(short):
            return self._person(phrase, without_article(phrase.text))
        if phrase.definite and phrase.form in ("role", "statement"):
            before = self._described(phrase, at)
            if before:
                return _with_description(before, phrase.text)
        name = without_article(phrase.text)
        return Speaker(name, "", (phrase.text,), is_unnamed(phrase))

    def _full(self, words: tuple[str, ...]) -> tuple[str, ...] | None:
        """The fullest name in the article that a short form stands for."""
        if words in self.known.persons and len(words) > 1:
            return words
        longer = [
            full
            for full in self.known.by_word.get(words[-1] if words else "", [])
            if full[-len(words) :] == words or full[: len(words)] == words
        ]
        return max(longer, key=len) if longer else None

    def _person(self, phrase: Phrase, name: str) -> Speaker:
        full = self._full(words_of(name))
        forms = self.known.persons.get(full, []) if full else []
        title = phrase.name.title if phrase.name else ""
        described = [_describe(self.text, form) for form in forms[:_MAX_FORMS]]
        role = title or next((form.title for form in forms if form.title), "")
        descriptions = [phrase.text, *described]
        best = forms[0].name if forms else name
        return Speaker(best, role, tuple(dict.fromkeys(descriptions)))

    def _elided(self, at: int) -> Speaker:
        """The last speaker of the same paragraph, else the next one named in it."""
        start, end = self._paragraph(at)
        if self.said and self.said[-1][0] >= start:
            return self.said[-1][1]
        following = bisect.bisect_left(self.sources, (at,))
        if following < len(self.sources) and self.sources[following][0] < end:
            spans = self.sources[following][1]
            return self._resolve(read_phrase(self.text[slice(*spans[0])]), spans[0][0])
        if self.said and self._follows(self.said[-1][0], start):
            return self.said[-1][1]
        return Speaker()

    def _paragraph(self, at: int) -> tuple[int, int]:
        return (
            self.spans[max(0, bisect.bisect_right(self.starts, at) - 1)] if self.spans else (0, 0)
        )

    def _follows(self, said_at: int, start: int) -> bool:
        """Whether the paragraph at `start` is the one after that of `said_at`."""
        return (
            bisect.bisect_right(self.starts, start) - bisect.bisect_right(self.starts, said_at) == 1
        )

    def _pronoun(self, phrase: Phrase, at: int) -> Speaker:
        """Whoever spoke last, or the person named nearest before, in this paragraph or the last."""
        if phrase.plural or phrase.head in ("it", "this"):
            return _with_description(self.said[-1][1], phrase.text) if self.said else Speaker()
        start, _ = self._paragraph(at)
        named = self._named_before(at, start)
        last = self._last_person()
        if last and (named is None or last[0] >= named[0]):
            return _with_description(last[1], phrase.text)
        if named:
            return self._person(phrase, self.known.persons[named[1]][0].name)
        return Speaker()

    def _last_person(self) -> tuple[int, Speaker] | None:
        return next(((at, s) for at, s in reversed(self.said) if not _plural(s)), None)

    def _named_before(self, at: int, start: int) -> tuple[int, tuple[str, ...]] | None:
        """The first person named in the paragraph before `at`, else in the paragraph before."""
        first = bisect.bisect_left(self.known.mentions, (start,))
        if first < len(self.known.mentions) and self.known.mentions[first][0] < at:
            return self.known.mentions[first]
        return None

    def _described(self, phrase: Phrase, at: int) -> Speaker | None:
        """The last speaker whose description holds the head noun of "the minister"."""
        if phrase.form == "statement":
            modified = len(phrase.text.split()) > 2 and any(c.isupper() for c in phrase.text[4:])
            bare = phrase.text.lower().split(",")[0].count(" ") <= 1 or " on " in phrase.text
            return self.said[-1][1] if self.said and (bare or not modified) else None
        if phrase.text.count(" ") > 1:
            return None
        for _, speaker in reversed(self.said):
            if any(phrase.head in words_of(d) for d in (*speaker.descriptions, speaker.role)):
                return speaker
        for name in reversed(self._introduced(at)):
            if phrase.head in words_of(name.title):
                return self._person(
                    Phrase(phrase.text, "person", phrase.head, True, name), name.name
                )
        return None

    def _introduced(self, at: int) -> list[Name]:
        forms = [n for names in self.known.persons.values() for n in names[:1] if n.start < at]
        return sorted(forms, key=lambda n: n.start)


def _known(text: str) -> _Known:
    known = _Known()
    names = [name for name in find_names(text) if name.person]
    for name in names:
        words = words_of(name.name)
        if len(words) > 1 or name.title:
            if words not in known.persons:
                for word in {words[0], words[-1]}:
                    known.by_word.setdefault(word, []).append(words)
            known.persons.setdefault(words, []).append(name)
    for name in names:
        words = words_of(name.name)
        if words in known.persons:
            known.mentions.append((name.start, words))
    return known


def _describe(text: str, form: Name) -> str:
    """A name with what stands before and after it: "Defence Secretary X", "X, a spokesman …"."""
    before = _BEFORE.search(text, max(0, form.start - 60), form.start)
    start = form.start
    if before:
        lead = before.group()
        start -= len(lead) - _descriptive_from(lead)
    after = _APPOSITION.match(text, form.end)
    return text[start : after.end() if after else form.end].strip()


def _descriptive_from(lead: str) -> int:
    """Where the words that describe a name begin: capitals, possessives and role nouns."""
    kept = len(lead)
    for match in reversed(list(re.finditer(r"[\w.’'-]+[ \u00a0]", lead))):
        word = match.group().strip()
        if not (word[0].isupper() or word in _ROLE_WORDS):
            break
        kept = match.start()
    return kept


_ROLE_WORDS = frozenset(
    "minister president spokesman spokeswoman spokesperson secretary ambassador envoy leader "
    "chief foreign defence defense prime general commander official adviser ministry government "
    "army military deputy of for the department opposition party".split()
)


def _plural(speaker: Speaker) -> bool:
    return speaker.unnamed and speaker.name.lower().endswith("s")


def _with_description(speaker: Speaker, text: str) -> Speaker:
    descriptions = dict.fromkeys((*speaker.descriptions, text))
    return Speaker(speaker.name, speaker.role, tuple(descriptions), speaker.unnamed)
