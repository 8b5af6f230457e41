"""Finds the names in a text: runs of capitalised words, split into title and name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from stances.speakers.words import words

_PARTICLES = r"(?:al|el|bin|ibn|ben|de|da|di|del|der|den|van|von|la|le|abu|ud|ul)"
_SHORT = (
    r"(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sen|Rep|Gov|Maj|Capt|Adm|Sgt|Brig|Prof|St|Jr|Sr|Del|Amb"
    r"|Cmdr|Cpl)\."
)
_WORD = rf"(?:[A-Z]\.(?:[A-Z]\.)*|{_SHORT}|[A-ZÀ-ÖØ-Þ]\w*(?:[-’']\w+)*)"
_RUN = re.compile(
    rf"(?:\b(?:al|el)-)?{_WORD}"
    rf"(?:[ \u00a0](?:{_PARTICLES}[ \u00a0]|(?:al|el|ash|ul|ad|as|at|ar|an)-)*{_WORD})*"
)
_STOP = re.compile(r"[ \u00a0]")

TITLES = frozenset(
    "president prime minister secretary foreign defence defense deputy vice chancellor senator "
    "sen rep gov governor general gen lt lieutenant col colonel maj major capt captain admiral "
    "adm sgt brig brigadier ambassador envoy spokesman spokeswoman spokesperson ministry mr mrs "
    "ms miss dr sir lord lady dame pope king queen prince princess crown sheikh sheik sultan emir "
    "ayatollah imam rabbi judge justice attorney chief chairman chairwoman chairperson chair "
    "director commander speaker leader mayor professor prof mp representative congressman "
    "congresswoman assistant under undersecretary permanent press interior finance trade economy "
    "energy health education justice labour labor home treasury state information oil environment "
    "agriculture national security adviser advisor director-general secretary-general "
    "commissioner high acting former premier marshal field air vice-president candidate nominee "
    "reporter correspondent host analyst economist author lawyer coach founder ceo counsel "
    "officer democrat republican del amb cmdr cpl corporal commissioner archbishop bishop cardinal "
    "father sister reverend rev".split()
)
ORGANISATION = frozenset(
    "ministry government council agency army command party union nations states corps bank times "
    "post news journal court congress senate house parliament department office bureau committee "
    "commission board association institute university group forces force guard guards navy "
    "police service authority organisation organization company inc corp ltd league alliance "
    "coalition front movement brigade embassy press republic kingdom federation pentagon kremlin "
    "assembly duma campaign foundation center centre administration fund treasury hospital".split()
)
# What ends the names of bodies, laws and places, but stands for no body alone.
_THINGS = ORGANISATION | frozenset(
    "services affairs industries airlines studies sciences technologies holdings partners act bill "
    "cooperative chamber society federation syndicate guild network "
    "treaty accord agreement program programme plan award prize street avenue airport "
    "stadium".split()
)
_BEFORE_NAMES = frozenset("mr mrs ms miss dr".split())
_SURNAMES = frozenset("king pope prince bishop marshal field judge coach justice".split())
_SKIP = frozenset(
    "the a an this that these those he she it they we i you his her their its our my but and or "
    "in on at by for from with as if when while after before since although though because so "
    "meanwhile however moreover according also both most many some several all no not there then "
    "what who why how where monday tuesday wednesday thursday friday saturday sunday january "
    "later earlier today yesterday tomorrow tonight now still yet once soon again instead perhaps "
    "maybe nevertheless nonetheless furthermore additionally separately recently finally unlike "
    "despite until unless whether either neither each every any another other rival fellow "
    "february march april may june july august september october november december".split()
)


@dataclass(frozen=True, slots=True)
class Name:
    """A capitalised run: `title` words ("US President") before the `name` ("Joe Biden").

    `start` and `end` are the characters of the whole run. `person` says that it looks like a
    person's name; an organisation or place has an empty title.
    """

    start: int
    end: int
    title: str
    name: str
    person: bool


def find_names(text: str) -> Iterator[Name]:
    """Give the names of `text` in order, in time linear in its length.

    >>> [(n.title, n.name) for n in find_names("the US President Joe Biden met Iraq’s envoy")]
    [('US President', 'Joe Biden'), ('', 'Iraq')]
    """
    for match in _RUN.finditer(text):
        for start, end in _split_possessives(text, match.start(), match.end()):
            name = _read(text, start, end)
            if name:
                yield name


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name in lower case, without full stops: a key to compare names by.

    >>> words_of("Al-Awadi"), words_of("J. R. Smith")
    (('al-awadi',), ('j', 'r', 'smith'))
    """
    return tuple(word.rstrip(".").lower() for word in name.split())


def is_given_name(key: str) -> bool:
    """Whether a word in lower case is a common given name."""
    return key in words().male_names or key in words().female_names


def _split_possessives(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a run after a possessive: "Iraq’s Foreign Ministry" is two names."""
    at = start
    for match in _STOP.finditer(text, start, end):
        if text[at : match.start()].endswith(("’s", "'s", "’", "'")):
            yield at, _without_possessive(text, at, match.start())
            at = match.end()
    yield at, _without_possessive(text, at, end)


def _without_possessive(text: str, start: int, end: int) -> int:
    for mark in ("’s", "'s", "’", "'"):
        if text.endswith(mark, start, end):
            return end - len(mark)
    return end


def _read(text: str, start: int, end: int) -> Name | None:
    words = [(m.start(), m.end()) for m in re.finditer(r"[^ \u00a0]+", text[start:end])]
    while words and text[start + words[0][0] : start + words[0][1]].lower() in _SKIP:
        words.pop(0)
    if not words:
        return None
    start, end = start + words[0][0], start + words[-1][1]
    parts = text[start:end].split()
    keys = [part.rstrip(".").lower() for part in parts]
    last = max((i + 1 for i, key in enumerate(keys) if key in TITLES), default=0)
    if last == len(keys) > 1 and keys[-1] in _SURNAMES and is_given_name(keys[0]):
        last = 0  # "Larry King"
    elif last == len(keys) > 1 and keys[0] in _BEFORE_NAMES:
        last -= 1  # "Mr. King"
    title, name = " ".join(parts[:last]), " ".join(parts[last:])
    organised = any(key in _THINGS for key in keys[last:])
    if organised or not name:
        return Name(start, end, "", " ".join(parts), False)
    person = 1 <= len(parts) - last <= 4 and not any(
        part.isupper() and len(part) > 2 for part in parts[last:]
    )
    return Name(start, end, title, name, person)
