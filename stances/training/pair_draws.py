"""Draws what one pass over the data shows the pair model: other pairs and names each time."""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TypeVar

from tokenizers import Tokenizer

from stances.stance.pairs import Marked, Span, read_pairs, read_places
from stances.training.pair_data import Debate, Pair, Point, Row, Scenario, Sources, by_topic
from stances.training.pair_names import swap_names
from stances.training.pair_network import INFERENCE, TRAINED, Example, trained_type

COMMENTS = "vast-train"
OPPOSITE = {"favor": "against", "against": "favor", "neutral": "neutral"}
_MATCH = {"match": 1.0, "undecided": 0.5, "no-match": 0.0}
_TURN = {"same": "same", "contradiction": "opposite"}
_SHOULD = re.compile(r"\b(should|must|can|will|ought to)(?:( ?not\b|n?['’]t\b)|\b)(?! be no\b)")
_IS = re.compile(r"\b(is|are|was|were)(?:( not\b|n['’]t\b)|\b)")
_EXCHANGED = {"0": "0", "1": "2", "2": "1", "3": "4", "4": "3"}
_TONE = {"positive": "favor", "negative": "against", "neutral": "neutral"}

Drawn = TypeVar("Drawn")
Text = tuple[str, str, str, str]
Place = tuple[str, Marked, str]


@dataclass(frozen=True, slots=True)
class Mix:
    """How much of each kind a pass holds: a share of the rows, or a number of pairs a row.

    `turned` is the share of targets that are negated, their labels with them; `foreign` the
    share of statements shown with another topic's target too, as neutral; `swapped` that of
    stories under other names, `sourceless` that of their statements without the source,
    `renamed` and `exchanged` those of marked sentences with other words in the marked places, and
    with the two places in each other's role.
    """

    turned: float = 0.2
    foreign: float = 0.08
    comments: float = 0.6
    shuffled: float = 0.12
    scenario_targets: int = 2
    scenario_relations: int = 32
    debate_targets: int = 1
    debate_relations: int = 16
    swapped: float = 0.6
    sourceless: float = 0.4
    renamed: float = 0.1
    exchanged: float = 0.5
    related: float = 0.5
    key_points: float = 1.0
    key_relations: float = 0.15
    clusters: float = 0.3
    inference: float = 0.15
    negation: float = 0.2
    direction: float = 1.0
    sentiment: float = 1.0
    toned: float = 0.3
    event: float = 2.0
    near: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def draw_examples(
    sources: Sources, tokenizer: Tokenizer, chance: random.Random, mix: Mix
) -> list[Example]:
    """One pass over the data, in no order."""
    texts: dict[str, list[Text]] = {}
    for text in _texts(sources, chance, mix):
        texts.setdefault(text[0], []).append(text)
    places: dict[str, list[Place]] = {}
    for place in _places(sources, chance, mix):
        places.setdefault(place[0], []).append(place)
    found = []
    for task, asked in texts.items():
        pairs = [(first, second) for _, first, second, _ in asked]
        read = read_pairs(tokenizer, trained_type(task), pairs)
        found += [Example(p, task, _soft(task, row[3])) for p, row in zip(read, asked, strict=True)]
    for task, marked in places.items():
        read = read_places(tokenizer, trained_type(task), [each for _, each, _ in marked])
        found += [
            Example(p, task, _soft(task, row[2])) for p, row in zip(read, marked, strict=True)
        ]
    return found


def _soft(task: str, label: str) -> tuple[float, ...]:
    if task == "match":
        return (_MATCH[label], 1 - _MATCH[label])
    return tuple(float(label == each) for each in TRAINED[task])


def _texts(sources: Sources, chance: random.Random, mix: Mix) -> Iterator[Text]:
    return chain(
        _stances(sources, chance, mix),
        _relations(sources, chance, mix),
        _matches(sources, chance, mix),
        _inference(sources, chance, mix),
        *(_scenario(each, chance, mix) for each in sources.scenarios),
        *(_debate(each, sources.debates, chance, mix) for each in sources.debates),
    )


def _places(sources: Sources, chance: random.Random, mix: Mix) -> Iterator[Place]:
    for task in ("direction", "sentiment", "event"):
        rows = [*getattr(sources, task), *sources.marked.get(task, [])]
        for marked, label in _some(rows, getattr(mix, task), chance):
            if chance.random() < mix.renamed:
                marked = rename_places(marked, chance.choice(rows)[0])
            if task == "direction" and chance.random() < mix.exchanged:
                marked, label = (marked[0], marked[2], marked[1]), _EXCHANGED[label]
            yield task, marked, label


def rename_places(marked: Marked, other: Marked) -> Marked:
    """A sentence with the words of its marked places replaced by those of another's.

    >>> rename_places(("Arvania met Belmark.", (0, 7), (12, 19)), ("Ost or Kel", (0, 3), (7, 10)))
    ('Ost met Kel.', (0, 3), (8, 11))
    """
    text, moved = marked[0], list(marked[1:])
    for at in sorted((0, 1), key=lambda place: moved[place] or (0, 0), reverse=True):
        span, source = moved[at], other[1 + at]
        if span is None or source is None:
            continue
        words = other[0][slice(*source)]
        text = text[: span[0]] + words + text[span[1] :]
        shift = len(words) - (span[1] - span[0])
        moved = [each and _shifted(each, span[0], shift) for each in moved]
    return text, moved[0], moved[1]


def _shifted(span: Span, start: int, shift: int) -> Span:
    """A span after what begins at `start` has become longer by `shift`."""
    if span[0] < start:
        return span
    return (span[0] if span[0] == start else span[0] + shift), span[1] + shift


def _some(rows: Sequence[Drawn], share: float, chance: random.Random) -> list[Drawn]:
    """A share of the rows; all of them several times where it is above one."""
    whole = list(rows) * int(share)
    return whole + chance.sample(list(rows), int(len(rows) * (share - int(share))))


def _stances(sources: Sources, chance: random.Random, mix: Mix) -> Iterator[Text]:
    for name, pairs in sources.stance.items():
        statements = [pair.statement for pair in pairs]
        for pair in _some(pairs, mix.comments if name == COMMENTS else 1.0, chance):
            target, label = pair.target, pair.label
            if chance.random() < mix.turned and (turned := turn_target(target)):
                target, label = turned, OPPOSITE[label]
            yield "stance", pair.statement, target, label
            near = mix.near.get(pair.topic, ())
            if near and chance.random() < mix.foreign:
                yield "stance", pair.statement, chance.choice(near), "neutral"
            if name == COMMENTS and chance.random() < mix.shuffled:
                yield "stance", chance.choice(statements), pair.target, "neutral"
    for marked, label in _some(sources.sentiment, mix.toned, chance):
        text, _, place = marked
        if place:
            yield "stance", text, text[slice(*place)], _TONE[label]


def turn_target(target: str) -> str:
    """The target negated, or without its negation; "" where it is not known how.

    >>> turn_target("We should ban fireworks")
    'We should not ban fireworks'
    >>> turn_target("Taxes are not theft")
    'Taxes are theft'
    """
    if target.rstrip().endswith("?"):
        return ""
    for pattern in (_SHOULD, _IS):
        matches = list(pattern.finditer(target))
        if len(matches) == 1:
            match = matches[0]
            negated = "" if match.group(2) else " not"
            return target[: match.start()] + match.group(1) + negated + target[match.end() :]
    return ""


def _relations(sources: Sources, chance: random.Random, mix: Mix) -> Iterator[Text]:
    sets = {name: by_topic(pairs) for name, pairs in sources.stance.items() if name != COMMENTS}
    for topics in sets.values():
        names = list(topics)
        for pairs in topics.values():
            for _ in range(int(len(pairs) * mix.related) + 1):
                yield from _relation(chance.choice(pairs), chance.choice(pairs))
            for _ in range(int(len(pairs) * mix.foreign) + 1):
                foreign = topics[chance.choice(names)]
                if foreign is not pairs:
                    one, other = chance.choice(pairs), chance.choice(foreign)
                    yield "relation", one.statement, other.statement, "unrelated"
    points = _points_by_side(sources.key_points)
    for row in _some(sources.key_points, mix.key_relations, chance):
        side = chance.choice((1, -1))
        if found := points.get((row["topic"], side)):
            first, second = chance.sample([row["argument"], chance.choice(found)], 2)
            yield "relation", first, second, "same" if side == row["stance"] else "opposite"
    for first, second, label in _some(sources.negation, mix.negation / 2, chance):
        yield "relation", first, second, _TURN[label]


def _relation(one: Pair, other: Pair) -> Iterator[Text]:
    if one.statement != other.statement and "neutral" not in (one.label, other.label):
        label = "same" if one.label == other.label else "opposite"
        yield "relation", one.statement, other.statement, label


def _points_by_side(rows: Sequence[Row]) -> dict[tuple[str, int], list[str]]:
    found: dict[tuple[str, int], dict[str, None]] = {}
    for row in rows:
        found.setdefault((row["topic"], row["stance"]), {})[row["key_point"]] = None
    return {key: list(points) for key, points in found.items()}


def _matches(sources: Sources, chance: random.Random, mix: Mix) -> Iterator[Text]:
    wanted = [row for row in sources.key_points if row["label"] != "no-match"]
    others = [row for row in sources.key_points if row["label"] == "no-match"]
    for row in wanted + _some(others, mix.key_points, chance):
        yield "match", row["argument"], row["key_point"], row["label"]
    topics = by_topic(sources.stance.get("perspectrum-train", []))
    for pairs in topics.values():
        for _ in range(int(len(pairs) * mix.clusters)):
            one, other = chance.choice(pairs), chance.choice(pairs)
            if one.statement != other.statement and one.cluster and other.cluster:
                label = "match" if one.cluster == other.cluster else "no-match"
                yield "match", one.statement, other.statement, label


def _inference(sources: Sources, chance: random.Random, mix: Mix) -> Iterator[Text]:
    for premise, hypothesis, label in _some(sources.inference, mix.inference, chance):
        yield "inference", premise, hypothesis, label
    for one, other, label in _some(sources.negation, mix.negation, chance):
        pair = [one, other]
        chance.shuffle(pair)
        yield "inference", pair[0], pair[1], INFERENCE[0] if label == "same" else label


def _scenario(scenario: Scenario, chance: random.Random, mix: Mix) -> Iterator[Text]:
    swap = swap_names(scenario.names, chance) if chance.random() < mix.swapped else str
    said = [
        (swap(words if chance.random() < mix.sourceless else f"{source} {words}".strip()), label)
        for source, words, label in scenario.statements
    ]
    targets = [(swap(text), pole) for text, pole in scenario.targets]
    yield from _asked(said, targets, mix.scenario_targets, chance)
    yield from _compared(said, mix.scenario_relations, chance)


def _debate(
    debate: Debate, others: Sequence[Debate], chance: random.Random, mix: Mix
) -> Iterator[Text]:
    poles = {1: "favor", -1: "against"}
    said = [(text, "neutral") for text in debate.neutral]
    for point in debate.points:
        said += [(text, poles[point.pole]) for text in (point.text, *point.arguments)]
    yield from _asked(said, debate.targets, mix.debate_targets, chance)
    yield from _compared(said, mix.debate_relations, chance)
    for point in debate.points:
        yield from _points(point, [p for p in debate.points if p is not point], chance)
    for text, _ in _some(said, mix.foreign, chance):
        if (other := chance.choice(others)) is not debate:
            yield "stance", text, chance.choice(other.targets)[0], "neutral"


def _points(point: Point, others: Sequence[Point], chance: random.Random) -> Iterator[Text]:
    """Matches of a point's arguments, and near misses: most with points of the same side."""
    near = [p for p in others if p.pole == point.pole]
    for argument in point.arguments:
        yield "match", argument, point.text, "match"
        pool = near if near and chance.random() < 0.8 else others
        yield "match", argument, chance.choice(pool).text, "no-match"
    if len(point.arguments) > 1:
        one, other = chance.sample(point.arguments, 2)
        yield "match", one, other, "match"
        strange = chance.choice(near or others).arguments
        yield "match", one, chance.choice(strange), "no-match"


def _asked(
    said: Sequence[tuple[str, str]],
    targets: Sequence[tuple[str, int]],
    number: int,
    chance: random.Random,
) -> Iterator[Text]:
    """Stances of statements toward some of the targets; those of pole -1 turn them."""
    for text, label in said:
        for target, pole in chance.sample(targets, min(number, len(targets))):
            yield "stance", text, target, label if pole > 0 else OPPOSITE[label]


def _compared(
    said: Sequence[tuple[str, str]], number: int, chance: random.Random
) -> Iterator[Text]:
    """Relations of pairs of statements on one subject."""
    for _ in range(number):
        (one, label), (other, second) = chance.sample(said, 2)
        kind = "unrelated" if "neutral" in (label, second) else "same"
        kind = "opposite" if {label, second} == {"favor", "against"} else kind
        yield "relation", one, other, kind
