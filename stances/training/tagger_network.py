"""The tagger's network and its losses.

The base encoder with three small heads on its word pieces: seven tag scores read by a
linear-chain CRF (Lafferty et al. 2001), and two bilinear scores (Dozat and Manning 2017),
content → cue and cue → source, each with a learned bias for the signed distance between the
pieces. The first piece of a window, which stands for no word, is the answer "no cue" and "no
source".
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn

from stances.quotations.decoding import TAGS, WAYS, ways
from stances.quotations.windows import FEATURES
from stances.training.base import load_bert
from stances.training.dropout import quicken_dropout
from stances.training.learning import large_products

LINK = 48
_NEVER = -1e4
_CUE = TAGS.index("B-cue")
_CONTENT = (TAGS.index("B-content"), TAGS.index("I-content"))


class TaggerNetwork(nn.Module):
    """The base encoder with a tag head, a CRF over it, and the two link heads."""

    def __init__(self, base: Path) -> None:
        super().__init__()
        self.encoder = load_bert(base, attention_probs_dropout_prob=0.0)
        width = self.encoder.config.hidden_size
        old = self.encoder.embeddings.token_type_embeddings.weight.data
        fresh = nn.Embedding(FEATURES, width)
        fresh.weight.data = old[:1].repeat(FEATURES, 1) + 0.01 * torch.randn(FEATURES, width)
        self.encoder.embeddings.token_type_embeddings = fresh
        self.encoder.config.type_vocab_size = FEATURES
        self.dropout = nn.Dropout(0.1)
        self.tags = nn.Linear(width, len(TAGS))
        self.links = nn.Linear(width, 4 * LINK)
        self.transitions = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))
        self.distances = nn.Parameter(torch.zeros(2, WAYS))
        quicken_dropout(self)

    def forward(
        self, input_ids: torch.Tensor, token_type_ids: torch.Tensor, attention_mask: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Give tag scores `(batch, pieces, 7)` and link vectors `(batch, pieces, 4 * LINK)`."""
        hidden = self.encoder(
            input_ids=input_ids, token_type_ids=token_type_ids, attention_mask=attention_mask
        ).last_hidden_state
        hidden = self.dropout(hidden)
        return self.tags(hidden), self.links(hidden)


def link_scores(links: torch.Tensor, distances: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Give scores of content piece → cue piece and cue piece → source piece."""
    content, cue, cue_out, source = torch.split(links, LINK, dim=-1)
    scale = LINK**-0.5
    bias = _by_way(distances, links.shape[1])
    to_cue = content @ cue.transpose(1, 2) * scale + bias[0]
    return to_cue, cue_out @ source.transpose(1, 2) * scale + bias[1]


def _by_way(distances: torch.Tensor, size: int) -> torch.Tensor:
    """Spread `(2, WAYS)` to `(2, size, size)`: from row to column; nothing on the way to "none"."""
    gaps = ways(np.zeros(2 * size - 1), np.arange(1 - size, size))
    spread = distances[:, torch.from_numpy(gaps)].unfold(1, size, 1).flip(1)
    return spread * (torch.arange(size) > 0)


def crf_loss(
    scores: torch.Tensor, gold: torch.Tensor, mask: torch.Tensor, moves: torch.Tensor
) -> torch.Tensor:
    """Negative log-likelihood of the gold tags, a mean over pieces; padding is on the right.

    The sum over all paths is taken by halves, as a product of one matrix a step: eight rounds
    for a window instead of one round a piece.
    """
    picked = scores.gather(2, gold[..., None]).squeeze(2)
    steps = moves[gold[:, :-1], gold[:, 1:]]
    path = (picked * mask).sum() + (steps * mask[:, 1:]).sum()
    still = torch.full_like(moves, _NEVER).fill_diagonal_(0.0)
    paths = torch.where(mask[:, 1:, None, None] > 0, moves + scores[:, 1:, None, :], still)
    while paths.shape[1] > 1:
        if paths.shape[1] % 2:
            paths = torch.cat([paths, still.expand(paths.shape[0], 1, -1, -1)], 1)
        paths = torch.logsumexp(paths[:, 0::2, :, :, None] + paths[:, 1::2, None], dim=3)
    total = torch.logsumexp(scores[:, 0, :, None] + paths[:, 0], dim=(1, 2))
    return (total.sum() - path) / mask.sum()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a network makes of a batch: `(batch, pieces, 7)` tag scores, and the scores of each
    link head, `(batch, pieces, pieces)`, far below zero for padding."""

    tags: torch.Tensor
    links: tuple[torch.Tensor, torch.Tensor]


def read_batch(network: TaggerNetwork, batch: dict[str, torch.Tensor]) -> Reading:
    """Run a network on a batch, its large products in bfloat16 where that is faster."""
    with large_products():
        tags, links = network(batch["input_ids"], batch["token_type_ids"], batch["attention_mask"])
    padding = batch["attention_mask"][:, None, :] == 0
    to_cue, to_source = link_scores(links.float(), network.distances)
    masked = to_cue.masked_fill(padding, _NEVER), to_source.masked_fill(padding, _NEVER)
    return Reading(tags.float(), masked)


def gold_loss(
    network: TaggerNetwork, read: Reading, batch: dict[str, torch.Tensor], weight: float
) -> torch.Tensor:
    """Tag loss plus `weight` times the loss of each link head."""
    mask = batch["attention_mask"].float()
    loss = crf_loss(read.tags, batch["tags"], mask, network.transitions)
    for scores, gold in zip(read.links, (batch["to_cue"], batch["to_source"]), strict=True):
        loss = loss + weight * _link_loss(scores, gold)
    return loss


def _link_loss(scores: torch.Tensor, gold: torch.Tensor) -> torch.Tensor:
    """Negative log-likelihood of any right answer, a mean over the pieces that have one."""
    rows = gold.any(-1).float()
    hit = torch.logsumexp(scores.masked_fill(~gold, _NEVER), -1)
    return _mean(torch.logsumexp(scores, -1) - hit, rows)


def teacher_loss(
    read: Reading, teacher: Reading, batch: dict[str, torch.Tensor], weight: float
) -> torch.Tensor:
    """Cross-entropy to a teacher's probabilities (Hinton et al. 2015), weighted as `gold_loss`.

    A link counts as much as the teacher believes in its piece: content, or a cue's first.
    """
    likely = torch.softmax(teacher.tags, -1)
    loss = _mean(_cross_entropy(read.tags, likely), batch["attention_mask"].float())
    beliefs = (likely[..., _CONTENT].sum(-1), likely[..., _CUE])
    for scores, taught, belief in zip(read.links, teacher.links, beliefs, strict=True):
        entropy = _cross_entropy(scores, torch.softmax(taught, -1))
        loss = loss + weight * _mean(entropy, belief * batch["attention_mask"])
    return loss


def _cross_entropy(scores: torch.Tensor, likely: torch.Tensor) -> torch.Tensor:
    return -(likely * torch.log_softmax(scores, -1)).sum(-1)


def _mean(values: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    return (values * weights).sum() / weights.sum().clamp(min=1)
