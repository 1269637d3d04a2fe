"""Raters' confusion matrices from their votes alone, by the EM algorithm of Dawid and Skene (1979).

The true class of an item is latent. Given it, votes are independent and each rater has
one row of vote probabilities for each latent class.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float64]


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
    votes = _vote_matrix(item, rater, label, shape)
    # ASSUME: raters are right more often than not, so the shares of votes start the latent
    # classes in the order of the labels; EM climbs from there and cannot switch them by chance.
    posterior = _normalised(_shares(votes, shape))
    gains: list[float] = []
    converged = False
    for _ in range(max_iterations):
        prior, tallies = posterior.mean(axis=0), _tallies(votes, posterior, shape)
        posterior, log_likelihood = _expect(votes, prior, _normalised(tallies))
        gains.append(log_likelihood)
        converged = len(gains) > 1 and gains[-1] - gains[-2] <= tolerance * max(1.0, abs(gains[-1]))
        if converged:
            break
    confusion, expected = _normalised(tallies), tallies.sum(axis=2)
    confusion[expected == 0] = np.nan
    errors = standard_errors(confusion, expected)
    return DawidSkene(posterior, prior, confusion, expected, errors, np.array(gains), converged)


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


def _vote_matrix(item, rater, label, shape: tuple[int, int, int]) -> sparse.csr_array:
    """Counts of votes, items by (rater, label)."""
    items, raters, labels = shape
    column = np.asarray(rater, dtype=np.int64) * labels + np.asarray(label, dtype=np.int64)
    return sparse.csr_array((np.ones(len(column)), (np.asarray(item), column)), shape=(items, raters * labels))


def _shares(votes: sparse.csr_array, shape: tuple[int, int, int]) -> Floats:
    _, raters, labels = shape
    return votes @ np.tile(np.eye(labels), (raters, 1))


def _tallies(votes: sparse.csr_array, posterior: Floats, shape: tuple[int, int, int]) -> Floats:
    """Expected votes by rater, latent class and label."""
    _, raters, labels = shape
    return np.swapaxes((votes.T @ posterior).reshape(raters, labels, labels), 1, 2)


def _normalised(rows: Floats) -> Floats:
    """Rows that sum to 1; a row of zeros stays zero: no item of such a class can be reached again."""
    total = rows.sum(axis=-1, keepdims=True)
    return np.divide(rows, total, out=np.zeros_like(rows), where=total > 0)


def _expect(votes: sparse.csr_array, prior: Floats, confusion: Floats) -> tuple[Floats, float]:
    """Posteriors and the log-likelihood of the votes."""
    raters, labels, _ = confusion.shape
    with np.errstate(divide="ignore"):
        terms = np.log(np.swapaxes(confusion, 1, 2).reshape(raters * labels, labels))
        joint = votes @ terms + np.log(prior)
    top = joint.max(axis=1, keepdims=True)
    scaled = np.exp(joint - top)
    total = scaled.sum(axis=1, keepdims=True)
    return scaled / total, float(np.sum(np.log(total) + top))
