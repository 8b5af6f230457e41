"""Whom a pronoun stands for: the nearest speaker or subject that agrees with it.

The rule is the one of centering (Grosz, Joshi and Weinstein 1995) in its plainest form: sentence
by sentence backwards, who spoke comes before who is a subject, and a subject before the rest.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from stances.records import Span, Spans, Speaker
from stances.speakers.context import Context, Said
from stances.speakers.persons import Key, sex_told
from stances.speakers.roles import is_role

_SEX = {"he": "male", "him": "male", "his": "male", "himself": "male"} | dict.fromkeys(
    ("she", "her", "hers", "herself"), "female"
)
PRONOUN_OF = {"male": "he", "female": "she"}
_TITLE = re.compile(r"[“‘\"](?:\w+\s)?$")  # “The River Remembers” is no person
_OWN = re.compile(r"\b([Hh]er|[Hh]is)\s+(?:[\w-]+\s+){0,4}[\w-]*,?\s*$")
_OPENING_ROLE = re.compile(
    r"(?:(?:But|And|Yet|Then)\s+)?((?:The|[A-Z][\w-]{1,30}['’]s)\s+[a-z-]+(?:\s+[a-z-]+){0,2})\b"
)
_PARAGRAPHS = 3
_SENTENCES = 30
_FEW = 8


@dataclass(frozen=True, slots=True)
class Referent:
    """Whom a pronoun stands for: one who spoke before, a person by key, or a described role."""

    said: Said | None = None
    key: Key | None = None
    role: str = ""
    at: int = 0


def sex_of(pronoun: str) -> str:
    """ "female", "male" or "" for a pronoun in lower case."""
    return _SEX.get(pronoun, "")


def find_person(context: Context, pronoun: str, at: int, content: Spans) -> Iterator[Referent]:
    """The persons that a singular pronoun at an offset may stand for, the likeliest first.

    `content` is what the pronoun is said to say: nobody named only there is its speaker.
    """
    sex = sex_of(pronoun)
    unsure: list[Referent] = []
    for start, end in context.sentences_back(at, _PARAGRAPHS, _SENTENCES):
        for said in reversed(context.said_between(start, end)):
            if said.person and not said.plural and _agrees(context, said, sex):
                yield Referent(said=said)
        role = _opening_role(context, start, end)
        if role:
            yield Referent(role=role, at=start)
        for referent in _named(context, (start, end), sex, content, pronoun):
            if referent.key and context.persons.is_person(referent.key):
                yield referent
            else:
                unsure.append(referent)
    for said in context.said_before(at):
        if said.person and not said.plural and _agrees(context, said, sex):
            yield Referent(said=said)
    yield from unsure


def find_body(context: Context, at: int, *, plural: bool) -> Speaker | None:
    """The body, country or group that "it", "its" or "they" at an offset stands for."""
    for start, end in context.sentences_back(at, 2, _FEW):
        for said in reversed(context.said_between(start, end)):
            if said.body or (plural and said.plural):
                return said.speaker
        name = context.opening_body(start, end)
        if name and not context.persons.is_quoted(start):
            return Speaker(name, "", (name,))
    return None


def _agrees(context: Context, said: Said, sex: str) -> bool:
    known = context.persons.sex(said.key) if said.key else _sex_of_role(said.speaker)
    return not sex or not known or known == sex


def _sex_of_role(speaker: Speaker) -> str:
    return sex_told(speaker.name)


def _named(
    context: Context, stretch: Span, sex: str, content: Spans, pronoun: str
) -> Iterator[Referent]:
    """The persons named in a stretch who agree, those who are known to agree first."""
    found: dict[Key, tuple[int, int]] = {}
    for rank, (start, key) in enumerate(context.persons.between(*stretch)):
        if key in found or not _is_free(context, start, key, content, pronoun):
            continue
        known = context.persons.sex(key)
        if not sex or not known or known == sex:
            owner = _is_possessor(context, start, key)
            found[key] = (int(owner), rank)
    for key in sorted(found, key=lambda key: found[key]):
        yield Referent(key=key)


def _is_free(context: Context, start: int, key: Key, content: Spans, pronoun: str) -> bool:
    """Whether a mention may be the pronoun's: not in quoted words, not "her aide, X" for "she"."""
    titled = _TITLE.search(context.text, max(0, start - 12), start)
    if context.persons.is_quoted(start) or titled:
        return False
    if any(a <= start < b for a, b in content):
        return False
    own = _OWN.search(context.text, max(0, start - 60), start)
    return not own or sex_of(own.group(1).lower()) != sex_of(pronoun)


def _is_possessor(context: Context, start: int, key: Key) -> bool:
    after = context.text[start : start + 60]
    name = context.persons.name(key).rsplit(" ", 1)[-1]
    at = after.find(name)
    return at >= 0 and after[at + len(name) : at + len(name) + 2] in ("’s", "'s")


def _opening_role(context: Context, start: int, end: int) -> str:
    """The office that a sentence begins with: "The minister" in "The minister left"."""
    match = _OPENING_ROLE.match(context.text, start, min(end, start + 60))
    if not match or context.persons.is_quoted(start):
        return ""
    found = match.group(1).split()
    last = next((i for i, word in enumerate(found) if i and is_role(word)), 0)
    return " ".join(found[: last + 1]) if last else ""
