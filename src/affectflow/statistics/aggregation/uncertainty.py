"""How sure a rater's competence is: a bootstrap over items that climbs on from where the fit ended.

In simulations of 200 to 400 items, 5 to 30 raters and 4 to 8 votes of each item, intervals of
95 % held the planted competence in 94 to 95 % of cases by the one-coin model, 92 to 95 % by
Dawid and Skene's (less where each rater gave few votes for each class), 94 to 95 % by MACE, 90
to 95 % by GLAD, and the correlation with the others in 93 %.
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
UNDEFINED = "undefined on the data"


@dataclass(frozen=True)
class Competence:
    """Of R raters, with an expanded percentile interval.

    Percentiles are those that widen a normal interval by sqrt(n / (n - 1)) and the t quantile
    of n - 1, n the rater's votes (Hesterberg 2015, What teachers should know about the bootstrap).

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
    return _percentiles(
        estimate, np.array(list(drawn())), level, np.bincount(model.votes.rater, minlength=model.votes.raters)
    )


def of_trust(given: Ratings, against: Against, *, resamples: int, level: float, rng: np.random.Generator) -> Competence:
    """Correlation of each rater with the mean of the others, items drawn with replacement."""
    drawn = [trust(given, against, weight) for weight in _weights(given.items, resamples, rng)]
    return _percentiles(trust(given, against), np.array(drawn), level, np.bincount(given.rater, minlength=given.raters))


def _weights(items: int, resamples: int, rng: np.random.Generator) -> Iterator[Floats]:
    """How often each item is drawn, one resample after the other, so that many items need little memory."""
    for _ in range(resamples):
        yield np.bincount(rng.integers(0, items, items), minlength=items).astype(np.float64)


def _percentiles(estimate: Floats, drawn: Floats, level: float, votes: NDArray[np.integer]) -> Competence:
    defined = ~np.isnan(drawn)
    enough = 2 * defined.sum(axis=0) > len(drawn)
    moves = np.nan_to_num(np.where(defined, drawn, -np.inf).max(axis=0) - np.where(defined, drawn, np.inf).min(axis=0))
    reason = np.where((moves > 1e-9) & (votes > 1), "", NEVER_MOVES)
    reason = np.where(enough, reason, FEW_RESAMPLES)
    reason = np.where(np.isnan(estimate), UNDEFINED, reason)
    low, high, error = (np.full(len(estimate), np.nan) for _ in range(3))
    wide = _widened(level, votes)
    for r in np.flatnonzero(reason == ""):
        values = drawn[defined[:, r], r]
        low[r], high[r] = np.quantile(values, [(1 - wide[r]) / 2, (1 + wide[r]) / 2])
        error[r] = values.std(ddof=1)
    return Competence(estimate, low, high, error, reason)


def _widened(level: float, votes: NDArray[np.integer]) -> Floats:
    """The level whose percentiles are taken, for raters of so many votes."""
    from scipy.special import ndtr, stdtrit

    n = np.maximum(votes, 2).astype(np.float64)
    return np.asarray(2 * ndtr(np.sqrt(n / (n - 1)) * stdtrit(n - 1, (1 + level) / 2)) - 1)
