"""What scorers are expected to say: rounding and the scale's ends move it away from value plus bias."""

from __future__ import annotations

import numpy as np

from .panel import Floats, Scorers


def score_moments(panel: Scorers, truth: Floats) -> tuple[Floats, Floats]:
    """Mean and variance of each rater's score of each planted value.

    Args:
        panel: scorers whose scale has points.
        truth: planted values, shape (I,).

    Returns:
        two arrays of shape (I, R).
    """
    from scipy.special import ndtr

    points = np.arange(panel.low, panel.high + panel.step / 2, panel.step)
    edges = (points[1:] + points[:-1]) / 2
    z = (edges - np.asarray(truth)[:, None, None] - panel.bias[None, :, None]) / panel.noise[None, :, None]
    below = np.concatenate([np.zeros((*z.shape[:2], 1)), ndtr(z), np.ones((*z.shape[:2], 1))], axis=-1)
    shares = np.diff(below, axis=-1)
    mean = shares @ points
    return mean, shares @ points**2 - mean**2


def consistency(means: Floats, variances: Floats) -> float:
    """The ICC(C,1) of two raters whose scores have these moments at each item: 2 cov / (var + var).

    Args:
        means, variances: shape (I, 2).
    """
    spread = means.var(axis=0) + variances.mean(axis=0)
    shared = float(np.mean((means - means.mean(axis=0)).prod(axis=1)))
    return 2 * shared / float(spread.sum())
