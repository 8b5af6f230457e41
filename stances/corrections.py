"""A user's word on a speaker, a party or a stance overrides the machine's.

A corrections file is TOML, and matches statements by what does not change between runs::

    [[correction]]
    where.text = "that the strikes were a mistake"   # the statement's own words
    where.article = "example"                        # optional
    set.party = "Iran"
    set.stance = "against"

`where` takes text, article, speaker; `set` takes speaker, party, stance. All that is given
must match.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from stances.errors import CorrectionsError
from stances.parties import PartyRegistry
from stances.records import LABELS, Label, Speaker, Stance, Statement

_WHERE = {"text", "article", "speaker"}
_SET = {"speaker", "party", "stance"}
_SCORES: dict[str, float] = {"favor": 1.0, "against": -1.0, "neutral": 0.0}


@dataclass(frozen=True, slots=True)
class Correction:
    """Which statements (`where`) get which values (`change`)."""

    where: Mapping[str, str]
    change: Mapping[str, str]

    def matches(self, statement: Statement) -> bool:
        found = {
            "text": statement.text,
            "article": statement.article,
            "speaker": statement.speaker.name,
        }
        return all(found[key].casefold() == value.casefold() for key, value in self.where.items())


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """Read a corrections file; raises `CorrectionsError` naming the file and the entry."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf8"))
    except (OSError, ValueError) as error:
        raise CorrectionsError(f"{path}: cannot be read as TOML ({error}).") from None
    entries = data.get("correction")
    if not isinstance(entries, list) or set(data) != {"correction"}:
        raise CorrectionsError(f"{path}: expected [[correction]] entries and nothing else.")
    return tuple(_read(path, number, entry) for number, entry in enumerate(entries, 1))


def _read(path: Path, number: int, entry: Any) -> Correction:
    place = f"{path}, correction {number}"
    if not isinstance(entry, dict) or set(entry) != {"where", "set"}:
        raise CorrectionsError(f"{place}: expected the keys where and set, as in where.text = …")
    for key, known in (("where", _WHERE), ("set", _SET)):
        part = entry[key]
        if not isinstance(part, dict) or not part or not set(part) <= known:
            raise CorrectionsError(f"{place}: {key} takes one or more of {sorted(known)}.")
        if not all(isinstance(value, str) for value in part.values()):
            raise CorrectionsError(f"{place}: the values of {key} must be strings.")
    if entry["set"].get("stance", "neutral") not in LABELS:
        raise CorrectionsError(f"{place}: stance must be one of {', '.join(LABELS)}.")
    return Correction(entry["where"], entry["set"])


def correct_attribution(
    statement: Statement, corrections: tuple[Correction, ...], registry: PartyRegistry
) -> Statement:
    """Set the speaker and party that a correction gives; raises `UnknownPartyError`."""
    for correction in corrections:
        if not correction.matches(statement):
            continue
        if "speaker" in correction.change:
            speaker = Speaker(correction.change["speaker"])
            statement = replace(statement, speaker=speaker)
        if "party" in correction.change:
            party = registry.find(correction.change["party"])
            party = replace(party, evidence=("set by a correction",), confidence=1.0)
            statement = replace(statement, party=party)
        marked = dict.fromkeys((*statement.corrected, *correction.change))
        statement = replace(statement, corrected=tuple(marked))
    return statement


def correct_stance(statement: Statement, corrections: tuple[Correction, ...]) -> Statement:
    """Set the stance that a correction gives, toward every target judged."""
    for correction in corrections:
        if "stance" in correction.change and correction.matches(statement):
            label = cast(Label, correction.change["stance"])
            stances = (
                Stance(stance.target, label, 1.0, _SCORES[label]) for stance in statement.stance
            )
            statement = replace(statement, stance=tuple(stances))
    return statement
