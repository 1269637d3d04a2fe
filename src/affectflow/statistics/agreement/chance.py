"""Agreement expected by chance, for two raters or more, from shares of levels.

Each rule gives p_e and its slope by the shares, so that one variance serves all.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np

from .table import Floats

Chance = Literal["none", "uniform", "shares", "gwet"]


def _uniform(shares: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Brennan and Prediger (1981): all levels alike, used or not; T / q^2 with T the sum of weights."""
    return np.full(shares.shape[:-1], weights.mean()), np.zeros_like(shares)


def _shares(shares: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Scott (1955), Fleiss (1971): two votes drawn from all votes; sum w_kl p_k p_l."""
    both = shares @ ((weights + weights.T) / 2)
    return np.sum(both * shares, axis=-1), 2.0 * both


def _gwet(shares: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Gwet (2008): T / (q (q - 1)) sum p_k (1 - p_k), for votes cast at random on hard items."""
    q = weights.shape[0]
    scale = weights.sum() / (q * (q - 1))
    return scale * np.sum(shares * (1 - shares), axis=-1), scale * (1 - 2 * shares)


def _none(shares: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """No correction: the share of agreement itself."""
    return np.zeros(shares.shape[:-1]), np.zeros_like(shares)


RULES: dict[Chance, Callable[[Floats, Floats], tuple[Floats, Floats]]] = {
    "none": _none,
    "uniform": _uniform,
    "shares": _shares,
    "gwet": _gwet,
}
"""From shares (..., q) and weights (q, q) to p_e (...) and its slope (..., q)."""

WORDS = {
    "none": "no correction for chance",
    "uniform": "every declared level alike: T / q^2, T the sum of the weights",
    "shares": "two votes drawn from all votes: sum w_kl p_k p_l",
    "gwet": "T / (q (q - 1)) sum p_k (1 - p_k), q declared levels",
}
