"""Fits the encoder's two heads anew, once what they read stands still.

While the network learns, the mean that the topic is read from drifts away from the base's. A
linear map back costs one pass over the texts, and so does a stance head that has seen all of them.
"""

import random
from dataclasses import dataclass, replace

import torch
from torch import nn
from torch.nn import functional

from stances.training.encoder_draws import EncoderMix, draw_steps, read_topics
from stances.training.encoder_network import EncoderLearner, Losses, Step, lay_out, stance_losses
from stances.training.pair_data import Sources
from stances.training.pair_draws import COMMENTS

CONTRADICTIONS = 5000
RIDGE = 0.1
LOSSES = Losses(near=1.0, likeness=100.0, twins=4.0, middle=0.2)
MIX = EncoderMix(groups=30, inference=0, negation=100)


@dataclass(frozen=True, slots=True)
class Still:
    """What a network reads of texts, `(n, features)`, and the base's vectors `(n, dimension)`."""

    texts: list[str]
    features: torch.Tensor
    taught: torch.Tensor


def choose_sources(sources: Sources, seed: int) -> Sources:
    """What the heads are fitted on: all but comments and inference, and some contradictions."""
    same = [pair for pair in sources.negation if pair[2] == "same"]
    others = [pair for pair in sources.negation if pair[2] != "same"]
    chosen = random.Random(seed).sample(others, min(CONTRADICTIONS, len(others)))
    stance = {name: pairs for name, pairs in sources.stance.items() if name != COMMENTS}
    return replace(sources, stance=stance, inference=[], negation=[*same, *chosen])


def list_texts(sources: Sources) -> list[str]:
    """Every text that a step may be drawn from, once."""
    topics = [topic for each in read_topics(sources).values() for topic in each]
    sayings = [saying.text for topic in topics for saying in (*topic.sayings, *topic.targets)]
    twins = [text for pair in sources.negation for text in pair[:2]]
    return list(dict.fromkeys((*sayings, *twins)))


def fit_heads(
    learner: EncoderLearner,
    still: Still,
    sources: Sources,
    seed: int,
    steps: int = 800,
    rate: float = 2e-4,
) -> None:
    """Fit both heads: topics to the base's vectors and cosines, stances to sides and twins."""
    row = {text: at for at, text in enumerate(still.texts)}
    topic, stance = learner.network.topic, learner.network.stance
    map_back(topic, still)
    heads = [*topic.requires_grad_(True).parameters(), *stance.parameters()]
    groups = [{"params": heads, "lr": rate}, {"params": [learner.sharpness], "lr": 50 * rate}]
    optimizer = torch.optim.Adam(groups)
    slope = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.05, max(1, steps))
    drawn = draw_steps(sources, random.Random(seed), MIX)
    for _, each in zip(range(steps), drawn, strict=False):
        step = lay_out(each, LOSSES.apart)
        at = torch.tensor([row[text] for text in step.texts])
        features, taught = still.features[at], still.taught[at]
        vectors = [functional.normalize(head(features), dim=-1) for head in (topic, stance)]
        loss = _head_loss(learner, step, vectors[0], vectors[1], taught)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        slope.step()


def map_back(layer: nn.Linear, still: Still) -> None:
    """Map what is read to the base's vectors by least squares (Hoerl and Kennard 1970)."""
    ones = torch.ones(len(still.features), 1)
    rows = torch.cat([still.features, ones], dim=1)
    square = rows.T @ rows + RIDGE * torch.eye(rows.shape[1])
    found = torch.linalg.solve(square, rows.T @ still.taught).T
    with torch.no_grad():
        layer.weight.copy_(found[:, :-1])
        layer.bias.copy_(found[:, -1])


def _head_loss(
    learner: EncoderLearner,
    step: Step,
    topic: torch.Tensor,
    stance: torch.Tensor,
    taught: torch.Tensor,
) -> torch.Tensor:
    likeness = (topic @ topic.T - taught @ taught.T).pow(2).mean()
    near = 1 - (topic * taught).sum(-1).mean()
    kept = LOSSES.near * near + LOSSES.likeness * likeness
    return kept + torch.stack(list(stance_losses(learner, step, stance, LOSSES).values())).sum()
