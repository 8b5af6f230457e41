"""Whether two names are those of one speaker."""

from collections.abc import Iterable

from stances.speakers.names import TITLES

_ARTICLES = frozenset(("the", "a", "an"))


def speaker_key(name: str) -> str:
    """A name without case, articles and titles; an office stays as it is.

    >>> speaker_key("Foreign Minister Ila Tesk"), speaker_key("The foreign ministry")
    ('ila tesk', 'foreign ministry')
    """
    words = name.lower().replace("’", "'").split()
    while len(words) > 1 and words[0] in _ARTICLES:
        words.pop(0)
    plain = [word for word in words if word.rstrip(".") not in TITLES]
    while words and words[0].rstrip(".") in TITLES and plain:
        words.pop(0)
    return " ".join(words).strip(".,;:")


def same_speaker(found: str, gold: str, aliases: Iterable[str] = ()) -> bool:
    """Whether `found` is the gold name or one of its aliases, without case and titles.

    >>> same_speaker("Minister Tesk", "Ila Tesk", ["Tesk"]), same_speaker("Venn", "Ila Tesk")
    (True, False)
    """
    return speaker_key(found) in {speaker_key(name) for name in (gold, *aliases)}
