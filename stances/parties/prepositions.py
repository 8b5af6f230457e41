"""How far a preposition carries a party up to the head of its phrase: "minister of", "envoy to"."""

from stances.parties.claims import Claim
from stances.parties.standing import NATIONAL
from stances.parties.words import is_actor, words

# Whose seat, in parliament or elsewhere, is "for" a place.
SEATS = frozenset({"parliament", "mp", "member", "congressman", "deputy", "candidate"})
_ORGANS = frozenset(
    {"seats", "forces", "institutions", "international", "armed", "political", "user", "member"}
)


def carried(preposition: str, head: str, claim: Claim) -> float:
    """How far a preposition carries a claim up to the head before it; 0: not at all."""
    known = words()
    if preposition == "of":
        return 0.0 if head in known.about else 0.98
    if preposition == "for":
        allowed = head in known.speaking or claim.kind == "person"
        allowed = allowed or (head in SEATS and claim.kind in NATIONAL)
        return 0.97 if allowed and head not in known.about else 0.0
    if preposition == "from":
        return 0.8
    if preposition == "with":
        return 0.9 if head in known.official - known.diplomatic else 0.0
    if preposition == "at":
        return 0.9 if claim.kind in _ORGANS and head not in known.diplomatic else 0.0
    if preposition == "by":
        return 0.65
    if preposition == "to":
        return 0.95
    return _carried_in(head, claim)


def _carried_in(head: str, claim: Claim) -> float:
    known = words()
    if head in known.diplomatic or head in known.placed:
        return 0.0
    if claim.kind in _ORGANS:
        return 0.9
    if head in known.institutions:
        return max(0.8, 0.75 / claim.certainty)
    people = head in known.private or (is_actor(head) and head not in known.about)
    if head in known.local or head in known.official or (people and head not in known.away):
        return 0.6 / max(claim.certainty, 0.6)
    return 0.0
