"""What a context is about, for a mention resolved in it that names no party itself."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from stances.parties.claims import Claim
from stances.parties.names import Token, singular
from stances.parties.phrases import Phrase
from stances.parties.surroundings import Surroundings
from stances.parties.words import is_actor, words

_OPENING = 10
_NEAR = 40
_SURER = 0.65
_GROUPS = frozenset({"armed", "international", "political", "user"})
_STOPS = frozenset(".!?\n")


def stands_for(text: Surroundings, phrase: Phrase) -> Claim | None:
    """The party that a bare role or a body without a name inherits from the text before it."""
    content = [t for t in phrase.tokens if t.key not in words().articles]
    if not content:
        return None
    at = _place_of(text, phrase)
    group = singular(content[-1].key) in words().groups
    claim = _same_role(text, content, at, phrase.head())
    head = singular(content[-1].key)
    if claim is None and not is_actor(head):
        return None
    if claim is not None and claim.certainty < _SURER:
        claim = _subject(text, at, group) or claim
    if claim is None and not group and head in words().seated | words().private:
        claim = only(text) or _subject(text, at, group)
        return claim if head in words().seated else None
    return claim or _subject(text, at, group) or _dominant(text, group)


def _place_of(text: Surroundings, phrase: Phrase) -> int:
    """The token at which a mention stands in the text for the last time, else its end."""
    keys = [token.key for token in phrase.tokens]
    places = [first for first, _ in text.occurrences(keys)]
    return places[-1] if places and places[-1] else len(text.tokens)


def _same_role(text: Surroundings, content: Sequence[Token], at: int, head: str) -> Claim | None:
    """What the same role, named with its party, says: the nearest before, else after."""
    tried = [[token.key for token in content]]
    if len(content) > 1 and head:
        tried.append([head])
    for keys in tried:
        places = list(text.occurrences(keys))
        before = [place for place in reversed(places) if place[0] < at]
        for first, last in (*before, *(place for place in places if place[0] > at)):
            claim = text.around(first, last)
            if claim:
                return claim.at_most(0.7)
    return None


def _subject(text: Surroundings, at: int, group: bool) -> Claim | None:
    """The party that the latest sentence before a place is about."""
    latest = None
    for first, claim in _subjects(text):
        if first >= at and latest is not None:
            break
        if not group or claim.kind in _GROUPS:
            latest = claim
            if first >= at:
                break
    if latest is None:
        return None
    return latest.noted(f"the text before it is about {latest.known.phrase}").at_most(0.6)


def _subjects(text: Surroundings) -> Iterator[tuple[int, Claim]]:
    """The first party of each sentence that no preposition takes out of the subject."""
    start, done = 0, False
    known = words()
    for i, token in enumerate(text.tokens):
        if not i or not _STOPS.isdisjoint(token.glued):
            start, done = i, False
        leaves = i > start and token.key in known.ending | {"in", "at", "by"}
        done = done or leaves or i - start > _OPENING
        match = text.phrase.matches.get(i)
        if match and not done:
            claim = text.phrase.claim_at(match)
            if claim:
                yield i, claim
                done = True


def _dominant(text: Surroundings, group: bool) -> Claim | None:
    counts: Counter[str] = Counter()
    claims: dict[str, Claim] = {}
    for _, _, claim in text.phrase.names():
        if not group or claim.kind in _GROUPS:
            counts[claim.known.id] += 1
            claims.setdefault(claim.known.id, claim)
    if not counts:
        return None
    known = claims[counts.most_common(1)[0][0]].known
    return Claim(known, "context", 0.55, (f"the context names {known.phrase} most",))


def subject_at(text: Surroundings, at: int) -> Claim | None:
    """The party that the text is about right before a token, else its only one."""
    near = [claim for first, claim in _subjects(text) if at - _NEAR <= first < at]
    if not near:
        return only(text)
    why = f"the text before it is about {near[-1].known.phrase}"
    return near[-1].noted(why).at_most(0.6)


def town_in(text: Surroundings, name: Sequence[Token]) -> Claim | None:
    """The party of a town described right before a name: "The Arvanian port lies"."""
    places = [first for first, _ in text.occurrences([token.key for token in name])]
    found: dict[str, Claim] = {}
    for match in text.phrase.matches.values():
        at, skipped = match.last, 0
        while at < len(text.tokens) and skipped < 3 and text.tokens[at].glued == " ":
            if text.tokens[at].key in words().towns:
                break
            at, skipped = at + 1, skipped + 1
        near = not places or any(at < place <= at + _NEAR for place in places)
        if near and _is_town(text, match.first, at):
            claim = text.phrase.claim_at(match)
            if claim:
                found.setdefault(claim.known.country, claim)
    if len(found) != 1:
        return None
    known = next(iter(found.values())).known
    return Claim(known, "context", 0.65, (f"the text speaks of a town in {known.phrase}",))


def _is_town(text: Surroundings, first: int, at: int) -> bool:
    """Whether token `at` is a word for a town that opens its sentence and names none."""
    if at >= len(text.tokens) or text.tokens[at].key not in words().towns:
        return False
    start = first - 1 if first and text.tokens[first - 1].key == "the" else first
    while start < first and text.tokens[start + 1].glued != " ":
        start += 1
    opens = not start or not _STOPS.isdisjoint(text.tokens[start].glued)
    after = text.tokens[at + 1] if at + 1 < len(text.tokens) else None
    return opens and after is not None and not after.capital and after.key != "of"


def only(text: Surroundings, name: Sequence[Token] = ()) -> Claim | None:
    """The one party that the text names; None where it names several, or none.

    What the name itself would say is left out.
    """
    keys = [token.key for token in name]
    found: dict[str, Claim] = {}
    for match in text.phrase.matches.values():
        if [t.key for t in text.tokens[match.first : match.last]] != keys:
            claim = text.phrase.claim_at(match)
            if claim:
                found.setdefault(claim.known.country or claim.known.id, claim)
    if not found:
        claim = text.places()
        found = {claim.known.id: claim} if claim else {}
    if len(found) != 1:
        return None
    known = next(iter(found.values())).known
    return Claim(known, "context", 0.55, (f"the context names {known.phrase} alone",))


def among(text: Surroundings, parties: Collection[str]) -> str:
    """The one of several parties that the text names most, by other names; "" if none."""
    counts = Counter(
        claim.known.country or claim.known.id
        for match in text.phrase.matches.values()
        if match.kind != "ambiguous" and (claim := text.phrase.claim_at(match))
    )
    ranked = sorted(parties, key=lambda party: (-counts[party], party))
    return ranked[0] if ranked and counts[ranked[0]] else ""
