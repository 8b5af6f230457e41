"""What one pass over the data draws: turned targets, other names, the same by the same seed."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("torch")

from stances.parties.tables import data as table
from stances.runtime import Model
from stances.training.pair_data import (
    Debate,
    Pair,
    Point,
    Scenario,
    Sources,
    by_topic,
    find_files,
    read_sources,
)
from stances.training.pair_draws import (
    OPPOSITE,
    Mix,
    draw_examples,
    rename_places,
    turn_target,
)
from stances.training.pair_names import swap_names
from stances.training.pair_network import TRAINED
from tests.pair_samples import labelled_pairs, stance_rows, write_data

pytestmark = pytest.mark.filterwarnings("ignore")
TOKENIZER = Model.shipped("stance").tokenizer

# Draws.

STORY = Scenario(
    targets=(("Arvania should keep the toll.", 1), ("Arvania should drop the toll.", -1)),
    statements=(
        ("Arvania's minister", "welcomed the toll.", "favor"),
        ("The Belmarkian envoy", "opposes it.", "against"),
        ("", "It was set in May.", "neutral"),
    ),
    names=(("Arvania", "Arvanian"), ("Belmark", "Belmarkian")),
)
PAIRS = [Pair(*row.values()) for row in stance_rows()]
KEEP = Mix(turned=0, foreign=0, swapped=0, sourceless=0, renamed=0, related=0)


def draw(sources: Sources, seed: str = "1", mix: Mix = KEEP) -> list[tuple[str, str, tuple]]:
    """What was drawn: its task, its words in small letters, and its label."""
    examples = draw_examples(sources, TOKENIZER, random.Random(seed), mix)
    return [(e.task, TOKENIZER.decode(list(e.pieces.ids)), e.label) for e in examples]


@pytest.mark.parametrize(
    ("target", "turned"),
    [
        ("We should ban fireworks", "We should not ban fireworks"),
        ("We should not ban fireworks", "We should ban fireworks"),
        ("The toll shouldn't stay", "The toll should stay"),
        ("Taxes are not theft", "Taxes are theft"),
        ("The toll is fair", "The toll is not fair"),
        ("The toll isn't fair", "The toll is fair"),
        ("Is the toll fair?", ""),
        ("the toll", ""),
        ("It is a tax and it is fair", ""),
        ("There should be no toll", ""),
    ],
)
def test_a_target_is_turned_where_it_is_known_how(target: str, turned: str) -> None:
    assert turn_target(target) == turned


@pytest.mark.parametrize(
    "target",
    [
        "We legalise cannabis",
        "The issue of candidates",
        "Poor areas grow",
        "The islands lie",
        "Zoos wasted money",
        "Willing helpers help",
    ],
)
def test_words_that_only_begin_like_verbs_are_not_turned(target: str) -> None:
    assert turn_target(target) == ""


@pytest.mark.parametrize("target", ["Animals cannot consent", "Animals can't consent"])
def test_cannot_is_turned_to_can_or_left(target: str) -> None:
    assert turn_target(target) in ("", "Animals can consent")


def test_labels_of_negated_targets_flip() -> None:
    sources = Sources(stance={"iam": PAIRS})
    plain = draw(sources)[: len(PAIRS)]
    turned = draw(sources, mix=replace(KEEP, turned=1))[: len(PAIRS)]
    labels = TRAINED["stance"]
    for pair, (_, text, label), (_, other, flipped) in zip(PAIRS, plain, turned, strict=True):
        assert " should stay" in text
        assert " should not stay" in other
        assert labels[label.index(1.0)] == pair.label
        assert labels[flipped.index(1.0)] == OPPOSITE[pair.label]


def test_the_same_seed_draws_the_same(tmp_path: Path) -> None:
    sources = read_sources(find_files([write_data(tmp_path)])).limited(8)
    first = draw(sources, mix=Mix(inference=1))
    assert draw(sources, mix=Mix(inference=1)) == first
    assert draw(sources, seed="2", mix=Mix(inference=1)) != first
    tasks = {task for task, _, _ in first}
    assert tasks == set(TRAINED), "every task is drawn"
    assert all(sum(label) == pytest.approx(1) for _, _, label in first)


def test_a_storys_targets_turn_by_their_pole() -> None:
    drawn = draw(Sources(scenarios=[STORY]))
    labels = TRAINED["stance"]
    stances = {text: labels[label.index(1.0)] for task, text, label in drawn if task == "stance"}
    for source, words, label in STORY.statements:
        start = (source or words).lower()[:7]
        found = {text: each for text, each in stances.items() if text.startswith(start)}
        assert len(found) == len(STORY.targets)
        for text, each in found.items():
            assert each == (OPPOSITE[label] if "drop the toll" in text else label)


def test_a_storys_statements_are_related_by_their_sides() -> None:
    labels = TRAINED["relation"]
    drawn = draw(Sources(scenarios=[STORY]))
    relations = [(t, labels[label.index(1.0)]) for task, t, label in drawn if task == "relation"]
    assert len(relations) == KEEP.scenario_relations
    for text, label in relations:
        assert label == ("unrelated" if "it was set" in text else "opposite")


def test_a_storys_statements_come_without_their_source_as_well() -> None:
    bare = draw(Sources(scenarios=[STORY]), mix=replace(KEEP, sourceless=1))
    assert not any("minister" in text or "envoy" in text for _, text, _ in bare)


DEBATE = Debate(
    targets=(("Keep the toll", 1), ("Drop the toll", -1)),
    points=(
        Point("It pays for the road", 1, ("asphalt has a price", "somebody must fund repairs")),
        Point("It slows lorries", 1, ("freight goes elsewhere at last",)),
        Point("The poor pay most", -1, ("my wage is gone at that gate",)),
    ),
    neutral=("It was set in May",),
)


def test_arguments_of_a_debate_take_the_side_of_their_point() -> None:
    labels = TRAINED["stance"]
    drawn = draw(Sources(debates=[DEBATE]), mix=replace(KEEP, debate_targets=2))
    stances = {text: labels[label.index(1.0)] for task, text, label in drawn if task == "stance"}
    assert len(stances) == 2 * (4 + 3 + 1)
    for text, label in stances.items():
        expected = "against" if "gate" in text or "poor pay" in text else "favor"
        expected = "neutral" if "in may" in text else expected
        assert label == (OPPOSITE[expected] if "drop the toll" in text else expected)


def test_an_argument_matches_its_own_point_and_misses_others() -> None:
    drawn = [each for each in draw(Sources(debates=[DEBATE])) if each[0] == "match"]
    wanted = [text for _, text, label in drawn if label == (1.0, 0.0)]
    missed = [text for _, text, label in drawn if label == (0.0, 1.0)]
    assert any("asphalt" in text and "pays for the road" in text for text in wanted)
    assert any("asphalt" in text and "repairs" in text for text in wanted), "two of one point"
    assert not any("asphalt" in text and "pays for the road" in text for text in missed)
    assert len(wanted) == len(missed) == 5


def test_statements_of_near_topics_are_neutral() -> None:
    mix = replace(KEEP, foreign=1, near={pair.topic: ("A far cry",) for pair in PAIRS})
    drawn = [label for _, text, label in draw(Sources(stance={"iam": PAIRS}), mix=mix)
             if "a far cry" in text]  # fmt: skip
    assert drawn == [(0.0, 0.0, 1.0)] * len(PAIRS)


def test_undecided_key_points_are_half_a_match(tmp_path: Path) -> None:
    sources = read_sources(find_files([write_data(tmp_path)]))
    drawn = draw(Sources(key_points=sources.key_points), mix=Mix(key_points=1))
    assert {label for task, _, label in drawn if task == "match"} == {
        (1.0, 0.0),
        (0.5, 0.5),
        (0.0, 1.0),
    }


def test_marked_places_take_the_words_of_anothers() -> None:
    text, first, second = rename_places(
        ("Belmark was thanked by Arvania.", (23, 30), (0, 7)), ("Ost met Kelvania", (0, 3), (8, 16))
    )
    assert text == "Kelvania was thanked by Ost."
    assert (text[slice(*first)], text[slice(*second)]) == ("Ost", "Kelvania")
    bare = ("Arvania met them.", (0, 7), None)
    assert rename_places(bare, ("Kel", None, (0, 3))) == bare


def test_pairs_are_grouped_by_topic_in_order() -> None:
    groups = by_topic(PAIRS)
    assert list(groups) == list(dict.fromkeys(target for target, _ in labelled_pairs()[0]))
    assert [pair for pairs in groups.values() for pair in pairs] == PAIRS


# Names.


def test_names_are_swapped_as_whole_words_with_their_adjectives() -> None:
    text = "Arvania's envoy and the Arvanian fleet left Arvaniaville for Belmark."
    for seed in range(30):
        swap = swap_names(STORY.names, random.Random(seed))
        name, adjective, other = swap("Arvania"), swap("Arvanian"), swap("Belmark")
        assert "Arvania" not in (name, adjective)
        assert adjective != name
        expected = f"{name}'s envoy and the {adjective} fleet left Arvaniaville for {other}."
        assert swap(text) == expected


def test_names_are_coined_or_real_and_fit_together() -> None:
    swaps = [swap_names(STORY.names, random.Random(seed)) for seed in range(60)]
    assert len({swap("Arvania") for swap in swaps}) > 40
    adjective_of = dict(pair_names())
    real = [swap for swap in swaps if swap("Arvania") in adjective_of]
    assert 10 < len(real) < 50
    assert all(swap("Arvanian") == adjective_of[swap("Arvania")] for swap in real)


def pair_names() -> list[tuple[str, str]]:
    rows = (line.split("|") for line in table("countries")["countries"].values())
    return [(row[0].strip(" ~"), row[1].split(",")[0].strip()) for row in rows if row[1].strip()]


def test_a_party_without_an_adjective_of_its_own_keeps_its_name() -> None:
    names = [("Civic Dawn", ""), ("Green Accord", "Green Accord")]
    assert swap_names(names, random.Random(1)) is str
    swap = swap_names([*names, ("Arvania", "Arvanian")], random.Random(1))
    assert swap("Civic Dawn and Green Accord") == "Civic Dawn and Green Accord"


def test_a_longer_name_is_not_taken_for_a_shorter() -> None:
    swap = swap_names([("Senn", "Sennish"), ("North Senn", "North Sennish")], random.Random(4))
    assert swap("North Senn") != f"North {swap('Senn')}"
