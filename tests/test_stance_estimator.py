"""The classifiers in scikit-learn's conventions: learning labels, and the shipped answers."""

import pickle

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.model_selection import cross_val_score

import stances
from stances.errors import ModelError, UsageError
from stances.stance import TASKS, PairModel
from stances.stance.estimator import RelationClassifier, StanceClassifier
from tests.pair_samples import ToyPairs, labelled_pairs

BOTH = pytest.mark.parametrize("kind", [StanceClassifier, RelationClassifier])
PAIRS = [
    ("The dam should be built.", "The dam must never be built."),
    ("The dam should be built.", "We welcome the dam."),
    ("the harbour tax", "It rained on Monday."),
]


def test_classifier_learns_pairs_of_texts():
    rows, labels = labelled_pairs()
    classifier = StanceClassifier(model=ToyPairs(), C=10.0).fit(rows, labels)
    assert classifier.classes_.tolist() == ["against", "favor", "neutral"]
    assert classifier.predict(rows).tolist() == labels
    probabilities = classifier.predict_proba(np.array(rows))
    assert probabilities.shape == (len(rows), 3)
    assert probabilities.sum(axis=1) == pytest.approx(np.ones(len(rows)))
    assert classifier.score(rows, labels) == 1.0


def test_classifier_takes_two_classes():
    rows, labels = labelled_pairs()
    kept = [i for i, label in enumerate(labels) if label != "neutral"]
    rows, labels = [rows[i] for i in kept], [labels[i] for i in kept]
    classifier = StanceClassifier(model=ToyPairs(), C=10.0).fit(rows, labels)
    assert classifier.coef_.shape == (2, ToyPairs.width)
    assert classifier.predict_proba(rows).shape == (len(rows), 2)
    assert classifier.predict(rows).tolist() == labels


def test_labels_may_be_any_strings():
    rows, labels = labelled_pairs()
    named = [{"favor": "pro", "against": "con", "neutral": "neither"}[label] for label in labels]
    classifier = StanceClassifier(model=ToyPairs(), C=10.0).fit(rows, np.array(named))
    assert classifier.predict(rows).tolist() == named


def test_a_row_depends_on_its_own_pair_alone():
    rows, labels = labelled_pairs()
    classifier = StanceClassifier(model=ToyPairs()).fit(rows, labels)
    together = classifier.predict_proba(rows)
    alone = np.concatenate([classifier.predict_proba([row]) for row in rows])
    assert np.array_equal(together, alone)


def test_relations_are_learned_as_well():
    texts = [text for _, text in labelled_pairs()[0]]
    rows = [(one, other) for one in texts[:9] for other in texts[:9] if one != other]
    labels = TASKS["relation"]
    wanted = [labels[row.argmax()] for row in ToyPairs().judge_pairs("relation", rows)]
    classifier = RelationClassifier(model=ToyPairs(), C=10.0).fit(rows, wanted)
    assert set(wanted) == set(labels)
    assert classifier.score(rows, wanted) > 0.9


@BOTH
def test_classifier_clones_and_says_when_it_is_not_fitted(kind):
    classifier = kind(model=ToyPairs(), C=2.0)
    assert clone(classifier).get_params()["C"] == 2.0
    assert set(classifier.get_params()) == {"model", "C", "max_iter"}
    assert classifier.set_params(C=3.0).C == 3.0
    with pytest.raises(NotFittedError):
        classifier.predict(labelled_pairs()[0])


def test_classifier_can_be_cross_validated():
    rows, labels = labelled_pairs()
    scores = cross_val_score(
        StanceClassifier(model=ToyPairs(), C=10.0), np.array(rows), labels, cv=2
    )
    assert len(scores) == 2


def test_a_classifier_of_a_model_in_use_can_be_cloned_and_kept():
    model = PairModel.shipped()
    model.judge_pairs("stance", PAIRS)
    classifier = StanceClassifier.shipped(model)
    assert clone(classifier).get_params()["model"] is not None
    kept = pickle.loads(pickle.dumps(classifier))
    assert np.array_equal(kept.predict_proba(PAIRS), classifier.predict_proba(PAIRS))


@BOTH
def test_classifier_names_what_does_not_fit(kind):
    classifier = kind(model=ToyPairs())
    with pytest.raises(UsageError, match=r"shape \(2,\)"):
        classifier.fit(["one", "two"], ["favor", "against"])
    with pytest.raises(UsageError, match=r"shape \(1, 3\)"):
        classifier.fit([("a", "b", "c")], ["favor"])
    with pytest.raises(UsageError, match="1 labels"):
        classifier.fit([("a", "b"), ("c", "d")], ["favor"])
    with pytest.raises(UsageError, match="at least two classes"):
        classifier.fit([("a", "b"), ("c", "d")], ["favor", "favor"])


@BOTH
def test_shipped_answers_as_the_model_does(kind):
    model = PairModel.shipped()
    classifier = kind.shipped(model)
    labels = TASKS[kind.task]
    asked = [pair[::-1] for pair in PAIRS] if kind is StanceClassifier else PAIRS
    chances = model.judge_pairs(kind.task, asked)
    assert classifier.predict(PAIRS).tolist() == [labels[at] for at in chances.argmax(axis=1)]
    assert classifier.classes_.tolist() == sorted(labels)
    order = [labels.index(label) for label in classifier.classes_]
    assert classifier.predict_proba(PAIRS) == pytest.approx(chances[:, order], abs=1e-4)


@BOTH
def test_shipped_minds_the_temperature(kind):
    rows = labelled_pairs()[0]
    sure = kind.shipped(ToyPairs()).predict_proba(rows).max(axis=1)
    mild = kind.shipped(ToyPairs(heat=3.0)).predict_proba(rows).max(axis=1)
    assert (mild < sure).all()


def test_a_missing_model_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr("stances.runtime.models_folder", lambda: tmp_path)
    with pytest.raises(ModelError, match=r"config\.json is missing"):
        StanceClassifier.shipped()


def test_the_classifiers_are_found_in_the_package():
    assert stances.StanceClassifier is StanceClassifier
    assert stances.RelationClassifier is RelationClassifier
