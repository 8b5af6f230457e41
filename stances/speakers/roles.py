"""What kind of thing a source phrase is: a pronoun, a person, a role, a statement, a group."""

import re
from dataclasses import dataclass

from stances.speakers.names import Name, find_names

_DETERMINER = re.compile(r"^(?:the|a|an|one|another|some|several|many|other|two|three)\s+", re.I)
_POSSESSIVE = re.compile(r"^(?:his|her|their|its|my|our)\s+", re.I)
_HEAD_END = re.compile(
    r",|\s[—–-]\s|\(|\b(?:for|of|to|at|from|in|on|with|who|which|whose|by|speaking|shared|told)\b"
)
_SINGULAR = frozenset(("he", "she", "him", "her"))
_PRONOUNS = _SINGULAR | {"they", "it", "them", "we", "i", "who", "this", "himself", "herself"}
_UNNAMED = frozenset(
    "official officials source sources spokesman spokeswoman spokesperson spokespeople aide aides "
    "diplomat diplomats minister ministers adviser advisers lawmaker lawmakers analyst analysts "
    "expert experts critic critics witness witnesses resident residents person people leader "
    "leaders commander soldier officer officers representative representatives envoy authorities "
    "others one many some supporters opponents observers senator reporter president".split()
)
_LONGEST = 8
_DETERMINERS = frozenset("the a an his her their its this that these those".split())
_CUTS = frozenset(
    "from by to with in on at for and or but as than said says told met is was are were be been "
    "has have had including like among between against after before when while where".split()
)
_STATEMENTS = frozenset("statement tweet post message communique speech letter address".split())


@dataclass(frozen=True, slots=True)
class Phrase:
    """A source phrase taken apart.

    `form` is "pronoun", "person", "role" (an office or group, described), "statement" or
    "entity" (a country, an organisation); `definite` says that the text knows it already
    ("the minister"); `head` is its main noun in lower case; `name` holds a name if there is one.
    """

    text: str
    form: str
    head: str
    definite: bool
    name: Name | None = None

    @property
    def plural(self) -> bool:
        return self.head.endswith("s") or self.head in ("they", "them", "we", "people", "others")


def read_phrase(text: str) -> Phrase:
    """Take a source phrase apart.

    >>> p = read_phrase("Arvania’s minister, Ila Tesk"); p.form, p.name.name
    ('person', 'Ila Tesk')
    >>> read_phrase("the minister").form, read_phrase("He").form, read_phrase("Arvania").form
    ('role', 'pronoun', 'entity')
    """
    plain = text.strip().strip(',.:;“”"')
    low = plain.lower()
    if low in _PRONOUNS or (low.split(" ", 1)[0] in _SINGULAR and _POSSESSIVE.match(low) is None):
        return Phrase(plain, "pronoun", low.split(" ", 1)[0], True)
    definite = low.startswith(("the ", "this ", "that ")) or _POSSESSIVE.match(plain) is not None
    core = _POSSESSIVE.sub("", _DETERMINER.sub("", plain))
    head_part = _first_segment(core)
    head = _last_word(head_part)
    name = _person_in(plain, core, head_part)
    if name:
        return Phrase(plain, "person", head, definite, name)
    if head in _STATEMENTS:
        return Phrase(plain, "statement", head, definite)
    if head in _UNNAMED or head_part.islower():
        return Phrase(plain, "role", head, definite)
    return Phrase(plain, "entity", head, definite)


def is_unnamed(phrase: Phrase) -> bool:
    """Whether the phrase names nobody in particular: "officials", "a spokesman"."""
    return phrase.form in ("role", "pronoun") and phrase.head in _UNNAMED


def antecedent(before: str) -> str:
    """The noun phrase that ends a text: what a "who" right after it stands for.

    >>> antecedent("It drew an answer from Arvanian officials")
    'Arvanian officials'
    >>> antecedent("That came from Ila Tesk, the minister of trade,")
    'Ila Tesk, the minister of trade,'
    """
    clause = re.split(r"[.!?;:“”\"]\s", before)[-1].rstrip()
    parts = clause.rstrip(",").split(", ")
    phrase = _trailing(parts[-1])
    if len(parts) > 1 and phrase == parts[-1] and not clause.endswith(" and"):
        name = _trailing(parts[-2])
        if any(found.person for found in find_names(name)):
            phrase = f"{name}, {phrase}"
    return clause[clause.rfind(phrase) :] if phrase else ""


def _trailing(clause: str) -> str:
    """The last words of a clause, back to the nearest preposition or determiner."""
    words = list(re.finditer(r"\S+", clause))
    start = len(clause)
    for match in reversed(words[-_LONGEST:]):
        low = match.group().lower()
        if low in _CUTS:
            break
        start = match.start()
        if low in _DETERMINERS:
            break
    return clause[start:]


def without_article(text: str) -> str:
    """Drop a leading "the", "a" or "an"."""
    return re.sub(r"^(?:the|a|an)\s+", "", text, flags=re.I)


def _first_segment(core: str) -> str:
    cut = _HEAD_END.search(core)
    segment = core[: cut.start()].strip() if cut else core
    return segment or core


def _last_word(segment: str) -> str:
    words = re.findall(r"[^\W_]+(?:[-’'][^\W_]+)*", segment)
    return words[-1].lower() if words else ""


def _person_in(plain: str, core: str, segment: str) -> Name | None:
    """The person a phrase names: at the end of its first segment, or in apposition."""
    at = plain.find(segment)
    for name in find_names(segment):
        if name.person and name.end >= len(segment) - 1 and _personal(name, segment):
            return _moved(name, at)
    comma = core.find(",")
    if comma < 0:
        return None
    after = plain[plain.find(core) + comma + 1 :]
    for name in find_names(after):
        begins = not after[: name.start].strip()
        if begins and name.person and len(name.name.split()) >= 2:
            return _moved(name, plain.find(core) + comma + 1)
        return None
    return None


def _personal(name: Name, segment: str) -> bool:
    """A single capitalised word is a surname only if it is not an adjective's or role's place."""
    return bool(name.title) or len(name.name.split()) > 1 or name.start > 0


def _moved(name: Name, by: int) -> Name:
    return Name(name.start + by, name.end + by, name.title, name.name, name.person)
