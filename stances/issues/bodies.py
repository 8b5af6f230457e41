"""Finds a fuller phrase for a bare noun in the articles: "the bill" is "the rent bill" there."""

import re
from collections import Counter
from collections.abc import Iterable

from stances.issues.phrases import Found, find_whole
from stances.issues.usage import Usage
from stances.issues.words import words

READ_CHARACTERS = 8000
MOST_TEXTS = 10
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_LENGTHS = (2, 3)


def is_fuller(phrase: Found) -> bool:
    """Whether a phrase is a noun with one or two words before it that fill their stretch."""
    return phrase.last == phrase.head and len(phrase.key) in _LENGTHS and phrase.whole


class Bodies:
    """The fuller phrases of texts, read when first asked for, and only as far as they may hold one.

    A text is read for one noun at a time: most of its sentences do not have it.
    """

    def __init__(self, usage: Usage) -> None:
        self.usage = usage
        self._read: dict[tuple[str, str], Counter[Found]] = {}

    def fuller(self, head: str, texts: Iterable[str]) -> list[Found]:
        """Phrases about `head` (a stem) in `texts`, the most frequent first.

        Of `texts` the ten that come most often are read, in part.
        """
        found: Counter[Found] = Counter()
        often = sorted(Counter(texts).items(), key=lambda item: (-item[1], item[0]))
        for text, _ in often[:MOST_TEXTS]:
            found.update(self._phrases(text, head))
        ranked: Counter[tuple[str, ...]] = Counter()
        for phrase, count in found.items():
            ranked[phrase.key] += count
        return sorted(found, key=lambda p: (-ranked[p.key], -found[p], p.key, p.written))

    def _phrases(self, text: str, head: str) -> Counter[Found]:
        if (text, head) not in self._read:
            found: Counter[Found] = Counter()
            for sentence in _SENTENCE.split(text[:READ_CHARACTERS]):
                if _may_hold(sentence, head):
                    phrases = find_whole(sentence, self.usage)
                    fuller = (p for p in phrases if p.head == head and is_fuller(p))
                    found.update(phrase for phrase in fuller if not phrase.quoted)
            self._read[text, head] = found
        return self._read[text, head]


def _may_hold(sentence: str, head: str) -> bool:
    """Whether a word of that stem can stand in a sentence: all its forms begin with most of it.

    >>> _may_hold("The Bodies met.", "body"), _may_hold("Nobody met.", "panel")
    (True, False)
    """
    return head.removesuffix("y") in sentence.lower().replace("’", "'")


def says_more(phrase: Found) -> bool:
    """Whether the words before the noun tell which one: not only "old" or "new"."""
    return any(word not in words().adjectives for word in phrase.key[:-1])
