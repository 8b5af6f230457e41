"""Whether two names are those of one speaker."""

from collections.abc import Iterable

from stances.speakers.names import ORGANISATION, TITLES

_ARTICLES = frozenset(("the", "a", "an"))
_LINKS = frozenset(("of", "for", "to", "in", "at", "and", "on", "with", "from", "by"))
_LONGEST_TITLE = 6
# "Foreign Ministry spokesman Ila Tesk" is a person: these stand in titles and alone as offices.
_ORGANISED = ORGANISATION - {"ministry", "government", "army", "party"}


def speaker_key(name: str) -> str:
    """A name without case, articles and titles; an office stays as it is.

    >>> speaker_key("Foreign Minister Ila Tesk"), speaker_key("The Foreign Ministry")
    ('ila tesk', 'foreign ministry')
    >>> speaker_key("US President Ila Tesk"), speaker_key("President of Arvania")
    ('ila tesk', 'president of arvania')
    """
    words = [word.strip(".,;:") for word in name.lower().replace("’", "'").split()]
    while len(words) > 1 and words[0] in _ARTICLES:
        words.pop(0)
    titles = [place for place, word in enumerate(words[:_LONGEST_TITLE]) if word in TITLES]
    rest = words[titles[-1] + 1 :] if titles else []
    if rest and "," not in name and _ORGANISED.isdisjoint(words) and _LINKS.isdisjoint(words):
        words = rest
    return " ".join(words)


def same_speaker(found: str, gold: str, aliases: Iterable[str] = ()) -> bool:
    """Whether `found` is the gold name or one of its aliases, without case and titles.

    >>> same_speaker("Minister Tesk", "Ila Tesk", ["Tesk"]), same_speaker("Venn", "Ila Tesk")
    (True, False)
    """
    return speaker_key(found) in {speaker_key(name) for name in (gold, *aliases)}
