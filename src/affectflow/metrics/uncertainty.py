"""Whether a model is unsure where the raters disagree: correlation of two entropies."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import entr

from .outcome import Outcome

ENTROPY_CORRELATION = (
    "Pearson's correlation over items of the entropy of the predicted distribution with the entropy of the target "
    "distribution, both in nats; NaN with fewer than two items or where one of the two does not vary"
)
FLAT = "the entropy of the votes or of the predictions does not vary"
ROUNDING = 1e-12
"""A variance below this part of the mean square is rounding."""


def moments(outcome: Outcome) -> NDArray[np.float64]:
    """Sums over the items of each group that a correlation is made of.

    Entropies are counted from that of the first item, so that a series without variation
    is exactly 0.

    Args:
        outcome: N items in G groups.

    Returns:
        n, sum x, sum y, sum xx, sum yy, sum xy, where x is the target's entropy and y the
        predicted one, shape (G, 6).
    """
    assert outcome.probabilities is not None
    x, y = (entr(shares).sum(-1) for shares in (outcome.target, outcome.probabilities))
    x, y = x - x[:1], y - y[:1]
    parts = (np.ones(x.size), x, y, x * x, y * y, x * y)
    return np.column_stack([np.bincount(outcome.groups, p, minlength=outcome.clusters) for p in parts])


def correlation(totals: NDArray[np.float64]) -> NDArray[np.float64]:
    """Pearson's correlation from `moments`, or weighted sums of them; NaN where it is undefined.

    Args:
        totals: shape (..., 6).

    Returns:
        shape (...), in [-1, 1].
    """
    n, x, y, xx, yy, xy = np.moveaxis(totals, -1, 0)
    across, down = n * xx - x * x, n * yy - y * y
    varies = (across > ROUNDING * n * xx) & (down > ROUNDING * n * yy)
    below = np.sqrt(np.where(varies, across * down, 1.0))
    return np.where(varies, np.clip((n * xy - x * y) / below, -1, 1), np.nan)
