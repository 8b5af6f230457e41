"""The encoder's network, with a part for the topic and a part for the side, and its losses."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional

from stances.training.base import load_bert
from stances.training.dropout import quicken_dropout
from stances.training.encoder_draws import Group, Saying

STANCE_WIDTH = 128
FROZEN = 2
TAUGHT = 2
_FAR = 1e3


class EncoderNetwork(nn.Module):
    """The base encoder with two heads, which read its first piece and the mean of all.

    The topic head begins as the mean itself, as the base has it. Both parts are of unit length.
    """

    def __init__(self, base: Path, width: int = STANCE_WIDTH) -> None:
        super().__init__()
        # Its own products are twice as fast here as the fused kernel's way back.
        self.encoder = load_bert(
            base, attention_probs_dropout_prob=0.0, attn_implementation="eager"
        )
        hidden = self.encoder.config.hidden_size
        self.topic = nn.Linear(2 * hidden, hidden).requires_grad_(False)
        self.topic.weight.copy_(torch.cat([torch.zeros(hidden, hidden), torch.eye(hidden)], dim=1))
        self.topic.bias.zero_()
        self.stance = nn.Linear(2 * hidden, width)

    def forward(
        self, input_ids: torch.Tensor, token_type_ids: torch.Tensor, attention_mask: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Give unit vectors of the topic `(batch, dimension)` and of the stance."""
        read = self.read(input_ids, token_type_ids, attention_mask)
        # Written out, so that the exporter makes a product of it, whose weights become integers.
        topic = read @ self.topic.weight.T + self.topic.bias
        stance = self.stance(read)
        return functional.normalize(topic, dim=-1), functional.normalize(stance, dim=-1)

    def read(
        self, input_ids: torch.Tensor, token_type_ids: torch.Tensor, attention_mask: torch.Tensor
    ) -> torch.Tensor:
        """What the heads read: the first piece and the mean, `(batch, 2 * dimension)`."""
        hidden = self.encoder(
            input_ids=input_ids, token_type_ids=token_type_ids, attention_mask=attention_mask
        ).last_hidden_state
        return torch.cat([hidden[:, 0], mean_of(hidden, attention_mask)], dim=-1)


def mean_of(hidden: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """The mean `(batch, width)` of the pieces that are not padding."""
    weight = mask[..., None].to(hidden.dtype)
    return (hidden * weight).sum(1) / weight.sum(1).clamp(min=1e-9)


class EncoderLearner(nn.Module):
    """What is trained: the network, and how sharply its cosines are read as relations."""

    def __init__(self, network: EncoderNetwork) -> None:
        super().__init__()
        self.network = network
        self.sharpness = nn.Parameter(torch.tensor(1.6))
        # What words mean stays as it was, on the lowest layers too: less to learn, and faster.
        network.encoder.embeddings.requires_grad_(False)
        for layer in network.encoder.encoder.layer[:FROZEN]:
            layer.requires_grad_(False)
        quicken_dropout(self)


@dataclass(frozen=True, slots=True)
class Losses:
    """The weights of what is learned, beside that of sides and bonds, which is 1.

    `near` is for vectors of the topic that stay near those of the base, `likeness` for their
    cosines to each other; `topic` for texts of one topic that find each other, `point` for those
    of one point among them; `apart` for stances on different topics, which say nothing of each
    other; `twins` for two texts that a word or two turns into a contradiction or does not, which
    are told apart at the cosine `middle`.
    """

    near: float = 5.0
    likeness: float = 20.0
    topic: float = 0.03
    point: float = 0.08
    apart: float = 0.1
    twins: float = 0.5
    sharpness: float = 20.0
    strictness: float = 10.0
    middle: float = 0.5


@dataclass(frozen=True, slots=True)
class Step:
    """One step's texts: the group of each `(n,)`, relations and their weights `(n, n)`.

    `kin` and `mates` `(n, n)` are 1 for two texts of one topic, and for two that make one point;
    `twins` `(n, n)` is 1 for twins, whose relation is no matter of sides.
    """

    texts: list[str]
    relation: torch.Tensor
    weight: torch.Tensor
    kin: torch.Tensor
    mates: torch.Tensor
    twins: torch.Tensor


def lay_out(groups: Sequence[Group], apart: float) -> Step:
    """Put the texts of groups in one row, with what is known of each two of them."""
    sayings = [saying for group in groups for saying in group.sayings]
    number = torch.tensor([at for at, group in enumerate(groups) for _ in group.sayings])
    side = torch.tensor([float(saying.side) for saying in sayings])
    bond = torch.tensor([float(g.bond or 0) for g in groups for _ in g.sayings])
    paired = torch.tensor([g.bond is not None for g in groups for _ in g.sayings])
    inside = number[:, None] == number[None, :]
    relation = torch.where(paired[:, None], bond[:, None], side[:, None] * side[None, :])
    twin = torch.tensor([g.twins for g in groups for _ in g.sayings])[:, None] & inside
    weight = inside.float() / inside.float().sum(1, keepdim=True).sqrt()
    others = apart * weight.sum() / (~inside).float().sum().clamp(min=1)
    weight = torch.where(inside, weight, others).masked_fill(twin, 0).fill_diagonal_(0)
    kin = (inside & ~paired[:, None]).float().fill_diagonal_(0)
    return Step(
        texts=[saying.text for saying in sayings],
        relation=torch.where(inside, relation, torch.zeros(())),
        weight=weight,
        kin=kin,
        mates=kin * _same_point(sayings),
        twins=twin.float().fill_diagonal_(0),
    )


def _same_point(sayings: Sequence[Saying]) -> torch.Tensor:
    names = {name: at for at, name in enumerate(sorted({s.point for s in sayings} - {""}), 1)}
    point = torch.tensor([names.get(saying.point, 0) for saying in sayings])
    return ((point[:, None] == point[None, :]) & (point[:, None] > 0)).float()


def encoder_loss(
    learner: EncoderLearner,
    step: Step,
    topic: torch.Tensor,
    stance: torch.Tensor,
    teacher: torch.Tensor,
    losses: Losses,
) -> dict[str, torch.Tensor]:
    """The losses of one step by name, weighted; their sum is what is brought down.

    Topics are learned by supervised contrast (Khosla et al. 2020), the rest as `stance_losses`
    says. `teacher` has a row for each `TAUGHT`th text.
    """
    cosine = topic @ topic.T
    half = topic[::TAUGHT]
    likeness = half @ half.T - teacher @ teacher.T
    return {
        **stance_losses(learner, step, stance, losses),
        "near": losses.near * (1 - (half * teacher).sum(-1)).mean(),
        "likeness": losses.likeness * likeness.pow(2).mean(),
        "topic": losses.topic * _contrast(cosine, step.kin, losses.sharpness),
        "point": losses.point
        * _contrast(cosine - _FAR * (1 - step.kin), step.mates, losses.sharpness),
    }


def stance_losses(
    learner: EncoderLearner, step: Step, stance: torch.Tensor, losses: Losses
) -> dict[str, torch.Tensor]:
    """The losses of the stance part, as in logistic regression on the cosine of two of them.

    Sides are 1 for one side, 0 for the other, one half where there is none; twins have a cosine
    above nought between the two, since a contradiction need not be the opposite.
    """
    cosine = stance @ stance.T
    goal = (1 + step.relation) / 2
    twins = _logistic(losses.strictness * (cosine - losses.middle), goal, step.twins)
    return {
        "sides": _logistic(learner.sharpness.exp() * cosine, goal, step.weight),
        "twins": losses.twins * twins,
    }


def _logistic(logits: torch.Tensor, goal: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
    each = functional.binary_cross_entropy_with_logits(logits, goal, reduction="none")
    return (weight * each).sum() / weight.sum().clamp(min=1)


def _contrast(cosine: torch.Tensor, near: torch.Tensor, sharpness: float) -> torch.Tensor:
    at = (near.sum(-1) > 0).nonzero().squeeze(-1)
    if not len(at):
        return cosine.sum() * 0
    chances = torch.log_softmax(sharpness * (cosine - _FAR * torch.eye(len(cosine)))[at], dim=-1)
    return -((near[at] * chances).sum(-1) / near[at].sum(-1)).mean()
