"""The pair model's network and its loss."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn

from stances.stance.pairs import FIRST, FIRST_TASK, SECOND, TASKS, Pieces
from stances.training.base import load_bert
from stances.training.dropout import quicken_dropout
from stances.training.learning import large_products

INFERENCE = ("entailment", "neutral", "contradiction")
TRAINED: Mapping[str, tuple[str, ...]] = {**TASKS, "inference": INFERENCE}
"""What is trained: the model's tasks, and inference, which only serves the others."""
SHIPPED = sum(map(len, TASKS.values()))
STEP = 8
_NEVER = -1e4


class PairNetwork(nn.Module):
    """The base encoder with a linear head a task over its first piece and two means."""

    def __init__(self, base: Path) -> None:
        super().__init__()
        # Its own products are twice as fast here as the fused kernel's way back.
        self.encoder = load_bert(
            base, attention_probs_dropout_prob=0.0, attn_implementation="eager"
        )
        width = self.encoder.config.hidden_size
        words = self.encoder.embeddings
        types = FIRST_TASK + len(TRAINED)
        old = words.token_type_embeddings.weight.data
        fresh = nn.Embedding(types, width)
        fresh.weight.data = old[:1].repeat(types, 1) + 0.02 * torch.randn(types, width)
        words.token_type_embeddings = fresh
        self.encoder.config.type_vocab_size = types
        self.dropout = nn.Dropout(0.1)
        self.heads = nn.Linear(3 * width, sum(map(len, TRAINED.values())))
        quicken_dropout(self)

    def forward(
        self, input_ids: torch.Tensor, token_type_ids: torch.Tensor, attention_mask: torch.Tensor
    ) -> torch.Tensor:
        """Give the scores of all tasks' labels, `(batch, labels)`."""
        read = self.read(input_ids, token_type_ids, attention_mask)
        scores: torch.Tensor = self.heads(self.dropout(read))
        return scores

    def read(
        self, input_ids: torch.Tensor, token_type_ids: torch.Tensor, attention_mask: torch.Tensor
    ) -> torch.Tensor:
        """Give what the heads read, `(batch, 3 width)`."""
        hidden = self.encoder(
            input_ids=input_ids, token_type_ids=token_type_ids, attention_mask=attention_mask
        ).last_hidden_state
        means = [_mean(hidden, token_type_ids == place) for place in (FIRST, SECOND)]
        return torch.cat([hidden[:, 0], *means], dim=-1)


def _mean(hidden: torch.Tensor, at: torch.Tensor) -> torch.Tensor:
    share = at.to(hidden.dtype).unsqueeze(-1)
    return (hidden * share).sum(1) / share.sum(1).clamp(min=1)


class Shipped(nn.Module):
    """The network without the heads that only serve training."""

    def __init__(self, network: PairNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(
        self, input_ids: torch.Tensor, token_type_ids: torch.Tensor, attention_mask: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Give the scores of the labels of `TASKS`, `(batch, labels)`, and what they read."""
        read = self.network.read(input_ids, token_type_ids, attention_mask)
        return self.network.heads(read)[:, :SHIPPED], read


@dataclass(frozen=True, slots=True)
class Example:
    """One pair to learn from: its pieces, its task, and how much of each label it is."""

    pieces: Pieces
    task: str
    label: tuple[float, ...]


Batch = dict[str, torch.Tensor]


def collate(examples: Sequence[Example]) -> Batch:
    """Put examples into tensors, padded on the right; labels over the columns of all tasks."""
    length = padded(max(len(example.pieces.ids) for example in examples))
    ids = torch.zeros(len(examples), length, dtype=torch.long)
    types, mask = torch.zeros_like(ids), torch.zeros_like(ids)
    labels = torch.zeros(len(examples), sum(map(len, TRAINED.values())))
    asked = torch.zeros_like(labels)
    for row, example in enumerate(examples):
        end = len(example.pieces.ids)
        ids[row, :end] = torch.tensor(example.pieces.ids)
        types[row, :end] = torch.tensor(example.pieces.types)
        mask[row, :end] = 1
        place = trained_columns(example.task)
        labels[row, place] = torch.tensor(example.label)
        asked[row, place] = 1
    inputs = {"input_ids": ids, "token_type_ids": types, "attention_mask": mask}
    return {**inputs, "labels": labels, "asked": asked}


def padded(length: int) -> int:
    """The next multiple of `STEP`: kernels are made anew for every shape, so few are used."""
    return -(-length // STEP) * STEP


def trained_columns(task: str) -> slice:
    """Where the scores of `task` stand among those of all trained tasks."""
    start = 0
    for name, labels in TRAINED.items():
        if name == task:
            return slice(start, start + len(labels))
        start += len(labels)
    raise KeyError(task)


def trained_type(task: str) -> int:
    """The type of the first piece that asks for `task`, inference among them."""
    return FIRST_TASK + list(TRAINED).index(task)


def score_batch(network: nn.Module, batch: Batch) -> torch.Tensor:
    """The log-probabilities of each row's own labels, far below zero for other tasks' labels."""
    with large_products():
        scores = network(batch["input_ids"], batch["token_type_ids"], batch["attention_mask"])
    return torch.log_softmax(scores.float() + (1 - batch["asked"]) * _NEVER, dim=-1)


def pair_loss(network: nn.Module, batch: Batch) -> torch.Tensor:
    """Cross-entropy with the labels, a mean over rows."""
    losses = -(batch["labels"] * score_batch(network, batch)).sum(-1)
    return losses.mean()
