"""Trains the encoder and writes it as a model folder."""

import logging
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import nn

from stances.embedding import CHARACTERS
from stances.training.base import find_base, load_bert, read_tokenizer
from stances.training.encoder_card import write_card
from stances.training.encoder_draws import EncoderMix, Group, draw_steps
from stances.training.encoder_export import write_encoder
from stances.training.encoder_heads import (
    Still,
    choose_sources,
    fit_heads,
    list_texts,
)
from stances.training.encoder_network import (
    FROZEN,
    TAUGHT,
    EncoderLearner,
    EncoderNetwork,
    Losses,
    encoder_loss,
    lay_out,
    mean_of,
)
from stances.training.encoder_scores import score_encoder
from stances.training.learning import start_training, take_steps
from stances.training.onnx_export import read_state
from stances.training.pair_data import Sources, find_files, held_back, read_sources
from stances.training.pair_network import padded

_log = logging.getLogger(__name__)
CHECKPOINT = "checkpoint.pt"
CHUNK = 20
PASS = 500
"""Steps that count as one pass: what is drawn has no end."""


@dataclass(frozen=True, slots=True)
class EncoderRun:
    """What a training run depends on; kept in the model's configuration.

    `pieces` are the word pieces of a text that are read while training, `limit` the rows of each
    set that are used (0: all). `heads` is how much faster the new layer learns, `fitting` the
    steps in which it is fitted once more at the end.
    """

    epochs: float = 2.8
    rate: float = 2e-4
    heads: float = 10.0
    fitting: int = 800
    warmup: float = 0.06
    decay: float = 0.99
    pieces: int = 64
    seed: int = 1
    limit: int = 0


def train_encoder(
    data: Sequence[Path],
    output: Path,
    base: Path | None,
    run: EncoderRun,
    start: Path | None = None,
) -> dict[str, Any]:
    """Train on the files under `data` and on the project's own, and write a model folder.

    A run that was stopped goes on from its last checkpoint in `output`; a new one begins with
    the weights of the encoder in the folder `start`, or of the base. The sets that are called
    dev, and a tenth of the negations, give the scores. Raises `InputError` where no stance file
    is found or a row cannot be read, `ModelError` where the base weights are missing or `start`
    is no encoder.
    """
    files = find_files(data)
    sources = set_aside(read_sources(files).limited(run.limit))
    folder = find_base(base)
    output.mkdir(parents=True, exist_ok=True)
    network = train_network(sources, folder, output, run, start)
    scores: dict[str, Any] = dict(write_encoder(network, folder, output, asdict(run)))
    scores["rows"] = sources.sizes()
    scores["dev"] = score_encoder(output, files)
    scores["base"] = score_encoder(folder, files)
    write_card(output, scores, FROZEN)
    return scores


def set_aside(sources: Sources) -> Sources:
    """Without the tenth of the negations, by premise, that the scores are taken on."""
    kept = [pair for pair in sources.negation if not held_back(pair[0])]
    return replace(sources, negation=kept)


def train_network(
    sources: Sources, base: Path, output: Path, run: EncoderRun, start: Path | None = None
) -> EncoderNetwork:
    """Train from the base, or from the encoder in `start`; checkpoints go to `output`."""
    torch.manual_seed(run.seed)
    reader = Reader(read_tokenizer(base), run.pieces)
    network = EncoderNetwork(base)
    if start is not None:
        network.load_state_dict(read_state(start, network, "encoder"))
    learner = EncoderLearner(network)
    teacher = Teacher(base, reader)
    losses = Losses()
    mix = EncoderMix()

    def loss_of(groups: list[Group]) -> torch.Tensor:
        step = lay_out(groups, losses.apart)
        topic, stance = reader.run(learner.network, step.texts)
        taught = teacher.vectors(step.texts[::TAUGHT])
        found = encoder_loss(learner, step, topic, stance, taught, losses)
        _log.debug("%s", {name: round(each.item(), 4) for name, each in found.items()})
        return torch.stack(list(found.values())).sum()

    steps = max(1, int(PASS * run.epochs))
    rates = (run.rate, run.heads * run.rate)
    heads = ("network.stance", "sharpness")
    training = start_training(learner, heads, steps, rates, run.warmup, run.decay)
    take_steps(
        training,
        steps,
        output / CHECKPOINT,
        lambda step: draw_steps(sources, random.Random(f"{run.seed} {step}"), mix),
        loss_of,
    )
    learner.load_state_dict(training.average.state)
    learner.eval()
    _log.info("fitting the heads")
    chosen = choose_sources(sources, run.seed)
    still = stand_still(learner.network, teacher, reader, list_texts(chosen))
    fit_heads(learner, still, chosen, run.seed, run.fitting)
    return learner.network


def stand_still(
    network: EncoderNetwork, teacher: "Teacher", reader: "Reader", texts: list[str]
) -> Still:
    """What the network reads of texts, and what the base makes of them."""
    with torch.no_grad():
        (features,) = reader.run(lambda *given: (network.read(*given),), texts)
    return Still(texts, features, teacher.vectors(texts))


Network = Callable[[torch.Tensor, torch.Tensor, torch.Tensor], tuple[torch.Tensor, ...]]


class Reader:
    """Runs a network on texts, short ones with short ones."""

    def __init__(self, tokenizer: Tokenizer, pieces: int) -> None:
        self.tokenizer = tokenizer
        self.pieces = pieces

    def run(self, network: Network, texts: Sequence[str]) -> tuple[torch.Tensor, ...]:
        """What the network gives for each text, in their order."""
        found, places = [], []
        for at, ids, mask in self._chunks(texts):
            found.append(network(ids, torch.zeros_like(ids), mask))
            places += at
        back = torch.empty(len(places), dtype=torch.long)
        back[torch.tensor(places)] = torch.arange(len(places))
        return tuple(torch.cat(part)[back] for part in zip(*found, strict=True))

    def _chunks(
        self, texts: Sequence[str]
    ) -> Iterator[tuple[list[int], torch.Tensor, torch.Tensor]]:
        rows = [self._cut(self.tokenizer.encode(text[:CHARACTERS]).ids) for text in texts]
        order = sorted(range(len(rows)), key=lambda at: len(rows[at]))
        for start in range(0, len(order), CHUNK):
            at = order[start : start + CHUNK]
            ids = torch.zeros(len(at), padded(len(rows[at[-1]])), dtype=torch.long)
            mask = torch.zeros_like(ids)
            for row, place in enumerate(at):
                ids[row, : len(rows[place])] = torch.tensor(rows[place])
                mask[row, : len(rows[place])] = 1
            yield at, ids, mask

    def _cut(self, ids: list[int]) -> list[int]:
        return ids if len(ids) <= self.pieces else [*ids[: self.pieces - 1], ids[-1]]


class Teacher:
    """The base's own vectors, which those of the topic are to stay near; each text is read once."""

    def __init__(self, base: Path, reader: Reader) -> None:
        self._bert = load_bert(base).requires_grad_(False)
        self._reader = reader
        self._known: dict[str, torch.Tensor] = {}

    def vectors(self, texts: Sequence[str]) -> torch.Tensor:
        """Unit vectors `(n, dimension)` of the texts."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            with torch.no_grad():
                (found,) = self._reader.run(self._mean, new)
            self._known.update(zip(new, found, strict=True))
        return torch.stack([self._known[text] for text in texts])

    def _mean(
        self, ids: torch.Tensor, types: torch.Tensor, mask: torch.Tensor
    ) -> tuple[torch.Tensor]:
        hidden = self._bert(input_ids=ids, attention_mask=mask).last_hidden_state
        return (nn.functional.normalize(mean_of(hidden, mask), dim=-1),)
