import json
from pathlib import Path

import numpy as np
import pytest

from stances.errors import ModelError
from stances.runtime import Model, by_length, models_folder


def write_config(folder: Path, config: object) -> Path:
    folder.mkdir()
    (folder / "config.json").write_text(json.dumps(config), encoding="utf8")
    return folder


def test_the_models_folder_holds_the_encoder() -> None:
    assert (models_folder() / "encoder" / "model.onnx").is_file()


def test_all_shipped_models_together_are_small_enough_for_a_wheel() -> None:
    files = [path for path in models_folder().rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 95_000_000


def test_a_model_for_another_task_is_refused(tmp_path: Path) -> None:
    folder = write_config(tmp_path / "model", {"task": "stance"})
    with pytest.raises(ModelError, match=r"'stance', not for 'encoder'"):
        Model.load(folder, "encoder")


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"config\.json is missing"):
        Model.load(tmp_path, "encoder")


def test_broken_json_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{", encoding="utf8")
    with pytest.raises(ModelError, match="is not JSON"):
        Model.load(tmp_path, "encoder")


def test_json_that_is_no_object_is_refused(tmp_path: Path) -> None:
    folder = write_config(tmp_path / "model", [1])
    with pytest.raises(ModelError, match="is not a JSON object"):
        Model.load(folder, "encoder")


def test_missing_weights_are_named(tmp_path: Path) -> None:
    model = Model.load(write_config(tmp_path / "model", {"task": "encoder"}), "encoder")
    with pytest.raises(ModelError, match=r"model\.onnx is missing"):
        model.run_each([])
    with pytest.raises(ModelError, match=r"neither model\.onnx nor"):
        model.sha256()


def test_damaged_weights_are_named(tmp_path: Path) -> None:
    model = Model.load(write_config(tmp_path / "model", {"task": "encoder"}), "encoder")
    (model.folder / "model.onnx").write_bytes(b"not a model")
    with pytest.raises(ModelError, match=r"model\.onnx: cannot be loaded"):
        model.run({})


def test_results_of_each_batch_come_in_order() -> None:
    model = Model.shipped("encoder")
    names = ("input_ids", "token_type_ids", "attention_mask")
    batches = []
    for length in (9, 3, 40, 5):
        ids = np.full((1, length), 2000 + length, dtype=np.int64)
        batches.append(dict(zip(names, (ids, ids * 0, ids * 0 + 1), strict=True)))
    together = [outputs[0] for outputs in model.run_each(batches)]
    alone = [model.run(batch)[0] for batch in batches]
    assert all(np.array_equal(a, b) for a, b in zip(together, alone, strict=True))


def test_batches_hold_one_length_and_every_position_once() -> None:
    lengths = [5, 2, 5, 900, 2, 2, 0]
    batches = by_length(lengths, tokens=10)
    assert sorted(i for batch in batches for i in batch) == list(range(len(lengths)))
    assert all(len({lengths[i] for i in batch}) == 1 for batch in batches)
    assert all(len(batch) * lengths[batch[0]] <= 10 or len(batch) == 1 for batch in batches)
