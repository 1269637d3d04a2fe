"""What all models with a latent class share: how EM climbs, and how classes are weighed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, Literal, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from ..agreement.table import Votes

Floats = NDArray[np.float64]
ClassPrior = Literal["estimated", "uniform"]
LOWEST = np.finfo(np.float64).tiny
S = TypeVar("S")


class Model(Protocol[S]):
    """A model of votes, given the latent class of each item.

    Attributes:
        votes: the votes that it explains; every item has one.
    """

    votes: Votes

    def start(self) -> S:
        """The state from which EM climbs; the same votes give the same."""

    def step(self, state: S, weight: Floats) -> tuple[S, float]:
        """One step of M and E: the new state, and the objective at its parameters.

        Args:
            state: has `posterior`, the probability of each latent class, shape (I, C).
            weight: how often each item counts, shape (I,).
        """

    def competence(self, state: S, weight: Floats) -> Floats:
        """What each rater is worth, shape (R,); NaN where no item with a weight has the rater's vote."""


@dataclass(frozen=True)
class Fit(Generic[S]):
    """Where EM ended.

    Attributes:
        state: of the model.
        objective: the log-likelihood of the observed votes (with the log prior of the
            parameters, where the model has one) at each iteration; it never falls.
        converged: whether the last gain was within the tolerance.
        tolerance: largest gain, relative to the objective, that ends the climb.
    """

    state: S
    objective: Floats
    converged: bool
    tolerance: float


def climb(model: Model[S], state: S, *, weight: Floats | None = None, max_iterations: int, tolerance: float) -> Fit[S]:
    """Step until an iteration raises the objective by no more than `tolerance * max(1, |objective|)`.

    Args:
        model: what is stepped.
        state: where it starts.
        weight: how often each item counts, shape (I,); once, when not given.
        max_iterations: most iterations.
        tolerance: relative gain at which it stops.
    """
    counted = np.ones(model.votes.items) if weight is None else np.asarray(weight, dtype=np.float64)
    trace: list[float] = []
    converged = False
    while len(trace) < max_iterations and not converged:
        state, objective = model.step(state, counted)
        trace.append(objective)
        converged = len(trace) > 1 and trace[-1] - trace[-2] <= tolerance * max(1.0, abs(trace[-1]))
    return Fit(state, np.array(trace), converged, tolerance)


def shares_of_votes(votes: Votes) -> Floats:
    """Share of each class among the votes of each item, shape (I, C).

    # ASSUME: raters are right more often than not. The shares start the latent classes in the
    order of the labels; EM climbs from there and cannot switch them by chance.
    """
    counts = votes.counts().astype(np.float64)
    return counts / counts.sum(axis=1, keepdims=True)


def weighed(joint: Floats) -> tuple[Floats, Floats]:
    """Posteriors, shape (I, C), and log evidence of each item, shape (I,), from log joint probabilities.

    `joint` becomes the posteriors: fresh memory costs more here than arithmetic. Classes are
    few, so columns are added one after the other, which is faster than along rows.
    """
    columns = range(joint.shape[1])
    top = joint[:, 0].copy()
    for c in columns:
        np.maximum(top, joint[:, c], out=top)
    joint -= top[:, None]
    np.exp(joint, out=joint)
    sums = joint[:, 0].copy()
    for c in columns[1:]:
        sums += joint[:, c]
    joint /= sums[:, None]
    top += np.log(sums)
    return joint, top


def total(weight: Floats, value: Floats) -> float:
    """Weighted sum, not by BLAS: its threads wait for one another longer than the sum takes."""
    return float(np.sum(weight * value))


def class_shares(posterior: Floats, weight: Floats, prior: ClassPrior) -> Floats:
    """Probability of each latent class, shape (C,): estimated, or the same for all."""
    classes = posterior.shape[1]
    return (
        np.einsum("i,ic->c", weight, posterior) / weight.sum()
        if prior == "estimated"
        else np.full(classes, 1.0 / classes)
    )


def log_of(value: Any) -> Floats:
    """Logarithm that stays finite at 0, at -708: what is added and taken away again cancels, and exp gives 0."""
    return np.log(np.maximum(value, LOWEST))


def by_class(votes: Votes, wrong: Floats, right: Floats) -> Floats:
    """Log-likelihood of each item's votes for each latent class, shape (I, C).

    Args:
        votes: the votes.
        wrong: log probability of each vote when it does not name the latent class, shape (votes,).
        right: log probability of each vote when it does.
    """
    base = np.bincount(votes.item, wrong, votes.items)
    place = votes.item * votes.levels + votes.code
    own = np.bincount(place, right - wrong, votes.items * votes.levels)
    return np.asarray(base[:, None] + own.reshape(votes.items, votes.levels), dtype=np.float64)


def share_by_rater(votes: Votes, value: Floats, weight: Floats) -> Floats:
    """Mean of a value of votes over each rater's votes, shape (R,); NaN for a rater without a weight."""
    each = weight[votes.item]
    given = np.bincount(votes.rater, each, votes.raters)
    sums = np.bincount(votes.rater, each * value, votes.raters)
    return np.divide(sums, given, out=np.full(votes.raters, np.nan), where=given > 0)
