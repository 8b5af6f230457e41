"""Writes an encoder as a model folder, and as sentence-transformers reads it."""

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from stances.embedding import PIECES
from stances.errors import ModelError
from stances.runtime import Model
from stances.training.encoder_card import invent_sentences
from stances.training.encoder_network import EncoderNetwork
from stances.training.onnx_export import INPUTS, export_onnx, read_weights

OUTPUTS = ("topic", "stance")
_MODULES = ((0, "", "Transformer"), (1, "1_Pooling", "Pooling"), (2, "2_Dense", "Dense"))


def write_encoder(
    network: EncoderNetwork, base: Path, output: Path, run: Mapping[str, Any]
) -> dict[str, float]:
    """Write int8 ONNX, tokenizer and configuration of a network over the tokenizer of `base`.

    Gives the mean and the least cosine of int8 to float32 vectors on invented sentences, and the
    bytes of the weights.
    """
    output.mkdir(parents=True, exist_ok=True)
    export_onnx(network, output / "model.onnx", outputs=OUTPUTS)
    tokenizer = json.loads((base / "tokenizer.json").read_text(encoding="utf8"))
    _write_json(output / "tokenizer.json", tokenizer | {"truncation": None, "padding": None})
    config = {
        "task": "encoder",
        "dimension": network.encoder.config.hidden_size,
        "stance": network.stance.out_features,
        "pieces": PIECES,
        "bert": _bert_config(json.loads((base / "config.json").read_text(encoding="utf8"))),
        "run": dict(run),
    }
    _write_json(output / "config.json", config)
    scores = measure_cosines(network, Model.load(output, "encoder"), invent_sentences(200))
    return {**scores, "bytes": (output / "model.onnx").stat().st_size}


def measure_cosines(
    network: EncoderNetwork, model: Model, texts: Sequence[str]
) -> dict[str, float]:
    """Give the mean and the least cosine between the network's vectors and the model's, by part."""
    cosines = []
    for encoding in model.tokenizer.encode_batch(list(texts)):
        ids = np.array([encoding.ids], dtype=np.int64)
        inputs = {name: np.full_like(ids, n) for n, name in ((0, INPUTS[1]), (1, INPUTS[2]))}
        inputs = {INPUTS[0]: ids, **inputs}
        with torch.no_grad():
            theirs = network(**{name: torch.from_numpy(a) for name, a in inputs.items()})
        pairs = zip(model.run(inputs), theirs, strict=True)
        cosines.append([float((ours * their.numpy()).sum()) for ours, their in pairs])
    found: dict[str, float] = {}
    for name, each in zip(OUTPUTS, np.array(cosines).T, strict=True):
        found |= {f"{name}_mean": round(each.mean(), 4), f"{name}_least": round(each.min(), 4)}
    return found


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
    bert = {k.removeprefix("encoder."): v for k, v in weights.items() if k.startswith("encoder.")}
    save_file(bert, folder / "model.safetensors", metadata={"format": "pt"})
    shutil.copyfile(model.path("tokenizer.json"), folder / "tokenizer.json")
    shutil.copyfile(model.path("README.md"), folder / "README.md")
    for _, path, _ in _MODULES[1:]:
        (folder / path).mkdir()
    _write_settings(folder, model.config)
    save_file(_both_parts(weights), folder / "2_Dense" / "model.safetensors")


def _both_parts(weights: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """One layer over the first piece and the mean that gives the topic, then the stance part."""
    found = {
        name: np.concatenate([weights[f"topic.{name}"], weights[f"stance.{name}"]])
        for name in ("weight", "bias")
    }
    return {f"linear.{name}": rows.astype(np.float32) for name, rows in found.items()}


def _write_settings(folder: Path, config: dict[str, Any]) -> None:
    modules = [
        {"idx": i, "name": str(i), "path": path, "type": f"sentence_transformers.models.{name}"}
        for i, path, name in _MODULES
    ]
    width = config["dimension"]
    pooling = {
        "word_embedding_dimension": width,
        "pooling_mode_cls_token": True,
        "pooling_mode_mean_tokens": True,
    }
    dense = {
        "in_features": 2 * width,
        "out_features": width + config["stance"],
        "bias": True,
        "activation_function": "torch.nn.modules.linear.Identity",
    }
    tokenizer = {
        "tokenizer_class": "BertTokenizer",
        "do_lower_case": True,
        "model_max_length": config["pieces"],
    }
    tokenizer |= {f"{name}_token": f"[{name.upper()}]" for name in _SPECIAL}
    _write_json(folder / "config.json", config["bert"])
    _write_json(folder / "modules.json", modules)
    _write_json(folder / "1_Pooling" / "config.json", pooling)
    _write_json(folder / "2_Dense" / "config.json", dense)
    _write_json(folder / "sentence_bert_config.json", {"max_seq_length": config["pieces"]})
    _write_json(folder / "tokenizer_config.json", tokenizer)


_SPECIAL = ("unk", "sep", "pad", "cls", "mask")


def _write_json(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf8")
