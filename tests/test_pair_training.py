"""The pair network's loss and scores are what they claim, and a run gives a folder that loads."""

import json
import warnings
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from stances.errors import InputError, ModelError
from stances.stance import TASKS, PairModel
from stances.stance.pairs import CONTEXT, FIRST, SECOND, Pieces, softmax
from tests.pair_samples import stance_rows, write_data, write_rows

pytest.importorskip("onnx")
torch = pytest.importorskip("torch")

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the libraries' own, at import
    from stances.training import stance
    from stances.training.learning import Training, slope
    from stances.training.onnx_export import read_state
    from stances.training.pair_data import find_files, read_sources
    from stances.training.pair_draws import Mix
    from stances.training.pair_network import (
        TRAINED,
        Example,
        collate,
        pair_loss,
        trained_columns,
        trained_type,
    )
    from stances.training.pair_scores import Scored, fit_temperature, split_error
    from stances.training.stance import CHECKPOINT, STAGE, PairRun, mean_weights, train_stance

pytestmark = pytest.mark.filterwarnings("ignore")
RUN = PairRun(epochs=(0.5, 0.5), limit=3)
LABELS = sum(map(len, TRAINED.values()))


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base encoder of one narrow layer with the shipped vocabulary."""
    from tests.tiny_base import write_base

    return write_base(tmp_path_factory.mktemp("base"))


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_data(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def trained(base: Path, data: Path, tmp_path_factory: pytest.TempPathFactory):
    """A folder that a whole run wrote, and the scores it gave."""
    output = tmp_path_factory.mktemp("out")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        scores = train_stance([data], output, base, RUN)
    return output, scores


# A run.


def test_a_run_writes_a_model_that_loads(trained) -> None:
    output, _ = trained
    assert {path.name for path in output.iterdir()} == {
        "README.md", "config.json", "model.onnx", "tokenizer.json",
    }  # fmt: skip
    model = PairModel.load(output)
    for task, labels in TASKS.items():
        found = model.judge_pairs(task, [("It is safe.", "the dam")])
        assert found.shape == (1, len(labels))
    assert model.features("stance", [("It is safe.", "the dam")]).shape == (1, model.width)


def test_the_configuration_has_temperatures_a_threshold_and_the_run(trained) -> None:
    output, _ = trained
    config = json.loads((output / "config.json").read_text(encoding="utf8"))
    assert set(config["temperatures"]) == set(TASKS)
    assert all(0.4 <= each <= 4 for each in config["temperatures"].values())
    assert config["temperatures"]["event"] == 1.0, "no set is there to fit it on"
    assert 0.34 <= config["threshold"] <= 0.9
    assert config["run"]["epochs"] == [0.5, 0.5]


def test_the_card_names_the_sets_and_the_scores(trained) -> None:
    output, scores = trained
    card = (output / "README.md").read_text(encoding="utf8")
    assert "| Perspectrum (Chen et al., 2019), train | 3 |" in card
    assert "NewsMTSC" in card
    assert "IBM claim stance" not in card, "a set that was not given"
    for name in ("stance argkp-dev", "stance vast-dev", "keypoints keypoints/argkp-dev"):
        assert f"| `{name}` | {scores['dev'][name]['rows']} |" in card
    assert f"| {scores['dev']['stance vast-dev']['macro_f1']:.3f} |" in card
    assert scores["rows"]["perspectrum-train"] == 3
    assert {"argkp-dev", "vast-dev"} <= set(scores["dev"]["calibration"])
    assert "{" not in card.split("The run's settings")[0], "no blank is left open"


def test_a_stopped_run_goes_on_from_its_checkpoint(
    base: Path, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    learn, seen = Training.learn, []

    def stop(training, loss) -> None:
        learn(training, loss)
        if training.step == 2:
            training.save(tmp_path / CHECKPOINT)
            raise KeyboardInterrupt

    def count(training, loss) -> None:
        learn(training, loss)
        seen.append(training.step)

    def stages() -> None:
        sources = read_sources(find_files([data])).limited(RUN.limit)
        stance.train_stages(sources, base, tmp_path, RUN)

    monkeypatch.setattr(Training, "learn", stop)
    with pytest.raises(KeyboardInterrupt):
        stages()
    assert (tmp_path / CHECKPOINT).is_file()
    monkeypatch.setattr(Training, "learn", count)
    stages()
    assert seen[0] == 3, "the first stage goes on"
    assert 1 in seen, "the second starts anew"
    assert not (tmp_path / CHECKPOINT).exists()
    kept = [(tmp_path / STAGE.format(number)).read_bytes() for number in (0, 1)]
    seen.clear()
    stages()
    assert seen == [], "a finished stage is not trained again"
    assert kept == [(tmp_path / STAGE.format(number)).read_bytes() for number in (0, 1)]


def test_a_run_goes_on_from_a_model_and_ships_the_mean(
    trained, base: Path, data: Path, tmp_path: Path
) -> None:
    first, _ = trained
    sources = read_sources(find_files([data])).limited(RUN.limit)
    one = PairRun(epochs=(0.5,), limit=3)
    network = stance.train_stages(sources, base, tmp_path, one, first)
    old = read_state(first, network, "pair model")
    new = torch.load(tmp_path / STAGE.format(0), weights_only=True)
    bias = network.state_dict()["heads.bias"]
    assert not torch.equal(old["heads.bias"], new["heads.bias"])
    assert torch.allclose(bias, (old["heads.bias"] + new["heads.bias"]) / 2)


def test_only_a_pair_model_can_be_gone_on_from(base: Path, data: Path, tmp_path: Path) -> None:
    other = Path(__file__).parent.parent / "models" / "quotations"
    with pytest.raises(ModelError, match="is no pair model of this base"):
        train_stance([data], tmp_path, base, RUN, other)


def test_the_mean_of_weights_is_taken_weight_by_weight() -> None:
    states = [
        {"a": torch.tensor([1.0, 2.0]), "n": torch.tensor(1)},
        {"a": torch.tensor([3.0, 6.0]), "n": torch.tensor(1)},
    ]
    found = mean_weights(states)
    assert found["a"].tolist() == [2.0, 4.0]
    assert found["n"].item() == 1


def test_the_same_seed_gives_the_same_weights(base: Path, data: Path, tmp_path: Path) -> None:
    sources = read_sources(find_files([data])).limited(RUN.limit)
    first, second = (
        stance.train_network(sources, base, tmp_path, RUN, 0.2, Mix()).state_dict()
        for _ in range(2)
    )
    assert all(torch.equal(first[name], second[name]) for name in first)


def test_what_is_missing_is_named(base: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no stance training file was found"):
        train_stance([tmp_path], tmp_path / "out", base, RUN)
    path = write_rows(tmp_path / "iam.jsonl", stance_rows())
    with pytest.raises(ModelError, match="is not a folder"):
        train_stance([path], tmp_path / "out", tmp_path / "none", RUN)
    assert not (tmp_path / "out").exists()


# The network.


def example(task: str, label: Sequence[float], length: int = 6) -> Example:
    types = (trained_type(task), FIRST, *[CONTEXT] * (length - 4), SECOND, CONTEXT)
    return Example(Pieces(tuple(range(101, 101 + length)), types), task, tuple(label))


ROWS = [
    example("stance", (1, 0, 0)),
    example("match", (0.5, 0.5), 11),
    example("event", (0, 0, 0, 1)),
]
SCORES = torch.randn(len(ROWS), LABELS, generator=torch.Generator().manual_seed(1))


def fixed(scores: torch.Tensor):
    return lambda ids, types, mask: scores


def test_a_batch_is_padded_to_a_multiple_of_eight() -> None:
    batch = collate(ROWS)
    assert batch["input_ids"].shape == batch["token_type_ids"].shape == (3, 16)
    assert batch["attention_mask"].sum(1).tolist() == [6, 11, 6]
    assert batch["input_ids"][0, :6].tolist() == list(ROWS[0].pieces.ids)
    assert not batch["token_type_ids"][0, 6:].any()
    assert collate(ROWS[:1])["input_ids"].shape == (1, 8)
    assert batch["asked"].sum(1).tolist() == [3, 2, 4]


def test_the_columns_of_the_trained_tasks_are_all_and_apart() -> None:
    taken = [at for task in TRAINED for at in range(LABELS)[trained_columns(task)]]
    assert taken == list(range(LABELS))
    with pytest.raises(KeyError):
        trained_columns("weather")


def test_the_loss_is_cross_entropy_over_the_labels_of_its_task() -> None:
    batch = collate(ROWS)
    expected = []
    for row, each in zip(SCORES, ROWS, strict=True):
        chances = torch.log_softmax(row[trained_columns(each.task)], dim=-1)
        expected.append(-(chances * torch.tensor(each.label)).sum())
    found = pair_loss(fixed(SCORES), batch)
    assert float(found) == pytest.approx(float(torch.stack(expected).mean()), rel=1e-4)


def test_scores_of_other_tasks_change_no_loss() -> None:
    batch = collate(ROWS)
    others = SCORES + 50 * (1 - batch["asked"])
    losses = [pair_loss(fixed(each), batch) for each in (SCORES, others)]
    assert float(losses[0]) == pytest.approx(float(losses[1]), rel=1e-4)


def test_the_rate_rises_then_falls_to_nothing() -> None:
    rate = slope(100, 0.1)
    assert [rate(0), rate(9), rate(100)] == pytest.approx([0.1, 1.0, 0.0])
    assert rate(30) > rate(60) > rate(90) > 0
    assert slope(1, 0.1)(0) == 1.0


# Scores.


def drawn(heat: float, count: int = 4000) -> Scored:
    """Gold that is drawn by the scores at a temperature of `heat`."""
    chance = np.random.default_rng(5)
    true = chance.normal(scale=1.5, size=(count, 3))
    gold = np.array([chance.choice(3, p=row) for row in softmax(true)])
    return Scored(true * heat, gold, np.arange(count) % 2)


@pytest.mark.parametrize("heat", [0.6, 1.0, 2.5])
def test_the_temperature_of_made_up_scores_is_found(heat: float) -> None:
    assert fit_temperature([drawn(heat)]) == pytest.approx(heat, rel=0.12)


def test_every_set_counts_the_same_for_the_temperature() -> None:
    few, many = drawn(1.0, 1000), drawn(2.5, 4000)
    between = fit_temperature([few, many])
    assert 1.0 < between < 2.5
    assert fit_temperature([few, drawn(2.5, 8000)]) == pytest.approx(between, abs=0.15)


def test_the_error_of_calibrated_scores_is_small() -> None:
    assert split_error(drawn(1.0)) < 0.04
    assert split_error(drawn(3.0)) < 0.04, "the temperature is fitted"
