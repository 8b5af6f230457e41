"""The registry of parties: by name, by description, and in running text."""

import difflib
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from pathlib import Path

from stances.errors import UnknownPartyError
from stances.parties.claims import Claim, Setting, claim_of, near_person
from stances.parties.contexts import in_context
from stances.parties.matching import whole
from stances.parties.names import fold, key_of, tokens
from stances.parties.partyfile import Defined, read_party_file
from stances.parties.phrases import Phrase
from stances.parties.places import country_of
from stances.parties.surroundings import Surroundings
from stances.parties.tables import VOICELESS, Known, Tables, load
from stances.records import UNKNOWN_PARTY, Party

_LONGEST_MENTION = 1000
_LONGEST_CONTEXT = 20_000
_ENOUGH = 0.5
_STEM = 4
# Last words of a group's name that no state has.
_NO_STATE = frozenset("party alliance movement front coalition bloc league company".split())


@dataclass(frozen=True)
class PartyRegistry:
    """All parties that can be named, and the names that lead to them.

    >>> registry = PartyRegistry.default()
    >>> registry.resolve("a spokesman for the Iraqi government").id
    'IRQ'
    >>> registry.resolve("Iran-backed militias").id is None
    True
    >>> registry.resolve("Tesk", context="Ila Tesk, Iraq's envoy, left. Tesk was late.").id
    'IRQ'
    """

    tables: Tables
    own: frozenset[str] = frozenset()

    @classmethod
    def default(cls) -> "PartyRegistry":
        """The registry of the package's own tables; read once."""
        return _default()

    def with_file(self, path: str | Path) -> "PartyRegistry":
        """This registry and the parties of a TOML file, which win over those built in.

        Raises `PartyFileError` with the file and the entry that is at fault.
        """
        tables = self.tables.copy()
        defined = read_party_file(Path(path))
        for party in defined:
            _define(tables, party)
        return PartyRegistry(tables, self.own | {party.id for party in defined})

    def party(self, identifier: str) -> Party:
        """The party of an id, fully sure; `UNKNOWN_PARTY` where no party has it."""
        known = self.tables.parties.get(identifier)
        return Party(known.id, known.name, known.country, (), 1.0) if known else UNKNOWN_PARTY

    def find(self, name: str) -> Party:
        """The party that a user names, by id or by any name of it, in any case.

        A political party is found as itself. Raises `UnknownPartyError` with close names.
        """
        identifier = self._identifier(name.strip())
        if not identifier:
            close = self._close(name)
            hint = f" Did you mean {' or '.join(close)}?" if close else ""
            raise UnknownPartyError(
                f"No party is called {name!r}.{hint} Give a country, an id, or a party file.",
                close,
            )
        evidence = (f'"{name.strip()}" was given by the user',)
        return replace(self.party(identifier), evidence=evidence)

    def resolve(
        self,
        mention: str,
        *,
        context: str = "",
        on: date | None = None,
        focus: Collection[str] = (),
        places: bool = True,
    ) -> Party:
        """For whom the person or body of a mention speaks; `UNKNOWN_PARTY` where unsure.

        `context` is text around it. It chooses between the readings of a name ("Georgia", or
        "Jordan" the man), says who bears a name that it introduces ("Ila Tesk, Iraq's envoy") or
        an acronym that it spells out, and stands in for the party of a bare role ("a government
        spokesman", "the group"). `on` is the day that terms of office are held
        against; without it any term counts. `focus` are ids of political parties whose people
        speak for them and not for their country. `places` allows names of cities and regions
        everywhere, which costs a second when first needed.
        """
        mention = mention[:_LONGEST_MENTION]
        context = context[:_LONGEST_CONTEXT]
        setting = self.setting(f"{mention} {context}", on, focus)
        phrase = Phrase(self.tables, mention, setting)
        claim = self.claim_in(phrase, mention, setting, places=False)
        named = False
        if context:
            around = cache(partial(self.surroundings, context, setting, places=places))
            claim, named = in_context(phrase, claim, around)
        if claim is None and places and not named:
            claim = self._place(phrase, thorough=True)
        return self.as_party(claim)

    def surroundings(self, context: str, setting: Setting, *, places: bool) -> Surroundings:
        """A text read once, for what it says of the names in it."""
        around = Phrase(self.tables, context, setting, exact=True)

        def read(stretch: str) -> Claim | None:
            phrase = Phrase(self.tables, stretch, setting)
            return self.claim_in(phrase, stretch, setting, places=places, thorough=False)

        def place() -> Claim | None:
            return self._place(around, thorough=False) if places else None

        return Surroundings(around, read, place)

    def setting(self, near: str, on: date | None, focus: Collection[str]) -> Setting:
        """What is known around a mention, for reading ambiguous names and terms of office."""
        keys = frozenset(token.key for token in tokens(near))
        return Setting(keys, on, frozenset(focus) | self.own)

    def as_party(self, claim: Claim | None) -> Party:
        """The record of a claim; `UNKNOWN_PARTY` below 0.5."""
        if claim is None or claim.certainty < _ENOUGH:
            return UNKNOWN_PARTY
        known = claim.known
        if known.kind in VOICELESS:
            return Party(country=known.country, evidence=claim.why)
        return Party(known.id, known.name, known.country, claim.why, claim.certainty)

    def mentions_in(
        self, text: str, *, on: date | None = None, focus: Collection[str] = ()
    ) -> list[tuple[int, int, Party]]:
        """All names of parties in a text, as (start, end, party), in linear time.

        Names inside "X-backed", "pro-X" and their like are left out: they mean somebody else.
        """
        return self.mentions_of(Phrase(self.tables, text, self.setting("", on, focus), exact=True))

    def mentions_of(self, phrase: Phrase) -> list[tuple[int, int, Party]]:
        """All names of parties in a text that is read already, as `mentions_in` gives them."""
        phrase = phrase.under(replace(phrase.setting, near=self._near(phrase.text)))
        found = []
        for start, end, claim in phrase.names():
            party = self.as_party(claim)
            if party.id is not None:
                found.append((start, end, party))
        return found

    def kind(self, name: str) -> str:
        """How a name names its party ("name", "demonym", "channels", ...); "" if unknown."""
        match = whole(self.tables, name) or whole(self.tables, name, loose=True)
        return match.kind if match else ""

    def _near(self, text: str) -> frozenset[str]:
        return frozenset(fold(word) for word in text[:_LONGEST_CONTEXT].split())

    def claim_in(
        self,
        phrase: Phrase,
        mention: str,
        setting: Setting,
        *,
        places: bool,
        thorough: bool = True,
    ) -> Claim | None:
        """The claim of a mention: as a whole name, else as a phrase, else as a place."""
        text = mention.strip()
        match = whole(self.tables, text, loose=text == text.lower())
        if match:
            return claim_of(self.tables, match, text, setting)
        claim = phrase.claim() or self._misspelt(phrase, setting)
        return claim or (self._place(phrase, thorough) if places else None)

    def _misspelt(self, phrase: Phrase, setting: Setting) -> Claim | None:
        given, surname = phrase.person()
        return near_person(self.tables, given, surname, setting) if surname else None

    def _place(self, phrase: Phrase, thorough: bool) -> Claim | None:
        for name in (*self._name_of_a_place(phrase), *phrase.unread_names()):
            code = country_of(name, thorough=thorough)
            if code in self.tables.parties:
                known = self.tables.parties[code]
                return Claim(known, "city", 0.55, (f'"{name}" is a place in {known.phrase}',))
        return None

    def _name_of_a_place(self, phrase: Phrase) -> list[str]:
        """The whole phrase, if it may be one name though a word of it is a role: "Free State"."""
        held = {match.kind for match in phrase.matches.values()} & {"ambiguous", "nobody"}
        found = phrase.tokens
        named = len(found) > 1 and all(token.capital or token.key == "of" for token in found)
        return [phrase.text.strip()] if named and not held else []

    def _identifier(self, name: str) -> str:
        parties = self.tables.parties
        for identifier in (name, name.upper().replace(" ", "_").replace("-", "_")):
            if identifier in parties and (identifier in self.own or identifier.isupper()):
                return identifier
        match = whole(self.tables, name, loose=True)
        held = (*self.tables.names.get(key_of(name), ()), *(match.entries if match else ()))
        ids = [entry.party for entry in held if entry.party in parties]
        readings = self.tables.readings.get(key_of(name), ())
        ids += [reading.party for reading in readings if reading.default]
        return ids[0] if ids else ""

    def _close(self, name: str) -> list[str]:
        """Names like a name, companies and papers left out: a slip for one of those is rare."""
        likely = {i for i, known in self.tables.parties.items() if known.kind not in VOICELESS}
        held = self.tables.names.items()
        keys = {k: e[0].surface for k, e in held if e and e[0].party in likely}
        keys.update({key_of(i): i for i in likely})
        found = difflib.get_close_matches(key_of(name), list(keys), n=3, cutoff=0.7)
        return list(dict.fromkeys(keys[key] for key in found))


@cache
def _default() -> PartyRegistry:
    return PartyRegistry(load())


def _define(tables: Tables, party: Defined) -> None:
    state = _has_people(party)
    tables.parties[party.id] = Known(party.id, party.name, party.country, "user", state)
    own = [(name, "user") for name in (party.name, *party.aliases, party.id)]
    for name, kind in [*own, *((name, "member") for name in party.members)]:
        key = key_of(name)
        tables.names[key] = tuple(e for e in tables.names.get(key, ()) if e.party == party.id)
        tables.readings.pop(key, None)
        tables.add(party.id, kind, name)


def _has_people(party: Defined) -> bool:
    """Whether a user's party may be a state: an adjective of its name, or one plain word for all.

    "Arvania" with "Arvanian" is one, "Harrow Steel" with "the company" is none.
    """
    if key_of(party.name).rsplit(" ", 1)[-1] in _NO_STATE:
        return False
    own = [word for word in key_of(party.name).split() if len(word) >= _STEM]
    aliases = [key_of(alias) for alias in party.aliases]
    plain = all(" " not in name for name in (key_of(party.name), *aliases))
    return plain or any(
        " " not in alias and alias not in own and any(alias[:_STEM] == w[:_STEM] for w in own)
        for alias in aliases
    )
