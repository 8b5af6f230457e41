"""A statement as repeats are found by: its words in one spelling, and what stands out in them."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from stances.issues.words import (
    CACHED,
    WORD,
    irregular,
    numbers,
    reported,
    root,
    shortened,
    stem,
    words,
)
from stances.records import Statement

READ_CHARACTERS = 6000
LEADING = ("that",)
_QUOTED = re.compile('[“"]([^“”"]+)[”"]')
_END = re.compile(r"[.!?…;]")
_BREAK = re.compile(r"[,;:.!?…–—]|\s-+\s")
_SHORT_FORMS = (("n't", "not"), ("'re", "are"), ("'ve", "have"), ("'ll", "will"), ("'m", "am"))
_WHOLE = {"won't": ("will", "not"), "can't": ("can", "not"), "cannot": ("can", "not")}
_WHOLE |= {"shan't": ("will", "not"), "let's": ("let", "us")}
_IS = frozenset("it he she that there here what who where how".split())
_SPELLINGS = (
    (re.compile(r"(?<=..)iz(e|es|ed|ing|ation|ations)$"), r"is\1"),
    (re.compile(r"(?<=...)our(|s|ed|ing|ite|able|ful|er|ers)$"), r"or\1"),
    (re.compile(r"(?<=..)(t|b)re(s?)$"), r"\1er\2"),
    (re.compile(r"(?<=..)ence$"), "ense"),
    (re.compile(r"(?<=....)ll(ed|ing|er|ers)$"), r"l\1"),
)
_POWERS = frozenset(str(power) for power in (100, 1000, 10**6, 10**9, 12))
"""Hundred, thousand, million, billion and dozen, as they are written in digits."""
_NEAR = frozenset("this last next".split())
_FIRST, _THIRD = frozenset("we our us ours".split()), frozenset("they their them theirs".split())


@dataclass(frozen=True)
class Saying:
    """A statement with its words `low`, in order: lower case, one spelling, short forms in full.

    `capital` tells which are written with a capital. `ends` are the places before which a
    sentence ends, `breaks` those before which a comma or the like stands. `day` is the date of
    its article.
    """

    statement: Statement
    low: tuple[str, ...]
    capital: tuple[bool, ...]
    ends: tuple[int, ...]
    breaks: tuple[int, ...]
    day: datetime.date | None = None

    @classmethod
    def of(cls, statement: Statement, day: datetime.date | None = None) -> "Saying":
        low: list[str] = []
        capital: list[bool] = []
        ends, breaks = [], []
        for raw, ended, broken in _written(statement.text[:READ_CHARACTERS]):
            if low and ended:
                ends.append(len(low))
            if low and broken:
                breaks.append(len(low))
            if low and low[-1] == "per" and raw.lower() == "cent":
                low[-1] = "percent"
                continue
            parts = _plain(raw)
            if parts[0] in _POWERS and _multiplies(low, broken):
                low[-1] = _times(low[-1], parts[0])
            elif low or parts[0] not in LEADING:
                low += parts
                capital += [raw[0].isupper()] * len(parts)
        return cls(statement, tuple(low), tuple(capital), tuple(ends), tuple(breaks), day)

    @cached_property
    def direct(self) -> bool:
        """Whether the words are the speaker's own."""
        return self.statement.kind == "direct"

    @cached_property
    def content(self) -> frozenset[str]:
        """Stems of the words that are not function words; verbs in their present form."""
        return frozenset(filter(None, map(_content_of, self.low)))

    @cached_property
    def roots(self) -> frozenset[str]:
        """Roots of the words of `content`."""
        return frozenset(map(root, self.content))

    @cached_property
    def inner(self) -> "Saying":
        """What stands in quotation marks where it is partly quoted, else all of it."""
        if self.statement.kind != "mixed":
            return self
        quoted = " … ".join(_QUOTED.findall(self.statement.text[:READ_CHARACTERS]))
        return Saying.of(replace(self.statement, text=quoted, kind="direct"), self.day)

    @cached_property
    def frame_negates(self) -> bool:
        """Whether the words around what is quoted deny it or make a condition of it."""
        turning = words().negations | words().denials | words().conditions
        own, inner = (sum(w in turning for w in each.low) for each in (self, self.inner))
        return own != inner

    @cached_property
    def figures(self) -> frozenset[str]:
        """Numbers, as digits, and names of months and days."""
        dates = words().calendar
        return frozenset(word for word in self.low if word in dates or word[0].isdigit())

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Words with a capital letter that is not that of a beginning, in order."""
        return self.named(frozenset())

    def named(self, known: frozenset[str]) -> tuple[str, ...]:
        """The names, and a word at the beginning that is among the `known` ones."""
        held = words().stop
        found = [
            (place, stem(low))
            for place, (low, big) in enumerate(zip(self.low, self.capital, strict=True))
            if big and low not in held
        ]
        return tuple(name for place, name in found if place or name in known)

    @cached_property
    def negations(self) -> int:
        """How many words of it negate."""
        return sum(word in words().negations for word in self.low)

    @cached_property
    def conditions(self) -> frozenset[str]:
        return words().conditions.intersection(self.low)

    @cached_property
    def denials(self) -> frozenset[str]:
        """Roots of words that deny, or that tell of what is not done yet."""
        return frozenset(map(root, (words().denials | words().unreal).intersection(self.low)))

    def degrees(self, as_reported: bool) -> frozenset[str]:
        """Words of degree; with `as_reported`, "would" is the "will" of the speaker.

        "Every" is "all", and "any" beside a negation adds nothing to it.
        """
        low = [reported().get(word, word) for word in self.low] if as_reported else self.low
        found = words().degrees.intersection("all" if word == "every" else word for word in low)
        return found - {"any"} if self.negations else found

    @cached_property
    def persons(self) -> tuple[int, ...]:
        """1 for each "we" and "our", 3 for each "they" and "their", in order."""
        both = _FIRST | _THIRD
        return tuple(1 if word in _FIRST else 3 for word in self.low if word in both)

    @cached_property
    def deictic(self) -> bool:
        """Whether it tells of a day that only the day of saying it tells: today, last night."""
        held = words()
        if held.deictic.intersection(self.low):
            return True
        pairs = zip(self.low, self.low[1:], strict=False)
        return any(one in _NEAR and other in held.calendar for one, other in pairs)

    def turned(self, start: int, end: int) -> bool:
        """Whether a negation or condition around a part turns it, in the sentence that holds it.

        What follows in a clause of its own adds to the part and does not turn it, unless that
        begins with "but" or states a condition.
        """
        before = max((e for e in self.ends if e <= start), default=0)
        after = min((e for e in self.ends if e >= end), default=len(self.low))
        own = min((b for b in self._clauses(end) if b < after), default=after)
        turning = words().negations | words().denials | words().conditions
        hard = words().conditions - {"should"}
        return bool(
            turning.intersection((*self.low[before:start], *self.low[end:own]))
            or hard.intersection(self.low[own:after])
        )

    def _clauses(self, start: int) -> Iterator[int]:
        """Where clauses begin from `start` on that do not turn what is before them."""
        joining = ("because", "while", "and", "so", "which", "who", "as")
        for place in range(start, len(self.low)):
            word = self.low[place]
            if word in ("but", "though", "although", "except", "only"):
                return
            if place in self.breaks or word in joining:
                yield place


def _written(text: str) -> Iterator[tuple[str, bool, bool]]:
    """Each word as written, and whether a sentence or a clause ended before it."""
    last = 0
    for match in WORD.finditer(text):
        between = text[last : match.start()]
        plain = between == " "  # by far most often
        ended = not plain and bool(_END.search(between))
        broken = not plain and bool(_BREAK.search(between))
        raw = match.group().replace("’", "'")
        for part in raw.split("-") if "-" in raw else (raw,):
            if part:
                yield part, ended, broken
                ended = broken = False
        last = match.end()


@lru_cache(maxsize=CACHED)
def _plain(raw: str) -> tuple[str, ...]:
    """A word in lower case and one spelling; short forms are two."""
    low = raw.lower()
    if low[0].isdigit():
        return (low.replace(",", ""),)
    if low in _WHOLE:
        return _WHOLE[low]
    for short, full in _SHORT_FORMS:
        if low.endswith(short) and len(low) > len(short):
            return (low.removesuffix(short), full)
    if low.endswith("'s"):
        head = low.removesuffix("'s")
        return (head, "is") if head in _IS else (_spelt(head),)
    if raw[0].isupper() and low in shortened():
        return (shortened()[low],)
    return (numbers().get(low) or _spelt(low),)


@lru_cache(maxsize=CACHED)
def _content_of(low: str) -> str:
    """The stem of a word, "" of a function word."""
    return "" if low in words().stop else stem(irregular().get(low, low))


def _spelt(low: str) -> str:
    for pattern, plain in _SPELLINGS:
        low = pattern.sub(plain, low)
    return low


def _multiplies(low: list[str], broken: bool) -> bool:
    """Whether a power of ten makes the number before it larger: two hundred, 3.5 million."""
    return bool(low) and not broken and _is_number(low[-1])


def _is_number(word: str) -> bool:
    return word[0].isdigit() and word.count(".") <= 1 and word.replace(".", "").isdecimal()


def _times(number: str, power: str) -> str:
    return f"{float(number) * int(power):.6f}".rstrip("0").rstrip(".")
