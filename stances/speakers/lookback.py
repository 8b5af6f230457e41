"""Whom "the minister" or "the letter" stands for: whoever the article introduced as such."""

import re
from collections.abc import Iterator
from itertools import islice

from stances.records import Speaker
from stances.speakers.context import Context, Said
from stances.speakers.documents import author_of
from stances.speakers.names import words_of
from stances.speakers.persons import Key
from stances.speakers.roles import Phrase, is_body, is_role, read_phrase
from stances.speakers.words import words

_MOST = 60
_OCCURRENCES = 6
_FAR = 8000
_NEW = re.compile(
    r"(?:\b(?:an?|his|her|its|their|this|another)|['’]s?)\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE
)
_OWNED_BODY = re.compile(
    r"(?:[A-Z][\w.-]{0,30}\s){0,3}[A-Z][\w.-]{0,30}['’]s?\s(?:[a-z-]{1,20}\s){0,2}$"
)
_OF_BODY = re.compile(r"\sof\s(?:the\s)?(?:[A-Z][\w.-]{0,30}\s?){1,4}")
_END = re.compile(r"[.;:“”\"]\s|,?\s+(?:which|who|whose|that)\b")
# "accused the board of hiding a clerk's report": the clerk's.
_DOING = re.compile(r"\b(?:of|for|by|in|from|after|before|without)\s[a-z]{2,}ing\s+")
_IN_IT = re.compile(r"\b[Ii]n (?:an?|his|her|its|their|this|another)\s+(?:[\w-]+\s+){0,3}$")
# What a kind of office is called where it is named in full.
_KINDS = {
    "diplomat": {"diplomat", "envoy", "ambassador", "consul", "attaché", "attache"},
    "lawmaker": {"lawmaker", "senator", "congressman", "congresswoman", "legislator", "mp"},
    "legislator": {"legislator", "lawmaker", "senator", "congressman", "congresswoman", "mp"},
    "officer": {"officer", "colonel", "major", "captain", "lieutenant", "commander"},
}
_RELATIVE = re.compile(r"\b(?:who|which)\s")
_ABOUT = re.compile(r"\s+on\s")


def described(context: Context, phrase: Phrase, at: int) -> Speaker | Key | None:
    """The latest speaker or person before an offset whose description fits "the minister"."""
    if phrase.plural and phrase.form == "role" and not phrase.name:
        return None
    wanted = _content_words(phrase)
    said_at, speaker = _speaker(context, phrase, wanted, at)
    if is_body(phrase.head):
        return speaker
    for start, key in reversed(context.persons.between(max(0, at - _FAR), at)[-_MOST:]):
        if start <= said_at:
            break
        texts = (context.persons.title(key), *context.persons.descriptions(key))
        if _fits(texts, phrase.head, wanted):
            return key
    return speaker


def _speaker(
    context: Context, phrase: Phrase, wanted: set[str], at: int
) -> tuple[int, Speaker | None]:
    for said in islice(context.said_before(at), _MOST):
        speaker = said.speaker
        body = is_body(phrase.head)
        if (said.body if body else said.person) and _fits(
            _texts(context, said, body), phrase.head, wanted
        ):
            return said.at, speaker
    return -1, None


def _texts(context: Context, said: Said, body: bool) -> tuple[str, ...]:
    """What is said of a speaker itself; a longer description may be of whom it speaks for."""
    speaker = said.speaker
    if body:
        return (speaker.name,)
    known = context.persons.descriptions(said.key) if said.key else ()
    return (speaker.role, speaker.name, *speaker.descriptions[:1], *known)


def _fits(texts: tuple[str, ...], head: str, wanted: set[str]) -> bool:
    """Whether the descriptions hold the head noun and all that is said with it."""
    held = {word for text in texts for word in _plain(text)}
    if head == "premier" and any("prime minister" in text.lower() for text in texts):
        return wanted <= held
    borne = {word for text in texts for word in _plain(_RELATIVE.split(text, maxsplit=1)[0])}
    if borne.isdisjoint(_KINDS.get(head, {head})) or not wanted <= held:
        return False
    if head == "minister" and "prime" not in wanted:
        return any(_has_plain_minister(text) for text in texts)
    return True


def _has_plain_minister(text: str) -> bool:
    found = _plain(text)
    return any(w == "minister" and found[max(0, i - 1)] != "prime" for i, w in enumerate(found))


def _content_words(phrase: Phrase) -> set[str]:
    core = re.split(r"\b(?:of|for|at|in|from|to|with)\b", phrase.core)[0]
    return {word for word in _plain(core) if word not in ("the", "this", "that", phrase.head)}


def _plain(text: str) -> list[str]:
    found = []
    for word in words_of(text[:300]):
        word = word.strip(',;:()“”"')
        for mark in ("’s", "'s", "’", "'"):
            word = word.removesuffix(mark)
        found.append(word)
    return found


def introduced(context: Context, phrase: Phrase, at: int) -> Speaker | tuple[str, int] | None:
    """Who wrote "the letter": its author where it was first spoken of, or who spoke there.

    An author that is only named is given as its words and their place. "The statement" may also
    be what somebody has just been quoted as saying, whatever it was called.
    """
    if len(_ABOUT.split(phrase.core)[0].split()) > 2:
        return None
    last = next(context.said_before(at), None) if phrase.head in words().statements else None
    here = context.paragraph(at)[0]
    for start in islice(_occurrences(context.text, phrase.head, at), _OCCURRENCES):
        if last and start < here <= last.at:
            break
        found = _introduction(context, phrase.head, start)
        if found:
            return found
    return last.speaker if last else None


def _introduction(context: Context, head: str, start: int) -> Speaker | tuple[str, int] | None:
    """Whose the document that stands at an offset is, as far as its sentence tells."""
    first, end = context.sentence(start)
    lead = context.text[max(first, start - 60) : start]
    source = _source_with(context, start)
    if source or not _NEW.search(lead):
        return source
    within = context.said_between(first, end)
    if within and _IN_IT.search(lead):
        return within[-1].speaker
    named = _author_at(context, start, lead, head, end)
    made = head in words().statements or _makes(lead)
    return named or (within[-1].speaker if within and made else None)


def _makes(lead: str) -> bool:
    """Whether a verb of authorship governs what comes next: "published a report"."""
    verbs = re.findall(r"[a-z]+", lead)[-6:]
    return not words().authored.isdisjoint(verbs)


def _source_with(context: Context, start: int) -> Speaker | None:
    """The speaker whose source holds the document at an offset: "Its statement"."""
    for said in context.said_between(max(0, start - 80), start + 1):
        if any(
            context.text.startswith(d, said.at) and said.at + len(d) > start
            for d in said.speaker.descriptions
        ):
            return said.speaker
    return None


def _author_at(
    context: Context, start: int, lead: str, head: str, end: int
) -> tuple[str, int] | None:
    """The author named beside a document: "Tesk’s letter", "a letter from Ila Tesk"."""
    after = context.text[start : min(end, start + 200)]
    owner = re.search(r"((?:[\w.-]+\s+){0,4}[\w.-]+?)['’]s\s+(?:[a-z-]+\s+){0,2}$", lead)
    named = owner.group(1) if owner else author_of(after, head)
    named = _END.split(_DOING.split(named)[-1])[0]
    if not named or any(noun in named for noun in words().media):
        return None
    phrase = read_phrase(named)
    known = phrase.form in ("person", "entity") or is_role(phrase.head) or is_body(phrase.head)
    return (named, start) if known else None


def _occurrences(text: str, head: str, at: int) -> Iterator[int]:
    """Where a noun stands before an offset, the latest first."""
    found = at
    while True:
        found = text.rfind(head, max(0, at - _FAR), found)
        if found < 0:
            return
        after = text[found + len(head) : found + len(head) + 1]
        if not (text[found - 1 : found].isalpha() or after.isalpha()):
            yield found


def named_before(context: Context, head: str, at: int) -> str:
    """A body with its owner's name, as it stands before an offset: "Arvania’s board"."""
    for start in islice(_occurrences(context.text, head, at), _OCCURRENCES):
        lead = context.text[max(0, start - 60) : start]
        owner = _OWNED_BODY.search(lead)
        if owner:
            return owner.group().strip() + f" {head}"
        of = _OF_BODY.match(context.text[start + len(head) : start + len(head) + 60])
        if of:
            return f"{head}{of.group()}"
    return ""
