"""Means under exposure and under none, and how certain they are: weighting and doubly robust."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .clusters import sums
from .propensity import Estimand, Score, both_weights

Floats = NDArray[np.float64]
Integers = NDArray[np.integer]


@dataclass(frozen=True)
class Means:
    """Mean outcome were everyone of the target exposed, and were nobody; leading dimensions as in the input.

    exposed, unexposed: shape (...).
    exposed_influence, unexposed_influence: what each row adds to the error of the mean, shape (..., n).
    """

    exposed: Floats
    unexposed: Floats
    exposed_influence: Floats
    unexposed_influence: Floats

    def difference(self, cluster: Integers | None = None) -> tuple[Floats, Floats, int]:
        """Exposed minus unexposed, its standard error and degrees of freedom; see `uncertain`."""
        error, df = uncertain(self.exposed_influence - self.unexposed_influence, cluster)
        return self.exposed - self.unexposed, error, df


def weighted_means(
    outcome: Floats, exposed: Floats, design: Floats, score: Score, estimand: Estimand, *, score_known: bool = False
) -> Means:
    """Normalised weighted means; their influence counts that the score was estimated, unless it counts as known.

    Stacked estimating equations: (a - e)x for the score, a w1 (y - m1) and (1 - a) w0 (y - m0) for the
    means. Weights held within bounds have derivative 0. With the score known, the errors are those of weighted
    least squares with its sandwich, as designs of surveys have it.

    Args:
        outcome, exposed: shape (..., n).
        design: of the score, shape (..., n, p).
        score: `propensity` of the same design.
        estimand: for whom the means are.
        score_known: whether the influence leaves the first equation out.

    Source: Lunceford and Davidian (2004), Statistics in Medicine 23, 2937-2960; Stefanski and Boos
    (2002), The American Statistician 56, 29-38.
    """
    to_exposed, to_unexposed, slope_exposed, slope_unexposed = both_weights(score, estimand)
    of_score = np.einsum("...ij,...nj->...ni", score.information_inverse, design) * (exposed - score.fitted)[..., None]
    parts = []
    for member, weight, slope in ((exposed, to_exposed, slope_exposed), (1 - exposed, to_unexposed, slope_unexposed)):
        taken = member * weight
        mean = np.sum(taken * outcome, axis=-1) / np.sum(taken, axis=-1)
        off = outcome - mean[..., None]
        pull = np.mean((member * slope * off)[..., None] * design, axis=-2) * (not score_known)
        own = taken * off + np.einsum("...ni,...i->...n", of_score, pull)
        parts.append((mean, own / np.mean(taken, axis=-1)[..., None]))
    return Means(parts[0][0], parts[1][0], parts[0][1], parts[1][1])


def doubly_robust_means(outcome: Floats, exposed: Floats, design: Floats, score: Score, estimand: Estimand) -> Means:
    """Augmented inverse probability weighting, with a linear model of the outcome in each group.

    The estimate is right if the score or the models of the outcome are; the standard error by the
    influence function takes both as right.

    Args:
        as `weighted_means`; the design serves score and outcome; estimand ATE or ATT.

    Source: Robins, Rotnitzky and Zhao (1994), J. American Statistical Association 89, 846-866;
    for ATT Mercatanti and Li (2014), Annals of Applied Statistics 8, 2485-2508.
    """
    under = [_predicted(outcome, design, member) for member in (exposed, 1 - exposed)]
    e = score.used
    if estimand == "ATE":
        rows = [
            under[0] + exposed * (outcome - under[0]) / e,
            under[1] + (1 - exposed) * (outcome - under[1]) / (1 - e),
        ]
        means = [row.mean(axis=-1) for row in rows]
        influences = [row - mean[..., None] for row, mean in zip(rows, means, strict=True)]
        return Means(means[0], means[1], influences[0], influences[1])
    share = exposed.mean(axis=-1, keepdims=True)
    observed = exposed * outcome / share
    modelled = (exposed * under[1] + (1 - exposed) * e / (1 - e) * (outcome - under[1])) / share
    means = [observed.mean(axis=-1), modelled.mean(axis=-1)]
    influences = [
        row - exposed / share * mean[..., None] for row, mean in zip((observed, modelled), means, strict=True)
    ]
    return Means(means[0], means[1], influences[0], influences[1])


def uncertain(influence: Floats, cluster: Integers | None = None) -> tuple[Floats, int]:
    """Standard error of a mean of influences, and its degrees of freedom G - 1.

    The variance is G/(G - 1) times the sum of squared sums within clusters, by n^2; without
    clusters each row is its own.

    Args:
        influence: shape (..., n).
        cluster: number of each row's cluster, from 0 without gaps, at least two, shape (n,).
    """
    n = influence.shape[-1]
    within = influence if cluster is None else sums(influence[..., None], cluster)[..., 0]
    groups = within.shape[-1]
    return np.sqrt(groups / (groups - 1) * np.sum(within**2, axis=-1)) / n, groups - 1


def _predicted(outcome: Floats, design: Floats, member: Floats) -> Floats:
    """What the linear model of one group says of every row."""
    kept = np.swapaxes(design * member[..., None], -1, -2)
    coefficients = np.linalg.pinv(kept @ design) @ (kept @ outcome[..., None])
    return (design @ coefficients)[..., 0]
