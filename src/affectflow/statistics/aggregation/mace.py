"""MACE: a rater knows the latent class, or guesses by habit (Hovy et al. 2013)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..agreement.table import Votes
from .latent import Floats, by_class, log_of, shares_of_votes, total, weighed

SMOOTHING = 0.01
"""Pseudo-votes that EM adds to each rater's counts, shared among the classes, as in the authors' program."""


@dataclass(frozen=True)
class State:
    """Posteriors (I, C), probability to know (R,), habit of guessing (R, C), votes that count for each rater (R,)."""

    posterior: Floats
    knows: Floats
    habit: Floats
    counted: Floats


class Mace:
    """P(vote a | class c) = theta [a = c] + (1 - theta) xi_a; latent classes are alike probable.

    The EM version, not the variational one: its objective can be followed. Fractional counts
    are smoothed by `SMOOTHING / C`, which is a Beta prior on theta and a Dirichlet prior on xi
    with parameters 1 + `SMOOTHING / C`; their logarithm is part of the objective.

    # ASSUME: it starts once, from theta = 1/2 and even habits, and not from random points of
    which the best is kept: the same votes give the same result.

    Source: Hovy, Berg-Kirkpatrick, Vaswani and Hovy (2013), Learning Whom to Trust with MACE, NAACL.
    """

    def __init__(self, votes: Votes):
        self.votes = votes
        self._pseudo = SMOOTHING / votes.levels

    def start(self) -> State:
        """Everybody knows half of the time, and guesses evenly."""
        votes = self.votes
        state = State(
            shares_of_votes(votes), np.full(votes.raters, 0.5), np.full((votes.raters, votes.levels), 1 / votes.levels),
            np.full(votes.raters, np.nan),
        )  # fmt: skip
        return State(self.expect(state.knows, state.habit)[0], state.knows, state.habit, state.counted)

    def step(self, state: State, weight: Floats) -> tuple[State, float]:
        """Smoothed shares of known votes and of guesses by class, then posteriors."""
        votes, pseudo = self.votes, self._pseudo
        knows, guesses = state.knows[votes.rater], state.habit[votes.rater, votes.code]
        by_knowing = state.posterior[votes.item, votes.code] * knows / (knows + (1.0 - knows) * guesses)
        each = weight[votes.item]
        known = np.bincount(votes.rater, each * by_knowing, votes.raters)
        place = votes.rater * votes.levels + votes.code
        guessed = np.bincount(place, each * (1.0 - by_knowing), votes.raters * votes.levels)
        guessed = guessed.reshape(votes.raters, votes.levels)
        counted = known + guessed.sum(axis=1)
        theta = (known + pseudo) / (counted + 2 * pseudo)
        xi = (guessed + pseudo) / (guessed.sum(axis=1, keepdims=True) + votes.levels * pseudo)
        posterior, evidence = self.expect(theta, xi)
        prior = pseudo * (np.log(theta) + np.log1p(-theta) + np.log(xi).sum(axis=1)).sum()
        return State(posterior, theta, xi, counted), total(weight, evidence) + prior

    def competence(self, state: State, weight: Floats) -> Floats:
        """Probability to know the latent class rather than guess, shape (R,)."""
        return np.where(state.counted > 0, state.knows, np.nan)

    def expect(self, theta: Floats, xi: Floats) -> tuple[Floats, Floats]:
        """Posteriors, shape (I, C), and log evidence, shape (I,), at parameters of shapes (R,) and (R, C)."""
        votes = self.votes
        guess = ((1.0 - theta)[:, None] * xi)[votes.rater, votes.code]
        joint = by_class(votes, log_of(guess), log_of(theta[votes.rater] + guess))
        return weighed(joint - np.log(votes.levels))
