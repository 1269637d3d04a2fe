"""GLAD: raters of unequal ability judge items of unequal difficulty (Whitehill et al. 2009)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from ..agreement.table import Votes
from .latent import Floats, by_class, share_by_rater, shares_of_votes, total, weighed

MEAN = 1.0
"""Mean of the normal priors (standard deviation 1) on abilities and on log clarities, as in the paper."""

HALVINGS = 20
ROUNDING = 1e-12
"""A gain that falls by less than this share of itself has not fallen: that is rounding."""


@dataclass(frozen=True)
class State:
    """Posteriors (I, C), abilities (R,): logit of a right vote on an item of clarity 1, log clarities (I,)."""

    posterior: Floats
    ability: Floats
    clarity: Floats


class Glad:
    """P(vote the latent class) = 1 / (1 + exp(-ability x exp(log clarity))), and any other class alike.

    The paper's model is of two classes; with C of them the rest of the probability is shared
    evenly by the C - 1 others, as crowd-kit does. Latent classes are alike probable; abilities
    and log clarities have normal priors of mean 1 and standard deviation 1. The objective is
    the log-likelihood of the votes with the log priors, without the priors' constants. The M
    step is one Newton step for each ability and then for each clarity, halved until the
    expected log-likelihood does not fall; so the objective never falls either.

    Source: Whitehill, Ruvolo, Wu, Bergsma and Movellan (2009), NIPS 22, section 3.
    """

    def __init__(self, votes: Votes):
        self.votes = votes
        self._others = np.log(votes.levels - 1)

    def start(self) -> State:
        """The shares of votes, and the priors' means."""
        votes = self.votes
        return State(shares_of_votes(votes), np.full(votes.raters, MEAN), np.full(votes.items, MEAN))

    def step(self, state: State, weight: Floats) -> tuple[State, float]:
        """Abilities, clarities, then posteriors."""
        votes, each = self.votes, weight[self.votes.item]
        named = state.posterior[votes.item, votes.code]
        ability = self._better_abilities(state.ability, np.exp(state.clarity)[votes.item], named, each)
        clarity = self._better_clarities(state.clarity, ability[votes.rater], named)
        posterior, evidence = self.expect(ability, clarity)
        prior = -0.5 * (np.sum((ability - MEAN) ** 2) + total(weight, (clarity - MEAN) ** 2))
        return State(posterior, ability, clarity), total(weight, evidence) + prior

    def expect(self, ability: Floats, clarity: Floats) -> tuple[Floats, Floats]:
        """Posteriors, shape (I, C), and log evidence, shape (I,), at parameters of shapes (R,) and (I,)."""
        x = ability[self.votes.rater] * np.exp(clarity)[self.votes.item]
        wrong = -np.logaddexp(0.0, x) - self._others
        return weighed(by_class(self.votes, wrong, -np.logaddexp(0.0, -x)) - np.log(self.votes.levels))

    def competence(self, state: State, weight: Floats) -> Floats:
        """Expected share of a rater's votes that name the latent class of their item, shape (R,).

        Not the ability: its scale comes from the priors, which draw it to their mean, so that an
        interval from resampling holds the true one too seldom (65 to 70 % for 95 %, in a simulation).
        """
        return share_by_rater(self.votes, state.posterior[self.votes.item, self.votes.code], weight)

    def _better_abilities(self, ability: Floats, clear: Floats, named: Floats, each: Floats) -> Floats:
        votes = self.votes

        def gain(a: Floats) -> Floats:
            x = a[votes.rater] * clear
            return np.bincount(votes.rater, each * (named * x - np.logaddexp(0.0, x)), votes.raters) - _prior(a)

        right = expit(ability[votes.rater] * clear)
        slope = np.bincount(votes.rater, each * clear * (named - right), votes.raters) - (ability - MEAN)
        bend = np.bincount(votes.rater, each * clear**2 * right * (1 - right), votes.raters) + 1.0
        return _climbed(ability, slope / bend, gain)

    def _better_clarities(self, clarity: Floats, able: Floats, named: Floats) -> Floats:
        votes = self.votes

        def gain(b: Floats) -> Floats:
            x = able * np.exp(b)[votes.item]
            return np.bincount(votes.item, named * x - np.logaddexp(0.0, x), votes.items) - _prior(b)

        x = able * np.exp(clarity)[votes.item]
        right = expit(x)
        slope = np.bincount(votes.item, x * (named - right), votes.items) - (clarity - MEAN)
        bend = np.bincount(votes.item, x**2 * right * (1 - right), votes.items) + 1.0
        return _climbed(clarity, slope / bend, gain)


def _prior(value: Floats) -> Floats:
    return 0.5 * (value - MEAN) ** 2


def _climbed(start: Floats, step: Floats, gain: Callable[[Floats], Floats]) -> Floats:
    """Each coordinate moved by its step, halved until its own gain does not fall; else left."""
    before, place = gain(start), start + step
    least = before - ROUNDING * np.maximum(1.0, np.abs(before))
    for _ in range(HALVINGS):
        worse = gain(place) < least
        if not worse.any():
            return place
        step = np.where(worse, step / 2, step)
        place = start + step
    return np.where(worse, start, place)
