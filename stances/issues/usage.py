"""How the texts at hand use their words: what is a verb there, and what is a name.

No tagger of parts of speech ships. What follows "to" or "will" is a verb, what follows "the" or
"its" and ends there is a noun; what has a capital letter inside a sentence is a name.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from stances.issues.words import CACHED, WORD, stem, words
from stances.parties import PartyRegistry
from stances.parties.matching import whole
from stances.records import Statement

if TYPE_CHECKING:
    from stances.issues.phrases import Form

READ_CHARACTERS = 20_000
TOTAL_CHARACTERS = 4_000_000


@dataclass(slots=True)
class Usage:
    """Counts of words, in lower case, by the place they stand in; `people` are parts of names.

    `forms` keeps what `phrases` reads out of them a word, so they are counted before that.
    """

    nouns: Counter[str] = field(default_factory=Counter)
    verbs: Counter[str] = field(default_factory=Counter)
    capital: Counter[str] = field(default_factory=Counter)
    lower: Counter[str] = field(default_factory=Counter)
    people: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()
    forms: dict[str, "Form"] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, texts: Iterable[str], statements: Iterable[Statement] = ()) -> "Usage":
        """Read `texts`, each and all of them up to a limit, and the names in `statements`."""
        usage = cls()
        left = TOTAL_CHARACTERS
        for text in texts:
            if left <= 0:
                break
            usage._read(text[:READ_CHARACTERS])
            left -= min(len(text), READ_CHARACTERS)
        named = list(statements)
        usage.people = frozenset(_people(named))
        usage.parties = frozenset(_bare(s.party.name) for s in named if s.party.id)
        return usage

    def _read(self, text: str) -> None:
        table = words()
        before, inner, noun = "", False, False
        for match in WORD.finditer(text):
            written = match.group()
            low = written.lower()
            if inner:
                (self.capital if written[0].isupper() else self.lower)[low] += 1
            if before in table.helpers:
                self.verbs[low] += 1
            elif noun and low not in table.adjectives:
                self.nouns[low] += 1
            noun = low in table.determiners or (noun and low in table.adjectives)
            inner = text[match.end() : match.end() + 1] not in ".!?:"
            noun, before = noun and inner, low

    def is_noun(self, low: str) -> bool:
        """Whether a word is seen where nouns stand, or is one of the listed nouns."""
        one, table = stem(low), words()
        seen = self.nouns[low] + self.nouns[one] > 0
        return seen or one in table.acts or one in table.people

    def is_verb(self, low: str) -> bool:
        """Whether a word is more often seen where verbs stand than where nouns do."""
        return self.verbs[low] > self.nouns[low] and low not in words().acts

    def is_proper(self, low: str) -> bool:
        """Whether a word is written with a capital letter inside sentences."""
        return self.capital[low] > self.lower[low]

    def is_person(self, word: str) -> bool:
        """Whether a word with a capital letter is part of a speaker's name or title."""
        return word[0].isupper() and _bare(word) in self.people

    def is_people(self, word: str) -> bool:
        """Whether a word is the name of a country's people, which stands like an adjective."""
        return word[0].isupper() and _kind(word) == "demonym"

    def is_party(self, phrase: str) -> bool:
        """Whether a phrase names a party, a country, its people or capital and nothing more."""
        return _bare(phrase) in self.parties or bool(_kind(phrase))


@lru_cache(maxsize=CACHED)
def _kind(phrase: str) -> str:
    """What the registry of parties knows a phrase as ("name", "demonym", "capital" …), or ""."""
    plain = _plain(phrase).removeprefix("the ")
    if not any(letter.isupper() for letter in plain):
        return ""
    match = whole(PartyRegistry.default().tables, plain)
    return match.kind if match else ""


def _people(statements: Iterable[Statement]) -> set[str]:
    """Words with a capital letter of the names of speakers."""
    speakers = {(s.speaker.name, *s.speaker.variants) for s in statements if not s.speaker.unnamed}
    names = {name for each in speakers for name in each}
    table = words()
    found = set()
    for name in names:
        parts = (match.group() for match in WORD.finditer(name))
        found |= {_bare(part) for part in parts if part[0].isupper()}
    return found - table.acts - table.general - table.people - table.stop


def _bare(word: str) -> str:
    return _plain(word).lower()


def _plain(word: str) -> str:
    return word.replace("’", "'").removesuffix("'s")
