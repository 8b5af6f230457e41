"""Rebuilds the shipped models from labelled data. Needs the `train` extra."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from stances.errors import ModelError, UsageError


def train_model(
    task: str,
    data: Sequence[Path],
    output: Path,
    *,
    base: Path | None = None,
    seed: int = 1,
    epochs: Sequence[float] = (),
    limit: int = 0,
    start: Path | None = None,
) -> dict[str, Any]:
    """Train the model for `task` on `data` into the folder `output`; gives its scores.

    `data` are folders laid out as the data's README says, or single JSONL files; `epochs` are the
    passes over it of each generation or stage, without it those of the shipped one; `limit`
    is the number of articles, or of rows of each set, that are used. `start` is the folder of a
    stance model or an encoder to go on from. Raises `UsageError` for data that is not there or a
    `start` of another task, and `ModelError` for missing base weights or packages.
    """
    for path in data:
        if not path.exists():
            raise UsageError(f"{path}: does not exist; give a folder or a JSONL file of examples.")
    if start and task == "quotations":
        raise UsageError(f"--start {start}: only a stance model or an encoder can be gone on from.")
    _need_torch()
    if task == "stance":
        from stances.training.stance import PairRun, train_stance

        pairs = PairRun(seed=seed, limit=limit)
        pairs = replace(pairs, epochs=tuple(epochs)) if epochs else pairs
        return train_stance(data, output, base, pairs, start)
    if task == "quotations":
        from stances.training.quotations import TaggerRun, train_quotations

        run = TaggerRun(seed=seed, limit=limit)
        run = replace(run, epochs=tuple(epochs)) if epochs else run
        return train_quotations(data, output, base, run)
    from stances.training.encoder import EncoderRun, train_encoder

    vectors = EncoderRun(seed=seed, limit=limit)
    vectors = replace(vectors, epochs=epochs[0]) if epochs else vectors
    return train_encoder(data, output, base, vectors, start)


def export_model(name: str, folder: Path) -> None:
    """Write the shipped model `name` to `folder` as other libraries read it."""
    _need_torch()
    from stances.training.encoder_export import export_sentence_transformers

    if name != "encoder":
        raise UsageError(f"{name}: only the encoder can be exported; give encoder.")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder}: is not empty; give a new or empty folder.")
    export_sentence_transformers(folder)


def _need_torch() -> None:
    from importlib.util import find_spec

    missing = [name for name in ("torch", "transformers", "onnx") if find_spec(name) is None]
    if missing:
        raise ModelError(
            f"{', '.join(missing)}: not installed; training needs it: pip install 'stances[train]'."
        )
