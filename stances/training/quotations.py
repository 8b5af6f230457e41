"""Trains the quotation tagger and writes it as a model folder."""

import json
import logging
import math
import random
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from stances.errors import UsageError
from stances.evaluation import score_quotations
from stances.evaluation.gold import read_gold
from stances.quotations import QuotationTagger
from stances.quotations.tagger import TASK
from stances.quotations.windows import FEATURES, PIECES
from stances.runtime import Model
from stances.training.base import find_base, read_tokenizer
from stances.training.learning import start_training, take_steps
from stances.training.onnx_export import export_onnx
from stances.training.tagger_card import write_card
from stances.training.tagger_data import Labelled, collate, make_windows
from stances.training.tagger_network import (
    TaggerNetwork,
    gold_loss,
    read_batch,
    teacher_loss,
)

_log = logging.getLogger(__name__)
CHECKPOINT = "checkpoint.pt"
GENERATION = "generation-{}.pt"
_HEADS = ("tags", "links", "transitions", "distances")


@dataclass(frozen=True, slots=True)
class TaggerRun:
    """What a training run depends on; kept in the model's configuration.

    `epochs` has a number for each generation, `teacher_share` is what the loss of all but the
    first takes from the generation before.
    """

    epochs: tuple[float, ...] = (5, 8)
    teacher_share: float = 0.5
    batch: int = 16
    rate: float = 2e-4
    head_rate: float = 1e-3
    warmup: float = 0.06
    decay: float = 0.99
    link_weight: float = 0.3
    seed: int = 1
    limit: int = 0


def train_quotations(
    data: Sequence[Path], output: Path, base: Path | None, run: TaggerRun
) -> dict[str, Any]:
    """Train on every `*-train` file of attributions in `data`, and write a model folder.

    A run that was stopped goes on from its last checkpoint in `output`. Raises `UsageError`
    where `data` holds no such file, `ModelError` where the base weights are missing.
    """
    rows = [row.data for path in find_files(data, "train") for row in read_gold(path)]
    if not rows:
        places = ", ".join(str(path) for path in data)
        raise UsageError(f"{places}: no polnear-train.jsonl there; give its folder or the file.")
    folder = find_base(base)
    network = train_generations(rows, folder, output, run)
    write_tagger(network, folder, output, run)
    for number in range(len(run.epochs)):
        (output / GENERATION.format(number)).unlink()
    dev = [row.data for path in find_files(data, "dev") for row in read_gold(path)]
    articles = len(rows[: run.limit or None])
    scores = {"articles": articles, "dev_articles": len(dev), **score_tagger(output, dev)}
    write_card(output, scores, asdict(run))
    return scores


def train_generations(
    rows: Sequence[dict[str, Any]], base: Path, output: Path, run: TaggerRun
) -> TaggerNetwork:
    """Train one network after the other; each learns from the one before it as well.

    Born-again networks (Furlanello et al. 2018): a student of its teacher's size does better
    than its teacher. A finished generation is kept in `output`, and not trained again.
    """
    network: TaggerNetwork | None = None
    for number, epochs in enumerate(run.epochs):
        kept = output / GENERATION.format(number)
        if kept.is_file():
            network = TaggerNetwork(base)
            network.load_state_dict(torch.load(kept, weights_only=True))
            network.eval()
            continue
        _log.info("generation %d of %d", number + 1, len(run.epochs))
        seeded = replace(run, seed=run.seed + number)
        network = train_tagger(rows, base, output, seeded, epochs, network)
        torch.save(network.state_dict(), kept)
    assert network is not None
    return network


def find_files(data: Sequence[Path], split: str) -> list[Path]:
    """PolNeAR's files of `split` in the folders of `data`, or files given singly."""
    files = []
    for path in data:
        if path.is_dir():
            files += sorted(path.rglob(f"polnear-{split}.jsonl*"))
        elif ("-dev.jsonl" in path.name) == (split == "dev"):
            files.append(path)
    return files


def score_tagger(folder: Path, rows: Sequence[dict[str, Any]]) -> dict[str, float]:
    """F1 of the tagger in `folder` as it ships, on labelled articles; nothing of none."""
    if not rows:
        return {}
    tagger = QuotationTagger(Model.load(folder, TASK))
    gold = [row["attributions"] for row in rows]
    found = [
        [{"source": q.source, "cue": q.cue, "content": q.content} for q in tagger.find(row["text"])]
        for row in rows
    ]
    return {key: round(value, 4) for key, value in score_quotations(gold, found).items()}


def train_tagger(
    rows: Sequence[dict[str, Any]],
    base: Path,
    output: Path,
    run: TaggerRun,
    epochs: float,
    teacher: TaggerNetwork | None = None,
) -> TaggerNetwork:
    """Train on `rows` from the weights in `base`; checkpoints go to `output`."""
    torch.manual_seed(run.seed)
    rows = list(rows)[: run.limit or None]
    tokenizer = read_tokenizer(base)
    per_epoch = math.ceil(sum(1 for _ in make_windows(rows, tokenizer, None)) / run.batch)
    steps = max(1, int(per_epoch * epochs))
    network = TaggerNetwork(base)
    rates = (run.rate, run.head_rate)
    training = start_training(network, _HEADS, steps, rates, run.warmup, run.decay)
    output.mkdir(parents=True, exist_ok=True)

    def draw_pass(step: int) -> Iterator[dict[str, torch.Tensor]]:
        chance = random.Random(f"{run.seed} {step}")
        windows = list(make_windows(rows, tokenizer, chance))
        chance.shuffle(windows)
        return _batches(windows, tokenizer, run.batch)

    take_steps(
        training,
        steps,
        output / CHECKPOINT,
        draw_pass,
        lambda batch: _loss(network, batch, run, teacher),
    )
    network.load_state_dict(training.average.state)
    return network.eval()


def _loss(
    network: TaggerNetwork,
    batch: dict[str, torch.Tensor],
    run: TaggerRun,
    teacher: TaggerNetwork | None,
) -> torch.Tensor:
    read = read_batch(network, batch)
    loss = gold_loss(network, read, batch, run.link_weight)
    if teacher is None:
        return loss
    with torch.no_grad():
        taught = read_batch(teacher, batch)
    return torch.lerp(loss, teacher_loss(read, taught, batch, run.link_weight), run.teacher_share)


def _batches(
    windows: Sequence[Labelled], tokenizer: Tokenizer, size: int
) -> Iterator[dict[str, torch.Tensor]]:
    vocabulary = tokenizer.get_vocab()
    cls, sep = vocabulary["[CLS]"], vocabulary["[SEP]"]
    for at in range(0, len(windows), size):
        yield collate(windows[at : at + size], cls, sep)


def write_tagger(network: TaggerNetwork, base: Path, output: Path, run: TaggerRun) -> None:
    """Write weights (int8 ONNX), tokenizer and configuration as a model folder."""
    output.mkdir(parents=True, exist_ok=True)
    export_onnx(network, output / "model.onnx", outputs=("tags", "links"))
    shutil.copyfile(base / "tokenizer.json", output / "tokenizer.json")
    config = {
        "task": TASK,
        "pieces": PIECES,
        "features": FEATURES,
        "transitions": [[round(v, 4) for v in row] for row in network.transitions.tolist()],
        "distances": [[round(v, 4) for v in row] for row in network.distances.tolist()],
        "run": asdict(run),
    }
    (output / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf8")
