"""One number for each rater: the probability to vote the latent class; mistakes fall on any other class alike."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..agreement.table import Votes
from .latent import ClassPrior, Floats, by_class, class_shares, log_of, share_by_rater, shares_of_votes, total, weighed


@dataclass(frozen=True)
class State:
    """Posteriors (I, C), class shares (C,), probability of each rater to be right (R,)."""

    posterior: Floats
    prior: Floats
    right: Floats


class OneCoin:
    """Dawid and Skene's model with one parameter for each rater, without smoothing.

    P(vote a | class c) = theta if a = c, else (1 - theta) / (C - 1).

    Args:
        votes: the votes, of two classes or more.
        prior: whether shares of latent classes are estimated or the same.

    Source: Zhang, Chen, Zhou and Jordan (2016), Spectral methods meet EM, JMLR 17(102), section 2.
    """

    def __init__(self, votes: Votes, prior: ClassPrior = "estimated"):
        self.votes, self._prior = votes, prior

    def start(self) -> State:
        """The shares of votes."""
        posterior = shares_of_votes(self.votes)
        return State(posterior, np.full(self.votes.levels, np.nan), np.full(self.votes.raters, np.nan))

    def step(self, state: State, weight: Floats) -> tuple[State, float]:
        """Expected share of right votes of each rater, then posteriors."""
        votes = self.votes
        right = share_by_rater(votes, state.posterior[votes.item, votes.code], weight)
        prior = class_shares(state.posterior, weight, self._prior)
        # A rater whose votes all have weight 0 tells nothing: as good as chance.
        told = np.where(np.isnan(right), 1.0 / votes.levels, right)[votes.rater]
        wrong = log_of((1.0 - told) / (votes.levels - 1))
        posterior, evidence = weighed(by_class(votes, wrong, log_of(told)) + log_of(prior))
        return State(posterior, prior, right), total(weight, evidence)

    def competence(self, state: State, weight: Floats) -> Floats:
        """Probability to vote the latent class, shape (R,)."""
        return state.right
