"""The tagger's network and its losses.

The base encoder with three small heads on its word pieces: seven tag scores read by a
linear-chain CRF (Lafferty et al. 2001), and two bilinear scores (Dozat and Manning 2017),
content → cue and cue → source. The first piece of a window, which stands for no word, is the
answer "no cue" and "no source".
"""

from pathlib import Path

import torch
from torch import nn

from stances.quotations.decoding import TAGS
from stances.quotations.windows import FEATURES
from stances.training.base import load_bert

LINK = 48


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

    def forward(
        self, input_ids: torch.Tensor, token_type_ids: torch.Tensor, attention_mask: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Give tag scores `(batch, pieces, 7)` and link vectors `(batch, pieces, 4 * LINK)`."""
        hidden = self.encoder(
            input_ids=input_ids, token_type_ids=token_type_ids, attention_mask=attention_mask
        ).last_hidden_state
        hidden = self.dropout(hidden)
        return self.tags(hidden), self.links(hidden)


def link_scores(links: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Give scores of content piece → cue piece and cue piece → source piece."""
    content, cue, cue_out, source = torch.split(links, LINK, dim=-1)
    scale = LINK**-0.5
    return content @ cue.transpose(1, 2) * scale, cue_out @ source.transpose(1, 2) * scale


def crf_loss(
    scores: torch.Tensor, gold: torch.Tensor, mask: torch.Tensor, moves: torch.Tensor
) -> torch.Tensor:
    """Negative log-likelihood of the gold tags, a mean over pieces; padding is on the right."""
    picked = scores.gather(2, gold[..., None]).squeeze(2)
    steps = moves[gold[:, :-1], gold[:, 1:]]
    path = (picked * mask).sum() + (steps * mask[:, 1:]).sum()
    total = scores[:, 0]
    for i in range(1, scores.shape[1]):
        after = torch.logsumexp(total[:, :, None] + moves, dim=1) + scores[:, i]
        total = torch.where(mask[:, i, None] > 0, after, total)
    return (torch.logsumexp(total, dim=1).sum() - path) / mask.sum()


def batch_loss(
    network: TaggerNetwork, batch: dict[str, torch.Tensor], weight: float
) -> torch.Tensor:
    """Tag loss plus `weight` times the loss of each link head."""
    mask = batch["attention_mask"].float()
    tags, links = network(batch["input_ids"], batch["token_type_ids"], batch["attention_mask"])
    loss = crf_loss(tags, batch["tags"], mask, network.transitions)
    for scores, gold in zip(link_scores(links), (batch["to_cue"], batch["to_source"]), strict=True):
        rows = gold.any(-1)
        if rows.any():
            loss = loss + weight * _link_loss(scores[rows], gold[rows], _keys(batch, rows, mask))
    return loss


def _keys(batch: dict[str, torch.Tensor], rows: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    return mask[:, None, :].expand(-1, mask.shape[1], -1)[rows] > 0


def _link_loss(scores: torch.Tensor, gold: torch.Tensor, keys: torch.Tensor) -> torch.Tensor:
    scores = scores.masked_fill(~keys, -1e4)
    hit = scores.masked_fill(~gold, -1e4)
    return (torch.logsumexp(scores, -1) - torch.logsumexp(hit, -1)).mean()
