"""Exhibits: contradictions and concords are between parties, inside one issue."""

from dataclasses import replace

import numpy as np
import pytest
from test_comparison import ISSUES, PARTIES, STATEMENTS, TARGET, VECTORS, make

from stances.comparison import find_concords, find_contradictions
from stances.records import Issue


def test_concords_take_the_same_side_in_two_parties():
    found = find_concords(STATEMENTS, VECTORS, ISSUES, PARTIES)
    assert [c.statements for c in found] == [("s3", "s5"), ("s4", "s5")]
    assert found[0].parties == ("BEL", "CAS")
    assert found[0].score == pytest.approx(0.72)


def test_the_first_party_comes_first_whatever_the_order():
    found = find_concords(STATEMENTS, VECTORS, ISSUES, PARTIES[::-1])
    assert found[0].statements == ("s5", "s3")


def test_pairs_do_not_cross_issues():
    split = [
        Issue("i1", "", TARGET, ("s1", "s2")),
        Issue("i2", "", TARGET, ("s3", "s4", "s5")),
    ]
    assert find_contradictions(STATEMENTS, VECTORS, split, PARTIES) == []


def test_relations_change_the_order_and_follow_the_issues_statements():
    members = ISSUES[0].statements
    relation = np.zeros((5, 5))
    strongest = members.index("s2"), members.index("s3")
    relation[strongest] = relation[strongest[::-1]] = -1.0
    found = find_contradictions(STATEMENTS, VECTORS, ISSUES, PARTIES, relations={"i1": relation})
    assert found[0].statements == ("s2", "s3")
    assert found[0].score == pytest.approx(0.7 * 0.8)
    assert found[1].score == pytest.approx(0.81 / 2)
    none = find_contradictions(STATEMENTS, VECTORS, ISSUES, PARTIES, relations={})
    assert none[0].score == pytest.approx(0.81 / 2, abs=1e-4)


def test_statements_that_stand_together_are_no_contradiction():
    relation = np.ones((5, 5))
    options = {"relations": {"i1": relation}}
    assert find_contradictions(STATEMENTS, VECTORS, ISSUES, PARTIES, **options) == []
    assert find_concords(STATEMENTS, VECTORS, ISSUES, PARTIES, **options)


def test_repeats_are_no_exhibits():
    marked = [replace(s, repeat_of="s1") if s.id == "s5" else s for s in STATEMENTS]
    found = find_contradictions(marked, VECTORS, ISSUES, PARTIES)
    assert found
    assert all("s5" not in c.statements for c in found)
    assert find_concords(marked, VECTORS, ISSUES, PARTIES) == []


def test_a_party_with_many_statements_does_not_crowd_out_the_others():
    many = [make(f"m{n:03}", "ARV", 0.99) for n in range(300)]
    few = [make("c1", "CAS", 0.5), make("b1", "BEL", -0.9)]
    statements = [*many, *few]
    vectors = np.zeros((302, 2))
    vectors[:300, 0] = 1
    vectors[300:, 1] = 1
    issue = Issue("i1", "", TARGET, tuple(s.id for s in statements))
    found = find_contradictions(statements, vectors, [issue], PARTIES)
    assert [c.statements for c in found] == [("b1", "c1")]
