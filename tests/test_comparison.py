"""Comparison: agreement of parties, contradictions, and silence shown as silence."""

import random
from dataclasses import replace

import numpy as np
import pytest

from stances.comparison import find_contradictions, measure_agreement
from stances.records import Cue, Issue, Party, Source, Speaker, Stance, Statement

TARGET = "the harbour tax"
PARTIES = ["ARV", "BEL", "CAS", "DOR"]


def make(
    name: str, party: str, score: float, *, article: str = "a", speaker: str = "", text: str = ""
) -> Statement:
    label = "favor" if score > 0.1 else "against" if score < -0.1 else "neutral"
    stance = Stance(TARGET, label, max(0.4, abs(score)), score, 0 < abs(score) < 0.3)
    return Statement(
        id=name,
        article=article,
        kind="indirect",
        manner="said",
        text=text or f"words of {name}",
        spans=((0, 5),),
        cue=Cue("said"),
        source=Source(),
        speaker=Speaker(speaker or name),
        party=Party(party, party),
        stance=(stance,),
    )


STATEMENTS = [
    make("s1", "ARV", 0.9),
    make("s2", "ARV", 0.7),
    make("s3", "BEL", -0.8),
    make("s4", "BEL", -0.6),
    make("s5", "CAS", -0.9),
    make("s6", "ARV", 0.2),
]
VECTORS = np.tile([[1.0, 0.0]], (6, 1))
ISSUES = [
    Issue("i1", TARGET, TARGET, ("s1", "s2", "s3", "s4", "s5")),
    Issue("i2", "another", TARGET, ("s6",)),
]


def compare(statements, vectors, issues, parties):
    """Agreements and contradictions together."""
    return (
        measure_agreement(statements, issues, parties),
        find_contradictions(statements, vectors, issues, parties),
    )


def agreements(statements=STATEMENTS, **options):
    found = measure_agreement(statements, ISSUES, PARTIES, **options)
    return {(*a.parties, a.issue): a for a in found}


def test_opposed_parties_disagree_and_allies_agree():
    found = agreements()
    assert found["ARV", "BEL", "i1"].agreement == pytest.approx(-np.sqrt(0.8 * 0.7), abs=1e-3)
    assert found["BEL", "CAS", "i1"].agreement == pytest.approx(np.sqrt(0.7 * 0.9), abs=1e-3)
    assert found["ARV", "BEL", "i1"].n == 4


def test_every_pair_has_a_cell_overall_and_on_every_issue():
    found = measure_agreement(STATEMENTS, ISSUES, PARTIES)
    assert len(found) == 6 * 3
    assert [a.issue for a in found[:3]] == [None, "i1", "i2"]
    assert found[0].parties == ("ARV", "BEL")


def test_silence_is_shown_as_silence():
    found = agreements()
    silent = found["ARV", "DOR", None]
    assert (silent.agreement, silent.interval) == (None, None)
    assert found["ARV", "BEL", "i2"].agreement is None
    assert found["ARV", "BEL", "i2"].n == 1


def test_interval_holds_the_value_and_needs_two_speakers_on_each_side():
    found = agreements()
    both = found["ARV", "BEL", "i1"]
    assert both.interval is not None
    assert -1 <= both.interval[0] <= both.agreement <= both.interval[1] <= 1
    assert found["BEL", "CAS", "i1"].interval is None


def test_several_articles_are_the_units_not_their_speakers():
    two = [make("a1", "ARV", 0.9, article="x"), make("a2", "ARV", 0.1, article="y")]
    one = [make("b1", "BEL", 0.9, speaker="Ada"), make("b2", "BEL", 0.1, speaker="Ada")]
    third = [make("c1", "CAS", 0.9, article="x"), make("c2", "CAS", 0.1, article="z")]
    issue = [Issue("i1", TARGET, TARGET, ("a1", "a2", "b1", "b2", "c1", "c2"))]
    every = [*two, *one, *third]
    found = measure_agreement(every, issue, ["ARV", "BEL", "CAS"])
    by_pair = {a.parties: a for a in found if a.issue}
    assert by_pair["ARV", "BEL"].interval is None
    assert by_pair["ARV", "CAS"].interval is not None


def test_repeats_count_for_nothing():
    again = [replace(s, id=f"{s.id}r", article="z", repeat_of=s.id) for s in STATEMENTS]
    both = [*STATEMENTS, *again]
    issues = [
        replace(i, statements=(*i.statements, *(f"{m}r" for m in i.statements))) for i in ISSUES
    ]
    twice = compare(both, np.tile(VECTORS, (2, 1)), issues, PARTIES)
    assert twice == compare(STATEMENTS, VECTORS, ISSUES, PARTIES)


def test_distance_weighs_each_shared_issue_alike():
    statements = [
        *(make(f"a{n}", "ARV", 0.8) for n in range(9)),
        *(make(f"b{n}", "BEL", 0.8) for n in range(9)),
        make("a9", "ARV", 0.6),
        make("b9", "BEL", -0.6),
        make("b10", "BEL", -1.0),
    ]
    issues = [
        Issue("much", TARGET, TARGET, tuple(f"{p}{n}" for p in "ab" for n in range(9))),
        Issue("little", TARGET, TARGET, ("a9", "b9")),
        Issue("alone", TARGET, TARGET, ("b10",)),
    ]
    for target in ("", TARGET):
        overall = measure_agreement(statements, issues, ["ARV", "BEL"], target=target)[0]
        assert overall.distance == pytest.approx((0.0 + 0.6) / 2)


def test_many_shared_issues_give_an_overall_interval_though_each_has_one_speaker():
    statements = [make(f"{p}{n}", p, 0.8) for p in ("ARV", "BEL") for n in range(6)]
    issues = [Issue(f"i{n}", "", TARGET, (f"ARV{n}", f"BEL{n}")) for n in range(6)]
    found = measure_agreement(statements, issues, ["ARV", "BEL"])
    assert found[0].interval == (0.8, 0.8)
    assert all(agreement.interval is None for agreement in found[1:])


def test_overall_is_toward_the_users_target_or_the_mean_over_shared_issues():
    whole = agreements(target=TARGET)["ARV", "BEL", None]
    assert whole.agreement == pytest.approx(-np.sqrt(0.6 * 0.7), abs=1e-3)
    assert agreements()["ARV", "BEL", None].agreement == agreements()["ARV", "BEL", "i1"].agreement


def test_contradictions_are_clear_opposite_statements_of_two_parties():
    found = find_contradictions(STATEMENTS, VECTORS, ISSUES, PARTIES)
    assert found[0].statements == ("s1", "s5")
    assert found[0].parties == ("ARV", "CAS")
    assert found[0].score == pytest.approx(0.81)
    assert {c.issue for c in found} == {"i1"}
    assert all("s6" not in c.statements for c in found)


def test_contradictions_need_a_common_topic_and_name_each_statement_at_most_twice():
    apart = np.eye(6)
    assert find_contradictions(STATEMENTS, apart, ISSUES, PARTIES) == []
    found = find_contradictions(STATEMENTS, VECTORS, ISSUES, PARTIES)
    used = [i for c in found for i in c.statements]
    assert max(used.count(i) for i in used) <= 2
    assert len(find_contradictions(STATEMENTS, VECTORS, ISSUES, PARTIES, top=1)) == 1
    assert find_contradictions(STATEMENTS, VECTORS, ISSUES, ["ARV"]) == []


def test_a_contradiction_reported_twice_is_one():
    again = [
        make("r1", "ARV", 0.9, text="yes"),
        make("r2", "ARV", 0.9, text="yes", article="b"),
        make("r3", "BEL", -0.9, text="no"),
        make("r4", "BEL", -0.9, text="no", article="b"),
    ]
    issue = [Issue("i1", TARGET, TARGET, ("r1", "r2", "r3", "r4"))]
    assert len(find_contradictions(again, VECTORS[:4], issue, PARTIES)) == 1


def test_input_order_does_not_matter():
    expected = compare(STATEMENTS, VECTORS, ISSUES, PARTIES)
    for seed in range(5):
        order = random.Random(seed).sample(range(6), 6)
        shuffled = [STATEMENTS[i] for i in order]
        assert compare(shuffled, VECTORS[order], ISSUES, PARTIES) == expected


def test_nothing_to_compare():
    assert find_contradictions([], np.zeros((0, 2)), [], PARTIES[:2]) == []
    assert measure_agreement(STATEMENTS, ISSUES, ["ARV"]) == []
