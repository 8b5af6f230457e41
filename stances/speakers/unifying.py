"""One speaker over several articles: the same name, or a short form of it, for the same party."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from stances.records import Speaker, Statement
from stances.speakers.names import words_of
from stances.speakers.roles import read_phrase

Key = tuple[str, ...]
Voice = tuple[str, Key]
_MOST = 200
_CARRIED = 0.8


def unify_speakers(statements: Sequence[Statement]) -> list[Statement]:
    """Give a person or body one name in all articles, and list how else it is called there.

    Names are the same if their words are, or if the shorter ends the longer one (or has its first
    and last word), is of the same party and fits no other name. Whoever has no party in one
    article takes it from another that gives the same full name. Unnamed speakers stay apart.
    """
    statements = _with_parties(statements)
    voices = {_voice(statement) for statement in statements if _is_known(statement)}
    longest = _longest(voices)
    called: dict[Voice, Counter[str]] = defaultdict(Counter)
    for statement in statements:
        if _is_known(statement):
            called[longest[_voice(statement)]].update(_names(statement))
    best = {voice: _best(voice, names) for voice, names in called.items()}
    unified = []
    for statement in statements:
        voice = longest[_voice(statement)] if _is_known(statement) else None
        unified.append(
            _renamed(statement, best[voice], called[voice]) if voice is not None else statement
        )
    return unified


def _with_parties(statements: Sequence[Statement]) -> Sequence[Statement]:
    """Carry the party of a full name to where another article leaves it unknown."""
    known: dict[Key, dict[str, Statement]] = defaultdict(dict)
    for statement in sorted(statements, key=lambda each: each.id):
        key = words_of(statement.speaker.name)
        if _is_known(statement) and statement.party.id and len(key) > 1:
            known[key].setdefault(statement.party.id, statement)
            known[key[-1:]].setdefault(f"{statement.party.id} {key}", statement)
    return [_carried(statement, known) for statement in statements]


def _carried(statement: Statement, known: Mapping[Key, Mapping[str, Statement]]) -> Statement:
    if statement.party.id is not None or not _is_known(statement):
        return statement
    key = words_of(statement.speaker.name)
    held = list(known.get(key, {}).values())
    if len(held) != 1 or held[0].article == statement.article:
        return statement
    if len(key) == 1 and not _same_office(statement.speaker, held[0].speaker):
        return statement
    party = held[0].party
    why = f'"{statement.speaker.name}" speaks for {party.name} in article {held[0].article}'
    confidence = round(party.confidence * _CARRIED, 3)
    party = replace(party, evidence=(*party.evidence, why), confidence=confidence)
    return replace(statement, party=party)


def _same_office(short: Speaker, full: Speaker) -> bool:
    """Whether a last name comes with an office that the article of the full name gives too."""
    told = {word.strip(",") for text in (full.role, *full.descriptions) for word in words_of(text)}
    return bool(short.role) and told.issuperset(words_of(short.role))


def _is_known(statement: Statement) -> bool:
    speaker = statement.speaker
    named = bool(words_of(speaker.name)) and not speaker.unnamed
    return named and "speaker" not in statement.corrected


def _voice(statement: Statement) -> Voice:
    return statement.party.id or "", words_of(statement.speaker.name)


def _longest(voices: Iterable[Voice]) -> dict[Voice, Voice]:
    """The fullest voice of each: itself where no longer name, or more than one, fits."""
    ending: dict[tuple[str, str], list[Voice]] = defaultdict(list)
    for voice in sorted(voices):
        ending[voice[0], voice[1][-1]].append(voice)
    found = {}
    for party, key in sorted(voices):
        alike = ending[party, key[-1]] if party else []
        longer = [v for v in alike[:_MOST] if _is_short_of(key, v[1])]
        found[party, key] = longer[0] if len(longer) == 1 else (party, key)
    return {voice: found.get(full, full) for voice, full in found.items()}


def _is_short_of(short: Key, full: Key) -> bool:
    if len(short) >= len(full):
        return False
    return full[-len(short) :] == short or (len(short) > 1 and short[0] == full[0])


def _names(statement: Statement) -> list[str]:
    """The speaker's name, and the name in the source where it has one of the speaker."""
    phrase = read_phrase(statement.source.text)
    if statement.relayed_by or phrase.text not in statement.speaker.descriptions:
        return [statement.speaker.name]
    named = [phrase.name.name] if phrase.form == "person" and phrase.name else []
    entity = [phrase.title] if phrase.form == "entity" else []
    return [statement.speaker.name, *named, *entity]


def _best(voice: Voice, names: Counter[str]) -> str:
    """The name of most words as it is written most often."""
    fitting = [name for name in names if words_of(name) == voice[1]] or list(names)
    return min(fitting, key=lambda name: (-names[name], name))


def _renamed(statement: Statement, name: str, names: Iterable[str]) -> Statement:
    others = tuple(sorted({other for other in names if other != name}))
    speaker: Speaker = replace(statement.speaker, name=name, variants=others)
    return replace(statement, speaker=speaker)
