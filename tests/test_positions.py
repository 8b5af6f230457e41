"""Positions: what each party says on each issue, and the statements that stand for it."""

import datetime
import random
from dataclasses import replace

import numpy as np

from stances.positions import choose_key_points, summarise_positions
from stances.records import Cue, Issue, Party, Source, Speaker, Stance, Statement

TARGET = "the harbour tax"
PARTIES = ["ARV", "BEL", "CAS"]


def make(
    name: str, party: str, score: float, *, kind: str = "indirect", label: str = ""
) -> Statement:
    side = label or ("favor" if score > 0 else "against")
    stance = Stance(TARGET, side, 0.7, score, abs(score) < 0.3 and not label)
    return Statement(
        id=name,
        article="a",
        kind=kind,
        manner="said",
        text=f"words of {name}",
        spans=((int(name[1:]), int(name[1:]) + 1),),
        cue=Cue("said"),
        source=Source(),
        speaker=Speaker(name),
        party=Party(party, party),
        stance=(stance,),
    )


STATEMENTS = [
    make("s1", "ARV", 0.8, kind="direct"),
    make("s2", "ARV", 0.6),
    make("s3", "BEL", -0.5),
    make("s4", "BEL", -0.1),
    make("s5", "ARV", 0.2),
]
VECTORS = np.array([[1, 0, 0], [0.95, 0.31225, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]])
ISSUES = [
    Issue("i1", "tax", TARGET, ("s1", "s2", "s3", "s4")),
    Issue("i2", "port", TARGET, ("s5",)),
]


def positions(statements=STATEMENTS, vectors=VECTORS, **options):
    found = summarise_positions(statements, vectors, ISSUES, PARTIES, **options)
    return {(p.party, p.issue): p for p in found}


def test_a_cell_for_every_party_overall_and_on_every_issue():
    found = summarise_positions(STATEMENTS, VECTORS, ISSUES, PARTIES, target=TARGET)
    assert [(p.party, p.issue) for p in found[:4]] == [
        ("ARV", None),
        ("ARV", "i1"),
        ("ARV", "i2"),
        ("BEL", None),
    ]
    assert len(found) == 9


def test_stance_is_the_mean_over_statements():
    found = positions(target=TARGET)
    assert found["ARV", "i1"].stance == 0.7
    assert found["ARV", "i1"].label == "favor"
    assert found["BEL", None].stance == -0.3
    assert found["BEL", None].label == "against"
    assert found["BEL", None].statements == ("s3", "s4")
    low, high = found["BEL", None].interval
    assert -1 <= low <= -0.3 <= high <= 1


def test_silence_is_not_neutral():
    silent = positions()["CAS", None]
    assert (silent.label, silent.stance, silent.interval, silent.n) == ("silent", None, None, 0)
    assert silent.key_points == ()
    assert positions()["BEL", "i2"].label == "silent"


def test_unsure_statements_give_no_label_and_one_speaker_no_interval():
    unsure = positions()["ARV", "i2"]
    assert (unsure.label, unsure.stance, unsure.interval, unsure.n) == ("unclear", 0.2, None, 1)


def test_clear_neutral_statements_make_a_neutral_cell_and_opposite_ones_an_unclear_one():
    neutral = [make("s1", "ARV", 0.0, label="neutral"), make("s2", "ARV", 0.01, label="neutral")]
    assert positions(neutral, VECTORS[:2])["ARV", "i1"].label == "neutral"
    split = [make("s1", "ARV", 0.7), make("s2", "ARV", -0.7)]
    assert positions(split, VECTORS[:2])["ARV", "i1"].label == "unclear"


def test_a_statement_judged_toward_something_else_gives_no_stance():
    other = [replace(s, stance=(replace(s.stance[0], target="x"),)) for s in STATEMENTS]
    cell = positions(other)["ARV", "i1"]
    assert (cell.label, cell.stance, cell.n) == ("unclear", None, 2)


def test_overall_without_a_target_is_the_mean_over_all_issues():
    whole = positions()["ARV", None]
    assert whole.target == ""
    assert whole.n == 3
    assert whole.stance == round((0.8 + 0.6 + 0.2) / 3, 4)


def test_near_duplicates_are_one_key_point():
    points = positions()["ARV", "i1"].key_points
    assert [(p.statement, p.n) for p in points] == [("s1", 2)]
    assert points[0].verbatim
    assert points[0].text == "words of s1"
    assert not positions()["BEL", "i1"].key_points[0].verbatim


def test_key_points_are_few_and_stand_for_what_is_near_them():
    rows = np.eye(5)[[0, 0, 0, 1, 1, 2, 3, 4]]
    cell = [make(f"s{i}", "ARV", 0.5) for i in range(8)]
    points = choose_key_points(cell, rows, 3)
    assert [(p.statement, p.n) for p in points] == [("s0", 3), ("s3", 2), ("s5", 1)]


def test_a_large_cell_is_summed_up_too():
    rows = np.eye(4)[np.arange(5000) % 4]
    cell = [make(f"s{i}", "ARV", 0.5) for i in range(5000)]
    points = choose_key_points(cell, rows)
    assert [p.n for p in points] == [1250, 1250, 1250, 1250]


def test_input_order_does_not_matter():
    expected = summarise_positions(STATEMENTS, VECTORS, ISSUES, PARTIES, target=TARGET)
    for seed in range(5):
        order = random.Random(seed).sample(range(5), 5)
        shuffled = [STATEMENTS[i] for i in order]
        found = summarise_positions(shuffled, VECTORS[order], ISSUES, PARTIES, target=TARGET)
        assert found == expected


def test_repeats_are_kept_and_count_for_nothing():
    again = replace(STATEMENTS[0], id="s9", article="b", repeat_of="s1")
    rows = np.vstack([VECTORS, VECTORS[:1]])
    issues = [Issue("i1", "tax", TARGET, ("s1", "s2", "s9"))]
    cell = summarise_positions([*STATEMENTS, again], rows, issues, ["ARV"])[1]
    assert cell.statements == ("s1", "s2", "s9")
    assert (cell.n, cell.articles, cell.stance, cell.counts) == (2, 1, 0.7, (2, 0, 0, 0))
    assert [point.statements for point in cell.key_points] == [("s1", "s2")]


def test_counts_split_dissent_and_reasons():
    cell = [make(f"s{i}", "ARV", 0.8 if i < 5 else -0.7) for i in range(7)]
    issues = [Issue("i1", "tax", TARGET, tuple(s.id for s in cell))]
    found = summarise_positions(cell, np.eye(7), issues, ["ARV"])[1]
    assert (found.counts, found.split, found.few) == ((5, 2, 0, 0), True, False)
    assert found.dissent == ("s5", "s6")
    assert (found.speakers, found.reason) == (7, "")
    alone = positions()["ARV", "i2"]
    assert (alone.few, alone.reason) == (True, "only one statement")
    assert positions()["CAS", "i1"].reason == "no statement found"


def test_one_against_one_is_a_split_and_overall_without_a_target_has_none():
    split = [make("s1", "ARV", 0.7), make("s2", "ARV", -0.7)]
    found = positions(split, VECTORS[:2])
    assert found["ARV", "i1"].split
    assert not found["ARV", None].split
    assert found["ARV", None].dissent == ()


def dated(scores):
    cell = [replace(make(f"s{i}", "ARV", s), article=f"a{i:02}") for i, s in enumerate(scores)]
    issues = [Issue("i1", "tax", TARGET, tuple(s.id for s in cell))]
    start = datetime.date(2024, 3, 1)
    dates = {s.article: start + datetime.timedelta(i) for i, s in enumerate(cell)}
    rows = np.eye(len(cell))
    return summarise_positions(cell, rows, issues, ["ARV"], dates=dates)[1].change


def test_a_change_is_told_where_chance_would_not_have_it():
    change = dated([0.8] * 7 + [-0.8] * 6)
    assert change.until == datetime.date(2024, 3, 7)
    assert (change.before, change.after) == (0.8, -0.8)
    assert change.p < 0.01
    assert dated([0.8, -0.8] * 7) is None
    assert dated([0.8, 0.8, -0.8, -0.8]) is None


def test_changes_by_chance_alone_are_rare():
    draw = np.random.default_rng(1)
    found = [dated(draw.uniform(-0.9, 0.9, 12).tolist()) for _ in range(40)]
    assert sum(change is not None for change in found) <= 6


def test_opposite_stances_are_never_one_point():
    cell = [make("s1", "ARV", 0.8), make("s2", "ARV", -0.8)]
    points = choose_key_points(cell, VECTORS[:2], target=TARGET)
    assert [point.n for point in points] == [1, 1]


def test_a_matcher_decides_what_says_the_same_and_is_asked_once():
    calls = []

    def match(pairs):
        calls.append(pairs)
        return np.array(
            [[0.9, 0.1] if "s1" in first + second else [0.1, 0.9] for first, second in pairs]
        )

    rows = np.array([[1, 0.0], [0.8, 0.6], [0.9, 0.435890]])
    cell = [make(f"s{i}", "ARV", 0.8) for i in range(3)]
    issues = [Issue("i1", "tax", TARGET, ("s0", "s1", "s2"))]
    found = summarise_positions(cell, rows, issues, ["ARV"], match=match)[1]
    assert len(calls) == 1
    assert found.key_points[0].statements == ("s1", "s0", "s2")


def test_a_full_clause_is_preferred_to_a_fragment():
    full = replace(make("s1", "ARV", 0.8), text="The harbour tax will ruin every small port here.")
    part = replace(make("s0", "ARV", 0.8), text="it is wrong")
    rows = np.array([[1, 0.0], [1, 0.0]])
    assert choose_key_points([part, full], rows)[0].statement == "s1"


def test_key_points_hear_several_speakers_and_keep_to_a_budget():
    cell = [
        replace(make(f"s{i}", "ARV", 0.8), speaker=Speaker("Ila Tesk" if i < 6 else "Oru Venn"))
        for i in range(8)
    ]
    points = choose_key_points(cell, np.eye(8))
    assert {"s6", "s7"} & {point.statement for point in points[:2]}
    long = [replace(s, text="word " * 60 + s.id) for s in cell]
    assert len(choose_key_points(long, np.eye(8))) == 2
