"""Who passes on what others say: "X said, the agency SANA reported" is X, relayed by SANA."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, cached_property

from stances.records import Article, Quotation, Span, Spans
from stances.speakers.antecedents import antecedent
from stances.speakers.roles import is_body, is_role, read_phrase, without_article
from stances.speakers.sentences import place_of, sentence_starts
from stances.speakers.words import words

_QUOTED = re.compile(
    r"^[\s,]*(?:(?:which|that|who|also|has|had|later)\s+)*"
    r"(?:quoted|quotes|quoting|cited|cites|citing)\s+(.{3,160}?),?\s+as\s+\w+ing\b",
    re.DOTALL,
)
_SEEN = re.compile(r",?\s+(?:([a-z]+)\s+by|which|that)\s+(?:the\s+)?$")
_BACK = 220
_AHEAD = 260
_NEAR = 40
_SHORT = 30
_LONGEST = 120


class Channels:
    """The agencies and media that a text names, and what they are named for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans = _media_in(text)

    @cached_property
    def starts(self) -> list[int]:
        return sentence_starts(self.text)

    def quoted_by(self, quotation: Quotation) -> tuple[str, int] | None:
        """Whom a source that is itself a channel quotes, and where that is; None if nobody."""
        if not quotation.source:
            return None
        start, end = quotation.source[0][0], quotation.source[-1][1]
        seen = self._document_seen(start)
        if seen or not (self.is_channel(start, end) or self._points_at_channel(start, end)):
            return seen
        return (
            self._named_after(end)
            or self._said_before(start, end)
            or self._said_after(start, end)
            or self._said_within(quotation.content)
        )

    def relaying(self, quotation: Quotation) -> str | None:
        """The channel that passes on a quotation; None if the article got it itself."""
        if quotation.source and self._document_seen(quotation.source[0][0]):
            return self._channel_in(*quotation.source[0])
        if not self.spans:
            return None
        if quotation.source and self._speaks_itself(quotation):
            return None
        outer = (*quotation.source, *quotation.cue) or quotation.content
        sentence = self._sentence(outer[0][0], outer[-1][1])
        for start, end in self._within(*sentence):
            if any(a <= start < b for a, b in quotation.content):
                continue
            if self._passes_on(start, end):
                return without_article(self.text[start:end])
        return None

    def _channel_in(self, start: int, end: int) -> str:
        first, last = next(iter(self._within(start, end)), (start, end))
        return without_article(self.text[first:last].strip(" ,"))

    def _speaks_itself(self, quotation: Quotation) -> bool:
        start, end = quotation.source[0][0], quotation.source[-1][1]
        return self.is_channel(start, end) and self.quoted_by(quotation) is None

    def is_channel(self, start: int, end: int) -> bool:
        """Whether a source is a channel: its main noun, or the whole of it."""
        source = self.text[start:end]
        core = source.partition(" which ")[0].partition(" who ")[0].strip(" ,.")
        return any(
            a < start + len(core) and b > start and _heads(core, a - start, b - start)
            for a, b in self._within(max(0, start - _NEAR), end)
        )

    def _points_at_channel(self, start: int, end: int) -> bool:
        """Whether "which" or "it" follows a channel's name."""
        if self.text[start:end].strip(" ,").lower() not in ("which", "it", "who", "that"):
            return False
        return any(0 <= start - b <= 3 for _, b in self._within(max(0, start - _NEAR), start))

    def _within(self, start: int, end: int) -> list[Span]:
        first = bisect_left(self.spans, (start,))
        return self.spans[first : bisect_left(self.spans, (end,), first)]

    def _sentence(self, start: int, end: int) -> Span:
        first, last = place_of(self.starts, start), place_of(self.starts, end)
        after = self.starts[last + 1] if last + 1 < len(self.starts) else len(self.text)
        return max(self.starts[first], start - _BACK), min(after, end + _AHEAD)

    def _named_after(self, end: int) -> tuple[str, int] | None:
        match = _QUOTED.match(self.text[end : end + _AHEAD])
        return (match.group(1), end + match.start(1)) if match else None

    def _said_before(self, start: int, end: int) -> tuple[str, int] | None:
        """The speaker in "X said, the agency reported" and "X wrote, according to the agency"."""
        low = max(self._sentence(start, end)[0], start - _BACK)
        before = self.text[low:start]
        match = _said().search(before)
        return self._subject(low, match.start()) if match else None

    def _said_within(self, content: Spans) -> tuple[str, int] | None:
        """The speaker in "X said it was over", all of which an agency reports."""
        if not content:
            return None
        start, end = content[0]
        match = _within().match(self.text[start : min(end, start + _LONGEST)])
        phrase = read_phrase(match.group(1)) if match else None
        if match is None or phrase is None or phrase.form not in ("person", "entity", "role"):
            return None
        if phrase.form == "role" and not (is_role(phrase.head) or is_body(phrase.head)):
            return None
        return match.group(1), start + match.start(1)

    def _said_after(self, start: int, end: int) -> tuple[str, int] | None:
        """The speaker in "X, according to the agency, said"."""
        match = re.search(
            r",\s+(?:according to|as (?:reported|quoted) by)\s+$",
            self.text[max(0, start - _SHORT) : start],
        )
        if not match or not _says().match(self.text[end : end + _SHORT]):
            return None
        return self._subject(self._sentence(start, end)[0], max(0, start - _SHORT) + match.start())

    def _subject(self, low: int, end: int) -> tuple[str, int] | None:
        clause = self.text[low:end]
        cut = max(clause.rfind(mark) for mark in '“”"')
        phrase = clause[cut + 1 :].strip(" ,")
        phrase = phrase if len(phrase) <= _LONGEST and cut >= 0 else antecedent(clause)
        return (phrase, low + clause.rfind(phrase)) if phrase else None

    def _document_seen(self, start: int) -> tuple[str, int] | None:
        """The document in "a memo seen by the Herald", where only the Herald was marked."""
        low = max(0, start - _SHORT)
        match = _SEEN.search(self.text[low:start])
        if not match or (match.group(1) and match.group(1) not in words().relayed):
            return None
        if not match.group(1) and not self._publishes(start):
            return None
        end = low + match.start()
        found = self._subject(max(self._sentence(start, start)[0], end - _LONGEST), end)
        return found if found and read_phrase(found[0]).form == "statement" else None

    def _publishes(self, start: int) -> bool:
        """Whether a channel that stands after "which" passes something on."""
        return any(
            _from_channel().match(self.text[b : b + _NEAR])
            for _, b in self._within(start, start + _SHORT)
        )

    def _passes_on(self, start: int, end: int) -> bool:
        before, after = self.text[max(0, start - _NEAR) : start], self.text[end : end + _NEAR]
        return bool(_to_channel().search(before) or _from_channel().match(after))


def find_channels(article: Article, quotations: Sequence[Quotation]) -> list[str | None]:
    """Who passed each quotation on, in the same order; None where nobody did."""
    channels = Channels(article.text)
    return [channels.relaying(quotation) for quotation in quotations]


def _heads(core: str, start: int, end: int) -> bool:
    """Whether a channel's name is the head of a phrase: it begins it or a comma ends there."""
    lead, rest = core[: max(0, start)], core[end:]
    return (
        " of " not in lead and "," not in lead.rstrip(" ,") and rest.lstrip()[:1] in ("", ",", "(")
    )


def _media_in(text: str) -> list[Span]:
    """Where agencies and media are named, in order; nothing where none is."""
    found: list[Span] = []
    for match in _media().finditer(text):
        if not found or match.start() >= found[-1][1]:
            found.append(match.span())
    if any("agency" in text[a:b] for a, b in found):
        found += [m.span() for m in re.finditer(r"\b[Tt]he agency\b", text)]
    return sorted(found)


@cache
def _media() -> re.Pattern[str]:
    """A channel's name: a noun of `media` with what is named beside it, or an agency alone."""
    known = words()
    nouns = "|".join(sorted(known.media, key=lambda noun: (-len(noun), noun)))
    agencies = "|".join(sorted(known.agencies, key=lambda name: (-len(name), name)))
    word = r"[A-Z][\w-]{0,30}"
    return re.compile(
        rf"\b(?:(?:[Tt]he )?(?:{word}['’]s |{word} ){{0,4}}"
        rf"(?:state |state-run |official |private |local )?\b(?:{nouns})\b"
        rf"(?:,? {word}(?: {word})?)?|(?:{agencies})\b)"
    )


@cache
def _said() -> re.Pattern[str]:
    verbs = "|".join(sorted(words().saying))
    return re.compile(
        rf"\s+(?:also\s+)?(?:{verbs})(?:\s+\w+)?,?\s*(?:(?:according to|as)\s+)?"
        rf"(?:the\s+)?(?:(?:news\s+)?agency\s+)?$"
    )


@cache
def _within() -> re.Pattern[str]:
    verbs = "|".join(sorted(words().saying))
    return re.compile(rf"(?:that\s+)?([^,;:“”\"]{{3,80}}?)\s+(?:(?:has|had|have)\s+)?(?:{verbs})\b")


@cache
def _says() -> re.Pattern[str]:
    verbs = "|".join(sorted(words().saying))
    return re.compile(rf"^,?\s+(?:also\s+)?(?:{verbs})\b")


@cache
def _to_channel() -> re.Pattern[str]:
    verbs = "|".join(sorted(words().relayed))
    return re.compile(rf"(?:\baccording to|\b(?:{verbs}|published) (?:by|on|in))\s+(?:the\s+)?$")


@cache
def _from_channel() -> re.Pattern[str]:
    verbs = "|".join(sorted(words().relayed | {"published", "said", "quotes", "cites", "reports"}))
    return re.compile(rf"^,?\s+(?:(?:which|that|has|had|also|first)\s+){{0,3}}(?:{verbs})\b")
