"""Stance: the head, judging statements by their own words, the estimator, and training."""

import hashlib
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError

from stances.errors import InputError, ModelError, UsageError
from stances.records import LABELS, Cue, Party, Source, Speaker, Statement
from stances.stance import (
    StanceHead,
    judge,
    judge_statements,
    read_text,
    stance_toward,
)
from stances.stance.estimator import StanceClassifier
from stances.training.stance import train_stance

WIDTH = 509
LIKES = ("praised", "welcomed", "supports", "lauded")
HATES = ("condemned", "rejects", "opposes", "deplored")
TARGETS = ("the harbour tax", "the river dam", "the new bridge", "the grain law")


class ToyEncoder:
    """Words hashed into a vector: the same text gives the same unit row."""

    def __init__(self) -> None:
        self.calls: list[list[str]] = []

    def encode(self, texts: list[str]) -> np.ndarray:
        self.calls.append(list(texts))
        rows = np.zeros((len(texts), WIDTH), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.lower().split() or [""]:
                row[int(hashlib.md5(word.encode()).hexdigest(), 16) % WIDTH] += 1
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def pairs() -> tuple[list[tuple[str, str]], list[str]]:
    rows, labels = [], []
    for target in TARGETS:
        for words, label in ((LIKES, "favor"), (HATES, "against"), (("visited",), "neutral")):
            rows += [(target, f"{word} {target}") for word in words]
            labels += [label] * len(words)
    return rows, labels


@pytest.fixture
def head() -> StanceHead:
    rng = np.random.default_rng(3)
    return StanceHead(rng.normal(size=(3, 4 * WIDTH)), np.zeros(3), 1.0, 0.5)


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
        source=Source("Arvania"),
        speaker=Speaker("Ada Orlen"),
        party=Party("ARV", "Arvania"),
    )


def test_probabilities_are_one_row_a_pair_and_independent_of_the_batch(head):
    vectors = ToyEncoder().encode([f"{t} {w}" for t in TARGETS for w in LIKES])
    together = head.probabilities(vectors, vectors[::-1])
    assert together.shape == (16, 3)
    assert together.sum(axis=1) == pytest.approx(np.ones(16))
    alone = [head.probabilities(vectors[i : i + 1], vectors[15 - i : 16 - i]) for i in range(16)]
    assert np.array_equal(together, np.concatenate(alone))


def test_a_higher_temperature_makes_answers_less_sure(head):
    vectors = ToyEncoder().encode(["a b", "c d"])
    sure = head.probabilities(vectors, vectors[::-1]).max(axis=1)
    mild = replace(head, temperature=3.0).probabilities(vectors, vectors[::-1]).max(axis=1)
    assert (mild < sure).all()


def test_a_head_is_the_same_after_saving(head, tmp_path):
    head.save(tmp_path)
    loaded = StanceHead.load(tmp_path)
    vectors = ToyEncoder().encode(["a b", "c d"])
    assert np.array_equal(
        loaded.probabilities(vectors, vectors[::-1]), head.probabilities(vectors, vectors[::-1])
    )
    assert loaded.threshold == head.threshold
    assert json.loads((tmp_path / "config.json").read_text())["task"] == "stance"


def test_a_wrong_folder_is_named(head, tmp_path):
    with pytest.raises(ModelError, match=r"config\.json is missing"):
        StanceHead.load(tmp_path)
    head.save(tmp_path)
    config = tmp_path / "config.json"
    config.write_text(config.read_text().replace("favor", "pro"))
    with pytest.raises(ModelError, match="expected"):
        StanceHead.load(tmp_path)


def test_another_encoders_vectors_are_refused(head):
    with pytest.raises(ModelError, match="use the encoder"):
        head.probabilities(np.ones((1, 5)), np.ones((1, 5)))


def test_judge_gives_the_most_probable_label_and_the_score(head):
    (stance,) = judge([("the river dam", "praised the river dam")], ToyEncoder(), head)
    vectors = ToyEncoder().encode(["the river dam", "praised the river dam"])
    favor, against, neutral = head.probabilities(vectors[:1], vectors[1:])[0]
    assert stance.target == "the river dam"
    assert stance.probability == pytest.approx(max(favor, against, neutral), abs=1e-5)
    assert stance.score == pytest.approx(favor - against, abs=1e-5)
    assert stance.label == LABELS[int(np.argmax([favor, against, neutral]))]


def test_an_unsure_answer_abstains(head):
    pair = [("the river dam", "praised the river dam")]
    assert judge(pair, ToyEncoder(), replace(head, threshold=1.01))[0].abstained
    assert not judge(pair, ToyEncoder(), replace(head, threshold=0.0))[0].abstained


def test_equal_strings_are_encoded_once_and_order_does_not_matter(head):
    encoder = ToyEncoder()
    rows = pairs()[0]
    found = judge(rows + rows, encoder, head)
    assert len(encoder.calls) == 1
    assert len(encoder.calls[0]) == len({text for pair in rows for text in pair})
    assert judge(rows[::-1], encoder, head) == found[: len(rows)][::-1]
    assert judge([], encoder, head) == []


def test_a_statement_is_read_with_its_cue_and_without_its_source(statement):
    assert read_text(statement) == "condemned the harbour tax"
    assert read_text(replace(statement, cue=Cue("condemn", negated=True))).startswith("did not")
    assert read_text(replace(statement, cue=Cue())) == "the harbour tax"


def test_renaming_the_party_and_the_speaker_changes_nothing(statement, head):
    renamed = replace(
        statement,
        id="s9",
        article="b",
        source=Source("Belmark"),
        speaker=Speaker("Ivo Tamm", "minister"),
        party=Party("BEL", "Belmark"),
    )
    first, second = judge_statements([statement, renamed], ["the tax"] * 2, ToyEncoder(), head)
    assert first == second


def test_statements_and_targets_must_pair_up(statement, head):
    with pytest.raises(UsageError, match="2 targets were given for 1 statements"):
        judge_statements([statement], ["a", "b"], ToyEncoder(), head)


def test_stance_toward_finds_the_target_or_the_first(statement, head):
    both = judge_statements([statement] * 2, ["a", "b"], ToyEncoder(), head)
    judged = replace(statement, stance=tuple(both))
    assert stance_toward(judged, "b") == both[1]
    assert stance_toward(judged) == both[0]
    assert stance_toward(judged, "c") is None
    assert stance_toward(statement) is None


def test_classifier_learns_pairs_of_texts():
    rows, labels = pairs()
    classifier = StanceClassifier(encoder=ToyEncoder(), C=1000.0).fit(rows, labels)
    assert classifier.classes_.tolist() == ["against", "favor", "neutral"]
    assert (classifier.predict(rows) == np.array(labels)).mean() > 0.9
    probabilities = classifier.predict_proba(np.array(rows))
    assert probabilities.shape == (len(rows), 3)
    assert probabilities.sum(axis=1) == pytest.approx(np.ones(len(rows)))
    assert classifier.score(rows, labels) > 0.9


def test_classifier_takes_two_classes():
    rows, labels = pairs()
    kept = [i for i, label in enumerate(labels) if label != "neutral"]
    rows, labels = [rows[i] for i in kept], [labels[i] for i in kept]
    classifier = StanceClassifier(encoder=ToyEncoder(), C=1000.0).fit(rows, labels)
    assert classifier.predict_proba(rows).shape == (len(rows), 2)
    assert (classifier.predict(rows) == np.array(labels)).mean() > 0.9


def test_classifier_clones_and_says_when_it_is_not_fitted():
    classifier = StanceClassifier(encoder=ToyEncoder(), C=2.0)
    assert clone(classifier).get_params()["C"] == 2.0
    assert classifier.set_params(C=3.0).C == 3.0
    with pytest.raises(NotFittedError):
        classifier.predict(pairs()[0])


def test_classifier_names_what_does_not_fit():
    classifier = StanceClassifier(encoder=ToyEncoder())
    with pytest.raises(UsageError, match=r"shape \(2,\)"):
        classifier.fit(["one", "two"], ["favor", "against"])
    with pytest.raises(UsageError, match="1 labels"):
        classifier.fit([("a", "b"), ("c", "d")], ["favor"])
    with pytest.raises(UsageError, match="at least two classes"):
        classifier.fit([("a", "b"), ("c", "d")], ["favor", "favor"])


def write_data(folder: Path) -> Path:
    folder.mkdir()
    rows, labels = pairs()
    lines = [
        json.dumps({"target": target, "statement": text, "label": label, "topic": target})
        for (target, text), label in zip(rows, labels, strict=True)
    ]
    for name in ("perspectrum-train", "vast-dev"):
        (folder / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf8")
    return folder


def test_training_writes_a_head_and_scores_it_beside_its_baselines(tmp_path):
    data = write_data(tmp_path / "data")
    metrics = train_stance([data], tmp_path / "out", ToyEncoder())
    assert metrics["trained_on"]["perspectrum-train"] == len(pairs()[0])
    dev = metrics["dev"]["vast-dev"]
    assert dev["macro_f1"] > dev["majority"]["macro_f1"]
    assert {"macro_f1", "f_avg", "accuracy"} == set(dev["target_blanked"])
    head = StanceHead.load(tmp_path / "out")
    assert head.width == WIDTH
    card = (tmp_path / "out" / "README.md").read_text(encoding="utf8")
    assert f"| `vast-dev` | {dev['macro_f1']:.3f} |" in card
    assert "no licence" in card
    again = train_stance([data], tmp_path / "again", ToyEncoder())
    assert again == metrics
    for name in ("model.safetensors", "config.json"):
        first, second = (tmp_path / place / name for place in ("out", "again"))
        assert first.read_bytes() == second.read_bytes()


def test_training_names_what_it_misses(tmp_path):
    with pytest.raises(InputError, match="no stance training file"):
        train_stance([tmp_path], tmp_path / "out", ToyEncoder())
    bad = tmp_path / "iam.jsonl"
    bad.write_text('{"target": "a", "statement": "b", "label": "favor"}\n{"target": "a"}\n')
    with pytest.raises(InputError, match="line 2"):
        train_stance([bad], tmp_path / "out", ToyEncoder())


def test_judging_imports_neither_scikit_learn_nor_torch():
    code = (
        "import sys, stances.stance, stances.sides, stances.positions, stances.issues;"
        "print(sorted({'sklearn', 'torch', 'scipy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
