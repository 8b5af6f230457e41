"""Whose a document is: "the statement that the ministry issued" speaks for the ministry."""

import re
from functools import cache

from stances.speakers.words import words

_POSSESSOR = re.compile(r"^(.{2,80}?)(?:['’]s|s['’])\s+((?:[\w-]+\s+){0,4}[\w-]+)$")
_PREPOSITION = re.compile(r"\b(by|from|of)\s+(?=\S)")
_BY = re.compile(r"\b([\w-]+?)(?:\s+(?:up|out|together|jointly))?\s+by\s+(?=\S)")
_STARTS = 12


def author_of(phrase: str, head: str) -> str:
    """The words of a phrase that name the author of its document `head`; "" where none do.

    Who saw or passed on a document is not its author.

    >>> author_of("the army’s statement", "statement"), author_of("its letter", "letter")
    ('the army', '')
    >>> author_of("A report drawn up by the board", "report")
    'the board'
    >>> author_of("a note, seen by the Herald, that Ila Tesk wrote", "note")
    'Ila Tesk'
    """
    at = phrase.lower().find(head)
    if at < 0:
        return ""
    core, after = phrase[: at + len(head)], phrase[at + len(head) :]
    possessor = _POSSESSOR.match(core)
    if possessor:
        return _whole_possessor(possessor, head)
    return _after(after)


def _whole_possessor(match: re.Match[str], head: str) -> str:
    """What stands before the document: "Arvania’s army" in "Arvania’s army statement"."""
    between = match.group(2)[: -len(head)].strip()
    known = ("ministry", "army", "military", "government", "office", "police", "council")
    body = between.split(" ")[-1].lower() in known
    end = match.end(2) - len(head) if body else match.end(1)
    owner = match.string[:end].strip()
    return owner + "s" if not body and match.string[end : end + 1] == "s" else owner


def _after(text: str) -> str:
    """The author in what follows a document: a preposition or a clause of authorship."""
    known = words()
    first = _PREPOSITION.search(text)
    if first and not text[: first.start()].strip(" ,"):
        rest = text[first.end() :]
        return "" if first.group(1) == "of" and not _is_named(rest) else rest
    for match in list(_BY.finditer(text))[:_STARTS]:
        if match.group(1).lower() in known.authored | {"drawn", "put"}:
            return text[match.end() :]
    clause = _clause().search(text)
    if clause:
        return clause.group(1).strip()
    origin = re.search(r"\bfrom\s+(?=\S)", text)
    return text[origin.end() :] if origin else ""


@cache
def _clause() -> re.Pattern[str]:
    verbs = "|".join(sorted(words().authored))
    lead = r"(?:\b(?:that|which)\s+|^\s+(?=(?:the|its|his|her|their)\s|[A-Z]))"
    return re.compile(rf"{lead}((?:\S+\s+){{1,6}}?)(?:(?:had|has)\s+)?(?:{verbs})\b")


def _is_named(text: str) -> bool:
    plain = re.sub(r"^(?:the|a|an)\s+", "", text)
    return plain[:1].isupper()
