"""The tagger's losses are what they claim, and a run gives a folder that loads. On a tiny base."""

import itertools
import json
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from stances.quotations import QuotationTagger
from stances.runtime import Model

pytest.importorskip("onnx")
torch = pytest.importorskip("torch")

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the libraries' own, at import
    from stances.training.dropout import QuickDropout
    from stances.training.quotations import CHECKPOINT, GENERATION, TaggerRun, train_quotations
    from stances.training.tagger_network import Reading, crf_loss, link_scores, teacher_loss

pytestmark = pytest.mark.filterwarnings("ignore")
SENTENCE = "“We will not sign,” Arvania’s minister Ila Tesk said on Monday. "


def article(times: int) -> dict[str, Any]:
    """A labelled article of one sentence many times over."""
    attributions = []
    for at in range(0, times * len(SENTENCE), len(SENTENCE)):
        spans = {}
        for role, part in {
            "source": "Ila Tesk",
            "cue": "said",
            "content": "“We will not sign,”",
        }.items():
            start = at + SENTENCE.index(part)
            spans[role] = [[start, start + len(part)]]
        attributions.append(spans)
    return {"text": SENTENCE * times, "attributions": attributions}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base encoder of one narrow layer with the shipped vocabulary."""
    from tests.tiny_base import write_base

    return write_base(tmp_path_factory.mktemp("base"))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "polnear-train.jsonl"
    rows = [article(3), article(9)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf8")
    return path


RUN = TaggerRun(epochs=(1, 2), batch=1)


def test_a_run_writes_a_tagger_that_loads(base: Path, data: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    scores = train_quotations([data], output, base, RUN)
    assert scores["articles"] == 2
    assert {path.name for path in output.iterdir()} == {
        "README.md", "config.json", "model.onnx", "tokenizer.json",
    }  # fmt: skip
    for quotation in QuotationTagger(Model.load(output, "quotations")).find(SENTENCE):
        assert quotation.content


def test_the_same_seed_gives_the_same_weights(base: Path, data: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for output in (first, second):
        train_quotations([data], output, base, RUN)
    assert (first / "config.json").read_bytes() == (second / "config.json").read_bytes()


def test_a_finished_generation_is_not_trained_again(
    base: Path, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("stances.training.quotations.write_tagger", stop)
    output = tmp_path / "out"
    kept = [output / GENERATION.format(number) for number in (0, 1)]
    contents = []
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            train_quotations([data], output, base, RUN)
        contents.append([path.read_bytes() for path in kept])
    assert contents[0] == contents[1]
    assert not (output / CHECKPOINT).exists()


def test_the_crf_loss_is_that_of_all_paths_counted_out() -> None:
    torch.manual_seed(1)
    scores, moves = torch.randn(2, 4, 3), torch.randn(3, 3)
    gold = torch.tensor([[0, 2, 1, 1], [1, 0, 0, 0]])
    mask = torch.tensor([[1.0, 1, 1, 1], [1, 1, 0, 0]])

    def path(row: int, tags: tuple[int, ...]) -> float:
        steps = sum(float(moves[a, b]) for a, b in itertools.pairwise(tags))
        return steps + sum(float(scores[row, i, tag]) for i, tag in enumerate(tags))

    expected = 0.0
    for row, size in ((0, 4), (1, 2)):
        paths = [path(row, tags) for tags in itertools.product(range(3), repeat=size)]
        right = path(row, tuple(gold[row, :size].tolist()))
        expected += float(np.logaddexp.reduce(paths)) - right
    assert float(crf_loss(scores, gold, mask, moves)) == pytest.approx(expected / 6, rel=1e-4)


def test_a_link_costs_what_its_way_says_and_none_costs_nothing() -> None:
    distances = torch.zeros(2, 17)
    distances[0, 8 + 1] = 5.0
    to_cue, to_source = link_scores(torch.zeros(1, 4, 4 * 48), distances)
    assert to_cue[0].tolist() == [
        [0, 5, 0, 0],
        [0, 0, 5, 0],
        [0, 0, 0, 5],
        [0, 0, 0, 0],
    ]
    assert not to_source.any()


def test_the_teacher_loss_is_least_where_both_agree() -> None:
    torch.manual_seed(2)
    batch = {"attention_mask": torch.ones(1, 5, dtype=torch.long)}
    links = torch.randn(1, 5, 5), torch.randn(1, 5, 5)
    taught = Reading(torch.randn(1, 5, 7), links)
    other = Reading(torch.randn(1, 5, 7), (links[1], links[0]))
    agreeing = teacher_loss(taught, taught, batch, 0.3)
    assert float(agreeing) < float(teacher_loss(other, taught, batch, 0.3))


def test_quick_dropout_keeps_the_mean_and_stops_when_not_training() -> None:
    dropout = QuickDropout(0.25, np.random.Generator(np.random.SFC64(3)))
    ones = torch.ones(400, 400)
    dropped = dropout(ones)
    assert float((dropped == 0).float().mean()) == pytest.approx(0.25, abs=0.01)
    assert float(dropped.mean()) == pytest.approx(1, abs=0.01)
    assert torch.equal(dropout.eval()(ones), ones)
