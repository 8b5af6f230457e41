"""Events between countries, five-fold: what a pair model that never saw the set learns from it.

    .venv/bin/python benchmarks/events.py DATA MODEL [--epochs N]

`DATA` holds `attitude/plv-train.jsonl.gz`, `MODEL` is a pair model trained without that file.
Sentences of one id stay in one fold. Each fold's network starts from the model's weights, learns
from the other four folds and is scored on its own as float; majority and cue words stand beside.
"""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path
from zlib import crc32

import numpy as np
import torch
from sklearn.metrics import f1_score

from stances.evaluation.cue_words import event_class
from stances.evaluation.labels import majority
from stances.stance.pairs import TASKS, Marked, read_places
from stances.training.base import find_base, read_tokenizer
from stances.training.onnx_export import read_weights
from stances.training.pair_data import Sources, find_files, read_events
from stances.training.pair_draws import Mix
from stances.training.pair_network import (
    Example,
    PairNetwork,
    collate,
    score_batch,
    trained_columns,
    trained_type,
)
from stances.training.stance import PairRun, train_network

FOLDS = 5
SEEDS = (1, 2, 3)
LABELS = TASKS["event"]


def main() -> None:
    parser = argparse.ArgumentParser(description="Five folds of events between countries.")
    parser.add_argument("data", type=Path, nargs="?")
    parser.add_argument("model", type=Path, nargs="?")
    parser.add_argument("--epochs", type=float, default=8)
    parser.add_argument("--rate", type=float, default=1e-4)
    chosen = parser.parse_args()
    if not chosen.model:
        print("Events between countries: give the folder of the data and a model to measure them.")
        return
    rows = read_events(find_files([chosen.data]), "plv-train")
    gold = np.array([LABELS.index(label) for (_, label), _ in rows])
    print("| what | cooperation or conflict, accuracy | four ways, macro-F1 |")
    print("|---|---|---|")
    for seed in SEEDS:
        run = PairRun(seed=seed, rates=(chosen.rate,), tokens=1024)
        _tell(f"seed {seed}", gold, fold(rows, start_from(chosen.model), run, chosen.epochs))
    words = [
        event_class(text[slice(first[1] if first else 0, None)])
        for ((text, first, _), _), _ in rows
    ]
    common = LABELS.index(majority([label for (_, label), _ in rows]))
    _tell("cue words", gold, np.array([word - 1 if word else common for word in words]))
    _tell("majority", gold, np.full(len(gold), common))


def fold(
    rows: Sequence[tuple[tuple[Marked, str], str]], start: PairNetwork, run: PairRun, epochs: float
) -> np.ndarray:
    """The labels found for all rows, each by the network that did not see its fold."""
    folds = np.array([crc32(f"{run.seed} {key}".encode()) % FOLDS for _, key in rows])
    found = np.zeros(len(rows), dtype=np.int64)
    for number in range(FOLDS):
        seen = Sources(
            event=[each for (each, _), f in zip(rows, folds, strict=True) if f != number]
        )
        with tempfile.TemporaryDirectory() as place:
            base, mix = find_base(), Mix(event=1.0)
            network = train_network(seen, base, Path(place), run, epochs, mix, start=start)
        own = np.flatnonzero(folds == number)
        found[own] = _judge(network, [rows[at][0][0] for at in own])
    return found


def start_from(model: Path) -> PairNetwork:
    """A network with the weights of a model folder."""
    network = PairNetwork(find_base())
    weights = read_weights(model / "model.onnx")
    state = {name.removeprefix("network."): torch.tensor(w) for name, w in weights.items()}
    network.load_state_dict({**network.state_dict(), **state})
    return network


@torch.no_grad()
def _judge(network: PairNetwork, marked: Sequence[Marked]) -> np.ndarray:
    read = read_places(read_tokenizer(find_base()), trained_type("event"), marked)
    none = (0.0,) * len(LABELS)
    found = []
    for at in range(0, len(read), 32):
        batch = collate([Example(pieces, "event", none) for pieces in read[at : at + 32]])
        found.append(score_batch(network, batch)[:, trained_columns("event")].argmax(1).numpy())
    return np.concatenate(found)


def _tell(what: str, gold: np.ndarray, found: np.ndarray) -> None:
    two = float(((gold < 2) == (found < 2)).mean())
    four = f1_score(gold, found, average="macro")
    print(f"| {what} | {two:.3f} | {four:.3f} |", flush=True)


if __name__ == "__main__":
    main()
