"""The one place that finds model folders and runs ONNX models."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from stances.errors import ModelError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

THREADS = 2


def models_folder() -> Path:
    """The folder of the shipped models, in a checkout and in an install alike."""
    return Path(str(resources.files("stances.models")))


def list_models() -> list["Model"]:
    """The shipped models, by name."""
    return [Model(path.parent) for path in sorted(models_folder().glob("*/config.json"))]


@dataclass(frozen=True)
class Model:
    """A model folder: `config.json` and `tokenizer.json`, and `model.onnx` or `model.safetensors`.

    The parts are loaded when first used.
    """

    folder: Path

    @classmethod
    def shipped(cls, name: str) -> "Model":
        """The model of this name that comes with the package; raises `ModelError`."""
        return cls.load(models_folder() / name, name)

    @classmethod
    def load(cls, folder: Path, task: str) -> "Model":
        """A model from a folder, checked to be one for `task`; raises `ModelError`."""
        model = cls(folder)
        found = model.config.get("task")
        if found != task:
            raise ModelError(f"{folder}: holds a model for {found!r}, not for {task!r}.")
        return model

    def __getstate__(self) -> dict[str, Path]:
        """The folder alone: what was loaded cannot be copied, and is loaded again."""
        return {"folder": self.folder}

    def path(self, name: str) -> Path:
        """The path of one of the folder's files; raises `ModelError` where it is missing."""
        path = self.folder / name
        if not path.is_file():
            raise ModelError(f"{self.folder}: {name} is missing; give a complete model folder.")
        return path

    @cached_property
    def config(self) -> dict[str, Any]:
        """What `config.json` says."""
        try:
            config = json.loads(self.path("config.json").read_text(encoding="utf8"))
        except ValueError as error:
            raise ModelError(f"{self.folder}/config.json: is not JSON ({error}).") from None
        if not isinstance(config, dict):
            raise ModelError(f"{self.folder}/config.json: is not a JSON object.")
        return config

    @cached_property
    def tokenizer(self) -> "Tokenizer":
        """The tokenizer, without truncation or padding."""
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self.path("tokenizer.json")))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    @cached_property
    def session(self) -> "InferenceSession":
        """The ONNX session, on one thread: the sums are then the same on any machine's cores."""
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        path = str(self.path("model.onnx"))
        try:
            return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime's errors share no base of their own
            raise ModelError(f"{path}: cannot be loaded as an ONNX model ({error}).") from None

    @cached_property
    def tensors(self) -> dict[str, np.ndarray]:
        """The arrays of `model.safetensors`."""
        from safetensors.numpy import load_file

        return dict(load_file(self.path("model.safetensors")))

    def run(self, inputs: Mapping[str, np.ndarray]) -> list[np.ndarray]:
        """Run the session on one batch; gives its outputs in order."""
        return list(self.session.run(None, dict(inputs)))

    def run_each(self, inputs: Iterable[Mapping[str, np.ndarray]]) -> list[list[np.ndarray]]:
        """Run the session on each batch by itself, `THREADS` at a time; results in order.

        Give each text a batch of its own where its result must not depend on its neighbours:
        even float sums change in their last digit with the shape of a batch.
        """
        _ = self.session  # loaded before the threads ask for it
        with ThreadPoolExecutor(THREADS) as pool:
            return list(pool.map(self.run, inputs))

    def sha256(self) -> str:
        """The hash of the weights file, in hex."""
        for name in ("model.onnx", "model.safetensors"):
            if (self.folder / name).is_file():
                return hashlib.sha256((self.folder / name).read_bytes()).hexdigest()
        raise ModelError(f"{self.folder}: holds neither model.onnx nor model.safetensors.")


def by_length(lengths: Sequence[int], tokens: int = 4096) -> list[list[int]]:
    """Group positions of equal length, in batches of at most `tokens` tokens: no padding.

    >>> by_length([2, 3, 2], tokens=4)
    [[0, 2], [1]]
    """
    groups: dict[int, list[int]] = {}
    for position, length in enumerate(lengths):
        groups.setdefault(length, []).append(position)
    batches = []
    for length in sorted(groups):
        size = max(1, tokens // max(1, length))
        members = groups[length]
        batches += [members[i : i + size] for i in range(0, len(members), size)]
    return batches
