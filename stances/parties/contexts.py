"""When a mention's context is asked whom it stands for, and what that may overrule."""

from collections.abc import Callable, Sequence

from stances.parties.apart import apart, is_private
from stances.parties.claims import Claim
from stances.parties.names import Token, key_of, singular
from stances.parties.phrases import Phrase
from stances.parties.subjects import among, only, stands_for, subject_at, town_in
from stances.parties.surroundings import Reading, Surroundings
from stances.parties.words import is_actor, words

_SERVING = 0.75
_USUAL = 0.65
_ACRONYM = 6
_TOWNS = frozenset({"name", "capital", "regions", "ambiguous", "city", "institutions"})
_BORNE = frozenset({"surname", "titled", "person"})
_SEVERAL = frozenset(
    {"governments", "countries", "nations", "states", "capitals", "parties", "sides", "both"}
)


def is_bare(phrase: Phrase) -> bool:
    """Whether a phrase is a role of a state without the state: "a government spokesman".

    Where it names a party that does not count ("Iran-backed militias"), it is not bare; nor is
    a group of several parties ("three governments").
    """
    if not _SEVERAL.isdisjoint(token.key for token in phrase.tokens):
        return False
    known = words()
    keys = {singular(token.key) for token in phrase.tokens}
    head = phrase.head()
    about = head in known.about | known.placed or _is_private(phrase, head)
    named = any(
        match.kind != "channels" and not phrase.is_general(match)
        for match in phrase.matches.values()
    )
    return not keys.isdisjoint(known.bare | known.ranks | apart().local) and not named and not about


def _is_private(phrase: Phrase, head: str) -> bool:
    """Whether a person or body in private is described by the state: "the country’s builder"."""
    if head in words().official | words().bare:
        return False
    return any(is_private(phrase.tokens, each) for each in phrase.heads())


def is_general(phrase: Phrase) -> bool:
    """Whether a phrase is a body, group or role without its name: "the authority", "the mayor"."""
    content = [t for t in phrase.tokens if t.key not in words().articles]
    if not content or len(content) > 3 or any(t.key in _SEVERAL for t in content):
        return False
    if phrase.matches or any(t.capital for t in content[1:]):
        return False
    known = words()
    head = singular(content[-1].key)
    definite = phrase.tokens[0].key == "the" and not content[0].capital
    return head in known.bodies | known.groups or (definite and is_actor(head))


def in_context(
    phrase: Phrase, claim: Claim | None, around: Callable[[], Surroundings]
) -> tuple[Claim | None, bool]:
    """The claim of a mention in its text, and whether the mention is a person's name there.

    What a text says of a name goes before what tables say of it only where the name alone is
    unsure: a place that is a first name or surname too ("Jordan"), a surname that several bear,
    someone whose office was another on the day, a name of several places or parties.
    """
    town = _of_a_town(phrase, claim, around)
    if town is not None:
        return town, False
    name = name_of(phrase)
    if claim is None and not name and (is_bare(phrase) or is_general(phrase)):
        return stands_for(around(), phrase), False
    if claim is not None and len(name) == 1 and name[0].upper:
        claim = _spelt_otherwise(name, around()) or claim
    if name and (claim is None or _is_doubtful(claim, name)):
        reading = around().introduced(name)
        claim, person = _weighed(phrase, claim, name, reading, around())
        if claim is None and reading.office >= 0:
            claim = subject_at(around(), reading.office)
        if claim is None and is_bare(phrase):  # "Brigadier Tesk"
            claim = only(around(), name)
        if person or claim:
            return claim, person
        if len(name) == 1 and around().says(name[0].key):  # no town, then
            return None, True
    for reread in (_among_readings, _of_politics, _local_body, _unknown_body):
        found = reread(phrase, claim, around)
        if found is not None:
            return found, False
    return claim, False


def _spelt_otherwise(name: Sequence[Token], around: Surroundings) -> Claim | None:
    """What the long form of an acronym says where the text gives it in brackets."""
    if not around.spells(name[0]):
        return None
    return around.spelt_out(name[0]) or only(around, name)


def _weighed(
    phrase: Phrase,
    claim: Claim | None,
    name: Sequence[Token],
    reading: Reading,
    around: Surroundings,
) -> tuple[Claim | None, bool]:
    """What a name's own tables and its text say together."""
    found = reading.claim
    if claim is None or (reading.person and claim.kind != "person"):
        return found, reading.person
    if found is None:
        other = claim.kind == "person" and _is_another(phrase, name, around)
        return (None if other else claim), reading.person
    serving = claim.kind != "person" or claim.certainty >= _SERVING
    return (claim if serving and found.certainty <= claim.certainty else found), reading.person


def _is_another(phrase: Phrase, name: Sequence[Token], around: Surroundings) -> bool:
    """Whether the text gives a surname another first name than the person known by it."""
    if len(name) > 1:
        return False
    known = {e.party[:1] for m in phrase.matches.values() for e in m.entries if e.kind in _BORNE}
    given = around.initials(name[0].key)
    return bool(known and given) and known.isdisjoint(given)


def _of_a_town(
    phrase: Phrase, claim: Claim | None, around: Callable[[], Surroundings]
) -> Claim | None:
    """A town's name, or its police, where the text has just spoken of a town elsewhere."""
    found = [token for token in phrase.tokens if token.key not in words().articles]
    if claim is not None and claim.kind not in _TOWNS:
        return None
    local = words().local
    if (
        not found
        or not found[0].capital
        or any(not t.capital and singular(t.key) not in local for t in found)
    ):
        return None
    if claim is None and any(is_actor(singular(t.key)) for t in found if t.capital):
        return None
    several = any(match.kind == "ambiguous" for match in phrase.matches.values())
    if claim is None and not several and sum(token.capital for token in found) > 1:
        return None  # "Oru Venn" is more likely a person
    town = town_in(around(), found)
    return town if town and (claim is None or town.known != claim.known) else None


def _among_readings(
    phrase: Phrase, claim: Claim | None, around: Callable[[], Surroundings]
) -> Claim | None:
    """A name of several parties, read as the one of them that the text names otherwise."""
    match = next((m for m in phrase.matches.values() if m.kind == "ambiguous"), None)
    if match is None or (claim is not None and claim.certainty > _USUAL):
        return None
    tables, surface = phrase.tables, match.entries[0].surface
    parties = {reading.party for reading in tables.readings[key_of(surface)]}
    party = among(around(), {tables.parties[party].country or party for party in parties})
    if not party and claim is None:
        return only(around(), phrase.tokens[match.first : match.last])
    if not party or (claim is not None and claim.known.country == party):
        return None
    why = f'"{surface}" has several readings; the context names {tables.parties[party].phrase}'
    return Claim(tables.parties[party], "name", 0.7, (why,))


def _of_politics(
    phrase: Phrase, claim: Claim | None, around: Callable[[], Surroundings]
) -> Claim | None:
    """As in "Labour" and its like, of the one country that the text names."""
    if claim is None or claim.kind not in ("political", "name") or not phrase.matches:
        return None
    match = next(iter(phrase.matches.values()))
    content = [singular(token.key) for token in phrase.tokens]
    general = words().political | {"the"}
    if match.kind not in ("political", "ambiguous") or not general.issuperset(content):
        return None
    alone = only(around(), phrase.tokens[match.first : match.last])
    return alone if alone and alone.known.country != claim.known.country else None


def _local_body(
    phrase: Phrase, claim: Claim | None, around: Callable[[], Surroundings]
) -> Claim | None:
    """As in "Lebanon police" in a text on another country alone: a town of that name there."""
    match = phrase.matches.get(0)
    if claim is None or match is None or match.kind != "name" or match.last >= len(phrase.tokens):
        return None
    possessive = phrase.tokens[match.last - 1].possessive
    body = all(t.key in words().local and not t.capital for t in phrase.tokens[match.last :])
    if possessive or not body:
        return None
    alone = only(around(), phrase.tokens[match.first : match.last])
    return alone if alone and alone.known.country != claim.known.country else None


def _unknown_body(
    phrase: Phrase, claim: Claim | None, around: Callable[[], Surroundings]
) -> Claim | None:
    """A body that no table knows, in a text that names one country alone."""
    if claim is not None or phrase.matches or not phrase.tokens:
        return None
    name = name_of(phrase)
    found = phrase.tokens
    known = words()
    bodies = known.bodies | known.seated | known.political | known.groups | known.institutions
    tail = singular(found[-1].key) in bodies
    acronym = len(name) == 1 and name[0].upper and 1 < len(name[0].key) <= _ACRONYM
    if acronym:
        spelt = around().named(name[0].key)
        if spelt:
            return spelt
    titled = bool(name) and found[0].key == "the"
    if not acronym and not titled and not (found[0].capital and tail):
        return None
    return only(around(), name)


def _is_doubtful(claim: Claim, name: Sequence[Token]) -> bool:
    if claim.kind == "person":
        return claim.certainty < 0.9
    return len(name) == 1 and name[0].key in words().first_names and not name[0].upper


def name_of(phrase: Phrase) -> list[Token]:
    """The name in a mention, without article and titles; nothing where it is described."""
    known = words()
    found = list(phrase.tokens)
    for i, token in enumerate(found[1:], 1):
        if not frozenset(",;()").isdisjoint(token.glued):
            found = found[:i]
            break
    fore = known.articles | known.titles | known.ranks
    while found and found[0].key in fore:
        found = found[1:]
    roles = known.official | known.bare | known.bodies
    if all(singular(token.key) in roles and token.key not in known.political for token in found):
        return []
    joining = ("of", "for", "and", "the", "al", "bin", "de", "van", "von", "da", "el")
    if not found or not found[0].capital or found[-1].possessive:
        return []
    return found if all(t.capital or t.key in joining for t in found) else []
