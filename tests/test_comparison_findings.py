"""What is distinctive, what is common, who speaks how of whom, and the map."""

import random
from dataclasses import replace

import numpy as np
import pytest
from test_comparison import TARGET, make

from stances.comparison import attitude_matrix, find_common_ground, find_distinctive, map_parties
from stances.comparison.distinctive import score_difference, score_proportion
from stances.records import Agreement, Attitude, Issue

PARTIES = ["ARV", "BEL", "CAS"]


def build(*rows, dimension=40):
    """Statements of (party, topic, score): the same topic is the same vector."""
    statements = [
        make(f"s{n:02}", party, score, article=f"a{n}") for n, (party, _, score) in enumerate(rows)
    ]
    vectors = np.stack([np.eye(dimension)[topic] for _, topic, _ in rows])
    return statements, vectors, [Issue("i1", "", TARGET, tuple(s.id for s in statements))]


ONLY_ARVANIA = [
    *(("ARV", 0, 0.9) for _ in range(5)),
    *(("ARV", 1, 0.9) for _ in range(2)),
    *(("BEL", 2 + n, 0.9) for n in range(8)),
    *(("CAS", 1, 0.9) for _ in range(4)),
]


def test_what_one_party_says_and_others_do_not_is_distinctive():
    found = find_distinctive(*build(*ONLY_ARVANIA), PARTIES)
    arvania = [d for d in found if d.party == "ARV"]
    assert [(d.statement, d.n, d.others) for d in arvania] == [("s00", 5, 0)]
    assert arvania[0].z_others == pytest.approx(
        float(score_difference(np.array(5), 7, np.array(0), 12)), abs=1e-4
    )
    assert arvania[0].z_own == pytest.approx(float(score_proportion(np.array(5), 7)), abs=1e-4)
    assert not [d for d in found if d.party == "BEL"]


def test_parties_that_draw_from_the_same_topics_have_hardly_anything_distinctive():
    generator = np.random.default_rng(4)
    found = []
    for _ in range(20):
        topics = generator.integers(0, 8, 150)
        rows = [(PARTIES[n % 3], int(topic), 0.0) for n, topic in enumerate(topics)]
        found += find_distinctive(*build(*rows), PARTIES)
    # Sixty cells, each wrong with a chance of at most one in twenty.
    assert len(found) <= 4


def test_small_inputs_show_nothing_distinctive():
    rows = [*(("ARV", 0, 0.9) for _ in range(4)), *(("BEL", 2 + n, 0.9) for n in range(8))]
    assert find_distinctive(*build(*rows), PARTIES) == []


def test_one_speaker_in_one_article_is_not_distinctive():
    statements, vectors, issues = build(*ONLY_ARVANIA)
    voice = statements[0].speaker
    same = [
        replace(s, article="a0", speaker=voice) if s.party.id == "ARV" else s for s in statements
    ]
    assert not [d for d in find_distinctive(same, vectors, issues, PARTIES) if d.party == "ARV"]


def test_who_clearly_takes_the_other_side_does_not_say_the_same():
    rows = [*(("ARV", 0, 0.9) for _ in range(6)), *(("BEL", 0, -0.9) for _ in range(6))]
    found = find_distinctive(*build(*rows), PARTIES)
    assert {(d.party, d.n, d.others) for d in found} == {("ARV", 6, 0), ("BEL", 6, 0)}


def test_common_ground_needs_statements_that_stand_together():
    rows = [("ARV", 0, 0.9), ("BEL", 0, 0.9)]
    statements, vectors, issues = build(*rows)
    together = {issues[0].id: np.array([[0.0, 0.6], [0.6, 0.0]])}
    assert find_common_ground(statements, vectors, issues, PARTIES, relations=together)
    apart = {issues[0].id: -together[issues[0].id]}
    assert find_common_ground(statements, vectors, issues, PARTIES, relations=apart) == []


def test_common_ground_prefers_what_joins_both_sides():
    rows = [
        *(("ARV", 0, 0.9) for _ in range(3)),
        *(("BEL", 0, 0.9) for _ in range(3)),
        *(("CAS", 2, -0.9) for _ in range(3)),
        ("ARV", 1, 0.0),
        ("CAS", 1, 0.0),
    ]
    found = find_common_ground(*build(*rows), PARTIES)
    assert [(g.issue, g.parties, g.statements) for g in found] == [
        ("i1", ("ARV", "CAS"), ("s09", "s10"))
    ]


def test_common_ground_names_one_of_each_party_first_and_opposes_nobody():
    rows = [("ARV", 0, 0.9), ("ARV", 0, 0.8), ("BEL", 0, 0.9)]
    found = find_common_ground(*build(*rows), PARTIES)
    assert found[0].statements == ("s00", "s02", "s01")
    assert find_common_ground(*build(*rows, ("CAS", 0, -0.9)), PARTIES) == []
    assert find_common_ground(*build(("ARV", 0, 0.9), ("ARV", 0, 0.9)), PARTIES) == []


def test_order_and_repeats_change_nothing():
    statements, vectors, issues = build(*ONLY_ARVANIA)
    again = [replace(s, id=f"r{s.id}", repeat_of=s.id) for s in statements]
    both, twice = [*statements, *again], np.concatenate([vectors, vectors])
    longer = [replace(issues[0], statements=tuple(s.id for s in both))]
    for find in (find_distinctive, find_common_ground):
        expected = find(statements, vectors, issues, PARTIES)
        assert expected
        order = random.Random(1).sample(range(len(both)), len(both))
        assert find([both[i] for i in order], twice[order], longer, PARTIES) == expected


def speak(name, party, *attitudes):
    found = tuple(Attitude(other, label, 0.8) for other, label in attitudes)
    return replace(make(name, party, 0.5), attitudes=found)


def test_attitudes_are_directed():
    statements = [
        speak("s1", "ARV", ("BEL", "negative"), ("CAS", "positive")),
        speak("s2", "ARV", ("BEL", "neutral"), ("ZZZ", "positive")),
        speak("s3", "BEL", ("ARV", "positive")),
        replace(speak("s4", "BEL", ("ARV", "negative")), repeat_of="s3"),
    ]
    cells = attitude_matrix(statements, PARTIES)
    assert [(c.source, c.target, c.mean) for c in cells] == [
        ("ARV", "BEL", -0.4),
        ("ARV", "CAS", 0.8),
        ("BEL", "ARV", 0.8),
    ]
    first = cells[0]
    assert (first.positive, first.neutral, first.negative) == (0, 1, 1)
    assert first.statements == ("s1", "s2")
    assert attitude_matrix(statements[::-1], PARTIES) == cells


def apart(**distances):
    return [
        Agreement((key[0], key[1]), None, 0.0, None, 2, distance=value)
        for key, value in distances.items()
    ]


def test_map_keeps_distances_and_has_one_orientation():
    found = map_parties(apart(AB=0.3, AC=0.5, BC=0.4), ["A", "B", "C"])
    points = {name: np.array([x, y]) for name, x, y in found.points}
    assert np.linalg.norm(points["A"] - points["B"]) == pytest.approx(0.3, abs=2e-3)
    assert np.linalg.norm(points["A"] - points["C"]) == pytest.approx(0.5, abs=2e-3)
    assert found.stress < 0.005
    assert points["A"][0] > 0
    again = map_parties(apart(BC=0.4, AC=0.5, AB=0.3), ["C", "A", "B"])
    assert sorted(again.points) == sorted(found.points)
    assert [point[0] for point in again.points] == ["C", "A", "B"]


def test_map_needs_three_parties_with_distances():
    assert map_parties([], []) is None
    assert map_parties(apart(AB=0.3), ["A", "B", "C"]) is None
    assert len(map_parties(apart(AB=0.3, BC=0.2, DE=0.1), list("ABCDE")).points) == 3
    together = map_parties(apart(AB=0.0, AC=0.0, BC=0.0), list("ABC"))
    assert together.stress == 0
    assert {(x, y) for _, x, y in together.points} == {(0.0, 0.0)}


def test_a_map_that_does_not_fit_the_plane_shows_its_stress():
    names = "ABCDEF"
    same = {f"{a}{b}": 0.5 for a in names for b in names if a < b}
    assert 0.1 < map_parties(apart(**same), list(names)).stress < 0.5
