"""Names as they are written, cut into tokens whose keys compare without case or accents."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

APOSTROPHES = "'’ʼ‘`"
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ð": "d", "æ": "ae", "œ": "oe"})
_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?|[^\W\d_]\.[^\W\d_]\b|[^\W_]+(?:['’ʼ‘`][^\W_]+)*\+?|&"
)
_LONGEST = 60


class Token(NamedTuple):
    """A word of a text: its key, its half-open span, and how it hangs on its neighbours.

    `glued` is the text between it and the token before; `possessive` marks "'s" or a last "'".
    """

    key: str
    start: int
    end: int
    glued: str
    possessive: bool
    upper: bool
    capital: bool


@lru_cache(maxsize=1 << 14)
def fold(text: str) -> str:
    """Lower case without accents, apostrophes and full stops.

    >>> fold("Türkiye"), fold("Sana’a"), fold("U.S.")
    ('turkiye', 'sanaa', 'us')
    """
    if text == "&":
        return "and"
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
        text = "".join(c for c in text if not unicodedata.combining(c))
    text = text.lower().replace(".", "")
    return "".join(c for c in text if c not in APOSTROPHES)


@lru_cache(maxsize=1024)
def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text, in one pass.

    >>> [token.key for token in tokens("The U.S.-led coalition and Iraq’s army")]
    ['the', 'us', 'led', 'coalition', 'and', 'iraq', 'army']
    """
    found: list[Token] = []
    last = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        word, possessive = _without_possessive(text, start, end)
        found.append(
            Token(
                fold(word) if len(word) <= _LONGEST else "",
                start,
                start + len(word),
                text[last:start],
                possessive,
                word.isupper(),
                word[:1].isupper(),
            )
        )
        last = end
    return tuple(found)


def _without_possessive(text: str, start: int, end: int) -> tuple[str, bool]:
    word = text[start:end]
    if len(word) > 2 and word[-1] in "sS" and word[-2] in APOSTROPHES:
        return word[:-2], True
    after = text[end : end + 2]
    if after[:1] in ("'", "’") and after[1:2] in ("", " ", "s"):
        return word, after[1:2] == "s" or word[-1] in "sS"
    return word, False


def key_of(name: str) -> str:
    """The key under which a name is kept: the keys of its tokens, joined by spaces.

    >>> key_of("Al-Qaeda"), key_of("People’s Liberation Army")
    ('al qaeda', 'people liberation army')
    """
    plain = name.replace("-", " ")
    if plain.replace(" ", "").isalnum():
        if plain.isascii():
            return " ".join(plain.lower().split())
        return " ".join(map(fold, plain.split()))
    return " ".join(token.key for token in tokens(name))


def words_of(name: str) -> list[str]:
    """The words of a name as they are written, parted at spaces and hyphens.

    >>> words_of("Jean-Luc Tesk")
    ['Jean', 'Luc', 'Tesk']
    """
    plain = name.replace("-", " ")
    if plain.replace(" ", "").isalpha():
        return plain.split()
    return [name[token.start : token.end] for token in tokens(name)]


def singular(key: str) -> str:
    """A rough singular of an English noun's key.

    >>> singular("ministries"), singular("spokeswomen"), singular("officials"), singular("congress")
    ('ministry', 'spokeswoman', 'official', 'congress')
    """
    if key.endswith("men"):
        return key[:-2] + "an"
    if key.endswith("ies") and len(key) > 4:
        return key[:-3] + "y"
    if key.endswith("s") and not key.endswith(("ss", "us", "is")):
        return key[:-1]
    return key


def singulars(key: str) -> tuple[str, ...]:
    """The keys that a demonym may have in the singular: "dutchwomen" is kept as "dutchman"."""
    for end in ("women", "woman", "men"):
        if key.endswith(end):
            return (key[: -len(end)] + "man",)
    return (key[:-1],) if key.endswith("s") and len(key) > 3 else ()
