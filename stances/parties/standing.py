"""Whether a name in a phrase counts, by the words right beside it."""

from collections.abc import Mapping, Sequence

from stances.parties.matching import Match
from stances.parties.names import Token, key_of, singular
from stances.parties.words import cuts, is_actor, words

NATIONAL = frozenset({"name", "demonym", "capital", "ambiguous", "regions"})
_HYPHENS = ("-", "\u2011", "\u2013")
_NEW_WORLD = frozenset({"USA", "CAN", "AUS", "NZL"})
_SETTLED = _NEW_WORLD | {"GBR", "FRA", "DEU", "NLD", "BEL", "SWE", "NOR", "DNK", "CHE", "AUT"}
_STATE_OFFICES = frozenset({"governor", "gov", "legislature", "congresswoman", "congressman"})
SERVED = frozenset({"seats", "forces", "institutions", "international"})


def standing(
    found: Sequence[Token], matches: Mapping[int, Match], match: Match, last: int | None = None
) -> str:
    """How a name counts: "full", "led", "based", or "" for not at all.

    "X-backed", "pro-X" and "X critics" do not count, "X-led" counts less, "X-based" where the
    head is a body. `last` ends the words that the name may modify.
    """
    before = found[match.first - 1].key if match.first else ""
    after = found[match.last].key if match.last < len(found) else ""
    if before == "ethnic" or after == "minority":
        return ""  # a people, wherever it lives
    if before in words().prefixes and found[match.first].glued in ("-", "\u2011", " "):
        return ""
    if before and _is_outweighed(found, matches, match):
        return ""
    if match.last >= len(found):
        return "full"
    hyphen = found[match.last].glued in _HYPHENS
    if hyphen and match.last in matches:
        return "full" if _outweighs(match, matches[match.last]) else ""
    if hyphen and found[match.last].key == "based" and _is_seated(found, match.last):
        return "based"
    return _by_next(found, match, len(found) if last is None else last, hyphen)


def _by_next(found: Sequence[Token], match: Match, last: int, hyphen: bool) -> str:
    known, after = words(), found[match.last]
    if (hyphen or after.glued == " ") and after.key in known.led and not after.capital:
        return "led" if hyphen else "full"
    parted = after.key.endswith("ed") and after.key != "armed"  # "Arvania's armed forces"
    if after.key in known.not_for and (hyphen or parted):
        return ""
    key = singular(after.key)
    serves = key in known.private and (match.kind == "demonym" or match.kind in SERVED)
    return "" if key in known.about and match.last < last and not serves else "full"


def _outweighs(match: Match, other: Match) -> bool:
    """Whether the first of two nationalities is the citizenship: "British-Iranian"."""
    return match.entries[0].party in _SETTLED and other.entries[0].party not in _SETTLED


def _is_outweighed(found: Sequence[Token], matches: Mapping[int, Match], match: Match) -> bool:
    """Whether a nationality is not the one that counts of the two that a hyphen joins.

    In "Chinese-American" the last does, for it is that of a country of immigration.
    """
    if match.kind != "demonym" or found[match.first].glued not in _HYPHENS:
        return False
    starts = range(max(0, match.first - 3), match.first)
    held = [matches[i] for i in starts if i in matches and matches[i].last == match.first]
    if not held or held[0].kind not in ("demonym", "name"):
        return False
    one, other = held[0].entries[0].party, match.entries[0].party
    return other not in _SETTLED or (one in _SETTLED and other not in _NEW_WORLD)


def _is_seated(found: Sequence[Token], first: int) -> bool:
    """Whether the head after "X-based" is a body, which belongs where it has its seat."""
    known, shut = words(), cuts()
    last = first
    while last < len(found) and found[last].key not in shut and last - first < 8:
        last += 1
    return singular(found[last - 1].key) in known.seated | known.institutions


def is_member_state(found: Sequence[Token], match: Match) -> bool:
    """Whether the office beside a name is one of a state within a state: "X governor"."""
    after = [token.key for token in found[match.last : match.last + 3]]
    if after[:1] == ["state"] and not found[match.last - 1].possessive:
        return True
    if (after[:1] and after[0] in _STATE_OFFICES) or after == ["secretary", "of", "state"]:
        return True
    before = [token.key for token in found[max(0, match.first - 2) : match.first]]
    return len(before) == 2 and before[1] == "of" and before[0] in _STATE_OFFICES


def names_thing(
    found: Sequence[Token], matches: Mapping[int, Match], first: int, last: int
) -> bool:
    """Whether a phrase's core is no one's name or office: "a Belmark hat", "Belmark cheese"."""
    if last == first:
        return False
    article = found[first].key in words().articles
    head = found[last - 1]
    if singular(head.key) in words().things:
        return not head.capital or last - first - article <= 3
    match = matches.get(first + article)
    if match is None or match.kind not in NATIONAL or found[match.last - 1].possessive:
        return False
    if match.last == last:
        return found[first].key in ("a", "an") and match.kind != "demonym"
    if match.kind == "demonym" and is_plural(found, match):
        return False  # "Belmarkers abroad": a noun already
    rest = found[match.last : last]
    plain = all(t.glued == " " and not t.capital and t.key.isalpha() for t in rest)
    return plain and len(rest) < 3 and not any(is_actor(singular(t.key)) for t in rest)


def is_plural(found: Sequence[Token], match: Match) -> bool:
    """Whether a name stands in the plural, and so is a noun: "Iraqis", not "Iraqi"."""
    key = " ".join(token.key for token in found[match.first : match.last])
    return key.endswith("s") and key != key_of(match.entries[0].surface)
