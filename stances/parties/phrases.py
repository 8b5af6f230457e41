"""For whom a noun phrase speaks: its head and what modifies it decide, its objects do not.

"John Roe, a spokesman for the Arvanian army" is read in segments (at commas and relative
pronouns); in each, the words before the first preposition are the core, and a preposition
leads on to a party only where the head of the core allows it ("spokesman for", "ministry of",
never "expert on" or "ambassador to").
"""

from collections.abc import Iterator, Sequence
from copy import copy
from typing import NamedTuple

from stances.parties.apart import (
    is_former,
    is_only_seated,
    is_owned_privately,
    is_private,
    is_trade,
)
from stances.parties.claims import Claim, Setting, claim_of
from stances.parties.matching import Match, find_names, is_name_part
from stances.parties.names import singular, tokens
from stances.parties.prepositions import SEATS, carried
from stances.parties.rewording import reworded
from stances.parties.standing import (
    NATIONAL,
    SERVED,
    is_member_state,
    is_plural,
    names_thing,
    standing,
)
from stances.parties.tables import Tables
from stances.parties.words import cuts, is_actor, is_role, words

_CUTS = frozenset(",;()—–:|\n")
_JOINS = frozenset({"and", "or"})
_ACCREDITING = frozenset({"UN", "NATO", "IAEA", "WTO", "OAS", "OSCE"})
# Federations whose national societies are named with their country: "the Belmark Red Cross".
_NATIONAL_BRANCHES = frozenset({"RED_CROSS"})
_LED = frozenset({"person", "surname", "seats"})


class Part(NamedTuple):
    """A name in a phrase with what it claims; `standing` is "full" or "led"."""

    match: Match
    claim: Claim
    standing: str


class Phrase:
    """A stretch of text that describes a speaker, with the names found in it.

    "Ila Tesk, who speaks for Arvania" is read as "Ila Tesk, spokesman for Arvania"; with `exact`
    the text stays as it is, so that offsets index it.
    """

    def __init__(self, tables: Tables, text: str, setting: Setting, *, exact: bool = False) -> None:
        text = text if exact else reworded(text)
        self.tables = tables
        self.text = text
        self.tokens = tokens(text)
        self.setting = setting
        loose = text == text.lower()
        self.matches = {m.first: m for m in find_names(tables, self.tokens, loose)}
        self.inside = {i for m in self.matches.values() for i in range(m.first, m.last)}

    def under(self, setting: Setting) -> "Phrase":
        """The same text and names in another setting, which reads nothing again."""
        other = copy(self)
        other.setting = setting
        return other

    def claim(self) -> Claim | None:
        """The surest claim of the phrase's segments; the first of equals."""
        best: Claim | None = None
        for first, last in self.segments():
            claim = self._read(first, last)
            if claim and (best is None or _rank(claim) > _rank(best)):
                best = claim
        return best

    def head(self) -> str:
        """The key of the head of the first segment that has a role, else of the first."""
        heads = self.heads()
        roles = [head for head in heads if head in words().official or head in words().bare]
        return (roles or heads or [""])[0]

    def heads(self) -> list[str]:
        """The key of the head of each segment."""
        return [self._head(first, self._core_end(first, last)) for first, last in self.segments()]

    def person(self) -> tuple[str, str]:
        """The first and last word of a name of two words that ends the first segment."""
        for first, last in self.segments():
            name = [t for t in self.tokens[max(first, last - 2) : last] if is_name_part(t)]
            if len(name) == 2 and name[1].glued == " ":
                return name[0].key, name[1].key
            break
        return "", ""

    def names(self) -> Iterator[tuple[int, int, Claim]]:
        """All names that count wherever they stand, as (start, end, claim)."""
        for match in self.matches.values():
            start, end = self.tokens[match.first].start, self.tokens[match.last - 1].end
            if standing(self.tokens, self.matches, match) == "full":
                claim = self.claim_at(match)
                if claim:
                    yield start, end, claim

    def claim_at(self, match: Match) -> Claim | None:
        """The claim of one of the phrase's names, whatever stands around it."""
        start, end = self.tokens[match.first].start, self.tokens[match.last - 1].end
        return self._claim(match, self.text[start:end])

    def _claim(self, match: Match, cited: str) -> Claim | None:
        title = self.tokens[match.first - 1].key if match.first else ""
        federal = match.kind == "ambiguous" and is_member_state(self.tokens, match)
        return claim_of(self.tables, match, cited, self.setting, title, federal=federal)

    def is_general(self, match: Match) -> bool:
        """Whether a name is one that parties of several countries have: "Labour"."""
        keys = {singular(token.key) for token in self.tokens[match.first : match.last]}
        return match.kind == "political" and keys <= words().political

    def unread_names(self) -> Iterator[str]:
        """Capitalised names that no table knows and that stand where a place would."""
        first, sent = 0, self.head() in words().diplomatic | words().placed | words().away
        while first < len(self.tokens):
            last = first
            while last < len(self.tokens) and self._is_unread(last) and last < first + 5:
                last += 1
            if last > first and self._is_placed(first, last) and not (sent and first):
                yield self.text[self.tokens[first].start : self.tokens[last - 1].end]
            first = max(last, first + 1)

    def _is_unread(self, i: int) -> bool:
        token = self.tokens[i]
        plain = token.key not in words().leading and not is_role(token)
        plain = plain and token.key not in words().vague
        return token.capital and i not in self.inside and plain and token.key != "the"

    def _is_placed(self, first: int, last: int) -> bool:
        if all(token.key == "the" for token in self.tokens[:first]) and last == len(self.tokens):
            return True
        before = self.tokens[first - 1].key if first else ""
        after = self.tokens[last].key if last < len(self.tokens) else ""
        local = words().local
        if before == "for" and first > 1:  # "member of parliament for ..."
            before = self.tokens[first - 2].key if self.tokens[first - 2].key in SEATS else ""
            return bool(before)
        return before in ("of", "in", "from") or singular(after) in local or before in local

    def segments(self) -> Iterator[tuple[int, int]]:
        """Token ranges between commas, brackets, dashes and relative pronouns."""
        first = 0
        for i, token in enumerate(self.tokens):
            inside = i in self.inside and i not in self.matches
            cut = not inside and (
                not _CUTS.isdisjoint(token.glued) or token.key in words().relative
            )
            if cut and i > first:
                if not self._is_aside(first):
                    yield first, i
                first = i
        if first < len(self.tokens) and not self._is_aside(first):
            yield first, len(self.tokens)

    def _is_aside(self, first: int) -> bool:
        key = self.tokens[first].key
        if first in self.matches or first == 0:
            return False
        known = words()
        return key in known.ending or key in known.relative or key in ("in", "at", "by", "inside")

    def _read(self, first: int, last: int) -> Claim | None:
        if self.tokens[first].key in words().leading and first not in self.matches:
            first += 1
        core = self._core_end(first, last)
        if names_thing(self.tokens, self.matches, first, core):
            return None
        if first >= last or (first and self.tokens[first].key in ("who", "whose")):
            return None  # what somebody does is no office: offices are reworded
        claim = self._core(first, core)
        head = self._head(first, core)
        if self._is_people(first, core):
            head = "minority"
        claim = self._sent(claim, head, core, last) or claim
        claim = claim or self._follow(head, first, core, last)
        claim = claim or self._partisans(first, core)
        return claim.muted() if claim and is_former(self.tokens[first:core]) else claim

    def _sent(self, claim: Claim | None, head: str, core: int, last: int) -> Claim | None:
        """Whom "the Belmark head of the UN" and "the UN delegate from Belmark" speak for."""
        if claim is None or core + 1 >= last:
            return None
        preposition = self.tokens[core].key
        heads = preposition == "of" and claim.kind == "demonym" and head in words().chairs
        sent = preposition == "from" and claim.kind == "international"
        if not heads and not (sent and head in words().diplomatic | {"delegate"}):
            return None
        other = self._core(core + 1, self._core_end(core + 1, last))
        kinds = {"international"} if heads else NATIONAL
        return other.weaker(0.97) if other and other.kind in kinds else None

    def _is_people(self, first: int, core: int) -> bool:
        """Whether a core names a people by its place: "ethnic Belmarkers in Arvania"."""
        if any(token.key in ("ethnic", "minority") for token in self.tokens[first:core]):
            return True
        if core - first != 1 or core >= len(self.tokens) or self.tokens[core].key != "in":
            return False
        name = self.tokens[first]
        key, known = singular(name.key), words()
        plain = not is_actor(key) and key not in known.about
        return plain and name.capital and key != name.key

    def _partisans(self, first: int, last: int) -> Claim | None:
        """Those who are for or against a leader are of his country: "pro-Roe forces"."""
        for i in range(first + 1, last):
            match = self.matches.get(i)
            if match and match.kind in _LED and self.tokens[i - 1].key in ("pro", "anti"):
                claim = self.claim_at(match)
                return claim.at_most(0.55) if claim else None
        return None

    def _core_end(self, first: int, last: int) -> int:
        shut = cuts()
        for i in range(first, last):
            if i not in self.inside and self.tokens[i].key in shut:
                return i
        return last

    def _head(self, first: int, last: int) -> str:
        """The last role in a stretch, before any personal name; else its last word."""
        known = words()
        keys = [singular(self.tokens[i].key) for i in range(first, last)]
        roles = [k for k in keys if k in known.official | known.private | known.about]
        return (roles or keys or [""])[-1]

    def _follow(self, head: str, start: int, core: int, last: int) -> Claim | None:
        """Walk the prepositions after the core, as far as the head allows."""
        weak: Claim | None = None
        before = self.tokens[core - 1].key if core > start else ""
        while core < last:
            preposition = self.tokens[core].key
            end = self._core_end(core + 1, last)
            if preposition == "by" and before not in words().led.union({"headed"}):
                return weak
            if preposition in words().ending and not (
                preposition == "to" and head in words().advising
            ):
                return weak
            claim = self._accept(preposition, head, core + 1, end)
            if claim and preposition not in ("in", "inside", "within"):
                return claim
            weak = weak or claim
            if preposition not in ("in", "inside", "within") and end > core + 1:
                head = self._next_head(head, core + 1, end)
                if self._is_thing(core + 1, end, preposition):
                    return weak  # "head of a soup kitchen in Belmark"
            core, before = end, self.tokens[end - 1].key
        return weak

    def _is_thing(self, first: int, last: int, preposition: str) -> bool:
        """Whether an object is something one has: "of a soup kitchen", "with offices"."""
        if last <= first or any(token.capital for token in self.tokens[first:last]):
            return False
        if preposition == "with" or self.tokens[first].key not in ("a", "an"):
            return preposition == "with"
        key = singular(self.tokens[last - 1].key)
        return not is_actor(key) and key not in words().towns

    def _next_head(self, head: str, first: int, last: int) -> str:
        found = self._head(first, last)
        return found if found in words().official | words().about | words().private else head

    def _accept(self, preposition: str, head: str, first: int, last: int) -> Claim | None:
        claim = self._core(first, last)
        factor = carried(preposition, head, claim) if claim else 0.0
        if not claim or not factor:
            return None
        served = preposition != "in" and claim.kind in SERVED
        private = is_private((), head) or (preposition == "from" and is_trade(head))
        private = private and claim.known.state and not served
        return (claim.muted() if private else claim).weaker(factor)

    def _core(self, first: int, last: int) -> Claim | None:
        parts = list(self._parts(first, last))
        full = [part for part in parts if part.standing != "based"]
        parts = full or parts
        explicit = [part for part in parts if part.claim.kind != "person"]
        chosen = self._choose(explicit or parts, first, last)
        if chosen is None:
            return None
        named = chosen.claim
        if chosen.standing == "based":
            named = named.weaker(0.8, f"the body is based in {named.known.phrase}")
        if chosen.standing == "led":
            named = named.weaker(0.65, f"the group is led by {named.known.phrase}")
        others = {part.claim.known.id for part in explicit} - {named.known.id}
        if others and self._joined(explicit):
            named = named.weaker(0.7, "others are named beside it")
        return self._by_head(chosen, named, last)

    def _by_head(self, part: Part, claim: Claim, last: int) -> Claim | None:
        """Nationality or place of a private person is a weaker claim than an office."""
        known = words()
        head = self._head(part.match.last, last) if part.match.last < last else ""
        rest = self.tokens[part.match.last : last]
        there = part.match.kind == "capital" and not self.tokens[part.match.last - 1].possessive
        private = is_private(rest, head) or is_owned_privately(rest)
        if (private or (there and is_only_seated(head))) and (
            claim.known.state or claim.kind in NATIONAL
        ):
            claim = claim.muted()
        if head in known.placed and claim.kind in NATIONAL - {"demonym"}:
            return None
        if head == "ambassador" and claim.known.id in _ACCREDITING:
            return None  # "the UN ambassador" is some country's, accredited there
        if head in known.private and head not in known.official:
            return claim.at_most(0.65 if claim.kind == "demonym" else 0.55)
        return claim

    def _joined(self, parts: Sequence[Part]) -> bool:
        between = range(parts[0].match.last, parts[-1].match.first)
        return any(self.tokens[i].key in _JOINS for i in between)

    def _parts(self, first: int, last: int) -> Iterator[Part]:
        for i in range(first, last):
            match = self.matches.get(i)
            counts = standing(self.tokens, self.matches, match, last) if match else ""
            if not match or not counts:
                continue
            claim = self._claim(match, self._cited(match, last))
            if claim:
                yield Part(match, claim, counts)

    def _cited(self, match: Match, last: int) -> str:
        """The name with the words after it up to the role it modifies: "US President"."""
        end = match.last
        if match.kind in ("name", "demonym"):
            for i in range(match.last, min(last, match.last + 4)):
                if singular(self.tokens[i].key) in words().official:
                    end = i + 1
        return self.text[self.tokens[match.first].start : self.tokens[end - 1].end]

    def _choose(self, parts: list[Part], first: int, last: int) -> Part | None:
        """The leftmost name, but a group after a country's name speaks for itself."""
        if not parts:
            return None
        heads = {singular(self.tokens[i].key) for i in range(first, last)}
        for part in parts[1:]:
            kind = part.claim.kind
            if self._is_noun_of(parts[0], part):
                return part
            if parts[0].claim.kind not in NATIONAL or self._joined([parts[0], part]):
                break
            if kind in ("armed", "user", "member", "political"):
                return part
            if part.claim.known.id in _NATIONAL_BRANCHES:
                break
            if kind == "international" and heads.isdisjoint(words().diplomatic):
                return part
        return parts[0]

    def _is_noun_of(self, one: Part, other: Part) -> bool:
        """Whether an adjective of a people stands before a noun of a citizenship."""
        adjacent = one.match.last == other.match.first
        peoples = one.match.kind == other.match.kind == "demonym"
        return adjacent and peoples and is_plural(self.tokens, other.match)


def _rank(claim: Claim) -> tuple[bool, float]:
    """An office goes before what somebody is in private, then the surer."""
    return claim.voice, claim.certainty
