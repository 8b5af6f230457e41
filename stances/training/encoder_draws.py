"""What the encoder learns from: texts about one thing, and who stands with whom among them."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from stances.training.pair_data import KEY_POINTS, Debate, Pair, Row, Scenario, Sources, by_topic
from stances.training.pair_draws import COMMENTS

SIDE = {"favor": 1, "against": -1, "neutral": 0}
RELATION = {"entailment": 1, "same": 1, "contradiction": -1, "neutral": 0}
DEBATED, TOLD = "debates", "written"
LEAST = 4
MATES = 3


@dataclass(frozen=True, slots=True)
class Saying:
    """A text with its side, 1, -1 or 0 for none; sayings of one `point` say the same."""

    text: str
    side: int
    point: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Texts of one topic; `bond` is how two texts relate where sides do not tell, else None.

    `twins` differ in a word or two, and say the same (`bond` 1) or contradict each other (-1).
    """

    sayings: tuple[Saying, ...]
    bond: int | None = None
    twins: bool = False


@dataclass(frozen=True, slots=True)
class Topic:
    """All sayings on one topic, and texts that put it as its sides would."""

    sayings: tuple[Saying, ...]
    targets: tuple[Saying, ...] = ()


@dataclass(frozen=True)
class EncoderMix:
    """What a step is made of: groups of each set by weight, their size, and pairs of each kind."""

    weights: Mapping[str, float] = field(
        default_factory=lambda: {
            "perspectrum-train": 0.22,
            KEY_POINTS: 0.16,
            "iam": 0.10,
            "ibm-claims": 0.08,
            COMMENTS: 0.06,
            DEBATED: 0.22,
            TOLD: 0.16,
        }
    )
    groups: int = 7
    size: int = 10
    inference: int = 8
    negation: int = 24
    same: float = 0.4


def read_topics(sources: Sources) -> dict[str, list[Topic]]:
    """The topics of each set that have sayings enough and more than one side."""
    found = {
        name: [_of_pairs(p, name) for p in by_topic(pairs).values()]
        for name, pairs in sources.stance.items()
    }
    found[KEY_POINTS] = _of_key_points(sources.key_points)
    found[DEBATED] = [_of_debate(each) for each in sources.debates]
    found[TOLD] = [_of_scenario(each) for each in sources.scenarios]
    kept = {name: [t for t in topics if _serves(t)] for name, topics in found.items()}
    return {name: topics for name, topics in kept.items() if topics}


def _serves(topic: Topic) -> bool:
    sides = {saying.side for saying in topic.sayings}
    return len(topic.sayings) >= LEAST and {1, -1} <= sides


def _of_pairs(pairs: Sequence[Pair], name: str) -> Topic:
    sayings = tuple(Saying(p.statement, SIDE[p.label], p.cluster) for p in pairs)
    targets = () if name == COMMENTS else (Saying(pairs[0].target, 1),)
    return Topic(sayings, targets)


def _of_key_points(rows: Sequence[Row]) -> list[Topic]:
    """A topic's arguments and its key points; an argument's point is the first that it matches."""
    topics: dict[str, dict[str, Saying]] = {}
    for row in rows:
        sayings, side, point = topics.setdefault(row["topic"], {}), int(row["stance"]), ""
        sayings.setdefault(row["key_point"], Saying(row["key_point"], side, row["key_point"]))
        if row["label"] == "match":
            point = row["key_point"]
        if point or row["argument"] not in sayings:
            sayings[row["argument"]] = Saying(row["argument"], side, point)
    return [
        Topic(tuple(sayings.values()), (Saying(topic, 1),)) for topic, sayings in topics.items()
    ]


def _of_debate(debate: Debate) -> Topic:
    sayings = [Saying(text, 0) for text in debate.neutral]
    for point in debate.points:
        sayings += [Saying(said, point.pole, point.text) for said in (point.text, *point.arguments)]
    return Topic(tuple(sayings), tuple(Saying(text, pole) for text, pole in debate.targets))


def _of_scenario(scenario: Scenario) -> Topic:
    sayings = tuple(Saying(text, SIDE[label]) for _, text, label in scenario.statements)
    return Topic(sayings, tuple(Saying(text, pole) for text, pole in scenario.targets))


def draw_steps(sources: Sources, chance: random.Random, mix: EncoderMix) -> Iterator[list[Group]]:
    """Steps without end: groups of sayings of one topic, and pairs that follow or contradict."""
    topics = read_topics(sources)
    names = [name for name in mix.weights if name in topics]
    weights = [mix.weights[name] for name in names]
    by_label = {
        label: [pair for pair in sources.negation if pair[2] == label]
        for label in ("same", "contradiction")
    }
    while True:
        chosen = chance.choices(names, weights, k=mix.groups)
        groups = [draw_group(chance.choice(topics[name]), chance, mix.size) for name in chosen]
        if sources.inference:
            groups += [_pair(chance.choice(sources.inference)) for _ in range(mix.inference)]
        for _ in range(mix.negation if sources.negation else 0):
            label = "same" if chance.random() < mix.same else "contradiction"
            groups.append(_pair(chance.choice(by_label[label] or sources.negation), twins=True))
        yield groups


def draw_group(topic: Topic, chance: random.Random, size: int) -> Group:
    """Sayings of one topic, no text twice, with one of its targets in most draws.

    Both sides are drawn alike where they can be, and in half the draws up to `MATES` sayings of
    one point together.
    """
    order = chance.sample(topic.sayings, len(topic.sayings))
    if chance.random() < 0.5:
        order = _with_mates(order)
    sides = {side: [each for each in order if each.side == side] for side in (1, -1, 0)}
    half = size // 2
    chosen = sides[1][:half] + sides[-1][:half]
    left = sides[0] + sides[1][half:] + sides[-1][half:]
    room = max(size // 5, size - len(chosen))
    chosen += chance.sample(left, min(room, len(left)))
    if topic.targets and chance.random() < 0.7:
        chosen.append(chance.choice(topic.targets))
    return Group(tuple({saying.text: saying for saying in chosen}.values()))


def _with_mates(sayings: Sequence[Saying]) -> list[Saying]:
    """The first `MATES` of each point one after the other, by where the point came first."""
    points: dict[str, list[Saying]] = {}
    for at, saying in enumerate(sayings):
        points.setdefault(saying.point or str(at), []).append(saying)
    return [saying for mates in points.values() for saying in mates[:MATES]]


def _pair(row: tuple[str, str, str], twins: bool = False) -> Group:
    return Group((Saying(row[0], 1), Saying(row[1], 1)), RELATION[row[2]], twins)
