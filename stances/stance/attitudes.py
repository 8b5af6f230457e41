"""Reads how the party of a statement stands toward other parties that the statement names."""

from collections.abc import Iterator, Sequence

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
    events = model.judge_places("event", places)
    found: list[list[Attitude]] = [[] for _ in statements]
    for (row, party, _), direction, event in zip(asked, directions, events, strict=True):
        found[row].append(_attitude(party, direction, event))
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


def _attitude(party: str, direction: np.ndarray, event: np.ndarray) -> Attitude:
    toward, against = float(direction[_TOWARD]), float(direction[_AGAINST])
    chances = (toward, against, max(0.0, 1.0 - toward - against))
    best = chances.index(max(chances))
    label = LABELS[best]
    kind = EVENTS[int(event.argmax())] if label != "neutral" else ""
    return Attitude(party, label, round(chances[best], DIGITS), kind)
