"""Turns texts into vectors: the shipped encoder, or any sentence-transformers model.

The shipped encoder's vectors have two parts: the topic, near for texts about one thing whatever
side they take, and the stance, near for texts on one side of it. A model of another kind has one
part, which then serves for both.
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from stances.errors import ModelError, UsageError
from stances.runtime import Model

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

PIECES = 256
# More characters than 256 word pieces hold in English; a megabyte is not split to be thrown away.
CHARACTERS = 4000
DIGITS = 4
PARTS = ("topic", "stance", "both")


class TextEncoder(Protocol):
    """What gives vectors: one unit row of `dimension` numbers a text."""

    @property
    def name(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    @property
    def stance_dimension(self) -> int: ...

    def encode(self, texts: Sequence[str], part: str = "topic") -> np.ndarray: ...

    def split(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]: ...


class Encoder:
    """Gives texts as unit vectors, each distinct text encoded once.

    The result of the shipped encoder for a text is the same whatever other texts are encoded
    with it. The method is that of Sentence-BERT (Reimers and Gurevych 2019): the mean of the
    last layer over the word pieces, divided by its length; the stance part is a projection of
    that mean and the first piece.
    """

    def __init__(
        self,
        name: str,
        dimension: int,
        embed: Callable[[list[str]], np.ndarray],
        weights_hash: Callable[[], str] = str,
        stance: int = 0,
    ) -> None:
        """`embed` gives a row for each of a list of distinct texts.

        A row has `dimension` numbers, and after them those of the stance part, if it has any.
        """
        self.name = name
        self.dimension = dimension
        self.stance_dimension = stance
        self._embed = embed
        self._hash = weights_hash

    @classmethod
    def shipped(cls) -> "Encoder":
        """The encoder that comes with the package; raises `ModelError` where it is missing.

        >>> Encoder.shipped().encode(["Arvania accepts the treaty."]).shape
        (1, 384)
        """
        return cls._of(Model.shipped("encoder"), "shipped")

    @classmethod
    def named(cls, name_or_path: str) -> "Encoder":
        """Give "shipped", a folder, or the name of a sentence-transformers model in the cache.

        Nothing is fetched. Raises `ModelError` where there is no such model.
        """
        if name_or_path == "shipped":
            return cls.shipped()
        folder = Path(name_or_path)
        if (folder / "model.onnx").is_file():
            return cls._of(Model.load(folder, "encoder"), name_or_path)
        model = _load_sentence_transformer(name_or_path)
        probe = _embed_by_library(model, ["probe"])
        return cls(
            name_or_path,
            probe.shape[1],
            lambda texts: _embed_by_library(model, texts),
            lambda: _library_hash(folder),
        )

    @classmethod
    def _of(cls, model: Model, name: str) -> "Encoder":
        widths = int(model.config["dimension"]), int(model.config.get("stance", 0))
        return cls(
            name, widths[0], lambda texts: _embed_by_onnx(model, texts), model.sha256, widths[1]
        )

    @cached_property
    def sha256(self) -> str:
        """The hash of the weights, in hex; empty for a model that is not a local folder."""
        return self._hash()

    def encode(self, texts: Sequence[str], part: str = "topic") -> np.ndarray:
        """Give float32 rows of unit length, `(len(texts), dimension)`, rounded to 4 decimals.

        `part` is "topic", "stance", or "both", one after the other, as `split` takes apart. A
        model without a stance part gives its only vector for each. What goes beyond 4,000
        characters or 256 word pieces is not read. The empty text has a vector too, which says
        nothing. A given set of texts is always encoded in one order. Raises `UsageError` on
        another part.
        """
        if part not in PARTS:
            raise UsageError(f"part is {part!r}; give one of {', '.join(PARTS)}.")
        cleaned = [_clean(text) for text in texts]
        distinct = sorted(set(cleaned))
        width = self.dimension + self.stance_dimension
        rows = self._embed(distinct) if distinct else np.zeros((0, width), dtype=np.float32)
        topic, stance = (_unit(each) for each in self.split(rows))
        chosen = {"topic": topic, "stance": stance}.get(part)
        if chosen is None:
            chosen = np.concatenate([topic, stance], axis=1) if self.stance_dimension else topic
        place = {text: row for row, text in enumerate(distinct)}
        found: np.ndarray = chosen[[place[text] for text in cleaned]]
        return found

    def split(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The topic and the stance part of rows that hold both; for a plain model they are one."""
        if not self.stance_dimension:
            return rows, rows
        return rows[:, : self.dimension], rows[:, self.dimension :]


def _clean(text: str) -> str:
    return text[:CHARACTERS].encode("utf8", "replace").decode("utf8")


def _unit(rows: np.ndarray) -> np.ndarray:
    rows = rows.astype(np.float32)
    lengths = np.sqrt((rows * rows).sum(axis=1, keepdims=True))
    # Adding zero turns -0.0 into 0.0: equal vectors are then equal bytes.
    rounded: np.ndarray = np.round(rows / np.maximum(lengths, 1e-9), DIGITS) + np.float32(0)
    return rounded


def _embed_by_onnx(model: Model, texts: list[str]) -> np.ndarray:
    """Run each text by itself, two at a time: as fast as batches, and free of neighbours."""
    pieces = [_cut(e.ids) for e in model.tokenizer.encode_batch(texts)]
    outputs = model.run_each(map(_inputs, pieces))
    return np.concatenate([np.concatenate(parts, axis=1) for parts in outputs])


def _cut(ids: list[int]) -> list[int]:
    return ids if len(ids) <= PIECES else [*ids[: PIECES - 1], ids[-1]]


def _inputs(ids: list[int]) -> dict[str, np.ndarray]:
    row = np.array([ids], dtype=np.int64)
    return {
        "input_ids": row,
        "token_type_ids": np.zeros_like(row),
        "attention_mask": np.ones_like(row),
    }


def _load_sentence_transformer(name_or_path: str) -> "SentenceTransformer":
    from sentence_transformers import SentenceTransformer

    try:
        return SentenceTransformer(
            name_or_path,
            device="cpu",
            local_files_only=True,
            trust_remote_code=False,
            model_kwargs={"dtype": "float32"},
        )
    except Exception as error:  # the library raises what its parts raise: OSError, ValueError, …
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise ModelError(
            f"{name_or_path!r} is not an encoder that can be loaded ({reason[:200]}); give "
            "'shipped', the folder of a sentence-transformers model, or the name of one in the "
            "local cache."
        ) from None


def _embed_by_library(model: "SentenceTransformer", texts: list[str]) -> np.ndarray:
    return np.asarray(model.encode(texts, show_progress_bar=False, convert_to_numpy=True))


def _library_hash(folder: Path) -> str:
    return Model(folder).sha256() if (folder / "model.safetensors").is_file() else ""
