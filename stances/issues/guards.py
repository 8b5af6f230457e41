"""What keeps two statements from being one: who says it, whether it is denied, how much, when.

A repeat counts for nothing, so a wrong one loses a statement: in doubt two statements are two.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from stances.issues.words import WORD, numbers, opposites, split_words, stem, words
from stances.records import Speaker, Statement

READ_CHARACTERS = 6000
_END = re.compile(r"[.!?…;]")
_SUPPORT = frozenset(("praises", "supports"))
_REFUSE = frozenset(("denies", "declines"))
_BLAME = frozenset(("condemns", "accuses"))


@dataclass(frozen=True)
class Saying:
    """A statement with its words: `raw` as written, `low` in lower case, both in order.

    `ends` are the places before which a sentence ends.
    """

    statement: Statement
    raw: tuple[str, ...]
    low: tuple[str, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, statement: Statement) -> "Saying":
        text = statement.text[:READ_CHARACTERS]
        raw = tuple(split_words(text))
        return cls(statement, raw, tuple(_plain(word) for word in raw), tuple(_ends(text)))

    @cached_property
    def content(self) -> frozenset[str]:
        """Stems of the words that are not function words."""
        return frozenset(stem(word) for word in self.low if word not in words().stop)

    @cached_property
    def figures(self) -> frozenset[str]:
        """Numbers, as digits, and names of months and days."""
        dates = words().calendar
        found = (numbers().get(word, word) for word in self.low)
        return frozenset(word for word in found if word in dates or word[0].isdigit())

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Words with a capital letter that is not that of a beginning, in order."""
        held = words().stop
        inner = zip(self.raw[1:], self.low[1:], strict=True)
        return tuple(stem(low) for raw, low in inner if raw[0].isupper() and low not in held)

    def turns(self, start: int = 0, end: int | None = None) -> tuple[str, ...]:
        """Words between two places that turn the meaning: negations and conditions, sorted."""
        turning = words().negations | words().conditions
        part = self.low[start:end]
        return tuple(sorted(w for w in part if w in turning or w.endswith("n't")))

    @property
    def degrees(self) -> frozenset[str]:
        return words().degrees.intersection(self.low)


def may_be_one(one: Saying, other: Saying) -> bool:
    """Whether party, speaker, cue and figures allow two statements to be the same one."""
    if _clash(one.statement.party.id, other.statement.party.id):
        return False
    if not _same_voice(one.statement, other.statement) or _overlap(one, other):
        return False
    return _same_act(one.statement, other.statement) and _same_figures(one, other)


def says_the_same(one: Saying, other: Saying) -> bool:
    """Whether two wordings that are much alike differ in no word that turns the meaning."""
    if one.turns() != other.turns() or one.degrees != other.degrees:
        return False
    if one.figures != other.figures or not _same_names(one, other):
        return False
    left, right = one.content - other.content, other.content - one.content
    return not any(opposites().get(word, frozenset()) & right for word in left) and not any(
        _negates(word, right) for word in left
    )


def _ends(text: str) -> Iterator[int]:
    last = 0
    for place, match in enumerate(WORD.finditer(text)):
        if place and _END.search(text, last, match.start()):
            yield place
        last = match.end()


def _plain(word: str) -> str:
    low = word.lower()
    return low.replace(",", "") if low[0].isdigit() else low


def _clash(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


def _same_voice(one: Statement, other: Statement) -> bool:
    """Whether the speakers may be one: no two full names that differ."""
    first, second = one.speaker, other.speaker
    if not first.name or not second.name or first.unnamed or second.unnamed:
        return one.party.id == other.party.id
    return any(_short_of(a, b) for a in _names(first) for b in _names(second))


def _names(speaker: Speaker) -> list[list[str]]:
    return [[w.lower() for w in split_words(name)] for name in (speaker.name, *speaker.variants)]


def _short_of(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the words of one name are among those of the other, the last ones alike."""
    if not one or not other:
        return False
    short, full = sorted((one, other), key=len)
    return set(short) <= set(full) and short[-1] == full[-1]


def _overlap(one: Saying, other: Saying) -> bool:
    """Whether they share characters of one article: a statement and what is told inside it."""
    if one.statement.article != other.statement.article:
        return False
    spans = [(a, b) for a in one.statement.spans for b in other.statement.spans]
    return any(a[0] < b[1] and b[0] < a[1] for a, b in spans)


def _same_act(one: Statement, other: Statement) -> bool:
    first, second = one.cue, other.cue
    if first.negated != second.negated or first.hypothetical != second.hypothetical:
        return False
    if (first.act in _REFUSE) != (second.act in _REFUSE):
        return False
    acts = {first.act, second.act}
    return not (acts & _SUPPORT and acts & _BLAME)


def _same_figures(one: Saying, other: Saying) -> bool:
    """Whether neither has a number or date in place of another of the other's."""
    return one.figures <= other.figures or other.figures <= one.figures


def _same_names(one: Saying, other: Saying) -> bool:
    """Whether no name stands in place of another, and the shared ones are in one order."""
    first, second = set(one.names), set(other.names)
    if first - set(map(stem, other.low)) and second - set(map(stem, one.low)):
        return False
    shared = first & second
    return [n for n in one.names if n in shared] == [n for n in other.names if n in shared]


def _negates(word: str, others: frozenset[str]) -> bool:
    """Whether one of `others` is the word with a prefix that denies it, or without it."""
    prefixes = ("un", "in", "im", "il", "ir", "dis", "non", "anti", "mis", "de", "re", "over")
    longer = {prefix + word for prefix in prefixes} | {f"{p}-{word}" for p in prefixes}
    shorter = {word.removeprefix(p).lstrip("-") for p in prefixes if word.startswith(p)}
    return bool((longer | shorter) & others)
