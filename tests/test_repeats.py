"""Repeats: what is said again is found, what differs in a word that matters is not."""

import random
from dataclasses import replace

import numpy as np
import pytest

from stances.errors import UsageError
from stances.issues import neighbours
from stances.issues.repeats import find_repeats
from stances.issues.sayings import Saying
from stances.records import Cue, Party, Source, Speaker, Statement

LONG = "We will never sign the fishing treaty while Belmark keeps its ships in our harbour"


def make(text, article="a", number=1, party="ARV", speaker="Ila Tesk", **cue) -> Statement:
    start = 1000 * number
    return Statement(
        id=f"{article}:{number}",
        article=article,
        kind="direct",
        manner="said",
        text=text,
        spans=((start, start + len(text)),),
        cue=replace(Cue("said"), **cue),
        source=Source(),
        speaker=Speaker(speaker),
        party=Party(party, party or "unknown"),
    )


def repeats(*statements: Statement) -> dict[str, str]:
    """The repeats where every vector points the same way: words alone decide."""
    return find_repeats(statements, np.ones((len(statements), 1)))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (LONG, LONG),
        (LONG, LONG.upper() + "."),
        (LONG, "never sign the fishing treaty while Belmark keeps its ships"),
        ("never sign the fishing treaty while Belmark keeps its ships", LONG),
        (LONG, f"{LONG}. The council has not been asked."),
        (
            "Arvania’s envoy won’t return to the talks on grain",
            "Arvania's envoy won't return to the talks on grain",
        ),
        (
            "The new dam on the Hesk will flood eleven villages in the valley",
            "The new dam on the Hesk is going to flood eleven villages of the valley",
        ),
        (
            "The envoy spoke of “three ships” sunk near the cape",
            "The envoy spoke of 3 ships sunk near the cape",
        ),
        ("We reject it", "We reject it!"),
    ],
)
def test_the_same_said_again_is_one(first, second):
    assert repeats(make(first, "a"), make(second, "b")) == {"b:1": "a:1"}


def test_twice_in_one_article_and_in_the_order_of_places():
    assert repeats(make(LONG, "a", 2), make(LONG, "a", 1)) == {"a:2": "a:1"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "The council will pay for the new harbour wall",
            "The council will not pay for the new harbour wall",
        ),
        (
            "The council will pay for the new harbour wall",
            "The council won’t pay for the new harbour wall",
        ),
        (
            "It is untrue that the council will pay for the harbour wall",
            "the council will pay for the harbour wall",
        ),
        (
            "We will open the northern border to grain lorries",
            "If Belmark asks we will open the northern border to grain lorries",
        ),
        (
            "The raid on the port killed 12 sailors last night",
            "The raid on the port killed 14 sailors last night",
        ),
        (
            "The raid on the port killed two sailors last night",
            "The raid on the port killed ten sailors last night",
        ),
        (
            "The envoys will meet in Port Aral on Monday",
            "The envoys will meet in Port Aral on Friday",
        ),
        (
            "The cabinet will raise the tax on grain next year",
            "The cabinet will cut the tax on grain next year",
        ),
        (
            "The cabinet supports the tax on grain next year",
            "The cabinet opposes the tax on grain next year",
        ),
        (
            "The strikes on the port were lawful under the charter",
            "The strikes on the port were unlawful under the charter",
        ),
        (
            "Ships of Arvania attacked boats near Belmark at dawn",
            "Ships of Belmark attacked boats near Arvania at dawn",
        ),
        (
            "Our ships must leave the waters near Cape Orl now",
            "Our ships must leave the waters near Port Venn now",
        ),
        (
            "All ships must leave the waters near the cape",
            "Some ships must leave the waters near the cape",
        ),
        ("It rains in spring", "The harbour blockade must end at once"),
        ("We agree", "We agree"),
    ],
)
def test_a_word_that_matters_keeps_two_apart(first, second):
    assert repeats(make(first, "a"), make(second, "b")) == {}
    assert repeats(make(second, "a"), make(first, "b")) == {}


@pytest.mark.parametrize(
    "change",
    [
        {"party": "BEL"},
        {"speaker": "Oru Venn"},
        {"speaker": "Mara Tesk"},
        {"act": "denies"},
        {"act": "declines"},
        {"negated": True},
        {"hypothetical": True},
    ],
)
def test_another_voice_or_cue_keeps_two_apart(change):
    assert repeats(make(LONG, "a"), make(LONG, "b", **change)) == {}


def test_praise_and_blame_of_the_same_words_are_two():
    assert repeats(make(LONG, "a", act="praises"), make(LONG, "b", act="condemns")) == {}


@pytest.mark.parametrize("speaker", ["Tesk", "Minister Ila Tesk", ""])
def test_a_shorter_name_or_none_is_no_other_speaker(speaker):
    assert repeats(make(LONG, "a"), make(LONG, "b", speaker=speaker)) == {"b:1": "a:1"}


def test_what_is_told_inside_a_statement_is_no_repeat_of_it():
    outer = make(LONG)
    inner = replace(outer, id="a:1.1", text=LONG[8:], spans=((1008, 1000 + len(LONG)),))
    assert repeats(outer, inner) == {}


def test_a_short_extract_repeats_the_long_statement_and_not_the_reverse():
    extract = make("Our boats were here first by far", "a")
    full = make(f"Our boats were here first by far. {LONG}", "b")
    assert repeats(extract, full) == {"a:1": "b:1"}


def test_an_extract_that_leaves_the_negation_out_is_no_repeat():
    extract = make("sign the fishing treaty while Belmark keeps", "a")
    assert repeats(extract, make(LONG, "b")) == {}


def test_two_that_differ_never_meet_in_a_third():
    short = make("the dam will flood villages in the valley below", "a")
    ten = make("the dam will flood villages in the valley below, 10 of them", "b")
    two = make("the dam will flood villages in the valley below, 12 of them", "c")
    found = repeats(short, ten, two)
    assert found == {"b:1": "a:1"}


def test_like_words_need_like_vectors():
    one = make("The new dam on the Hesk will flood eleven villages in the valley", "a")
    other = make("The new dam on the Hesk is going to flood eleven villages of the valley", "b")
    assert find_repeats([one, other], np.eye(2)) == {}


def test_input_order_does_not_matter():
    texts = [LONG, LONG[3:], LONG + " today", "The dam will flood the valley and the school"]
    made = [make(text, article) for article in "abc" for text in texts]
    made = [
        replace(statement, id=f"{statement.id}.{i}", spans=((i * 500, i * 500 + 90),))
        for i, statement in enumerate(made)
    ]
    expected = repeats(*made)
    assert expected
    assert not set(expected) & set(expected.values())
    for seed in range(4):
        assert repeats(*random.Random(seed).sample(made, len(made))) == expected


def test_none_and_odd_texts():
    assert find_repeats([], np.zeros((0, 3))) == {}
    assert repeats(make("", "a"), make("", "b"), make("…", "c"), make("x" * 100_000, "d")) == {}
    with pytest.raises(UsageError, match="for 1 statements"):
        find_repeats([make(LONG)], np.ones((2, 1)))


def test_many_alike_are_found_in_one_pass():
    rng = random.Random(3)
    vocabulary = [f"word{i}" for i in range(400)]
    texts = [" ".join(rng.choices(vocabulary, k=12)) for _ in range(1500)]
    made = [make(text, f"a{i:04}") for i, text in enumerate(texts + texts[:300])]
    assert len(repeats(*made)) == 300


def test_the_nearest_before_a_statement_are_found_in_blocks(monkeypatch):
    monkeypatch.setattr(neighbours, "BLOCK", 7)
    rng = np.random.default_rng(4)
    vectors = rng.normal(size=(30, 3))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    sayings = [Saying.of(make(LONG, f"a{i:02}", speaker=f"Ila Tesk{i % 2}")) for i in range(30)]
    found = neighbours.find_near(sayings, vectors, 0.7)
    for row in range(30):
        near = [
            (-round(float(vectors[row] @ vectors[other]), 4), other)
            for other in range(row % 2, row, 2)
        ]
        best = sorted(pair for pair in near if pair[0] <= -0.7)[: neighbours.NEAREST]
        assert found.get(row, ()) == tuple(sorted(other for _, other in best))
