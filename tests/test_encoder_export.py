"""The exported folder and the shipped encoder are one model. Needs the `train` extra's `onnx`."""

import warnings
from pathlib import Path

import numpy as np
import pytest

from stances.embedding import Encoder
from stances.errors import ModelError

pytest.importorskip("onnx")
pytest.importorskip("torch")

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the libraries' own, at import
    from stances.training.base import find_base
    from stances.training.encoder_card import invent_sentences
    from stances.training.encoder_export import export_sentence_transformers
    from stances.training.onnx_export import export_onnx, read_weights


@pytest.mark.filterwarnings("ignore")
def test_the_exported_folder_gives_the_same_vectors(tmp_path: Path) -> None:
    export_sentence_transformers(tmp_path / "out")
    texts = invent_sentences(50)
    theirs, ours = Encoder.named(str(tmp_path / "out")), Encoder.shipped()
    width = ours.dimension
    assert theirs.dimension == width + ours.stance_dimension
    assert len(theirs.sha256) == 64
    rows = theirs.encode(texts)
    for part, own in (("topic", rows[:, :width]), ("stance", rows[:, width:])):
        own = own / np.linalg.norm(own, axis=1, keepdims=True)
        cosines = (own * ours.encode(texts, part=part)).sum(axis=1)
        assert cosines.mean() > 0.99, part
        assert cosines.min() > 0.96, part


def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep", encoding="utf8")
    with pytest.raises(ModelError, match="is there already"):
        export_sentence_transformers(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_base_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="is not a folder"):
        find_base(tmp_path / "none")
    with pytest.raises(ModelError, match=r"config\.json is missing"):
        find_base(str(tmp_path))


@pytest.mark.filterwarnings("ignore")
def test_a_token_network_keeps_its_scores_in_int8(tmp_path: Path) -> None:
    import torch
    from torch import nn

    from stances.runtime import Model

    class Tags(nn.Module):
        """Two outputs a token, and layers large and small."""

        def __init__(self) -> None:
            super().__init__()
            self.words = nn.Embedding(600, 64)
            self.types = nn.Embedding(5, 64)
            self.wide = nn.Linear(64, 640)
            self.tags = nn.Linear(640, 7)

        def forward(
            self,
            input_ids: torch.Tensor,
            token_type_ids: torch.Tensor,
            attention_mask: torch.Tensor,
        ) -> tuple[torch.Tensor, torch.Tensor]:
            found = self.words(input_ids) + self.types(token_type_ids)
            wide = torch.tanh(self.wide(found * attention_mask[..., None]))
            return self.tags(wide), wide

    torch.manual_seed(1)
    network = Tags().eval()
    export_onnx(network, tmp_path / "model.onnx", outputs=("tags", "wide"))
    ids = torch.randint(0, 600, (3, 17))
    inputs = (ids, ids % 5, torch.ones_like(ids))
    expected = [part.detach().numpy() for part in network(*inputs)]
    names = ("input_ids", "token_type_ids", "attention_mask")
    arrays = dict(zip(names, (part.numpy() for part in inputs), strict=True))
    found = Model(tmp_path).run(arrays)
    assert [part.shape for part in found] == [(3, 17, 7), (3, 17, 640)]
    for ours, theirs in zip(found, expected, strict=True):
        assert np.abs(ours - theirs).max() < 0.1
        assert not np.array_equal(ours, theirs)
    weights = read_weights(tmp_path / "model.onnx")
    for name, value in network.state_dict().items():
        assert np.abs(weights[name] - value.numpy()).max() <= np.abs(value.numpy()).max() / 100, (
            name
        )
