"""Many small networks trained side by side as one Lightning module.

A member is one network for one fold and one seed. Weights carry a leading axis of
members, and nothing mixes members: losses are summed, AdamW works elementwise, there is
no clipping. So each member ends where it would have ended alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import lightning.pytorch as lightning
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from ..studies.train import Network
from .batches import draw_epoch
from .heads import RaterHeads
from .losses import Loss, cross_entropy


@dataclass(frozen=True)
class Member:
    """One network of the ensemble, and its own sources of randomness."""

    fold: int
    seed: int

    def generators(self) -> tuple[np.random.Generator, np.random.Generator]:
        """For the initial weights, and for the order of the batches."""
        start, order = np.random.SeedSequence([self.seed, self.fold]).spawn(2)
        return np.random.default_rng(start), np.random.default_rng(order)


class MemberLinear(nn.Module):
    """E linear layers side by side: (E, B, inputs) -> (E, B, outputs).

    Weights and biases start uniform in +-1/sqrt(inputs), from each member's generator.
    """

    def __init__(self, inputs: int, outputs: int, generators: Sequence[np.random.Generator]):
        super().__init__()
        bound = inputs**-0.5
        drawn = [g.uniform(-bound, bound, (inputs + 1, outputs)) for g in generators]
        values = torch.tensor(np.stack(drawn), dtype=torch.float32)
        self.weight = nn.Parameter(values[:, :-1].contiguous())
        self.bias = nn.Parameter(values[:, -1:].contiguous())

    def forward(self, x: Tensor) -> Tensor:
        return torch.baddbmm(self.bias, x, self.weight)


class Ensemble(lightning.LightningModule):
    """One encoder per modality (linear, GELU), joined, then linear to the classes; E times.

    Args:
        features: by modality, standardised for each fold, shape (F, N, D), float32.
        target: distribution to learn in each fold, shape (F, N, C), float32.
        training: indices of each fold's training items, F arrays.
        members: E of them.
        steps: batches in an epoch.
        spec: size of the encoders, and the options of the loss and the optimiser.
        loss: of the distribution to learn and the predicted one, for each item.
        costs: of pairs of a learnt and a predicted class in each fold, shape (F, C, C), float32.
        raters: heads of single raters; None without.
    """

    target: Tensor
    unlikely: Tensor
    folds: Tensor

    def __init__(
        self,
        features: Mapping[str, NDArray[np.float32]],
        target: NDArray[np.float32],
        training: Sequence[NDArray[np.int64]],
        members: Sequence[Member],
        steps: int,
        spec: Network,
        loss: Loss = cross_entropy,
        costs: NDArray[np.float32] | None = None,
        raters: RaterHeads | None = None,
    ):
        super().__init__()
        self.spec, self.steps, self.training_items = spec, steps, [training[m.fold] for m in members]
        starts, self.orders = zip(*(m.generators() for m in members), strict=True)
        sizes = {modality: values.shape[2] for modality, values in features.items()}
        self.encoders = nn.ModuleDict({m: MemberLinear(size, spec.hidden, starts) for m, size in sizes.items()})
        self.head = MemberLinear(spec.hidden * len(sizes), target.shape[2], starts)
        self.loss, self.raters, self.punished = loss, raters, costs is not None
        if costs is not None:
            self.register_buffer("unlikely", torch.from_numpy(target @ costs), persistent=False)
        for modality, values in features.items():
            self.register_buffer(f"x_{modality}", torch.from_numpy(values), persistent=False)
        self.register_buffer("target", torch.from_numpy(target), persistent=False)
        self.register_buffer("folds", torch.tensor([m.fold for m in members])[:, None], persistent=False)
        self.losses: list[Tensor] = []

    def encode(self, items: Tensor) -> Tensor:
        """What the encoders make of each member's own items (E, B), joined, (E, B, H)."""
        inputs = [(self.get_buffer(f"x_{m}")[self.folds, items], encoder) for m, encoder in self.encoders.items()]
        return torch.cat([nn.functional.gelu(encoder(x)) for x, encoder in inputs], dim=-1)

    def forward(self, items: Tensor) -> Tensor:
        """Predicted probabilities (E, B, C) of each member for its own items (E, B), in float64."""
        hidden = self.encode(items)
        probabilities = torch.softmax(self.head(hidden).double(), dim=-1)
        return probabilities if self.raters is None else (probabilities + self.raters.probabilities(hidden)) / 2

    def on_train_epoch_start(self) -> None:
        batches = draw_epoch(self.training_items, self.steps, self.orders)
        self.items = torch.from_numpy(batches.items).to(self.device)
        self.weights = torch.from_numpy(batches.weights).to(self.device)
        self.losses.append(torch.zeros(len(self.training_items), device=self.device))

    def training_step(self, batch: int, step: int) -> Tensor:
        items = self.items[step]
        hidden = self.encode(items)
        logs = torch.log_softmax(self.head(hidden).to(self.target.dtype), dim=-1)
        each = self.loss(self.target[self.folds, items], logs)
        if self.punished:
            each = each + self.spec.penalty * (self.unlikely[self.folds, items] * logs.exp()).sum(-1)
        if self.raters is not None:
            each = each + self.raters.loss(hidden, items)
        losses = (each * self.weights[step]).sum(-1)
        self.losses[-1] += losses.detach() / self.steps
        return losses.sum()

    def configure_optimizers(self) -> torch.optim.Optimizer:
        weights = [p for name, p in self.named_parameters() if name.endswith("weight")]
        biases = [p for name, p in self.named_parameters() if name.endswith("bias")]
        groups = [{"params": weights, "weight_decay": self.spec.weight_decay}, {"params": biases, "weight_decay": 0.0}]
        return torch.optim.AdamW(groups, lr=self.spec.learning_rate)
