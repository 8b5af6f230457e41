"""Finds the noun phrases of a text that may name an issue.

A phrase is one to four words without a gap, or two such joined by a preposition ("closure of the
depot"). It holds no verb, no function word but the joint, and no word that judges; it ends on a
noun, and its head is never the name of a party or person.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stances.issues.usage import Usage
from stances.issues.words import WORD, stem, words

READ_CHARACTERS = 2000
LABEL_CHARACTERS = 60
ARTICLES = ("the", "a", "an")
MOST = 4
MOST_AFTER = 3
READ_WORDS = 250
_ADJECTIVE_ENDS = ("al", "ic", "ive", "ous", "ful", "able", "ible", "ary", "less", "ian")
_OPEN, _CLOSE = '“"«', '”"»'


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase where it stands.

    `key` are the stems of its words without articles, `head` that of the word it is about,
    `last` that of the last.
    `whole` says that it fills the stretch between two other words, `after` that "the" precedes
    it, `quoted` that it stands inside quotation marks.
    """

    key: tuple[str, ...]
    head: str
    last: str
    written: str
    whole: bool
    after: bool
    quoted: bool


@dataclass(frozen=True, slots=True)
class _Word:
    written: str
    low: str
    start: int
    end: int
    fits: bool
    linked: bool
    quoted: bool


def find_phrases(text: str, usage: Usage) -> Iterator[Found]:
    """All phrases of the first 2,000 characters of `text`, in order; some lie inside others."""
    row = _words(text[:READ_CHARACTERS], usage)
    runs = _runs(row)
    for number, (first, end) in enumerate(runs):
        yield from _inside(row, first, end, usage)
        if number + 1 < len(runs):
            yield from _across(row, (first, end), runs[number + 1], usage)


def _words(text: str, usage: Usage) -> list[_Word]:
    found: list[_Word] = []
    inside, last = False, 0
    for match in WORD.finditer(text):
        gap = text[last : match.start()]
        inside = _is_inside(gap, inside)
        linked = bool(found) and gap == " "
        before = found[-1].low if linked else ""
        written = match.group()
        low = written.lower().replace("’", "'")
        fits = _fits(written, low, before, usage)
        found.append(_Word(written, low, match.start(), match.end(), fits, linked, inside))
        last = match.end()
        if len(found) >= READ_WORDS:
            break
    return found


def _is_inside(gap: str, inside: bool) -> bool:
    """Whether the text after a gap is in quotation marks; `inside` tells it of that before."""
    for mark in gap:
        if mark in _OPEN + _CLOSE:
            inside = mark in _OPEN and not (inside and mark in _CLOSE)
    return inside


def _fits(written: str, low: str, before: str, usage: Usage) -> bool:
    """Whether a word may be part of a noun phrase that takes no side."""
    table = words()
    if len(low) < 2 or not low[0].isalpha() or "." in low.strip("."):
        return False
    bare = low.removesuffix("'s")
    if bare in table.stop or bare in table.judging or stem(low) in table.judging:
        return False
    if low in table.measures or bare in table.verbs or _is_date(written, low):
        return False
    if low.endswith("s") and stem(low) in table.verbs and stem(low) not in table.acts:
        return False
    if written[0].isupper() and usage.is_proper(low):
        return True
    if len(low) > 4 and low.endswith(("ed", "ing", "ly")) and "-" not in low:
        return low in table.acts or (before in ARTICLES and not low.endswith("ly"))
    return not usage.is_verb(low)


def _is_date(written: str, low: str) -> bool:
    """Whether a word is the name of a day or month; "night" may stand before a noun."""
    return written[0].isupper() and low in words().calendar


def _runs(row: Sequence[_Word]) -> list[tuple[int, int]]:
    """Stretches of words that fit, one space apart, as places in `row`."""
    runs: list[tuple[int, int]] = []
    for place, word in enumerate(row):
        if not word.fits:
            continue
        if runs and runs[-1][1] == place and word.linked:
            runs[-1] = (runs[-1][0], place + 1)
        else:
            runs.append((place, place + 1))
    return runs


def _inside(row: Sequence[_Word], first: int, end: int, usage: Usage) -> Iterator[Found]:
    for start in range(first, end):
        for stop in range(start + 1, min(end, start + MOST) + 1):
            part = row[start:stop]
            if part[-1].end - part[0].start <= LABEL_CHARACTERS and _may_end(part, usage):
                yield _found(row, start, stop, stop - 1, start == first and stop == end)


def _across(
    row: Sequence[_Word], one: tuple[int, int], two: tuple[int, int], usage: Usage
) -> Iterator[Found]:
    """Phrases of the end of a stretch, a preposition, and the next stretch."""
    joint = row[one[1] : two[0]]
    table = words()
    if not 1 <= len(joint) <= 2 or not all(w.linked for w in (*joint, row[two[0]])):
        return
    if joint[0].low not in table.inside or (len(joint) == 2 and joint[1].low not in ARTICLES):
        return
    stop = min(two[1], two[0] + MOST_AFTER)
    if not _may_close(row[two[0] : stop], usage):
        return
    for start in range(max(one[0], one[1] - MOST_AFTER), one[1]):
        part = row[start : one[1]]
        if joint[0].low != "of" and stem(part[-1].low) not in table.acts:
            return
        if row[stop - 1].end - part[0].start <= LABEL_CHARACTERS and _may_end(part, usage):
            yield _found(row, start, stop, one[1] - 1, start == one[0] and stop == two[1])


def _may_end(part: Sequence[_Word], usage: Usage) -> bool:
    """Whether the last word can be what the phrase is about."""
    last = part[-1]
    if last.low.endswith("'s") or usage.is_person(last.written) or is_adjective(last.low):
        return False
    if usage.is_party(last.written) or _is_proper(last, usage) or last.low in words().calendar:
        return False
    phrase = " ".join(word.written for word in part)
    return not usage.is_party(phrase) and not _is_name(part, usage)


def _may_close(part: Sequence[_Word], usage: Usage) -> bool:
    """Whether a phrase may end on these words after a preposition: names of places may."""
    last = part[-1]
    unfit = last.low.endswith("'s") or is_adjective(last.low) or last.low in words().calendar
    return not unfit and not usage.is_person(last.written) and not usage.is_people(last.written)


def _is_proper(word: _Word, usage: Usage) -> bool:
    """Whether a word is a name, and not that of an act ("Fair Keys Act")."""
    named = word.written[0].isupper() and usage.is_proper(word.low)
    return named and stem(word.low) not in words().acts


def _is_name(part: Sequence[_Word], usage: Usage) -> bool:
    """Whether all words are capital and none an act: a body or place ("Sallow Lane")."""
    if stem(part[-1].low) in words().acts:
        return all(usage.is_party(w.written) for w in part)
    return all(w.written[0].isupper() and (usage.is_proper(w.low) or len(part) > 1) for w in part)


def is_adjective(low: str) -> bool:
    """Whether a word looks like an adjective; such names nothing by itself."""
    table = words()
    if low in table.nouns or stem(low) in table.acts:
        return False
    return low in table.adjectives or (len(low) > 4 and low.endswith(_ADJECTIVE_ENDS))


def _found(row: Sequence[_Word], start: int, stop: int, head: int, whole: bool) -> Found:
    part = row[start:stop]
    written = " ".join(word.written for word in part)
    before = row[start - 1].low if start and part[0].linked else ""
    return Found(
        key=tuple(stem(word.low) for word in part if word.low not in ARTICLES),
        head=stem(row[head].low),
        last=stem(part[-1].low),
        written=written,
        whole=whole,
        after=before == "the",
        quoted=part[0].quoted,
    )
