"""What kind of thing a source phrase is: a pronoun, a person, a role, a document, a group."""

import re
from dataclasses import dataclass
from functools import lru_cache

from stances.speakers.names import ORGANISATION, TITLES, Name, find_names
from stances.speakers.words import words

_DETERMINER = re.compile(r"^(?:the|a|an|one|another|some|several|many|other|two|three)\s+", re.I)
_POSSESSIVE = re.compile(r"^(?:his|her|their|its|my|our)\s+", re.I)
_HEAD_END = re.compile(
    r",|\s[—–-]\s|\(|\b(?:for|of|to|at|from|in|on|with|who|which|whose|that|by|speaking|shared|told)\b"
)
_LEAD = re.compile(
    r"^(?:(?:but|and|yet|so|or|nor|then|meanwhile|however|also|now|while|as|when|according to|to|by"
    r"|from|of|says|said)"
    r"\b,?\s+)+",
    re.I,
)
_DATELINE = re.compile(r"^[A-Z]{3,}[^—–:“”\"\n]{0,60}?\s?(?:[—–]|\s-|:)\s+(?=\S)")
_INITIALS = re.compile(r"(?<![\w.])(?:[A-Z]\.)+[A-Z]$")
_MADE = re.compile(r"\b([a-z-]+)\s+(?:[a-z]+ed|drawn|written|sent|made|given|seen|put|read)\b")
_BOTH = re.compile(r"^[Bb]oth (?=[A-Z][^,]{1,60} and [A-Z])")
_CLAUSE = re.compile(r"\s*[,–—-]?\s*\b(?:who|which|whose|whom|that|where)\b")
_WHO = re.compile(r"\swho\s|-year-old\b")
_PARTICIPLE = re.compile(
    r"\s+(?:speaking|quoted|cited|interviewed|reached|contacted|tabled|led|dated|citing)\b"
)
# "A guard, who gave only his first name, Ivo": how those who stay unnamed are called.
_GIVEN = re.compile(
    r"\bwho\s[^,.;]{0,60}?\b(?:names?,|only as|(?:him|her)self as|be identified as)"
    r"\s([A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)$"
)
_LIST = re.compile(r"^[^,]{2,40}(?:, [A-Z][^,]{1,40}){0,5},? and [^,]{2,40}$")
_SINGULAR = frozenset(("he", "she", "him", "her", "his"))
_OTHERS = "you they it them we i you who this himself herself themselves itself their its hers"
_PRONOUNS = _SINGULAR | frozenset(_OTHERS.split())
_UNNAMED = frozenset(
    "official officials source sources spokesman spokeswoman spokesperson spokespeople aide aides "
    "diplomat diplomats minister ministers adviser advisers lawmaker lawmakers analyst analysts "
    "expert experts critic critics witness witnesses resident residents person people leader "
    "leaders commander soldier officer officers representative representatives envoy authorities "
    "others one many some supporters opponents observers senator reporter president manager "
    "managers colleague colleagues insider insiders investigator investigators prosecutors "
    "protesters workers employee employees executives executive lawyer lawyers judge deputy "
    "deputies member members survivor survivors villagers politician politicians figure figures "
    "spokesmen spokeswomen commanders soldiers senators residents doctors medics rescuers "
    "activists delegate delegates negotiator negotiators prosecutor investigator chairman "
    "consultant consultants mediator mediators aide-de-camp".split()
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A source phrase taken apart.

    `form` is "pronoun", "person", "role" (an office or group, described), "statement" (a
    document of any kind) or "entity" (a country, an organisation); `core` is the phrase without
    clauses and asides; `definite` says that the text knows it already ("the minister"); `head`
    is its main noun in lower case; `name` holds a name if there is one.
    """

    text: str
    form: str
    head: str
    definite: bool
    name: Name | None = None
    core: str = ""

    @property
    def plural(self) -> bool:
        return is_plural(self.head)

    @property
    def title(self) -> str:
        """The phrase as the name of a speaker: its core without an article."""
        return without_article(self.core or self.text)


@lru_cache(maxsize=4096)
def read_phrase(text: str) -> Phrase:
    """Take a source phrase apart; a comma or a relative pronoun too many changes nothing.

    >>> p = read_phrase("Arvania’s minister, Ila Tesk,"); p.form, p.name.name
    ('person', 'Ila Tesk')
    >>> read_phrase("the minister").form, read_phrase("He").form, read_phrase("Arvania").form
    ('role', 'pronoun', 'entity')
    >>> read_phrase("But US officials, who").title, read_phrase("a letter that Tesk wrote").form
    ('US officials', 'statement')
    """
    plain = _DATELINE.sub("", text.strip(" \n\t,.:;“”\"'‘("))
    plain = _BOTH.sub("", _LEAD.sub("", plain))
    plain = plain.strip(' \n\t,.:;“”"')
    plain += "." if _INITIALS.search(plain) else ""
    low = plain.lower()
    first = low.split(" ", 1)[0].strip(",")
    if low in _PRONOUNS or (first in _PRONOUNS - {"this"} and _POSSESSIVE.match(low) is None):
        return Phrase(plain, "pronoun", first, True, None, plain)
    definite = low.startswith(("the ", "this ", "that ")) or _POSSESSIVE.match(plain) is not None
    core = _core(plain)
    bare = _POSSESSIVE.sub("", _DETERMINER.sub("", core))
    segment = _first_segment(bare)
    head = _document(segment) or _last_word(segment)
    if head not in words().documents or not segment.islower():
        name = _person_in(plain, bare, segment)
        if name:
            return Phrase(plain, "person", head, definite, name, core)
    if head in words().documents:
        return Phrase(plain, "statement", head, definite, None, core)
    if head in _UNNAMED or segment.islower():
        return Phrase(plain, "role", head, definite, None, core)
    return Phrase(plain, "entity", head, definite, None, core)


def is_unnamed(phrase: Phrase) -> bool:
    """Whether the phrase names nobody in particular: "officials", "a spokesman"."""
    return phrase.form in ("role", "pronoun") and phrase.head in _UNNAMED


def is_role(noun: str) -> bool:
    """Whether a noun in lower case is an office or role that one person holds.

    >>> is_role("minister"), is_role("officials"), is_role("bridge")
    (True, False, False)
    """
    return noun in TITLES or (noun in _UNNAMED and not is_plural(noun))


def is_body(noun: str) -> bool:
    """Whether a noun in lower case is an organisation or a group with a voice of its own.

    >>> is_body("ministry"), is_body("mission"), is_body("minister")
    (True, True, False)
    """
    return noun in ORGANISATION or noun in words().bodies


def is_personal(phrase: Phrase) -> bool:
    """Whether a description without a name is of one person: "a guard who saw it", "a nurse".

    >>> is_personal(read_phrase("a bus driver")), is_personal(read_phrase("the steelmaker"))
    (True, False)
    """
    if phrase.form != "role" or phrase.plural or is_body(phrase.head):
        return False
    known = words()
    told = phrase.head in known.epithets | known.female | known.male
    return told or phrase.head in known.people or _WHO.search(phrase.text) is not None


def is_akin(noun: str) -> bool:
    """Whether whoever holds a role speaks for whoever they are said to be of.

    >>> is_akin("spokesman"), is_akin("colleague"), is_akin("critic"), is_akin("wife")
    (True, True, False, False)
    """
    known = words()
    forms = {noun, noun.removesuffix("s")}
    held = any(form in known.akin or is_role(form) or is_body(form) for form in forms)
    return held and forms.isdisjoint(known.apart)


def is_plural(noun: str) -> bool:
    """Whether a noun or pronoun in lower case stands for several.

    >>> is_plural("officials"), is_plural("people"), is_plural("congress"), is_plural("he")
    (True, True, False, False)
    """
    if noun in ("they", "them", "we", "people", "others", "both", "many", "some", "police"):
        return True
    if noun in ("his", "hers", "its", "this"):
        return False
    return noun.endswith(("men", "people")) or (noun.endswith("s") and not noun.endswith("ss"))


def without_article(text: str) -> str:
    """Drop a leading "the", "a" or "an"."""
    return re.sub(r"^(?:the|a|an)\s+", "", text, flags=re.I)


def _core(plain: str) -> str:
    """A phrase up to its first clause or aside: "a senior officer" of "a senior officer, who"."""
    core = plain
    clause = _CLAUSE.search(core, 1)
    core = core[: clause.start()] if clause else core
    comma = core.find(",")
    if comma > 0 and not _LIST.match(core):
        core = core[:comma]
    bracket = core.find(" (")
    core = core[:bracket] if bracket > 0 else core
    aside = _PARTICIPLE.search(core)
    core = core[: aside.start()] if aside and aside.start() > 3 else core
    return core.strip(" ,–—-:;\n") or plain


def _first_segment(core: str) -> str:
    cut = _HEAD_END.search(core)
    segment = core[: cut.start()].strip() if cut else core
    return segment or core


def _document(segment: str) -> str:
    """The document of a phrase that goes on to say how it was made: "report drawn up"."""
    match = _MADE.search(segment)
    return match.group(1) if match and match.group(1) in words().documents else ""


def _last_word(segment: str) -> str:
    found = re.findall(r"[^\W_]+(?:[-’'][^\W_]+)*", segment)
    return found[-1].lower() if found else ""


def _person_in(plain: str, core: str, segment: str) -> Name | None:
    """The person a phrase names: at the end of its first segment, or in apposition."""
    at = max(0, plain.find(segment))
    for name in find_names(segment):
        if name.person and name.end >= len(segment) - 1 and _personal(name, segment):
            return _moved(name, at)
    return _titled_end(plain, core) or _apposed(plain)


def _titled_end(plain: str, core: str) -> Name | None:
    """The person at the end of an office of several words: "Minister of Trade Ila Tesk"."""
    first = core.split(" ", 1)[0].lower()
    if core == _first_segment(core) or first not in TITLES:
        return None
    names = [name for name in find_names(core) if name.end == len(core)]
    if names and names[-1].person and names[-1].title and " " in names[-1].name:
        return _moved(names[-1], max(0, plain.find(core)))
    return None


def _apposed(plain: str) -> Name | None:
    """The person whose full name follows the first comma: "its chair, Ila Tesk"."""
    comma = plain.find(",")
    clause = _CLAUSE.search(plain, 1)
    given = _GIVEN.search(plain)
    if given:
        return Name(given.start(1), given.end(1), "", given.group(1), True)
    if comma < 0 or (clause and clause.start() < comma) or _LIST.match(plain):
        return None
    for name in find_names(plain[comma + 1 :]):
        begins = not plain[comma + 1 : comma + 1 + name.start].strip()
        full = " " in name.name or bool(name.title) or _is_somebodys(plain[:comma])
        if begins and name.person and full:
            return _moved(name, comma + 1)
        return None
    return None


def _is_somebodys(lead: str) -> bool:
    """Whether words before a comma are a person who is somebody's: "his sister"."""
    owned = _POSSESSIVE.match(lead) is not None and lead.count(" ") < 4
    return owned and not is_body(_last_word(lead))


def _personal(name: Name, segment: str) -> bool:
    """A single capitalised word is a surname only if it is not an adjective's or role's place."""
    return (
        bool(name.title) or len(name.name.split()) > 1 or (name.start > 0 and _led(name, segment))
    )


def _led(name: Name, segment: str) -> bool:
    """Whether words before a single name describe a person, as in "the baker Frew"."""
    return segment[: name.start].rstrip().split(" ")[-1].lower() not in ORGANISATION


def _moved(name: Name, by: int) -> Name:
    return Name(name.start + by, name.end + by, name.title, name.name, name.person)
