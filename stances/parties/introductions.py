"""Where a text introduces a name: the stretches beside it that say who bears it.

Newspapers introduce a name once, in one of a few ways: a title before it ("Arvanian harbour
minister Ila Tesk"), an apposition on either side ("Ila Tesk, Arvania's harbour minister,"), a
copula ("Ila Tesk is the harbour minister of Arvania"), a relative clause, or "of ..." after it.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from stances.parties.matching import is_name_part
from stances.parties.names import Token, singular
from stances.parties.words import is_actor, is_role, words

_LONGEST = 24
_BEFORE = 14
_LOWER = 4
_ENDS = frozenset('.!?;:\n\u201c\u201d"\u2026')
_CLOSES = _ENDS | frozenset(",()\u2014\u2013|")
_SITS = frozenset({"sits", "sat", "serves", "served", "works", "worked"})
_FOLLOWS = frozenset({"succeeded", "succeeds", "replaced", "replaces", "followed"})
_JOINING = frozenset({"and", "or", "but"})
_BESIDE = ("", " ", "-", "\u2011", "\u00a0", "/", " & ", "\u2019", "'", " '", "' ", "\u2019 ")


class Introduction(NamedTuple):
    """Tokens `first` up to `last` (left out) that describe a name; `rank` sorts by trust."""

    first: int
    last: int
    leading: str
    rank: float


def full_name(found: Sequence[Token], first: int) -> int:
    """Where the name that ends in token `first` begins: "Venn" in "Minister Oru Venn" at "Oru"."""
    start = first
    while (
        start
        and first - start < 3
        and (found[start].glued in (" ", "-") or _is_initial(found, start))
        and is_name_part(found[start - 1])
    ):
        start -= 1
    return start


def introductions(found: Sequence[Token], first: int, last: int) -> Iterator[Introduction]:
    """The stretches that introduce the name at tokens `first` to `last`, surest first."""
    for reader in (_after_comma, _title, _before_comma, _copula, _turned, _as, _of):
        introduction = reader(found, first, last)
        if introduction is not None:
            yield introduction


def stretch_with(found: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    """The noun phrase around a body's name: "Arvania's Free Ports Authority of the North"."""
    start = first
    while start and first - start < _BEFORE and _is_beside(found, start):
        token = found[start - 1]
        if not (
            token.capital or token.possessive or is_role(token) or token.key in words().adjectives
        ):
            break
        start -= 1
    start = _owner_before(found, start)
    end = last
    while end < len(found) and end - last < _LONGEST and _is_beside(found, end):
        key = found[end].key
        if end == last and key not in ("of", "for", "in", "at"):
            break
        if key not in ("of", "for", "the", "in", "at", "and") and not found[end].capital:
            break
        end += 1
    return start, end


def _owner_before(found: Sequence[Token], start: int) -> int:
    """Where an owner stands that one or two plain words part from a body: "Arvania's trade"."""
    for first in range(start - 2, max(-1, start - 4), -1):
        if not all(_is_beside(found, i) for i in range(first + 1, start + 1)):
            return start
        if found[first].capital and found[first].possessive:
            return first
        if found[first].capital and all(map(_may_qualify, found[first + 1 : start])):
            return first
    return start


def _may_qualify(token: Token) -> bool:
    """Whether a word may stand between a name and its body: "the UN monitoring mission"."""
    return not token.possessive and _may_title(token) and token.key not in ("of", "for", "the")


def _is_beside(found: Sequence[Token], i: int) -> bool:
    """Whether no mark but the dot of a short title parts a token from the one before."""
    if found[i].glued in _BESIDE:
        return True
    return (
        found[i].glued == ". " and found[i - 1].key in words().titles and len(found[i - 1].key) < 5
    )


def _title(found: Sequence[Token], first: int, last: int) -> Introduction | None:
    """The office right before a name, back to whose it is."""
    start, lower, role = first, 0, False
    while start and first - start < _BEFORE and _is_beside(found, start):
        token = found[start - 1]
        if not _may_title(token) or (lower == _LOWER and not token.capital):
            break
        if token.key in _JOINING and any(t.capital for t in found[start:first]):
            break
        role = role or _is_office(token)
        if not role and not token.capital:
            break
        lower = 0 if token.capital or is_role(token) else lower + 1
        start -= 1
    return Introduction(start, first, "", 0.97) if role else None


def _is_office(token: Token) -> bool:
    return is_role(token) or (not token.capital and is_actor(singular(token.key)))


def _may_title(token: Token) -> bool:
    if token.capital or is_role(token) or token.key in ("of", "for", "the"):
        return True
    known = words()
    shut = known.relative | known.ending | known.leading | known.articles | known.verbs
    return token.key not in shut and (token.glued == "-" or not token.key.endswith("ed"))


def _after_comma(found: Sequence[Token], first: int, last: int) -> Introduction | None:
    """An apposition, or what stands in brackets, after a name."""
    if last >= len(found) or found[last].glued not in (
        ", ",
        " (",
        " \u2013 ",
        " \u2014 ",
        "\u2014",
    ):
        return None
    start = last
    if found[start].key.isdigit():  # "Ila Tesk, 34, a plumber"
        start += 1
        if start < len(found) and found[start].glued != ", ":
            return None
    end = _close(found, start + 1, _CLOSES)
    if start >= len(found) or not _describes(found, start, end):
        return None
    return Introduction(start, end, "", 0.97)


def _describes(found: Sequence[Token], start: int, end: int) -> bool:
    """Whether a stretch begins as a description does, and not as the clause goes on."""
    token, known = found[start], words()
    if token.key in known.relative:
        return token.key in ("who", "whose", "which")
    if _is_past(token):  # "Ila Tesk, ordered Arvania's envoy to leave"
        return False
    opens = token.key in known.articles or token.possessive or is_role(token)
    opens = opens or (not token.capital and is_actor(singular(token.key)))
    opens = opens or token.key in words().adjectives or token.key in ("from", "of", "head", "born")
    return opens or any(is_role(t) or t.possessive for t in found[start : min(end, start + 6)])


def _is_past(token: Token) -> bool:
    """Whether a word is a verb of what somebody did, and not part of an office."""
    plain = not token.capital and not is_role(token) and token.key not in words().adjectives
    return plain and (token.key in words().verbs or token.key.endswith("ed"))


def _before_comma(found: Sequence[Token], first: int, last: int) -> Introduction | None:
    """As in "Arvania's harbour minister, Ila Tesk," and "As Arvania's minister, Ila Tesk ..."."""
    if not first or found[first].glued != ", ":
        return None
    start = first - 1
    while start and first - start < _LONGEST and _CLOSES.isdisjoint(found[start].glued):
        start -= 1
    known = words()
    if found[start].key == "as":
        start += 1
    for i in range(start, first):  # "Arvania has a new minister, Ila Tesk"
        if found[i].key in known.verbs and not found[i].capital:
            start = i + 1
    shut = known.relative | known.ending
    inside = found[start:first]
    if not inside or any(t.key in shut and not t.capital for t in inside):
        return None
    if found[start].key in known.leading or not any(is_role(token) for token in inside):
        return None
    return Introduction(start, first, "", 0.95)


def _turned(found: Sequence[Token], first: int, last: int) -> Introduction | None:
    """As in "Arvania's harbour minister is Ila Tesk"."""
    if first < 2 or found[first].glued != " " or found[first - 1].key not in ("is", "was"):
        return None
    start = first - 2
    while start and first - start < _LONGEST and _CLOSES.isdisjoint(found[start].glued):
        start -= 1
    shut = words().relative | words().verbs | words().ending
    inside = found[start : first - 1]
    if any(t.key in shut for t in inside) or not any(is_role(token) for token in inside):
        return None
    return Introduction(start, first - 1, "", 0.95)


def _copula(found: Sequence[Token], first: int, last: int) -> Introduction | None:
    """As in "Ila Tesk is the harbour minister of Arvania", "... runs Arvania's ports".

    An aside between two commas is passed over: "Ila Tesk, 41, is ...".
    """
    if last < len(found) and found[last].glued == ", ":
        end = _close(found, last + 1, _CLOSES)
        if end < len(found) and found[end].glued == ", " and found[end].key in words().copulas:
            return _tied(found, end)
    return _tied(found, last) if last < len(found) and found[last].glued == " " else None


def _tied(found: Sequence[Token], last: int) -> Introduction | None:
    if found[last - 1].possessive:
        return None
    known, at = words(), last
    leading = "head of " if found[at].key in known.heading else ""
    if found[at].key == "represents":
        leading = "spokesman for "
    if found[at].key in ("speaks", "spoke") and found[at + 1 : at + 2]:
        leading = "spokesman " if found[at + 1].key == "for" else ""
    if found[at].key in _SITS and at + 1 < len(found) and found[at + 1].key in ("in", "on", "for"):
        leading = "official "
    if not leading and found[at].key not in known.copulas:
        return None
    at += 1
    if at >= len(found):
        return None
    if found[at - 1].key in ("was", "is") and _is_chosen(found, at):
        return _chosen(found, at)
    while not leading and at < len(found) and found[at].key in known.naming:
        leading = "head of " if found[at].key in known.heading else ""
        at += 1
    end = _close(found, at + 1, _CLOSES)
    if at >= len(found):
        return None
    if not leading and not _describes(found, at, end):
        return None
    return Introduction(at, end, leading, 0.95)


def _is_chosen(found: Sequence[Token], at: int) -> bool:
    after = [token.key for token in found[at : at + 2]]
    return len(after) == 2 and after[0] in words().naming and after[1] == "to"


def _chosen(found: Sequence[Token], at: int) -> Introduction | None:
    """As in "Ila Tesk was elected to the Arvanian parliament"."""
    end = _close(found, at + 3, _CLOSES)
    return Introduction(at + 2, end, "member of ", 0.9) if end > at + 2 else None


def _as(found: Sequence[Token], first: int, last: int) -> Introduction | None:
    """As in "Ila Tesk took office as Arvania's harbour minister"."""
    follows = last < len(found) and found[last].key in _FOLLOWS
    for at in range(last, min(last + 5, len(found) - 1)):
        if not _is_beside(found, at) or (found[at].capital and not follows):
            return None
        if found[at].key == "as":
            end = _close(found, at + 2, _CLOSES)
            opens = _describes(found, at + 1, end)
            return Introduction(at + 1, end, "", 0.9) if opens else None
    return None


def _of(found: Sequence[Token], first: int, last: int) -> Introduction | None:
    """As in "Ila Tesk of Arvania's harbour ministry said"."""
    if last >= len(found) or found[last].glued != " ":
        return None
    if found[last].key not in ("of", "from", "at", "with") or found[last - 1].possessive:
        return None
    end = last + 1
    while end < len(found) and _is_beside(found, end) and end - last < 8:
        token = found[end]
        plain = token.capital or token.key in ("the", "of", "for", "and") or is_role(token)
        if not plain and not (token.key not in words().verbs and found[end - 1].possessive):
            break
        end += 1
    return Introduction(last, end, "", 0.9) if end > last + 1 else None


def _close(found: Sequence[Token], start: int, marks: frozenset[str]) -> int:
    """The first token after `start` that a mark or a relative pronoun sets apart."""
    end = start
    while end < len(found) and end - start < _LONGEST and marks.isdisjoint(found[end].glued):
        end += 1
    return min(end, len(found))


def _is_initial(found: Sequence[Token], i: int) -> bool:
    return found[i].glued == ". " and len(found[i - 1].key) == 1
