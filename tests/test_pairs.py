"""The pair model: what is read of two texts, and answers that depend on nothing else."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from stances.errors import ModelError
from stances.records import LABELS
from stances.runtime import Model, models_folder
from stances.stance import TASKS, PairModel
from stances.stance.pairs import (
    CONTEXT,
    FIRST,
    PIECES,
    SECOND,
    SECOND_PIECES,
    columns,
    read_pairs,
    read_places,
    softmax,
    task_type,
)

MODEL = PairModel.shipped()
TOKENIZER = MODEL.model.tokenizer
KIND = task_type("stance")
PAIRS = [
    ("The dam should be built.", "The dam must never be built."),
    ("Arvania condemned Belmark.", "the bridge"),
    ("Yes.", ""),
    ("We welcome the grain law, whatever it may cost the valley. " * 4, "The grain law is fair."),
]
PLACES = [
    ("Arvania condemned Belmark.", (0, 7), (18, 25)),
    ("Belmark thanked Arvania.", None, (16, 23)),
    ("It rained.", None, None),
]
ODD = [
    "",
    " \n\t",
    "🌊🌉" * 200,
    "桥必须开放",
    "يجب أن يفتح الجسر",
    "\ud800 alone \udfff",
    "\x1b[2J\x1b[31mred\x07\x00",
    "word " * 10_000,
    "x" * 50_000,
]


def words_of(pieces, kind: int) -> str:
    return TOKENIZER.decode([i for i, t in zip(pieces.ids, pieces.types, strict=True) if t == kind])


# Reading.


def test_a_pair_is_read_as_its_task_the_first_and_the_second():
    (read,) = read_pairs(TOKENIZER, KIND, [("open the bridge", "a toll")])
    words = TOKENIZER.encode("open the bridge", add_special_tokens=False).ids
    others = TOKENIZER.encode("a toll", add_special_tokens=False).ids
    cls, sep = TOKENIZER.encode("").ids
    assert read.ids == (cls, *words, sep, *others, sep)
    assert read.types == (KIND, FIRST, FIRST, FIRST, CONTEXT, SECOND, SECOND, CONTEXT)


def test_every_task_has_a_type_and_columns_of_its_own():
    types = [task_type(task) for task in TASKS]
    assert len({*types, CONTEXT, FIRST, SECOND}) == len(TASKS) + 3
    taken = [at for task in TASKS for at in range(columns(task).start, columns(task).stop)]
    assert taken == list(range(sum(map(len, TASKS.values()))))
    assert TASKS["stance"] == LABELS


def test_of_a_long_text_the_start_and_the_end_are_read():
    long = "bridge " + "and " * 30_000 + "harbour"
    (read,) = read_pairs(TOKENIZER, KIND, [(long, "the toll " * 1000)])
    assert len(read.ids) == len(read.types) == PIECES
    first = words_of(read, FIRST).split()
    assert (first[0], first[-1]) == ("bridge", "harbour")
    assert read.types.count(SECOND) == SECOND_PIECES
    assert words_of(read, SECOND).startswith("the toll the toll")


def test_what_a_short_target_leaves_is_the_first_texts():
    (read,) = read_pairs(TOKENIZER, KIND, [("and " * 400, "toll")])
    assert len(read.ids) == PIECES
    assert read.types.count(FIRST) == PIECES - 1 - 3


def test_places_are_marked_where_they_stand():
    (read, *_) = read_places(TOKENIZER, KIND, PLACES)
    assert read.types[0] == KIND
    assert words_of(read, FIRST).replace(" ", "") == "arvania"
    assert words_of(read, SECOND).replace(" ", "") == "belmark"
    assert "condemned" in words_of(read, CONTEXT)


def test_a_place_may_be_missing():
    _, second, neither = read_places(TOKENIZER, KIND, PLACES)
    assert FIRST not in second.types
    assert SECOND in second.types
    assert set(neither.types) == {KIND, CONTEXT}


@pytest.mark.parametrize("before", [0, 1000, 5000, 45_000])
def test_places_of_a_long_text_are_kept(before: int):
    text = "and " * (before // 4) + "Arvania condemned Belmark" + " and" * 5000
    second = (before + 18, before + 25)
    (read,) = read_places(TOKENIZER, KIND, [(text, (before, before + 7), second)])
    assert len(read.ids) == len(read.types) <= PIECES
    assert words_of(read, FIRST).replace(" ", "") == "arvania"
    assert words_of(read, SECOND).replace(" ", "") == "belmark"


def test_of_places_far_apart_the_earlier_is_kept():
    text = "Arvania" + " and" * 10_000 + " Belmark"
    (read,) = read_places(TOKENIZER, KIND, [(text, (0, 7), (len(text) - 7, len(text)))])
    assert len(read.ids) <= PIECES
    assert words_of(read, FIRST).replace(" ", "") == "arvania"


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_are_read_within_the_limit(text: str):
    for read in read_pairs(TOKENIZER, KIND, [(text, "a"), ("a", text), (text, text)]):
        assert 3 <= len(read.ids) == len(read.types) <= PIECES
    for read in read_places(TOKENIZER, KIND, [(text, None, None), (text, (0, 1), None)]):
        assert 2 <= len(read.ids) == len(read.types) <= PIECES


# Answers.


@pytest.mark.parametrize("task", TASKS)
def test_probabilities_are_one_row_a_pair(task: str):
    for found in (MODEL.judge_pairs(task, PAIRS), MODEL.judge_places(task, PLACES)):
        assert found.shape[1] == len(TASKS[task])
        assert found.sum(axis=1) == pytest.approx(np.ones(len(found)), abs=1e-5)
    assert MODEL.judge_pairs(task, []).shape == (0, len(TASKS[task]))
    assert MODEL.judge_places(task, []).shape == (0, len(TASKS[task]))


def test_a_row_depends_on_its_own_pair_alone():
    together = MODEL.score_pairs("stance", PAIRS)
    assert np.array_equal(MODEL.score_pairs("stance", PAIRS[::-1]), together[::-1])
    for pair, row in zip(PAIRS, together, strict=True):
        assert np.array_equal(MODEL.score_pairs("stance", [pair])[0], row)


def test_a_row_of_places_depends_on_itself_alone():
    together = MODEL.score_places("direction", PLACES)
    assert np.array_equal(MODEL.score_places("direction", PLACES[::-1]), together[::-1])
    for marked, row in zip(PLACES, together, strict=True):
        assert np.array_equal(MODEL.score_places("direction", [marked])[0], row)


def test_equal_pairs_are_read_once(monkeypatch):
    read = []

    def run_each(model, inputs):
        batches = list(inputs)
        read.extend(batches)
        return [model.run(each) for each in batches]

    monkeypatch.setattr(Model, "run_each", run_each)
    rows = MODEL.judge_pairs("stance", PAIRS * 3)
    assert len(read) == len(PAIRS)
    assert np.array_equal(rows, np.concatenate([rows[: len(PAIRS)]] * 3))
    MODEL.judge_places("direction", PLACES * 2)
    assert len(read) == len(PAIRS) + len(PLACES)


def test_the_task_and_the_places_are_read():
    text, first, second = PLACES[0]
    swapped = MODEL.score_places("direction", [PLACES[0], (text, second, first)])
    assert not np.array_equal(swapped[0], swapped[1])
    features = [MODEL.features(task, PAIRS[:1]) for task in ("stance", "relation")]
    assert not np.array_equal(*features)


def test_features_begin_with_the_scores():
    features = MODEL.features("relation", PAIRS)
    assert features.shape == (len(PAIRS), MODEL.width)
    scores = MODEL.score_pairs("relation", PAIRS)
    assert np.array_equal(features[:, columns("relation")], scores)
    assert MODEL.features("stance", []).shape == (0, MODEL.width)


def test_odd_texts_get_an_answer():
    pairs = [pair for text in ODD for pair in ((text, "the toll"), ("the toll", text))]
    found = MODEL.judge_pairs("stance", [*pairs, ("the toll", "the toll")])
    assert np.isfinite(found).all()
    marked = [(text, (0, len(text)), None) for text in ODD]
    assert np.isfinite(MODEL.judge_places("sentiment", marked)).all()


def test_probabilities_are_softmax_of_scores_over_the_temperature():
    scores = MODEL.score_pairs("stance", PAIRS)
    expected = softmax(scores / MODEL.temperature("stance"))
    assert MODEL.judge_pairs("stance", PAIRS) == pytest.approx(expected, abs=1e-6)
    assert softmax(np.array([[1000.0, -1000.0]])).tolist() == [[1.0, 0.0]]
    assert softmax(np.zeros((0, 3))).shape == (0, 3)


# Easy pairs: these few ask for a model that is any good.


@pytest.mark.parametrize(
    ("statement", "label"),
    [
        ("We strongly support the dam, and it should be built.", "favor"),
        ("The dam must never be built. We reject it.", "against"),
    ],
)
def test_easy_pairs_are_judged_right(statement: str, label: str):
    row = MODEL.judge_pairs("stance", [(statement, "The dam should be built.")])[0]
    assert LABELS[int(row.argmax())] == label


# Folders.


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    source = models_folder() / "stance"
    shutil.copytree(source, tmp_path / "copy", ignore=shutil.ignore_patterns("*.onnx"))
    return tmp_path / "copy"


def test_a_wrong_folder_is_named(folder: Path, tmp_path: Path):
    with pytest.raises(ModelError, match=r"config\.json is missing"):
        PairModel.load(tmp_path)
    with pytest.raises(ModelError, match="holds a model for 'quotations', not for 'stance'"):
        PairModel.load(models_folder() / "quotations")
    with pytest.raises(ModelError, match=r"model\.onnx is missing"):
        PairModel.load(folder).judge_pairs("stance", PAIRS)
    (folder / "model.onnx").write_bytes(b"nothing of the kind")
    with pytest.raises(ModelError, match="cannot be loaded as an ONNX model"):
        PairModel.load(folder).judge_pairs("stance", PAIRS)


def test_a_model_of_other_labels_is_refused(folder: Path):
    path = folder / "config.json"
    config = json.loads(path.read_text(encoding="utf8"))
    config["tasks"]["stance"] = ["pro", "con"]
    path.write_text(json.dumps(config), encoding="utf8")
    with pytest.raises(ModelError, match="has the tasks"):
        PairModel.load(folder)
    path.write_text("{", encoding="utf8")
    with pytest.raises(ModelError, match="is not JSON"):
        PairModel.load(folder)


def test_the_configuration_is_what_the_model_says(folder: Path):
    path = folder / "config.json"
    config = json.loads(path.read_text(encoding="utf8"))
    config["threshold"], config["temperatures"]["stance"] = 0.75, 2.5
    path.write_text(json.dumps(config), encoding="utf8")
    model = PairModel.load(folder)
    assert (model.threshold, model.temperature("stance")) == (0.75, 2.5)
    assert len(MODEL.sha256) == 64
