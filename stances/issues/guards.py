"""What keeps two statements from being one: who says it, whether it is denied, how much, when.

A repeat counts for nothing, so a wrong one loses a statement: in doubt two statements are two.
"""

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from stances.issues.sayings import Saying
from stances.issues.words import CACHED, opposites, root, split_words, stem, words
from stances.records import Speaker, Statement

DAYS = 3
"""So many days apart, "today" is still the same day: papers follow."""
MONTH = 31
LONG = 12
"""So many words are not found again by chance: who has them a year later quotes them."""
KIN = 4
_SUPPORT = frozenset(("praises", "supports"))
_REFUSE = frozenset(("denies", "declines"))
_BLAME = frozenset(("condemns", "accuses"))
_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non", "anti", "mis", "de", "re", "over")
_OF_A_PLACE = ("n", "i", "an", "ian", "s", "ese", "ish")


def may_be_one(one: Saying, other: Saying) -> bool:
    """Whether party, speaker, cue, figures and day allow two statements to be the same one."""
    if _clash(one.statement.party.id, other.statement.party.id):
        return False
    if not _same_voice(one.statement, other.statement) or _overlap(one, other):
        return False
    if not _same_day(one, other):
        return False
    return _same_act(one.statement, other.statement) and _same_figures(one, other)


def says_the_same(one: Saying, other: Saying) -> bool:
    """Whether two wordings that are much alike differ in no word that turns the meaning."""
    if one.negations != other.negations or one.conditions != other.conditions:
        return False
    told = not (one.direct and other.direct)
    if one.degrees(told) != other.degrees(told) or one.figures != other.figures:
        return False
    if one.direct == other.direct and not _same_order(one.persons, other.persons):
        return False
    return _same_names(one, other) and not _opposed(one, other)


def match_words(one: Saying, other: Saying) -> tuple[int, int, int]:
    """How many words of content two sayings share, and how many only one and the other has.

    Forms of one word count as the same: "Arvania" and "Arvanian", "occupy" and "occupation".
    """
    shared = len(one.roots & other.roots)
    left, right = sorted(one.roots - other.roots), sorted(other.roots - one.roots)
    beginnings: dict[str, list[str]] = {}
    for word in right:
        beginnings.setdefault(word[:KIN], []).append(word)
    kin = 0
    for word in left:
        alike = beginnings.get(word[:KIN], [])
        found = next((each for each in alike if _same_word(word, each)), None)
        if found is not None:
            alike.remove(found)
            kin += 1
    return shared + kin, len(left) - kin, len(right) - kin


def are_kin(one: str, other: str) -> bool:
    """Whether two stems are forms of one word, as far as their letters tell.

    >>> are_kin("arvania", "arvanian"), are_kin("release", "relea"), are_kin("austria", "australia")
    (True, True, False)
    """
    return _same_word(root(one), root(other))


def _same_word(one: str, other: str) -> bool:
    """Whether two roots are of one word."""
    first, second = sorted((one, other), key=len)
    if first == second or not second.isalpha():
        return first == second
    if len(first) >= KIN and second.startswith(first) and second[len(first) :] in _OF_A_PLACE:
        return True
    pairs = zip(first, second, strict=False)
    same = next((at for at, (a, b) in enumerate(pairs) if a != b), len(first))
    return same > KIN and same >= len(first) - 1 and len(second) - same <= KIN


def _clash(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


def _same_voice(one: Statement, other: Statement) -> bool:
    """Whether the speakers may be one: no two full names that differ."""
    first, second = one.speaker, other.speaker
    if not first.name or not second.name or first.unnamed or second.unnamed:
        return one.party.id == other.party.id
    return any(_short_of(a, b) for a in _names(first) for b in _names(second))


def _names(speaker: Speaker) -> list[tuple[str, ...]]:
    return [_low_words(name) for name in (speaker.name, *speaker.variants)]


@lru_cache(maxsize=CACHED)
def _low_words(name: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in split_words(name))


def _short_of(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the words of one name are among those of the other, the last ones alike."""
    if not one or not other:
        return False
    short, full = sorted((one, other), key=len)
    return set(short) <= set(full) and short[-1] == full[-1]


def _overlap(one: Saying, other: Saying) -> bool:
    """Whether they share characters of one article: a statement and what is told inside it."""
    if one.statement.article != other.statement.article:
        return False
    spans = [(a, b) for a in one.statement.spans for b in other.statement.spans]
    return any(a[0] < b[1] and b[0] < a[1] for a, b in spans)


def _same_day(one: Saying, other: Saying) -> bool:
    """Whether the second may be the first as another paper carries it, not said anew."""
    if one.day is None or other.day is None:
        return True
    apart = abs((one.day - other.day).days)
    if one.deictic and other.deictic and apart > DAYS:
        return False
    return apart <= MONTH or min(len(one.low), len(other.low)) >= LONG


def _same_act(one: Statement, other: Statement) -> bool:
    first, second = one.cue, other.cue
    if first.negated != second.negated or first.hypothetical != second.hypothetical:
        return False
    if (first.act in _REFUSE) != (second.act in _REFUSE):
        return False
    acts = {first.act, second.act}
    return not (acts & _SUPPORT and acts & _BLAME)


def _same_figures(one: Saying, other: Saying) -> bool:
    """Whether neither has a number or date in place of another of the other's."""
    return one.figures <= other.figures or other.figures <= one.figures


def _same_names(one: Saying, other: Saying) -> bool:
    """Whether no name stands in place of another, and the shared ones are in one order."""
    known = frozenset((*one.names, *other.names))
    first, second = one.named(known), other.named(known)
    if _unknown(first, other) and _unknown(second, one):
        return False
    shared = set(first) & set(second)
    return _same_order([n for n in first if n in shared], [n for n in second if n in shared])


def _unknown(names: Iterable[str], other: Saying) -> bool:
    """Whether one of the names is nowhere in the other saying, in any form."""
    held = frozenset(map(stem, other.low))
    missing = [name for name in names if name not in held]
    return any(not any(are_kin(name, word) for word in held) for name in missing)


def _same_order(one: Sequence[object], other: Sequence[object]) -> bool:
    """Whether what both hold comes in one order for the first time."""
    shared = set(one) & set(other)
    first, second = (dict.fromkeys(e for e in row if e in shared) for row in (one, other))
    return list(first) == list(second)


def _opposed(one: Saying, other: Saying) -> bool:
    """Whether a word of one has its opposite in the other, or is denied or unreal there alone."""
    left, right = (frozenset(map(root, saying.low)) for saying in (one, other))
    left, right = left - right, right - left
    if any(opposites().get(word, frozenset()) & right for word in left):
        return True
    if any(_negates(word, right) for word in left):
        return True
    _, more, fewer = match_words(one, other)
    return (not fewer and _denies_alone(one, other)) or (not more and _denies_alone(other, one))


def _denies_alone(one: Saying, other: Saying) -> bool:
    """Whether a word that denies, or makes unreal, stands in one and no form of it in the other."""
    return any(not any(are_kin(word, each) for each in other.content) for word in one.denials)


def _negates(word: str, others: Collection[str]) -> bool:
    """Whether one of `others` is the word with a prefix that denies it, or without it."""
    if len(word) < KIN or word in words().stop:
        return False
    longer = {prefix + word for prefix in _PREFIXES}
    shorter = {word.removeprefix(p) for p in _PREFIXES if word.startswith(p)}
    return any(each in others for each in longer | shorter if len(each) >= KIN - 1)
