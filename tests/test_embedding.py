import subprocess
import sys
import warnings
from pathlib import Path

import numpy as np
import pytest

from stances.embedding import Encoder, TextEncoder
from stances.errors import ModelError, UsageError

TEXTS = [
    "Arvania rejected the treaty.",
    "Belmark welcomed the treaty on Monday, and said that more would follow.",
    "Rain fell.",
    "The army of Cordesia denied that it had crossed the river before the ceasefire began, "
    "although four villages on the other bank were empty by the morning of the next day.",
]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder.shipped()


def test_rows_are_unit_vectors_in_order(encoder: Encoder) -> None:
    rows = encoder.encode(TEXTS)
    assert rows.shape == (len(TEXTS), encoder.dimension) == (4, 384)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=2e-3)
    assert np.array_equal(encoder.encode(TEXTS[::-1]), rows[::-1])


def test_two_encoders_give_the_same_bytes(encoder: Encoder) -> None:
    assert Encoder.shipped().encode(TEXTS).tobytes() == encoder.encode(TEXTS).tobytes()


def test_neighbours_change_nothing(encoder: Encoder) -> None:
    alone = np.concatenate([encoder.encode([text]) for text in TEXTS])
    crowd = encoder.encode([*(f"Neighbour number {i} spoke." for i in range(30)), *TEXTS])
    assert np.array_equal(crowd[-len(TEXTS) :], alone)


def test_the_unrounded_result_does_not_depend_on_neighbours_either(encoder: Encoder) -> None:
    few = encoder._embed(TEXTS[:1])
    many = encoder._embed([*TEXTS, *(f"{i} ships left." for i in range(30))])
    assert np.array_equal(few[0], many[0])


def test_meaning_shows(encoder: Encoder) -> None:
    near, also_near, far = encoder.encode(
        ["The troops attacked the town.", "Soldiers assaulted the city.", "Sugar is sweet."]
    )
    assert near @ also_near > 0.5 > near @ far


def test_a_vector_has_a_part_for_the_topic_and_one_for_the_side(encoder: Encoder) -> None:
    both = encoder.encode(TEXTS, part="both")
    topic, stance = encoder.split(both)
    assert both.shape == (4, encoder.dimension + encoder.stance_dimension)
    assert np.array_equal(topic, encoder.encode(TEXTS))
    assert np.array_equal(stance, encoder.encode(TEXTS, part="stance"))
    assert np.allclose(np.linalg.norm(stance, axis=1), 1, atol=2e-3)
    alone = np.concatenate([encoder.encode([text], part="both") for text in TEXTS])
    assert np.array_equal(alone, both)


def test_sides_of_one_topic_point_apart_and_the_topic_stays(encoder: Encoder) -> None:
    texts = [
        "The curfew keeps the town safe, and we support it.",
        "We welcome the curfew, which has brought quiet nights.",
        "The curfew is an insult to free people and must end.",
        "We reject the curfew, which punishes the innocent.",
    ]
    stance, topic = (encoder.encode(texts, part=part) for part in ("stance", "topic"))
    assert (topic @ topic.T).min() > 0.5
    cosine = stance @ stance.T
    assert min(cosine[0, 1], cosine[2, 3]) > 0.1
    assert cosine[:2, 2:].max() < 0


def test_a_plain_model_has_one_part_for_both() -> None:
    plain = Encoder("plain", 2, lambda texts: np.tile([[3.0, 4.0]], (len(texts), 1)))
    for part in ("topic", "stance", "both"):
        assert plain.encode(["a"], part=part).tolist() == [[0.6000000238418579, 0.800000011920929]]
    with pytest.raises(UsageError, match="part is 'side'; give one of"):
        plain.encode(["a"], part="side")


def test_each_distinct_text_is_encoded_once() -> None:
    seen: list[list[str]] = []

    def embed(texts: list[str]) -> np.ndarray:
        seen.append(texts)
        return np.array([[len(text), 1.0] for text in texts])

    rows = Encoder("counting", 2, embed).encode(["b", "aaa", "b", "b", "aaa"])
    assert seen == [["aaa", "b"]]
    assert np.array_equal(rows[0], rows[2])
    assert not np.array_equal(rows[0], rows[1])


def test_no_text_gives_no_rows(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, 384)


@pytest.mark.parametrize("text", ["", " \n", "\ud800", "a\udfffb", "\x00", "\x1b[31m", "𝔸 漢字 😀"])
def test_odd_text_has_a_vector(encoder: Encoder, text: str) -> None:
    row = encoder.encode([text])[0]
    assert np.isfinite(row).all()
    assert np.linalg.norm(row) == pytest.approx(1, abs=2e-3)


def test_long_text_is_cut(encoder: Encoder) -> None:
    start = "The talks went on. " * 250
    rows = encoder.encode([start + "x" * 1_000_000, start + "Peace!", "a" * 50_000])
    assert np.array_equal(rows[0], rows[1])


def test_what_names_the_encoder(encoder: Encoder) -> None:
    same: TextEncoder = Encoder.named("shipped")
    assert same.name == encoder.name == "shipped"
    assert len(encoder.sha256) == 64


def test_a_folder_of_ours_is_read(encoder: Encoder) -> None:
    from stances.runtime import models_folder

    folder = Encoder.named(str(models_folder() / "encoder"))
    assert folder.sha256 == encoder.sha256
    assert np.array_equal(folder.encode(TEXTS), encoder.encode(TEXTS))


def test_what_cannot_be_loaded_is_named(tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library's own
        with pytest.raises(ModelError, match=r"no-such-model.*is not an encoder.*give 'shipped'"):
            Encoder.named(str(tmp_path / "no-such-model"))


def test_loading_and_encoding_import_no_training_library() -> None:
    code = (
        "import sys; from stances.embedding import Encoder; Encoder.shipped().encode(['a b']);"
        "print([n for n in ('torch','transformers','sentence_transformers','sklearn','onnx')"
        " if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"
