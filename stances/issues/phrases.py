"""Finds the noun phrases of a text that may name an issue.

A phrase is one to four words without a gap, or two such joined by a preposition ("closure of the
depot"). It holds no verb, no function word but the joint, and no word that judges; it ends on a
noun, and its head is never the name of a party or person.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

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


class Found(NamedTuple):
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


class Form(NamedTuple):
    """What a word, as it is written, tells by itself under one usage.

    `fits` says whether it may be part of a phrase, `fits_after` whether it may after an article;
    `ends` and `closes` as `_may_end` and `_may_close` have it.
    """

    low: str
    stem: str
    fits: bool
    fits_after: bool
    ends: bool
    closes: bool
    capital: bool
    act: bool
    party: bool
    upper: bool


class _Word(NamedTuple):
    form: Form
    written: str
    start: int
    end: int
    fits: bool
    linked: bool
    quoted: bool


def find_phrases(text: str, usage: Usage) -> Iterator[Found]:
    """All phrases of the first 2,000 characters of `text`, in order; some lie inside others."""
    text = text[:READ_CHARACTERS]
    row = _words(text, usage)
    runs = _runs(row)
    for number, (first, end) in enumerate(runs):
        yield from _inside(text, row, first, end, usage)
        if number + 1 < len(runs):
            yield from _across(row, (first, end), runs[number + 1], usage)


def find_whole(text: str, usage: Usage) -> Iterator[Found]:
    """Those of the phrases that fill the stretch between two other words, in order."""
    text = text[:READ_CHARACTERS]
    row = _words(text, usage)
    runs = _runs(row)
    for number, (first, end) in enumerate(runs):
        if end - first <= MOST:
            yield from (p for p in _inside(text, row, first, end, usage) if p.whole)
        if number + 1 < len(runs):
            across = _across(row, (first, end), runs[number + 1], usage)
            yield from (p for p in across if p.whole)


def _words(text: str, usage: Usage) -> list[_Word]:
    found: list[_Word] = []
    forms = usage.forms
    inside, last, before = False, 0, ""
    for match in WORD.finditer(text):
        start, end = match.span()
        gap = text[last:start]
        linked = gap == " " and bool(found)
        if not linked:
            inside = _is_inside(gap, inside)
        written = match.group()
        form = forms.get(written) or forms.setdefault(written, _form(written, usage))
        fits = form.fits_after if linked and before in ARTICLES else form.fits
        found.append(_Word(form, written, start, end, fits, linked, inside))
        last, before = end, form.low
        if len(found) >= READ_WORDS:
            break
    return found


def _form(written: str, usage: Usage) -> Form:
    low = written.lower().replace("’", "'")
    one, table = stem(low), words()
    unfit = low.endswith("'s") or is_adjective(low) or low in table.calendar
    proper = written[0].isupper() and usage.is_proper(low)
    party = usage.is_party(written)
    person = usage.is_person(written)
    act = one in table.acts
    named = proper and not act  # no name is that of an act ("Fair Keys Act")
    return Form(
        low,
        one,
        _fits(written, low, False, usage),
        _fits(written, low, True, usage),
        not (unfit or person or party or named),
        not (unfit or person or usage.is_people(written)),
        written[0].isupper(),
        act,
        party,
        any(letter.isupper() for letter in written),
    )


def _is_inside(gap: str, inside: bool) -> bool:
    """Whether the text after a gap is in quotation marks; `inside` tells it of that before."""
    for mark in gap:
        if mark in _OPEN + _CLOSE:
            inside = mark in _OPEN and not (inside and mark in _CLOSE)
    return inside


def _fits(written: str, low: str, after_article: bool, usage: Usage) -> bool:
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
        return low in table.acts or (after_article and not low.endswith("ly"))
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


def _inside(text: str, row: Sequence[_Word], first: int, end: int, usage: Usage) -> Iterator[Found]:
    """The phrases of one stretch; its words stand one space apart, as they do in `text`."""
    for start in range(first, end):
        opening = row[start]
        after = bool(start) and opening.linked and row[start - 1].form.low == "the"
        key: tuple[str, ...] = ()
        upper, capital, party = False, True, True
        for place in range(start, min(end, start + MOST)):
            last = row[place]
            if last.end - opening.start > LABEL_CHARACTERS:
                break
            form = last.form
            key += (form.stem,)
            upper, capital, party = (
                upper or form.upper,
                capital and form.capital,
                party and form.party,
            )
            if not form.ends:
                continue
            written = text[opening.start : last.end]
            if place == start or not _is_named(written, form, upper, capital, party, usage):
                whole = start == first and place + 1 == end
                yield Found(key, form.stem, form.stem, written, whole, after, opening.quoted)


def _across(
    row: Sequence[_Word], one: tuple[int, int], two: tuple[int, int], usage: Usage
) -> Iterator[Found]:
    """Phrases of the end of a stretch, a preposition, and the next stretch."""
    joint = row[one[1] : two[0]]
    table = words()
    if not 1 <= len(joint) <= 2 or not all(w.linked for w in (*joint, row[two[0]])):
        return
    lows = [word.form.low for word in joint]
    if lows[0] not in table.inside or (len(lows) == 2 and lows[1] not in ARTICLES):
        return
    stop = min(two[1], two[0] + MOST_AFTER)
    if not row[stop - 1].form.closes:
        return
    for start in range(max(one[0], one[1] - MOST_AFTER), one[1]):
        part = row[start : one[1]]
        if lows[0] != "of" and part[-1].form.stem not in table.acts:
            return
        if row[stop - 1].end - part[0].start <= LABEL_CHARACTERS and _may_end(part, usage):
            yield _found(row, start, stop, one[1] - 1, start == one[0] and stop == two[1])


def _may_end(part: Sequence[_Word], usage: Usage) -> bool:
    """Whether the last word can be what the phrase is about, and the phrase names nobody."""
    forms = [word.form for word in part]
    if len(forms) == 1 or not forms[-1].ends:
        return forms[-1].ends
    written = " ".join([word.written for word in part])
    upper, capital = any(f.upper for f in forms), all(f.capital for f in forms)
    return not _is_named(written, forms[-1], upper, capital, all(f.party for f in forms), usage)


def _is_named(
    written: str, last: Form, upper: bool, capital: bool, party: bool, usage: Usage
) -> bool:
    """Whether several words are a name: of a party, or of a body or place ("Sallow Lane").

    `upper` tells whether a capital letter is in any of them, `capital` whether each begins with
    one, `party` whether each is that of a party. Where the last is an act, only the last counts.
    """
    if party if last.act else capital:
        return True
    # Without a capital letter it can be a party's only by a name at hand.
    return usage.is_party(written) if upper else written.replace("’", "'") in usage.parties


def is_adjective(low: str) -> bool:
    """Whether a word looks like an adjective; such names nothing by itself."""
    table = words()
    if low in table.nouns or stem(low) in table.acts:
        return False
    return low in table.adjectives or (len(low) > 4 and low.endswith(_ADJECTIVE_ENDS))


def _found(row: Sequence[_Word], start: int, stop: int, head: int, whole: bool) -> Found:
    part = row[start:stop]
    return Found(
        key=tuple([word.form.stem for word in part if word.form.low not in ARTICLES]),
        head=row[head].form.stem,
        last=part[-1].form.stem,
        written=" ".join([word.written for word in part]),
        whole=whole,
        after=bool(start) and part[0].linked and row[start - 1].form.low == "the",
        quoted=part[0].quoted,
    )
