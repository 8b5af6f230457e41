"""The persons of an article: the forms of their names, their places, and what describes them."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from stances.records import Span
from stances.speakers.names import Name, words_of
from stances.speakers.words import words

Key = tuple[str, ...]

_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_HONORIFICS = frozenset("mr mrs ms miss dr sir dame lord lady democrat republican".split())
_APPOSITION = re.compile(
    r",\s+(?:[a-z]|[A-Z][\w.-]*(?:['’]s\s|\s(?:[A-Z][\w.-]*\s){0,2}(?!and\b)[a-z]))"
    r"[^.!?;:“”\"\n]{3,140}?(?=,|\.|;|$)"
)
_OPENS = re.compile(r",\s+(?:who|which|whose|the|a|an|one)\s")
_SECOND = re.compile(r",\s+(?:the|a|an)\s[^,.!?;:“”\"\n]{3,80}(?=,)")
_BEFORE = re.compile(r"(?:[\w.’'-]+[ \u00a0]){1,8}$")
_ROLE_BEFORE = re.compile(r"(?:[^.!?;:“”\"\n,]{3,80}),\s$")
_SOMEBODYS = re.compile(
    r"\b(?:[Hh]is|[Hh]er|[Tt]heir|[A-Z][\w-]*['’]s)\s[a-z-]{3,20}(?:\s[a-z-]{3,20})?,?\s$"
)
_PLACED = re.compile(r"\b(?:in|at|near|across|outside|inside)\s(?:the\s)?$")
_PRONOUN = re.compile(r"\b(he|him|his|himself|she|her|hers|herself)\b", re.IGNORECASE)
_MAX_FORMS = 4
_MAX_VOTES = 40
_MAX_NAMESAKES = 20
_USUAL = 3
_SAME_SENTENCE = 3
_REACH = 160
_SHORT = 5
_ROLE_WORDS = frozenset(
    "minister president spokesman spokeswoman spokesperson secretary ambassador envoy leader "
    "chief foreign defence defense prime general commander official adviser ministry government "
    "army military deputy of for the department opposition party director chair chairman "
    "chairwoman head council mayor governor lawmaker senator judge lawyer manager baker".split()
)


@dataclass(slots=True)
class Persons:
    """The persons of a text by the words of their names, and where each is named in order."""

    text: str
    forms: dict[Key, list[Name]] = field(default_factory=dict)
    by_word: dict[str, list[Key]] = field(default_factory=dict)
    mentions: list[tuple[int, Key]] = field(default_factory=list)
    quoted: list[Span] = field(default_factory=list)
    places: dict[Key, list[int]] = field(default_factory=dict)
    shown: dict[Key, bool] = field(default_factory=dict)
    sexes: dict[Key, str] = field(default_factory=dict)
    fulls: dict[Key, list[Key]] = field(default_factory=dict)
    titles: dict[Key, str] = field(default_factory=dict)
    described: dict[Key, list[str]] = field(default_factory=dict)

    def full(self, short: Key, at: int | None = None) -> Key | None:
        """The full name that a short form stands for: the last before an offset, if several are.

        Without an offset, and where none was named before, it is the one named most often.
        """
        short = _key(short)
        if short in self.forms and len(short) > 1:
            return short
        if short not in self.fulls:
            self.fulls[short] = self._candidates(short)
        fitting = self.fulls[short]
        if at is not None and len(fitting) > 1:
            before = [(self._last_before(key, at), key) for key in fitting]
            last = max(before, key=lambda pair: pair[0])
            return last[1] if last[0] >= 0 else fitting[0]
        return fitting[0] if fitting else None

    def _candidates(self, short: Key) -> list[Key]:
        """The full names that a short form begins or ends, those named most often first."""
        longer = [
            full
            for full in self.by_word.get(short[-1] if short else "", [])
            if full[-len(short) :] == short or full[: len(short)] == short
        ]
        ranked = sorted(longer, key=lambda key: (-len(self.forms[key]), -len(key), key))
        if ranked and len(self.forms[ranked[0]]) >= _USUAL:
            ranked = [ranked[0], *(key for key in ranked[1:] if not self._is_chance(key))]
        plain: list[Key] = []
        for key in ranked[:_MAX_NAMESAKES]:
            if not any(key[-len(other) :] == other for other in plain if len(other) > 1):
                plain.append(key)
        return [key for key in plain if len(key) > 1] or plain

    def _is_chance(self, key: Key) -> bool:
        """Whether a name stands once only, where its first word opens a sentence."""
        if len(self.forms[key]) > 1 or self.title(key):
            return False
        before = self.text[max(0, self.forms[key][0].start - 2) : self.forms[key][0].start]
        return not (before[-1:] == " " and (before[:1].isalnum() or before[:1] == ","))

    def _last_before(self, key: Key, at: int) -> int:
        forms = self.forms[key]
        place = bisect_left(forms, at, key=lambda form: form.start)
        return forms[place - 1].start if place else -1

    def name(self, key: Key) -> str:
        """The name as the article writes it first."""
        return self.forms[key][0].name

    def title(self, key: Key) -> str:
        """The title that the article gives with the name, if any; "Mr" is none."""
        if key not in self.titles:
            titles = (form.title for form in self.forms[key])
            self.titles[key] = next((title for title in titles if not is_honorific(title)), "")
        return self.titles[key]

    def descriptions(self, key: Key) -> list[str]:
        """What the article says of a person beside the name, at its first places."""
        if key not in self.described:
            forms = self.forms[key][:_MAX_FORMS]
            self.described[key] = [describe(self.text, form) for form in forms]
        return self.described[key]

    def between(self, start: int, end: int) -> list[tuple[int, Key]]:
        """The mentions of persons in a stretch, in order."""
        first = bisect_left(self.mentions, (start,))
        return self.mentions[first : bisect_left(self.mentions, (end,), first)]

    def is_quoted(self, at: int) -> bool:
        """Whether an offset lies in what somebody is quoted as saying."""
        place = bisect_left(self.quoted, (at + 1,)) - 1
        return place >= 0 and self.quoted[place][1] > at

    def sex(self, key: Key) -> str:
        """ "female", "male" or "" where the article does not tell."""
        if key not in self.sexes:
            self.sexes[key] = self._sex(key)
        return self.sexes[key]

    def _sex(self, key: Key) -> str:
        titles = [form.title for form in self.forms[key][:_MAX_FORMS]]
        for description in (*titles, *self.descriptions(key)):
            told = sex_told(description)
            if told:
                return told
        known = words()
        given = "female" if key[0] in known.female_names else ""
        given = given or ("male" if key[0] in known.male_names else "")
        return given or self._sex_by_pronouns(key)

    def _sex_by_pronouns(self, key: Key) -> str:
        """The pronoun that most often comes next, before anybody else is named."""
        votes = 0
        for place in self.places.get(key, [])[:_MAX_VOTES]:
            start = self.mentions[place][0]
            if self.is_quoted(start):
                continue
            following = self.mentions[place + 1 : place + 2]
            end = min([start + _REACH, *(at for at, _ in following)])
            votes += self._vote(start, end)
        return "female" if votes > 0 else "male" if votes < 0 else ""

    def is_person(self, key: Key) -> bool:
        """Whether a name is not that of a place: nothing is said to be in or at it."""
        if key not in self.shown:
            known = words()
            given = key[0] in known.female_names or key[0] in known.male_names
            starts = [form.start for form in self.forms[key][:_MAX_VOTES]]
            placed = any(_PLACED.search(self.text, max(0, at - 12), at) for at in starts)
            self.shown[key] = given or bool(self.title(key)) or not placed
        return self.shown[key]

    def _vote(self, start: int, end: int) -> int:
        """What the next pronoun says, female above 0; in the same sentence it weighs most."""
        for match in _PRONOUN.finditer(self.text, start, end):
            if not self.is_quoted(match.start()):
                between = self.text[start : match.start()]
                weight = 1 if ". " in between or "\n" in between else _SAME_SENTENCE
                return weight if match.group().lower().startswith(("s", "her")) else -weight
        return 0


def find_persons(text: str, names: Sequence[Name], quoted: list[Span]) -> Persons:
    """Collect the persons of a text from its names; `quoted` are the direct quotations."""
    found = Persons(text, quoted=quoted)
    names = [name for name in names if name.person]
    for name in names:
        key = _key(words_of(name.name))
        if len(key) > 1 or name.title or _is_relative(text, name.start):
            if key not in found.forms:
                for word in {key[0], key[-1]}:
                    found.by_word.setdefault(word, []).append(key)
            found.forms.setdefault(key, []).append(name)
    found.fulls.clear()
    found.mentions = list(_mentions(found, names))
    for place, (_, key) in enumerate(found.mentions):
        found.places.setdefault(key, []).append(place)
    return found


def _is_relative(text: str, start: int) -> bool:
    """Whether a single name is somebody's: "her husband, Col", "his deputy Venn"."""
    return _SOMEBODYS.search(text, max(0, start - 50), start) is not None


def _key(found: Key) -> Key:
    """The words of a name without "Jr." and its like."""
    return found[:-1] if len(found) > 1 and found[-1] in _SUFFIXES else found


def is_honorific(title: str) -> bool:
    """Whether a title is no office: "Mr", "Dr".

    >>> is_honorific("Mr."), is_honorific("Minister")
    (True, False)
    """
    return all(word in _HONORIFICS for word in words_of(title))


def _mentions(persons: Persons, names: list[Name]) -> Iterator[tuple[int, Key]]:
    for name in names:
        key = persons.full(words_of(name.name), name.start + 1)
        if key:
            yield name.start, key


def sex_told(description: str) -> str:
    """What a title or noun says of the sex of whom it describes; "" if nothing.

    >>> sex_told("a spokeswoman for the board"), sex_told("Mr"), sex_told("the envoy")
    ('female', 'male', '')
    """
    known = words()
    for word in re.findall(r"[^\W_]+", description.lower())[:12]:
        if word in known.female:
            return "female"
        if word in known.male:
            return "male"
    return ""


def describe(text: str, form: Name) -> str:
    """A name with what stands before and after it: "Defence Secretary X", "X, a spokesman …"."""
    start = form.start
    before = _BEFORE.search(text, max(0, form.start - 60), form.start)
    apposed = _ROLE_BEFORE.search(text, max(0, form.start - 90), form.start)
    if before:
        lead = before.group()
        start -= len(lead) - _descriptive_from(lead)
    elif apposed:
        start = apposed.start() + _role_from(apposed.group())
    after = _APPOSITION.match(text, form.end)
    if after and apposed and not before and not _OPENS.match(after.group()):
        after = None  # the name ends an apposition itself: the clause goes on
    second = _SECOND.match(text, after.end()) if after else None
    last = second or after
    return text[start : last.end() if last else form.end].strip()


def _descriptive_from(lead: str) -> int:
    """Where the words that describe a name begin: capitals, possessives and role nouns."""
    kept = len(lead)
    for match in reversed(list(re.finditer(r"[\w.’'-]+[ \u00a0]", lead))):
        word = match.group().strip()
        if not (word[0].isupper() or word in _ROLE_WORDS):
            break
        if word.endswith(".") and len(word) > _SHORT and word[:-1].isalpha():
            break  # the sentence before
        kept = match.start()
    return kept


def _role_from(lead: str) -> int:
    """Where an office before a name and a comma begins: at its last article or possessive."""
    starts = [
        m.start()
        for m in re.finditer(r"(?<!\S)(?:[Tt]he|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[\w-]+['’]s)\s", lead)
    ]
    return starts[-1] if starts else len(lead)
