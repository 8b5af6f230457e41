"""The stance head: one linear layer on what the encoder gives for a target and a statement.

Pair features after InferSent (Conneau et al., 2017): both vectors, their difference and their
product. Probabilities are calibrated by one temperature (Guo et al., 2017). Numpy only.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from stances.errors import ModelError
from stances.records import LABELS
from stances.runtime import Model

FEATURES = ("target", "statement", "difference", "product")
BLOCK = 4096


def pair_features(targets: np.ndarray, statements: np.ndarray) -> np.ndarray:
    """Features of pairs: two arrays `(n, d)` of unit vectors give `(n, 4 d)`, float32.

    >>> pair_features(np.array([[1.0, 0.0]]), np.array([[0.0, 1.0]])).tolist()
    [[1.0, 0.0, 0.0, 1.0, 1.0, -1.0, 0.0, 0.0]]
    """
    scale = np.float32(np.sqrt(targets.shape[1]))
    parts = (targets, statements, targets - statements, targets * statements * scale)
    return np.concatenate(parts, axis=1).astype(np.float32)


@dataclass(frozen=True)
class StanceHead:
    """A trained head: `weights` `(3, 4 d)`, `bias` `(3,)`, rows in the order of `LABELS`.

    `temperature` divides the scores; an answer whose probability is below `threshold` abstains.
    `facts` is what else the model's config says, `sha256` the hash of the file it came from.
    """

    weights: np.ndarray
    bias: np.ndarray
    temperature: float = 1.0
    threshold: float = 0.5
    facts: Mapping[str, Any] = field(default_factory=dict)
    sha256: str = ""

    @classmethod
    def shipped(cls) -> "StanceHead":
        """The head that comes with the package; raises `ModelError` where it is missing."""
        return cls._from_model(Model.shipped("stance"))

    @classmethod
    def load(cls, folder: Path) -> "StanceHead":
        """A head from a folder that `save` wrote; raises `ModelError`."""
        return cls._from_model(Model.load(folder, "stance"))

    @classmethod
    def _from_model(cls, model: Model) -> "StanceHead":
        config = model.config
        if tuple(config.get("labels", ())) != LABELS or config.get("features") != list(FEATURES):
            raise ModelError(
                f"{model.folder}/config.json: has the labels {config.get('labels')} and the "
                f"features {config.get('features')}; expected {list(LABELS)} and {list(FEATURES)}."
            )
        tensors = model.tensors
        if missing := {"weights", "bias"} - set(tensors):
            raise ModelError(f"{model.folder}/model.safetensors: lacks {sorted(missing)}.")
        return cls(
            tensors["weights"],
            tensors["bias"],
            float(config["temperature"]),
            float(config["threshold"]),
            config,
            model.sha256(),
        )

    def save(self, folder: Path) -> None:
        """Write `model.safetensors` and `config.json` into `folder`, which is made if needed."""
        from safetensors.numpy import save_file

        folder.mkdir(parents=True, exist_ok=True)
        tensors = {"weights": self.weights, "bias": self.bias}
        save_file(tensors, folder / "model.safetensors")
        config = dict(self.facts) | {
            "task": "stance",
            "labels": list(LABELS),
            "features": list(FEATURES),
            "temperature": round(self.temperature, 4),
            "threshold": self.threshold,
        }
        text = json.dumps(config, indent=1, sort_keys=True, ensure_ascii=False)
        (folder / "config.json").write_text(text + "\n", encoding="utf8")

    @property
    def width(self) -> int:
        """The length of the vectors the head reads."""
        return int(self.weights.shape[1]) // len(FEATURES)

    def probabilities(self, targets: np.ndarray, statements: np.ndarray) -> np.ndarray:
        """P(favor), P(against), P(neutral), `(n, 3)`, for pairs of unit vectors `(n, d)`.

        Each row depends on its own pair alone. Raises `ModelError` for vectors of another width.
        """
        if targets.shape != statements.shape or targets.shape[1] != self.width:
            raise ModelError(
                f"vectors of the shapes {targets.shape} and {statements.shape} were given to a "
                f"stance head that reads two of {self.width} columns; use the encoder it was "
                "trained on."
            )
        blocks = [
            self._block(targets[i : i + BLOCK], statements[i : i + BLOCK])
            for i in range(0, len(targets), BLOCK)
        ]
        return np.concatenate(blocks) if blocks else np.zeros((0, len(LABELS)))

    def _block(self, targets: np.ndarray, statements: np.ndarray) -> np.ndarray:
        features = pair_features(targets, statements).astype(np.float64)
        # einsum sums each row alone; a matrix product's last bits depend on the batch's size.
        scores = np.einsum("nf,lf->nl", features, self.weights.astype(np.float64)) + self.bias
        return softmax(scores / self.temperature)


def softmax(scores: np.ndarray) -> np.ndarray:
    """Rows of scores as probabilities.

    >>> softmax(np.zeros((1, 2))).tolist()
    [[0.5, 0.5]]
    """
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))
