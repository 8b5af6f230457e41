"""Stance and attitude: what is read of a statement, and what is made of the model's answers."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from stances.errors import UsageError
from stances.parties import PartyRegistry
from stances.records import JOIN, LABELS, Attitude, Cue, Party, Source, Speaker, Statement
from stances.stance import (
    PairModel,
    is_answered,
    judge,
    judge_attitudes,
    judge_statements,
    read_text,
    stance_toward,
)
from tests.conftest import PARTY_FILE
from tests.pair_samples import ToyPairs, labelled_pairs

MORE = """
[[party]]
id = "CORVIA"
name = "Corvia"

[[party]]
id = "DRESOVA"
name = "Dresova"
"""


@pytest.fixture
def statement() -> Statement:
    return Statement(
        id="s1",
        article="a",
        kind="indirect",
        manner="said",
        text="the harbour tax",
        spans=((10, 25),),
        cue=Cue("condemned"),
        source=Source("Ada Orlen"),
        speaker=Speaker("Ada Orlen"),
        party=Party("ARVANIA", "Arvania"),
    )


@pytest.fixture
def registry(tmp_path: Path) -> PartyRegistry:
    path = tmp_path / "parties.toml"
    path.write_text(PARTY_FILE + MORE, encoding="utf8")
    return PartyRegistry.default().with_file(path)


# What is read, and judged.


def test_a_statement_is_read_with_its_cue_and_without_its_source(statement):
    assert read_text(statement) == "condemned the harbour tax"
    assert read_text(replace(statement, cue=Cue())) == "the harbour tax"
    assert read_text(replace(statement, source=Source())) == "condemned the harbour tax"
    assert read_text(replace(statement, source=Source(), cue=Cue(), text="")) == ""


def test_a_negated_cue_is_read_as_denied(statement):
    denied = replace(statement, cue=Cue("condemn", negated=True))
    assert read_text(denied) == "did not condemn the harbour tax"


def test_pieces_that_stand_apart_are_read_as_one(statement):
    apart = replace(statement, text=f"the tax{JOIN}on the harbour", cue=Cue(f"called{JOIN}out"))
    assert read_text(apart) == "called out the tax on the harbour"


def test_judge_gives_the_most_probable_label_and_the_score():
    model = ToyPairs()
    (stance,) = judge([("the river dam", "praised the river dam")], model)
    favor, against, _ = model.judge_pairs("stance", [("praised the river dam", "the river dam")])[0]
    assert stance.target == "the river dam"
    assert (stance.label, stance.probability) == ("favor", favor)
    assert stance.score == pytest.approx(favor - against, abs=1e-6)


def test_the_statement_is_the_first_text_and_the_target_the_second():
    model = ToyPairs()
    judge([("a target", "a statement")], model)
    assert model.calls == [("stance", [("a statement", "a target")])]


def test_every_label_can_come_out():
    rows, labels = labelled_pairs()
    assert set(labels) == set(LABELS)
    assert [stance.label for stance in judge(rows, ToyPairs())] == labels


def test_for_and_against_as_good_as_tied_abstain():
    chances = np.array([[0.47, 0.46, 0.07], [0.55, 0.44, 0.01], [0.1, 0.1, 0.8]])
    assert is_answered(chances, 0.4).tolist() == [False, True, True]
    assert is_answered(np.zeros((0, 3)), 0.4).tolist() == []


def test_a_toss_up_is_judged_and_abstains():
    class Torn(ToyPairs):
        def judge_pairs(self, task, pairs):
            return np.array([[0.47, 0.46, 0.07]] * len(pairs))

    [stance] = judge([("the dam", "The dam.")], Torn(threshold=0.4))
    assert (stance.label, stance.abstained) == ("favor", True)


def test_an_unsure_answer_abstains():
    pair = [("the river dam", "praised the river dam")]
    assert judge(pair, ToyPairs(threshold=0.99))[0].abstained
    assert not judge(pair, ToyPairs(threshold=0.0))[0].abstained
    assert judge(pair, ToyPairs(heat=4.0, threshold=0.6))[0].abstained


def test_order_does_not_matter_and_nothing_gives_nothing():
    rows = labelled_pairs()[0]
    assert judge(rows[::-1], ToyPairs()) == judge(rows, ToyPairs())[::-1]
    assert judge([], ToyPairs()) == []


def test_renaming_the_party_and_the_speaker_changes_nothing(statement):
    renamed = replace(
        statement,
        id="s9",
        article="b",
        speaker=Speaker("Ivo Tamm", "minister"),
        party=Party("BELMARK", "Belmark"),
    )
    first, second = judge_statements([statement, renamed], ["the tax"] * 2, ToyPairs())
    assert first == second


def test_statements_and_targets_must_pair_up(statement):
    with pytest.raises(UsageError, match="2 targets were given for 1 statements"):
        judge_statements([statement], ["a", "b"], ToyPairs())


def test_stance_toward_finds_the_target_or_the_first(statement):
    both = judge_statements([statement] * 2, ["a", "b"], ToyPairs())
    judged = replace(statement, stance=tuple(both))
    assert stance_toward(judged, "b") == both[1]
    assert stance_toward(judged) == both[0]
    assert stance_toward(judged, "c") is None
    assert stance_toward(statement) is None


# Attitudes.


def attitudes(registry: PartyRegistry, statement: Statement, **changes) -> tuple[Attitude, ...]:
    return judge_attitudes([replace(statement, **changes)], registry, ToyPairs())[0]


def test_an_attitude_has_a_party_a_label_and_an_event(registry, statement):
    (blame,) = attitudes(registry, statement, text="Belmark and its tax")
    assert (blame.party, blame.label, blame.event) == ("BELMARK", "negative", "verbal conflict")
    (praise,) = attitudes(registry, statement, text="Belmark", cue=Cue("praised"))
    assert (praise.label, praise.event) == ("positive", "verbal cooperation")
    assert 1 / 3 < praise.probability <= 1


def test_a_neutral_attitude_has_no_event(registry, statement):
    (calm,) = attitudes(registry, statement, text="Belmark", cue=Cue("visited"))
    assert (calm.label, calm.event) == ("neutral", "")


def test_only_other_parties_of_the_content_are_asked_about(registry, statement):
    assert attitudes(registry, statement) == ()
    assert attitudes(registry, statement, text="Arvania and the Arvanian tax") == ()
    source = Source("Belmark's friend")
    assert attitudes(registry, statement, source=source) == ()
    nobody = attitudes(registry, statement, text="Arvania", party=Party())
    assert [each.party for each in nobody] == ["ARVANIA"]


def test_two_parties_at_most_in_the_order_of_their_names(registry, statement):
    text = "Dresova, Belmark, Arvania, Belmarkian ships, Corvia"
    found = attitudes(registry, statement, text=text)
    assert [each.party for each in found] == ["DRESOVA", "BELMARK"]


def test_the_source_and_the_first_mention_are_marked(registry, statement):
    model = ToyPairs()
    text = f"the tax of{JOIN}Belmark and Belmark"
    judge_attitudes([replace(statement, text=text)], registry, model)
    assert [task for task, _ in model.calls] == ["direction", "event"]
    ((read, first, second),) = model.calls[0][1]
    assert read == "Ada Orlen condemned the tax of Belmark and Belmark"
    assert read[slice(*first)] == "Ada Orlen"
    assert read[slice(*second)] == "Belmark"
    assert second[0] == read.index("Belmark")


def test_a_source_of_several_pieces_is_marked_whole(registry, statement):
    model = ToyPairs()
    source = Source(f"Ada Orlen{JOIN}the minister")
    judge_attitudes([replace(statement, source=source, text="Belmark")], registry, model)
    ((read, first, _),) = model.calls[0][1]
    assert read[slice(*first)] == "Ada Orlen the minister"


def test_a_statement_without_a_source_has_no_first_place(registry, statement):
    model = ToyPairs()
    judge_attitudes([replace(statement, source=Source(), text="Belmark")], registry, model)
    assert model.calls[0][1] == [("condemned Belmark", None, (10, 17))]


def test_every_statement_gets_its_own_attitudes(registry, statement):
    other = replace(statement, text="Belmark", party=Party("CORVIA", "Corvia"))
    found = judge_attitudes([other, statement, other], registry, ToyPairs())
    assert [len(each) for each in found] == [1, 0, 1]
    assert found[0] == found[2]
    assert judge_attitudes([], registry, ToyPairs()) == []


# With the shipped model.


def test_the_shipped_model_judges_statements_and_attitudes(registry, statement):
    model = PairModel.shipped()
    (stance,) = judge_statements([statement], ["the harbour tax"], model)
    assert stance.label in LABELS
    chances = model.judge_pairs("stance", [(read_text(statement), "the harbour tax")])
    assert stance.abstained != is_answered(chances, model.threshold)[0]
    ((attitude,),) = judge_attitudes([replace(statement, text="Belmark")], registry, model)
    assert attitude.party == "BELMARK"
    assert (attitude.event == "") == (attitude.label == "neutral")
    assert np.isfinite(attitude.probability)


def test_judging_imports_neither_scikit_learn_nor_torch():
    code = (
        "import sys, stances.stance, stances.sides, stances.sides.relations, stances.sides.signed,"
        "stances.positions, stances.issues;"
        "print(sorted({'sklearn', 'torch', 'scipy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
