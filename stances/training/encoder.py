"""Builds the shipped encoder from its base, and writes it as sentence-transformers reads it."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from stances.embedding import PIECES
from stances.errors import ModelError
from stances.runtime import Model
from stances.training.base import find_base, load_bert
from stances.training.encoder_card import invent_sentences, write_card
from stances.training.onnx_export import INPUTS, export_onnx, read_weights

_MODULES = (("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize"))


class EncoderNetwork(nn.Module):
    """The base encoder with the mean over word pieces, at unit length."""

    def __init__(self, base: Path) -> None:
        super().__init__()
        self.encoder = load_bert(base)

    def forward(
        self, input_ids: torch.Tensor, token_type_ids: torch.Tensor, attention_mask: torch.Tensor
    ) -> torch.Tensor:
        """Give unit vectors `(batch, dimension)`."""
        hidden = self.encoder(
            input_ids=input_ids, token_type_ids=token_type_ids, attention_mask=attention_mask
        ).last_hidden_state
        weight = attention_mask[..., None].to(hidden.dtype)
        mean = (hidden * weight).sum(1) / weight.sum(1).clamp(min=1e-9)
        return nn.functional.normalize(mean, dim=-1)


def build_encoder(base: str | Path | None, output: Path) -> dict[str, float]:
    """Write the base as a model folder: int8 ONNX, tokenizer, configuration and card.

    Without a base: all-MiniLM-L6-v2, as `find_base` finds it. Gives the mean and the least
    cosine of int8 to float32 vectors on invented sentences, and the bytes of the weights.
    """
    folder = find_base(base)
    output.mkdir(parents=True, exist_ok=True)
    network = EncoderNetwork(folder).eval()
    export_onnx(network, output / "model.onnx", outputs=("embedding",))
    tokenizer = json.loads((folder / "tokenizer.json").read_text(encoding="utf8"))
    _write_json(output / "tokenizer.json", tokenizer | {"truncation": None, "padding": None})
    config = {
        "task": "encoder",
        "dimension": network.encoder.config.hidden_size,
        "pieces": PIECES,
        "bert": _bert_config(json.loads((folder / "config.json").read_text(encoding="utf8"))),
    }
    _write_json(output / "config.json", config)
    scores = measure_cosines(network, Model.load(output, "encoder"), invent_sentences(200))
    scores["bytes"] = (output / "model.onnx").stat().st_size
    (output / "README.md").write_text(write_card(scores), encoding="utf8")
    return scores


def measure_cosines(
    network: EncoderNetwork, model: Model, texts: Sequence[str]
) -> dict[str, float]:
    """Give the mean and the least cosine between the network's vectors and the model's."""
    cosines = []
    for encoding in model.tokenizer.encode_batch(list(texts)):
        ids = np.array([encoding.ids], dtype=np.int64)
        inputs = {name: np.full_like(ids, n) for n, name in ((0, INPUTS[1]), (1, INPUTS[2]))}
        inputs = {INPUTS[0]: ids, **inputs}
        (ours,) = model.run(inputs)
        with torch.no_grad():
            theirs = network(**{name: torch.from_numpy(a) for name, a in inputs.items()}).numpy()
        cosines.append(float((ours * theirs).sum()))
    return {
        "cosine_mean": round(sum(cosines) / len(cosines), 4),
        "cosine_least": round(min(cosines), 4),
    }


def _bert_config(config: dict[str, Any]) -> dict[str, Any]:
    left_out = ("_name_or_path", "transformers_version", "gradient_checkpointing")
    return {key: config[key] for key in sorted(config) if key not in left_out}


def export_sentence_transformers(folder: Path, model: Model | None = None) -> None:
    """Write the shipped encoder (or `model`) as a plain sentence-transformers folder.

    The weights are those that ship, int8 brought back to float32, so that nothing but the
    package is needed. Raises `ModelError` where `folder` holds files already.
    """
    from safetensors.numpy import save_file

    model = model or Model.shipped("encoder")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ModelError(f"{folder}: is there already; give a folder that is new or empty.")
    folder.mkdir(parents=True, exist_ok=True)
    weights = read_weights(model.path("model.onnx"))
    named = {name.removeprefix("encoder."): array for name, array in weights.items()}
    save_file(named, folder / "model.safetensors", metadata={"format": "pt"})
    shutil.copyfile(model.path("tokenizer.json"), folder / "tokenizer.json")
    shutil.copyfile(model.path("README.md"), folder / "README.md")
    _write_settings(folder, model.config)


def _write_settings(folder: Path, config: dict[str, Any]) -> None:
    package = "sentence_transformers.models"
    modules = [
        {"idx": i, "name": str(i), "path": path, "type": f"{package}.{name}"}
        for i, (path, name) in enumerate(_MODULES)
    ]
    for path, _ in _MODULES[1:]:
        (folder / path).mkdir()
    pooling = {"word_embedding_dimension": config["dimension"], "pooling_mode_mean_tokens": True}
    tokenizer = {
        "tokenizer_class": "BertTokenizer",
        "do_lower_case": True,
        "model_max_length": config["pieces"],
    }
    tokenizer |= {f"{name}_token": f"[{name.upper()}]" for name in _SPECIAL}
    _write_json(folder / "config.json", config["bert"])
    _write_json(folder / "modules.json", modules)
    _write_json(folder / "1_Pooling" / "config.json", pooling)
    _write_json(folder / "sentence_bert_config.json", {"max_seq_length": config["pieces"]})
    _write_json(folder / "tokenizer_config.json", tokenizer)


_SPECIAL = ("unk", "sep", "pad", "cls", "mask")


def _write_json(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf8")
