"""Reads how the party of a statement stands toward other parties that the statement names."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from stances.parties import PartyRegistry
from stances.records import JOIN, Attitude, Statement
from stances.stance.judging import read_text
from stances.stance.pairs import DIGITS, TASKS, Marked, PairModel

MOST = 2
LABELS = ("positive", "negative", "neutral")
EVENTS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
_TOWARD, _AGAINST = TASKS["direction"].index("1"), TASKS["direction"].index("3")


def judge_attitudes(
    statements: Sequence[Statement], registry: PartyRegistry, model: PairModel
) -> list[tuple[Attitude, ...]]:
    """The attitudes of each statement toward the first `MOST` other parties it names.

    The source of the statement is marked, and the first mention of the other party in its
    content. Where the attitude is positive or negative, the event is that of the PLOVER ontology
    (Halterman et al., 2023) in four classes.
    """
    asked = [
        (row, party, marked)
        for row, statement in enumerate(statements)
        for party, marked in _others(statement, registry)
    ]
    places = [marked for _, _, marked in asked]
    directions = model.judge_places("direction", places)
    decided = model.decide("direction", directions)
    attitudes = [
        _attitude(party, chances, int(best))
        for (_, party, _), chances, best in zip(asked, directions, decided, strict=True)
    ]
    sided = [at for at, each in enumerate(attitudes) if each.label != "neutral"]
    events = model.judge_places("event", [places[at] for at in sided])
    for at, event in zip(sided, events, strict=True):
        attitudes[at] = replace(attitudes[at], event=EVENTS[int(event.argmax())])
    found: list[list[Attitude]] = [[] for _ in statements]
    for (row, _, _), attitude in zip(asked, attitudes, strict=True):
        found[row].append(attitude)
    return [tuple(each) for each in found]


def _others(statement: Statement, registry: PartyRegistry) -> Iterator[tuple[str, Marked]]:
    """Other parties that a statement names, with its words and the places marked in them."""
    source, content = (t.replace(JOIN, " ") for t in (statement.source.text, statement.text))
    text = f"{source} {read_text(statement)}".strip()
    start = len(text) - len(content)
    seen = {statement.party.id}
    for low, high, party in registry.mentions_in(content):
        if party.id is None or party.id in seen or len(seen) > MOST:
            continue
        seen.add(party.id)
        first = (0, len(source)) if source else None
        yield party.id, (text, first, (start + low, start + high))


def _attitude(party: str, chances: np.ndarray, best: int) -> Attitude:
    """What the statement's own party feels; how the other feels toward it is no attitude of it."""
    toward, against = float(chances[_TOWARD]), float(chances[_AGAINST])
    sided = {_TOWARD: (LABELS[0], toward), _AGAINST: (LABELS[1], against)}
    label, chance = sided.get(best, (LABELS[2], max(0.0, 1.0 - toward - against)))
    return Attitude(party, label, round(chance, DIGITS))
