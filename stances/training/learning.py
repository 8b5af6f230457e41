"""What training runs share: a rate that rises and falls, averaged weights, and checkpoints."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import torch
from torch import nn

_log = logging.getLogger(__name__)
Drawn = TypeVar("Drawn")


class Average:
    """An exponential moving average of a network's weights (Polyak and Juditsky 1992)."""

    def __init__(self, network: nn.Module, decay: float) -> None:
        self.decay = decay
        self.state = {k: v.detach().clone() for k, v in network.state_dict().items()}

    def update(self, network: nn.Module, step: int) -> None:
        """Move toward the network's weights, faster at the start."""
        decay = min(self.decay, (1 + step) / (10 + step))
        for name, value in network.state_dict().items():
            if value.is_floating_point():
                self.state[name].lerp_(value.detach(), 1 - decay)


@dataclass(slots=True)
class Training:
    """All that changes while training, and so all that a checkpoint holds."""

    network: Any
    optimizer: torch.optim.AdamW
    schedule: torch.optim.lr_scheduler.LambdaLR
    average: Average
    step: int = 0

    def save(self, path: Path) -> None:
        """Write a checkpoint; the one before stays until the new one is whole."""
        state = {name: getattr(self, name).state_dict() for name in self._parts}
        partial = path.with_suffix(".partial")
        torch.save({**state, "average": self.average.state, "step": self.step}, partial)
        partial.replace(path)

    def load(self, path: Path) -> None:
        """Go on from a checkpoint."""
        state = torch.load(path, weights_only=True)
        for name in self._parts:
            getattr(self, name).load_state_dict(state[name])
        self.average.state, self.step = state["average"], state["step"]

    def learn(self, loss: torch.Tensor) -> None:
        """Take one step down the gradient of `loss`."""
        self.optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimizer.step()
        self.schedule.step()
        self.step += 1
        self.average.update(self.network, self.step)

    @property
    def _parts(self) -> tuple[str, ...]:
        return ("network", "optimizer", "schedule")


def start_training(
    network: Any,
    heads: tuple[str, ...],
    steps: int,
    rates: tuple[float, float],
    warmup: float,
    decay: float,
) -> Training:
    """A training of `network`, whose rate rises over the share `warmup` of the steps, then falls.

    `rates` are the highest: of all parameters, and of those whose names start with one of
    `heads`. `decay` is that of the average.
    """
    network.train()
    learning = list(network.named_parameters())
    groups = [
        {"params": [p for n, p in learning if not n.startswith(heads)], "lr": rates[0]},
        {"params": [p for n, p in learning if n.startswith(heads)], "lr": rates[1]},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, slope(steps, warmup))
    return Training(network, optimizer, schedule, Average(network, decay))


def take_steps(
    training: Training,
    steps: int,
    checkpoint: Path,
    draw_pass: Callable[[int], Iterable[Drawn]],
    loss_of: Callable[[Drawn], torch.Tensor],
) -> None:
    """Train until step `steps`, from `checkpoint` where there is one.

    `draw_pass` gives the batches of one pass over the data, by the step that it begins at;
    `loss_of` the loss of a batch. A checkpoint is written every hundred steps, removed at the end.
    """
    if checkpoint.is_file():
        training.load(checkpoint)
        _log.info("going on from step %d of %d", training.step, steps)
    while training.step < steps:
        for batch in draw_pass(training.step):
            training.learn(loss_of(batch))
            if training.step % 20 == 0 or training.step == steps:
                _log.info("step %d of %d", training.step, steps)
            if training.step % 100 == 0:
                training.save(checkpoint)
            if training.step >= steps:
                break
    checkpoint.unlink(missing_ok=True)


def large_products() -> torch.autocast:
    """A context in which large products are in bfloat16, where the processor has such products.

    Without them, they are told in software, some fifty times slower than float32.
    """
    wide = torch.backends.cpu.get_cpu_capability().startswith("AVX512")
    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=wide)


def slope(steps: int, warmup: float) -> Callable[[int], float]:
    """A rate that rises over the first share of the steps, then falls to zero."""
    ramp = max(1, int(steps * warmup))
    return lambda i: min((i + 1) / ramp, max(0.0, (steps - i) / max(1, steps - ramp)))
