"""Trains the pair model and writes it as a model folder."""

import json
import logging
import random
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

from stances.embedding import Encoder
from stances.stance.pairs import NAME, TASKS
from stances.training.base import find_base, read_tokenizer
from stances.training.learning import start_training, take_steps
from stances.training.onnx_export import export_onnx, read_state
from stances.training.pair_data import Sources, by_topic, find_files, read_sources
from stances.training.pair_draws import COMMENTS, Mix, draw_examples
from stances.training.pair_network import (
    Example,
    PairNetwork,
    Shipped,
    collate,
    padded,
    pair_loss,
)
from stances.training.pair_scores import calibrate, score_model
from stances.training.stance_card import write_card

_log = logging.getLogger(__name__)
CHECKPOINT = "checkpoint.pt"
STAGE = "stage-{}.pt"
NEAR = (0.2, 0.7)
NEAREST = 8


@dataclass(frozen=True, slots=True)
class PairRun:
    """What a training run depends on; kept in the model's configuration.

    `epochs` and `rates` have a number for each stage (the last rate serves more of them),
    `head_share` is how much faster the heads learn, `limit` the rows of each set that are
    used (0: all).
    """

    epochs: tuple[float, ...] = (3, 2.7)
    rates: tuple[float, ...] = (2e-4, 1.3e-4)
    head_share: float = 5.0
    tokens: int = 3072
    warmup: float = 0.06
    decay: float = 0.995
    seed: int = 1
    limit: int = 0


def train_stance(
    data: Sequence[Path],
    output: Path,
    base: Path | None,
    run: PairRun,
    start: Path | None = None,
) -> dict[str, Any]:
    """Train on the files under `data` and on the project's own, and write a model folder.

    A run that was stopped goes on from its last checkpoint in `output`. The sets that are called
    dev or valid, and a tenth of the mentions, set the temperatures and give the scores. With the
    model folder `start`, its weights stand as the first stage. Raises `InputError` where no
    stance file is found or a row cannot be read, `ModelError` where the base weights are missing
    or `start` is no pair model.
    """
    files = find_files(data)
    sources = read_sources(files).limited(run.limit)
    folder = find_base(base)
    network = train_stages(sources, folder, output, run, start)
    write_model(network, folder, output, run)
    calibrate(output, files)
    scores = {"rows": sources.sizes(), "dev": score_model(output, files)}
    write_card(output, scores, asdict(run))
    for number in range(len(run.epochs)):
        (output / STAGE.format(number)).unlink()
    return scores


def train_stages(
    sources: Sources, base: Path, output: Path, run: PairRun, start: Path | None = None
) -> PairNetwork:
    """Train in stages, each from the mean of the weights before it; give the mean of all.

    A rate that rises again finds another minimum nearby, and the mean of several does better on
    new topics than any (model soups, Wortsman et al. 2022). A finished stage is kept in `output`,
    and not trained again. The weights of `start` count as a stage that is done.
    """
    output.mkdir(parents=True, exist_ok=True)
    network = PairNetwork(base)
    states = [read_state(start, network, "pair model")] if start else []
    mix = Mix(near=near_targets(sources))
    for number, epochs in enumerate(run.epochs):
        rate = run.rates[min(len(states), len(run.rates) - 1)]
        kept = output / STAGE.format(number)
        if states:
            network.load_state_dict(mean_weights(states))
        if not kept.is_file():
            _log.info("stage %d of %d", number + 1, len(run.epochs))
            seeded = replace(run, seed=run.seed + number, rates=(rate,))
            first = network if states else None
            trained = train_network(sources, base, output, seeded, epochs, mix, first)
            torch.save(trained.state_dict(), kept)
        states.append(torch.load(kept, weights_only=True))
    network.load_state_dict(mean_weights(states))
    return network.eval()


def mean_weights(states: Sequence[dict[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """The mean of each weight over several networks."""
    return {
        name: torch.stack([state[name] for state in states]).mean(0)
        if value.is_floating_point()
        else value
        for name, value in states[-1].items()
    }


def train_network(
    sources: Sources,
    base: Path,
    output: Path,
    run: PairRun,
    epochs: float,
    mix: Mix,
    start: PairNetwork | None = None,
) -> PairNetwork:
    """Train from the base, or from the weights of `start`; checkpoints go to `output`."""
    torch.manual_seed(run.seed)
    tokenizer = read_tokenizer(base)
    network = PairNetwork(base)
    if start is not None:
        network.load_state_dict(start.state_dict())
    steps = max(1, int(len(list(_pass(sources, tokenizer, run, mix, 0))) * epochs))
    rate = run.rates[0]
    rates = (rate, run.head_share * rate)
    training = start_training(network, ("heads",), steps, rates, run.warmup, run.decay)
    take_steps(
        training,
        steps,
        output / CHECKPOINT,
        lambda step: _pass(sources, tokenizer, run, mix, step),
        lambda examples: pair_loss(network, collate(examples)),
    )
    network.load_state_dict(training.average.state)
    return network.eval()


def _pass(
    sources: Sources, tokenizer: Tokenizer, run: PairRun, mix: Mix, step: int
) -> Iterator[list[Example]]:
    """One pass over the data, in batches of one padded length and about as many tokens."""
    chance = random.Random(f"{run.seed} {step}")
    by_length: dict[int, list[Example]] = {}
    for example in draw_examples(sources, tokenizer, chance, mix):
        by_length.setdefault(padded(len(example.pieces.ids)), []).append(example)
    batches = []
    for length in sorted(by_length):
        examples = by_length[length]
        chance.shuffle(examples)
        size = max(8, min(128, run.tokens // length // 8 * 8))
        batches += [examples[at : at + size] for at in range(0, len(examples), size)]
    chance.shuffle(batches)
    yield from batches


def near_targets(sources: Sources) -> dict[str, tuple[str, ...]]:
    """For each topic, the targets of others of its set that are near, but not the same."""
    encoder = Encoder.shipped()
    near: dict[str, tuple[str, ...]] = {}
    for name, pairs in sources.stance.items():
        if name == COMMENTS:
            continue
        topics = by_topic(pairs)
        targets = [topics[topic][0].target for topic in topics]
        vectors = encoder.encode(targets)
        cosine = vectors @ vectors.T
        for topic, row in zip(topics, cosine, strict=True):
            best = np.argsort(-row, kind="stable")
            fitting = [targets[at] for at in best if NEAR[0] < row[at] < NEAR[1]]
            near[topic] = tuple(fitting[:NEAREST])
    return near


def write_model(network: PairNetwork, base: Path, output: Path, run: PairRun) -> None:
    """Write weights (int8 ONNX), tokenizer and configuration as a model folder."""
    output.mkdir(parents=True, exist_ok=True)
    export_onnx(Shipped(network), output / "model.onnx", outputs=("scores", "read"))
    shutil.copyfile(base / "tokenizer.json", output / "tokenizer.json")
    labels = sum(map(len, TASKS.values()))
    config = {
        "task": NAME,
        "tasks": {task: list(names) for task, names in TASKS.items()},
        "width": labels + network.heads.in_features,
        "temperatures": dict.fromkeys(TASKS, 1.0),
        "threshold": 0.5,
        "run": asdict(run),
    }
    write_config(output, config)


def write_config(folder: Path, config: dict[str, Any]) -> None:
    """Write a model folder's configuration."""
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf8")
