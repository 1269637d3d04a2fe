"""Losses between the distribution to learn and the predicted one, for each item."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

Loss = Callable[[Tensor, Tensor], Tensor]

CONVENTIONS = {
    "cross_entropy": "the cross-entropy",
    "kl": "the relative entropy, which has the gradient of the cross-entropy,",
    "jensen_shannon": "the Jensen-Shannon divergence, in nats,",
    "emd": "the squared earth mover's distance",
}


def cross_entropy(target: Tensor, logs: Tensor) -> Tensor:
    """-sum_c t_c ln p_c, in nats.

    Args:
        target: rows sum to 1, shape (..., C).
        logs: natural logarithms of the predicted probabilities, shape (..., C).

    Returns:
        shape (...).
    """
    return -(target * logs).sum(-1)


def kl(target: Tensor, logs: Tensor) -> Tensor:
    """sum_c t_c ln(t_c / p_c), in nats, with 0 ln 0 = 0; shapes as in `cross_entropy`."""
    return cross_entropy(target, logs) + torch.xlogy(target, target).sum(-1)


def jensen_shannon(target: Tensor, logs: Tensor) -> Tensor:
    """Mean of the relative entropies of both to their midpoint, in nats; shapes as in `cross_entropy`.

    The logarithm of the midpoint is taken from the logarithms of both, so that it and its
    gradient are finite where one of the two is 0.
    """
    given = logs.exp()
    middle = torch.logaddexp(target.log(), logs) - np.log(2)
    parts = torch.xlogy(target, target) + given * logs - (target + given) * middle
    return parts.sum(-1) / 2


def emd(transport: NDArray[np.float64]) -> Loss:
    """Squared earth mover's distance by the matrix of `wheel.transport`, without a unit."""
    matrix = torch.from_numpy(transport)

    def distance(target: Tensor, logs: Tensor) -> Tensor:
        return ((logs.exp() - target) @ matrix.to(logs)).square().sum(-1)

    return distance


LOSSES: dict[str, Loss] = {"cross_entropy": cross_entropy, "kl": kl, "jensen_shannon": jensen_shannon}
