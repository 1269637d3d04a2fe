"""How sure a rater's competence is: a bootstrap over items that climbs on from where the fit ended.

In simulations of 200 to 400 items, 5 to 30 raters and 4 to 8 votes of each item, intervals of
95 % held the planted competence in 94 to 96 % of cases by the one-coin model, in 92 to 97 % by
Dawid and Skene's (too seldom where each rater gave few votes for each class: matrices of few
votes fit too well), in 97 to 98 % by MACE and in 90 to 98 % by GLAD (too seldom with few raters),
and the correlation with the others in 93 to 94 %.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .latent import Fit, Floats, Model, climb
from .numeric import Against, Ratings, trust

TOLERANCE = 1e-7
MAX_ITERATIONS = 200
FEW_RESAMPLES = "fewer than half of the resamples define it"
NEVER_MOVES = "the same in every resample: too few votes to tell how sure it is"
AT_THE_END = "at the end of its range: resampling tells no interval"
UNDEFINED = "undefined on the data"


@dataclass(frozen=True)
class Competence:
    """Of R raters, with an interval.

    The standard error is that over resamples. The interval is symmetric on the logit scale of
    shares, and on Fisher's z of correlations, so it stays within their range; its width has the
    t quantile of n - 1 and sqrt(n / (n - 1)), n the rater's votes, since a bootstrap of few is
    too narrow. In simulations it held what was planted more often than percentiles did.

    Attributes:
        estimate, low, high, standard_error: shape (R,); NaN where `reason` says why.
        reason: why the estimate or its interval is undefined, else empty, shape (R,).
    """

    estimate: Floats
    low: Floats
    high: Floats
    standard_error: Floats
    reason: NDArray[np.str_]


def of_model(model: Model[Any], fit: Fit[Any], *, resamples: int, level: float, rng: np.random.Generator) -> Competence:
    """Competence of raters under a model with latent classes.

    Items are drawn with replacement, with all their votes; EM climbs on from the fit with the
    drawn items, until it gains no more than `TOLERANCE`. It asks about other items, rated by the
    same raters, and stays on the hill that the fit found: latent classes cannot switch. A rater
    whose votes are all right gives the same in every resample, and has no interval.

    Args:
        model: the model.
        fit: where EM ended on the data.
        resamples: number of resamples.
        level: coverage, such as 0.95.
        rng: source of randomness.
    """

    def drawn() -> Iterator[Floats]:
        for weight in _weights(model.votes.items, resamples, rng):
            found = climb(model, fit.state, weight=weight, max_iterations=MAX_ITERATIONS, tolerance=TOLERANCE)
            yield model.competence(found.state, weight)

    estimate = model.competence(fit.state, np.ones(model.votes.items))
    votes = np.bincount(model.votes.rater, minlength=model.votes.raters)
    return _interval(estimate, np.array(list(drawn())), level, votes, 0.0)


def of_trust(given: Ratings, against: Against, *, resamples: int, level: float, rng: np.random.Generator) -> Competence:
    """Correlation of each rater with the mean of the others, items drawn with replacement."""
    drawn = [trust(given, against, weight) for weight in _weights(given.items, resamples, rng)]
    votes = np.bincount(given.rater, minlength=given.raters)
    return _interval(trust(given, against), np.array(drawn), level, votes, -1.0)


def _weights(items: int, resamples: int, rng: np.random.Generator) -> Iterator[Floats]:
    """How often each item is drawn, one resample after the other, so that many items need little memory."""
    for _ in range(resamples):
        yield np.bincount(rng.integers(0, items, items), minlength=items).astype(np.float64)


def _interval(estimate: Floats, drawn: Floats, level: float, votes: NDArray[np.integer], lowest: float) -> Competence:
    """Intervals on the logit scale of the range from `lowest` to 1."""
    defined = ~np.isnan(drawn)
    n = defined.sum(axis=0)
    mean = np.where(defined, drawn, 0.0).sum(axis=0) / np.maximum(n, 1)
    squares = (np.where(defined, drawn - mean, 0.0) ** 2).sum(axis=0)
    error = np.sqrt(squares / np.maximum(n - 1, 1))
    reason = np.where(2 * n > len(drawn), "", FEW_RESAMPLES)
    reason = np.where((reason == "") & ((estimate <= lowest) | (estimate >= 1.0)), AT_THE_END, reason)
    reason = np.where((2 * n > len(drawn)) & ((error < 1e-9) | (votes < 2)), NEVER_MOVES, reason)
    reason = np.where(np.isnan(estimate), UNDEFINED, reason)
    told = reason == ""
    low, high = (np.full(len(estimate), np.nan) for _ in range(2))
    low[told], high[told] = _limits(estimate[told], error[told], level, votes[told], lowest)
    return Competence(estimate, low, high, np.where(told, error, np.nan), reason)


def _limits(estimate: Floats, error: Floats, level: float, votes: NDArray[np.integer], lowest: float) -> Any:
    from scipy.special import expit, logit, stdtrit

    wide = 1.0 - lowest
    share, n = (estimate - lowest) / wide, votes.astype(np.float64)
    half = stdtrit(n - 1, (1 + level) / 2) * np.sqrt(n / (n - 1)) * error / wide / (share * (1 - share))
    return tuple(lowest + wide * expit(logit(share) + sign * half) for sign in (-1, 1))
