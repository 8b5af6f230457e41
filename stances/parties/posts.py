"""Speakers described by an office alone, whose party only the passage can tell."""

import re
from collections.abc import Sequence

from stances.parties.apart import apart, is_former
from stances.parties.belonging import stands_apart
from stances.parties.descriptions import Reader, stretches_of
from stances.parties.names import Token, key_of, singular, tokens
from stances.parties.words import is_actor, words
from stances.records import Speaker
from stances.speakers.roles import read_phrase

_LONGEST = 1000
_KINDS = {
    "party": frozenset({"political", "user"}),
    **dict.fromkeys(("company", "union", "bank", "campaign", "club"), frozenset({"user"})),
}
_IN_PARLIAMENT = frozenset("ruling governing opposition liberal conservative centre".split())
_ARTICLES = frozenset({"and", "of", "for", "the", "new"})
_SITS = re.compile(r"\bwho\s(?:(?:sits|sat)\sfor|(?:chairs|leads)\s(?:the\s)?parliament)\b")
_CLAUSE = re.compile(r"\s(?:who|which|that|whose)\b|\s(?:--|[—–])")
_ELSEWHERE = frozenset("western european international overseas".split())


def group_kinds(speaker: Speaker) -> frozenset[str] | None:
    """The kinds of party that "the group" or "the company" may stand for; None for other words.

    An empty set is any party that is no country.
    """
    first = stretches_of(speaker)[:1]
    keys = [token.key for token in tokens(first[0][:_LONGEST])] if first else []
    if first and _is_of_company(first[0], speaker.name):
        return frozenset({"user"})
    if keys[:2] == ["secretary", "general"]:
        return frozenset({"international", "user"})
    if keys == ["the", "world", "body"]:
        return frozenset({"international"})
    if len(keys) != 2 or keys[0] != "the":
        return None
    return _KINDS.get(keys[1], frozenset() if keys[1] in words().groups else None)


def _is_of_company(stretch: str, name: str) -> bool:
    """Whether a description is an office of a company and the holder's name alone."""
    own = set(key_of(name).split())
    keys = [singular(token.key) for token in tokens(stretch[:_LONGEST]) if token.key not in own]
    plain = apart().company | apart().fields | words().adjectives | words().articles
    return bool(keys) and keys[-1] in apart().company and plain.issuperset(keys)


def waits(reader: Reader, speaker: Speaker) -> bool:
    """Whether a speaker is a bare role whose party only the passage can tell.

    Not so one that is nobody's ("a retired general"), of elsewhere ("a Western diplomat"), or of
    several at once ("both leaders").
    """
    stretches = stretches_of(speaker)
    if is_law(speaker) or any(map(is_legislator, stretches)):
        return True
    if any(stands_apart(stretch) or _is_set_apart(stretch) for stretch in stretches):
        return False
    return any(reader.is_bare(_role_in(stretch, speaker.name)) for stretch in stretches)


def is_legislator(stretch: str) -> bool:
    """Whether somebody sits in parliament, or is named as of a political party.

    >>> is_legislator("the Liberal Union’s Ila Tesk"), is_legislator("Tesk, who sits for the hills")
    (True, True)
    >>> is_legislator("Her Conservative counterpart, Ila Tesk"), is_legislator("a former MP")
    (True, False)
    """
    if _SITS.search(stretch[:_LONGEST]):
        return True
    found = tokens(stretch[:_LONGEST])[:6]
    if _sits(found) and not is_former(found):
        return True
    ends = [i for i, token in enumerate(found) if token.possessive]
    if not ends or not found[ends[0]].capital or not found[ends[0] + 1 : ends[0] + 2]:
        return False
    name = [singular(token.key) for token in found[: ends[0] + 1] if token.capital]
    general = words().political - _ARTICLES
    political = sum(key in general for key in name)
    lead = any(token.key in _IN_PARLIAMENT for token in found[: ends[0]])
    plain = political > 1 or lead or name[-1] in ("party", "bloc")
    return found[ends[0] + 1].capital and name[-1] in general and plain


def _sits(found: Sequence[Token]) -> bool:
    """Whether a description says "MP", or names what somebody is in a party: "Labour whip"."""
    for token, after in zip(found, (*found[1:], None), strict=True):
        if token.key in apart().seats:
            return True
        role = singular(after.key) if after and not after.capital else ""
        acts = bool(role) and is_actor(role) and role not in words().private
        if acts and token.capital and token.key in apart().partisan:
            return True
    return False


def is_of_state(stretch: str) -> bool:
    """Whether a description gives an office that only a state has.

    >>> is_of_state("Harbour Secretary Ila Tesk"), is_of_state("General Secretary Ila Tesk")
    (True, False)
    """
    found = tokens(stretch[:_LONGEST])[:8]
    after = [*(token.key for token in found[1:]), ""]
    if any(
        singular(token.key) in apart().offices and (token.key, then) != ("general", "secretary")
        for token, then in zip(found, after, strict=False)
    ):
        return True
    return any(
        found[i].key == "secretary"
        and found[i - 1].capital
        and found[i - 1].key not in ("general", "press", "private")
        and found[i + 1 : i + 2]
        and found[i + 1].key != "general"
        for i in range(1, len(found))
    )


def is_named_office(speaker: Speaker) -> bool:
    """Whether a speaker is named with an office of state, which newspapers leave at home bare."""
    stretches = stretches_of(speaker)
    if any(map(is_legislator, stretches)):
        return True
    if speaker.unnamed or sum(word[:1].isupper() for word in speaker.name.split()) < 2:
        return False
    known = apart().offices | apart().local
    return any(singular(t.key) in known for text in stretches for t in tokens(text[:_LONGEST])[:8])


def is_law(speaker: Speaker) -> bool:
    """Whether a speaker is a law or decree that names no country."""
    return not speaker.unnamed and read_phrase(speaker.name).head in apart().laws


def _role_in(stretch: str, name: str) -> str:
    """A description without its clauses and without the person's own name: "Mr. King" has none."""
    role = _CLAUSE.split(stretch, maxsplit=1)[0]
    known = words()
    own = [word for word in name.split() if word[:1].isupper()]
    plain = known.bare | known.official | known.titles | known.ranks
    if all(singular(key_of(word)) in plain for word in own):
        return role
    return " ".join(word for word in role.split() if word.strip(",.") not in own)


def _is_set_apart(stretch: str) -> bool:
    found = tokens(stretch[:_LONGEST])
    keys = [token.key for token in found[:5]]
    if any(token.possessive and token.capital for token in found[:10]):
        return True
    if not apart().former.isdisjoint(keys) or keys[:1] == ["both"]:
        return True
    if keys[:2] in (["the", "two"], ["the", "three"]):
        return True
    if keys and singular(keys[-1]) == "diplomat":
        return True
    return len(found) > 1 and not _ELSEWHERE.isdisjoint(keys)
