"""Tells what was said from what was thought and from what a document shows.

What goes on in a mind is told by the author alone. What an office or body wants, expects or
fears is known because it said so; of voters or villagers it is the author's reading. A letter
or post is its writer's speech; a poll, law or leaked memo is nobody's.
"""

import re

from stances.quotations.words import WORD, stem, word_set
from stances.records import Manner

_LONGEST = 300
_CUT = re.compile(
    r"[,;(]|\s[—–-]\s|\b(?:of|by|from|on|for|in|about|at|to|with|who|which|that|whose|shared|"
    r"released|issued|seen|obtained|published|filed|cited|drawn|written|signed|circulated|"
    r"commissioned|conducted|compiled|tabled|leaked|posted|attributed|read)\b",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being)\b(?:\s\w+ly)?\s(?P<verb>\w+(?:ed|ought|en|ood|nown))\b"
)
_AUTHORED = re.compile(
    r"\A(?:its|his|her|their|our)\b|[’'](?:s\b|(?= ))|\b(?:that|which) \w+ \w+|"
    r"\b(?:written|drawn up|drafted|signed|filed|issued|made|prepared|published) by\b",
    re.IGNORECASE,
)
_DETERMINERS = frozenset("a an the his her its their this that these those another".split())
_HEARSAY = re.compile(r"\b(?:is|are|was|were|been)(?: \w+)? (?:said|rumou?red)\Z")
_STATES = frozenset("convinced concerned worried determined opposed committed".split())
_PRONOUNS = frozenset("he she they it i we you who which that".split())
_NOBODY = frozenset("nobody everyone everybody people few many most some others".split())
_SAYING = frozenset("say tell quote speak write".split())
_OPENING = '“"«„‘'


def find_manner(cue: str, source: str, content: str = "", *, follows: bool = False) -> Manner:
    """The manner of an attribution by its words.

    `content` is what is attributed: verbatim words were said. `follows` says that the cue
    stands after it ("…, he believed"), which reports it as told.

    >>> find_manner("believes", "The villager"), find_manner("shows", "the poll")
    ('thought', 'document')
    >>> find_manner("expect", "Officials"), find_manner("read", "her letter")
    ('said', 'said')
    """
    head = head_noun(source[:_LONGEST])
    if head in word_set("documents"):
        return "document"
    if head in word_set("statements"):
        return "said"
    forms = {form for word in WORD.findall(cue[:_LONGEST]) for form in stem(word)}
    if _HEARSAY.search(cue) and content.startswith("to "):
        return "thought"
    if forms & _SAYING or not forms & (word_set("private") | word_set("public")):
        return "said"
    passive = _PASSIVE.search(cue)
    if (passive and passive["verb"] not in _STATES) or (
        not source and not content.startswith(_OPENING)
    ):
        return "thought"
    if follows or content.startswith(_OPENING):
        return "said"
    if forms & word_set("private"):
        return "thought"
    return "said" if speaks_for_a_body(source[:_LONGEST], head) else "thought"


def is_passive(cue: str) -> bool:
    """Whether a cue is a verb in the passive: "was ordered", "is believed"."""
    return _PASSIVE.search(cue[:_LONGEST]) is not None


def is_authored(source: str) -> bool:
    """Whether the words for a document say whose it is.

    >>> is_authored("Its report"), is_authored("The report that the board sent out")
    (True, True)
    >>> is_authored("A leaked draft")
    False
    """
    return _AUTHORED.search(source[:_LONGEST]) is not None


def head_noun(source: str) -> str:
    """The noun that a source is about: "report" in "a report by the board".

    >>> head_noun("Documents seen by the Courier"), head_noun("Article 7 of the law")
    ('documents', 'article')
    """
    for cut in _CUT.finditer(source):
        words = WORD.findall(source[: cut.start()])
        if words and words[-1].lower() not in _DETERMINERS:
            return str(words[-1].lower())
    words = WORD.findall(source)
    return str(words[-1].lower()) if words else ""


def speaks_for_a_body(source: str, head: str) -> bool:
    """Whether a source is an office, a body or somebody by name, not people at large."""
    if head in _PRONOUNS or head in _NOBODY:
        return False
    if head in word_set("bodies"):
        return True
    words = WORD.findall(_CUT.split(source, maxsplit=1)[0])
    first = words[0].lower() if words else ""
    named = bool(words) and words[-1][0].isupper()
    alone = len(words) == 1 and not words[0].endswith("s")
    return named and (alone or len(words) > 1) and first not in _NOBODY
