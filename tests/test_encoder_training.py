"""What the encoder learns from is laid out right, its losses are what they claim, a run loads."""

import random
import warnings
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from stances.embedding import Encoder
from stances.errors import InputError, ModelError
from tests.pair_samples import write_data

pytest.importorskip("onnx")
torch = pytest.importorskip("torch")

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the libraries' own, at import
    from stances.training.encoder import EncoderRun, Reader, Teacher, set_aside, train_encoder
    from stances.training.encoder_draws import (
        MATES,
        EncoderMix,
        Group,
        Saying,
        Topic,
        draw_group,
        draw_steps,
        read_topics,
    )
    from stances.training.encoder_heads import Still, choose_sources, fit_heads, list_texts
    from stances.training.encoder_network import (
        EncoderLearner,
        EncoderNetwork,
        Losses,
        encoder_loss,
        lay_out,
    )
    from stances.training.encoder_scores import score_negation
    from stances.training.pair_data import Sources, find_files, read_sources

pytestmark = pytest.mark.filterwarnings("ignore")
RUN = EncoderRun(epochs=0.004, limit=8, fitting=2)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.tiny_base import write_base

    return write_base(tmp_path_factory.mktemp("base"))


@pytest.fixture(scope="module")
def trained(base: Path, tmp_path_factory: pytest.TempPathFactory):
    """A folder that a whole run wrote, and the scores it gave."""
    data, output = write_data(tmp_path_factory.mktemp("data")), tmp_path_factory.mktemp("out")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return output, train_encoder([data], output, base, RUN)


def test_a_run_writes_an_encoder_with_two_parts(trained) -> None:
    output, scores = trained
    assert {path.name for path in output.iterdir()} == {
        "README.md", "config.json", "model.onnx", "tokenizer.json",
    }  # fmt: skip
    encoder = Encoder.named(str(output))
    assert (encoder.dimension, encoder.stance_dimension) == (24, 128)
    both = encoder.encode(["The dam is safe."], part="both")
    assert both.shape == (1, 152)
    assert scores["bytes"] == (output / "model.onnx").stat().st_size
    card = (output / "README.md").read_text(encoding="utf8")
    assert "{" not in card.split("## Scores")[0]
    assert f"{scores['topic_mean']:.4f}" in card


def test_without_a_stance_file_there_is_nothing_to_learn(base: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no stance training file"):
        train_encoder([tmp_path], tmp_path / "out", base, RUN)


def test_a_run_can_go_on_from_an_encoder(base: Path, trained, tmp_path: Path) -> None:
    from stances.training.encoder import train_network
    from stances.training.onnx_export import read_state

    output, _ = trained
    sources = read_sources(find_files([write_data(tmp_path)])).limited(RUN.limit)
    held = read_state(output, EncoderNetwork(base), "encoder")
    still = replace(RUN, rate=0.0, heads=0.0)
    kept = train_network(sources, base, tmp_path, still, output).state_dict()
    own = [name for name in held if name.startswith("encoder.")]
    assert all(torch.allclose(kept[name], held[name]) for name in own)
    moved = train_network(sources, base, tmp_path, RUN, output).state_dict()
    assert not torch.equal(moved["stance.weight"], held["stance.weight"])


def test_only_an_encoder_of_two_parts_can_be_gone_on_from(base: Path, tmp_path: Path) -> None:
    data = write_data(tmp_path)
    for folder in (Path(__file__).parent.parent / "models" / "stance", tmp_path):
        with pytest.raises(ModelError, match="is no encoder of this base"):
            train_encoder([data], tmp_path / "out", base, RUN, folder)


def topic() -> Topic:
    sayings = [Saying(f"for {at}", 1, f"p{at % 4}") for at in range(12)]
    sayings += [Saying(f"against {at}", -1, f"n{at % 3}") for at in range(12)]
    return Topic((*sayings, Saying("neither", 0)), (Saying("the target", 1),))


def test_a_group_has_both_sides_alike_and_no_text_twice() -> None:
    for seed in range(20):
        group = draw_group(topic(), random.Random(seed), 10)
        texts = [saying.text for saying in group.sayings]
        assert len(set(texts)) == len(texts)
        sides = [saying.side for saying in group.sayings if saying.text != "the target"]
        assert sides.count(1) >= 5
        assert sides.count(-1) >= 5
        assert group.bond is None


def test_some_groups_hold_several_of_one_point() -> None:
    most = 0
    for seed in range(10):
        points = [s.point for s in draw_group(topic(), random.Random(seed), 10).sayings if s.point]
        most = max(most, max(points.count(point) for point in points))
    assert most >= MATES


def test_topics_have_more_than_one_side_and_steps_hold_pairs_too(tmp_path: Path) -> None:
    sources = read_sources(find_files([write_data(tmp_path)]))
    for topics in read_topics(sources).values():
        assert all({1, -1} <= {s.side for s in each.sayings} for each in topics)
    mix = EncoderMix(groups=3, inference=2, negation=2)
    (first, again) = (next(draw_steps(sources, random.Random(5), mix)) for _ in range(2))
    assert first == again
    bonds = [group.bond for group in first]
    assert bonds[:3] == [None] * 3
    assert all(bond in (-1, 0, 1) for bond in bonds[3:])
    assert [group.twins for group in first] == [False] * 5 + [True] * 2


def test_a_tenth_of_the_negations_is_set_aside() -> None:
    pairs = [(f"premise {at}", "other", "same") for at in range(200)]
    kept = set_aside(Sources(negation=pairs)).negation
    assert 160 < len(kept) < 198
    assert set(kept) < set(pairs)


GROUPS = [
    Group((Saying("a", 1, "p"), Saying("b", 1, "p"), Saying("c", -1), Saying("d", 0))),
    Group((Saying("e", 1), Saying("f", 1)), -1),
]
TWINS = [Group((Saying("g", 1), Saying("h", 1)), bond, twins=True) for bond in (1, -1)]


def test_what_is_known_of_two_texts_is_laid_out() -> None:
    step = lay_out(GROUPS, apart=0.1)
    assert step.texts == list("abcdef")
    assert step.relation[0].tolist() == [1, 1, -1, 0, 0, 0]
    assert step.relation[4, 5] == -1, "a contradiction"
    assert step.weight.diagonal().tolist() == [0] * 6
    inside, across = step.weight[0, 1], step.weight[0, 4]
    assert 0 < across < inside
    assert step.kin[0].tolist() == [0, 1, 1, 1, 0, 0]
    assert not step.kin[4:].any(), "pairs have no topic"
    assert step.mates.nonzero().tolist() == [[0, 1], [1, 0]]


def test_the_loss_is_least_where_sides_are_told_apart(base: Path) -> None:
    learner = EncoderLearner(EncoderNetwork(base))
    step = lay_out(GROUPS, apart=0.1)
    topic = torch.nn.functional.normalize(torch.ones(6, 3), dim=-1)
    right = torch.tensor([[1.0, 0, 0], [1, 0, 0], [-1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0, -1]])
    wrong = torch.ones(6, 3) / 3**0.5
    losses = {
        name: encoder_loss(learner, step, topic, rows, topic[::2], Losses())["sides"].item()
        for name, rows in (("right", right), ("wrong", wrong))
    }
    assert losses["right"] < 0.5 < losses["wrong"]


def test_twins_are_told_apart_at_a_cosine_of_a_half(base: Path) -> None:
    learner = EncoderLearner(EncoderNetwork(base))
    step = lay_out([*GROUPS, *TWINS], apart=0.1)
    assert step.twins.nonzero().tolist() == [[6, 7], [7, 6], [8, 9], [9, 8]]
    assert not step.weight[6, 7], "their relation is no matter of sides"
    topic = torch.nn.functional.normalize(torch.ones(10, 2), dim=-1)

    def loss(same: float, other: float) -> float:
        angles = torch.tensor([0.0] * 6 + [0.0, same, 0.0, other]).arccos()
        angles[[0, 1, 2, 3, 4, 5, 6, 8]] = 0
        stance = torch.stack([angles.cos(), angles.sin()], dim=-1)
        found = encoder_loss(learner, step, topic, stance, topic[::2], Losses())
        return found["twins"].item()

    assert loss(0.9, 0.1) < 0.1 < loss(0.5, 0.5) < loss(0.1, 0.9)
    assert loss(0.9, 0.0) - loss(0.9, -1.0) < 0.01, "no need to be the opposite"


def test_texts_are_read_in_their_order_and_taught_once(base: Path) -> None:
    from stances.training.base import read_tokenizer

    reader = Reader(read_tokenizer(base), pieces=8)
    teacher = Teacher(base, reader)
    texts = ["The dam is safe, and has been for years.", "No.", "It rained on the dam."]
    rows = teacher.vectors(texts)
    assert torch.allclose(rows.norm(dim=-1), torch.ones(3))
    for text, row in zip(texts, rows, strict=True):
        assert torch.allclose(Teacher(base, reader).vectors([text])[0], row, atol=1e-5)
    assert torch.equal(teacher.vectors(texts[::-1]), rows.flip(0))
    network = EncoderNetwork(base).eval()
    topic, stance = reader.run(network, texts)
    assert (topic.shape, stance.shape) == ((3, 24), (3, 128))
    assert torch.allclose(topic, rows, atol=1e-5), "before training the topic is the base's"


def test_at_the_end_the_topic_comes_back_to_the_base(base: Path, tmp_path: Path) -> None:
    sources = choose_sources(read_sources(find_files([write_data(tmp_path)])), seed=1)
    texts = list_texts(sources)
    assert len(set(texts)) == len(texts) > 50
    learner = EncoderLearner(EncoderNetwork(base)).eval()
    width = learner.network.topic.out_features
    torch.manual_seed(0)
    features, drift = torch.randn(len(texts), 2 * width), torch.randn(2 * width, width)
    taught = torch.nn.functional.normalize(features @ drift, dim=-1)
    fit_heads(learner, Still(texts, features, taught), sources, seed=1, steps=3)
    with torch.no_grad():
        near = torch.cosine_similarity(learner.network.topic(features), taught)
    assert near.mean() > 0.9


class Signs:
    """An encoder whose stance part is the sign of a text."""

    def encode(self, texts, part):
        return np.array([[-1.0 if "not" in text else 1.0] for text in texts])


def test_negations_are_scored_by_how_far_and_how_near() -> None:
    pairs = [("a", "not a", "contradiction"), ("b", "b too", "same"), ("c", "d", "contradiction")]
    found = score_negation(Signs(), pairs)
    assert found["contradictions_far"] == 0.5
    assert found["same_near"] == 1.0
    assert found["curve"]["0.9"] == [0.5, 1.0]
