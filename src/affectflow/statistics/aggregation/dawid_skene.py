"""Raters' confusion matrices from their votes alone, by the EM algorithm of Dawid and Skene (1979).

The true class of an item is latent. Given it, votes are independent and each rater has
one row of vote probabilities for each latent class.

crowd-kit's class of the same name stops when the change of a bound is below a fixed number
and reads confusion tables as votes by latent classes; here it stops by the likelihood of
the votes, and rows are latent classes as in the paper.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ..agreement.table import Votes
from .latent import ClassPrior, Fit, Floats, class_shares, climb, log_of, shares_of_votes, total, weighed


@dataclass(frozen=True)
class DawidSkene:
    """The fit for I items, R raters and C classes.

    posterior: probability of each latent class for each item, shape (I, C).
    prior: share of each latent class, shape (C,).
    confusion: probability of each vote, shape (R, C, C), rows are latent classes; a row
        without expected votes is NaN.
    expected_votes: votes that each rater is expected to have given to items of each
        latent class, shape (R, C).
    standard_error: of `confusion`, the same shape; see `standard_errors`.
    log_likelihoods: of the observed votes at the start of each iteration; never falls.
    converged: whether the last gain was within the tolerance.
    """

    posterior: Floats
    prior: Floats
    confusion: Floats
    expected_votes: Floats
    standard_error: Floats
    log_likelihoods: Floats
    converged: bool


@dataclass(frozen=True)
class State:
    """Posteriors (I, C), class shares (C,), expected votes by rater, latent class and label (R, C, C)."""

    posterior: Floats
    prior: Floats
    tallies: Floats


class Confusions:
    """The model of Dawid and Skene, without smoothing.

    Args:
        votes: the votes; a rater may vote on an item several times.
        prior: whether shares of latent classes are estimated (as in the paper) or the same.
    """

    def __init__(self, votes: Votes, prior: ClassPrior = "estimated"):
        self.votes, self._prior = votes, prior
        column = votes.rater * votes.levels + votes.code
        shape = (votes.items, votes.raters * votes.levels)
        self._by_item = sparse.csr_array((np.ones(len(column)), (votes.item, column)), shape=shape)
        self._by_vote = self._by_item.T.tocsr()

    def start(self) -> State:
        """The shares of votes."""
        size = (self.votes.raters, self.votes.levels, self.votes.levels)
        return State(shares_of_votes(self.votes), np.full(self.votes.levels, np.nan), np.full(size, np.nan))

    def step(self, state: State, weight: Floats) -> tuple[State, float]:
        """Equations 2.3 and 2.4 of the paper, then 2.5."""
        prior = class_shares(state.posterior, weight, self._prior)
        tallies = self._tallies(state.posterior if np.all(weight == 1) else state.posterior * weight[:, None])
        posterior, evidence = self._expect(prior, normalised(tallies))
        return State(posterior, prior, tallies), total(weight, evidence)

    def competence(self, state: State, weight: Floats) -> Floats:
        """Expected share of a rater's votes that name the latent class of their item, shape (R,)."""
        right, given = np.einsum("rcc->r", state.tallies), state.tallies.sum(axis=(1, 2))
        return np.divide(right, given, out=np.full(len(given), np.nan), where=given > 0)

    def _tallies(self, posterior: Floats) -> Floats:
        raters, labels = self.votes.raters, self.votes.levels
        return np.swapaxes((self._by_vote @ posterior).reshape(raters, labels, labels), 1, 2)

    def _expect(self, prior: Floats, confusion: Floats) -> tuple[Floats, Floats]:
        raters, labels, _ = confusion.shape
        terms = log_of(np.swapaxes(confusion, 1, 2).reshape(raters * labels, labels))
        joint = self._by_item @ terms
        joint += log_of(prior)
        return weighed(joint)


def dawid_skene(
    item: NDArray[np.integer],
    rater: NDArray[np.integer],
    label: NDArray[np.integer],
    shape: tuple[int, int, int],
    *,
    max_iterations: int,
    tolerance: float,
) -> DawidSkene:
    """Fit by EM, from the shares of votes, without smoothing.

    It stops when an iteration raises the log-likelihood by no more than
    `tolerance * max(1, |log-likelihood|)`.

    Args:
        item: number of the item of each vote, shape (votes,), from 0.
        rater: number of the rater of each vote, shape (votes,), from 0; a rater may vote
            on an item several times.
        label: number of the class of each vote, shape (votes,), from 0.
        shape: how many items, raters and classes there are; every item has a vote.
        max_iterations: most iterations.
        tolerance: relative gain at which it stops.

    Source: Dawid and Skene (1979), Applied Statistics 28(1), 20-28, equations 2.3 to 2.5.
    """
    model = Confusions(Votes(np.asarray(item), np.asarray(rater), np.asarray(label), *shape))
    return described(climb(model, model.start(), max_iterations=max_iterations, tolerance=tolerance))


def described(fit: Fit[State]) -> DawidSkene:
    """The confusion matrices of a fit, with their errors."""
    confusion, expected = normalised(fit.state.tallies), fit.state.tallies.sum(axis=2)
    confusion[expected == 0] = np.nan
    errors = standard_errors(confusion, expected)
    posterior, prior = fit.state.posterior, fit.state.prior
    return DawidSkene(posterior, prior, confusion, expected, errors, fit.objective, fit.converged)


def standard_errors(confusion: Floats, expected_votes: Floats) -> Floats:
    """Multinomial standard errors sqrt(p (1 - p) / n), conditional on the expected votes n.

    # ASSUME: the latent classes count as known with their posteriors. The uncertainty about
    them is not included, so with few or poor raters these errors are too small.

    Args:
        confusion: shape (R, C, C).
        expected_votes: shape (R, C).

    Returns:
        shape (R, C, C); NaN in rows without expected votes.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.sqrt(confusion * (1.0 - confusion) / expected_votes[:, :, None])


def normalised(rows: Floats) -> Floats:
    """Rows that sum to 1; a row of zeros stays zero: no item of such a class can be reached again."""
    sums = rows.sum(axis=-1, keepdims=True)
    return np.divide(rows, sums, out=np.zeros_like(rows), where=sums > 0)
