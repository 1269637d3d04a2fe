"""Chance-corrected agreement of any number of raters with missing votes, after Gwet (2014).

Handbook of Inter-Rater Reliability, 4th edition, chapters 2 to 5. With r_i votes on item i,
r_ik of them for level k: p_a is the mean over items with two votes or more of
sum_k r_ik (r*_ik - 1) / (r_i (r_i - 1)), r*_ik = sum_l w_kl r_il; the share p_k is the mean
over all items with a vote of r_ik / r_i. Every item weighs the same however many votes it
has, unlike in Krippendorff's alpha.

Where one level only is used, p_e of kappa and pi is 1 and they are NaN: nothing tells
agreement from chance (others say 0 or 1). AC1 and Brennan-Prediger are 1 there, by their
definition, if two levels or more are declared.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from .chance import RULES, WORDS, Chance
from .resampling import Evaluate
from .sums import WeightedSums, by_groups, in_blocks, ratio_of
from .table import Floats, Integers, Votes
from .weights import checked_weights, weights_name

_ROUNDING = 1e-12


class Coefficient:
    """(p_a - p_e) / (1 - p_e) of one table of votes, ready for intervals.

    Attributes:
        votes: the votes of items with at least one, renumbered.
        kept: the former numbers of these items.
    """

    def __init__(self, votes: Votes, name: str, chance: Chance, weights: str | ArrayLike) -> None:
        self.name, self.chance = name, chance
        self.weights, self._weights_name = checked_weights(weights, votes.levels), weights_name(weights)
        self.votes, self.kept = votes.with_at_least(1)

    @property
    def conventions(self) -> dict[str, str]:
        """What is chosen."""
        return {
            "weights": f"{self._weights_name}, of {self.votes.levels} declared levels",
            "chance": WORDS[self.chance],
            "missing": "Gwet (2014): agreement of items with two votes or more, shares of all items with a vote",
            "one level only": "undefined where the expected agreement is 1",
            "analytic standard error": "item sampling, Gwet (2014), divisor n (n - 1), n items with a vote",
            "resampled raters": "pairs of copies of one vote are left out",
        }

    @cached_property
    def _items(self) -> tuple[Floats, Floats]:
        counts = self.votes.counts().astype(np.float64)
        return self._per_item(counts, counts.sum(axis=1), counts.sum(axis=1))

    def _per_item(self, sums: Floats, m: Floats, squares: Floats) -> tuple[Floats, Floats]:
        """Voted, paired and agreement of each item, shape (..., items, 3), and shares (..., items, levels)."""
        pairs = m**2 - squares
        agreeing = np.sum(np.matmul(sums, self.weights) * sums, axis=-1) - squares
        agreement = np.divide(agreeing, pairs, out=np.zeros_like(m), where=pairs > 0)
        shares = np.divide(sums, m[..., None], out=np.zeros_like(sums), where=m[..., None] > 0)
        return np.stack([(m > 0) * 1.0, (pairs > 0) * 1.0, agreement], axis=-1), shares

    def _agreements(self, terms: Floats, shares: Floats) -> tuple[Floats, Floats]:
        """p_a and p_e from totals over items."""
        voted, paired, agreement = np.moveaxis(terms, -1, 0)
        return ratio_of(agreement, paired), RULES[self.chance](ratio_of(shares, voted[..., None]), self.weights)[0]

    def _finish(self, terms: Floats, shares: Floats) -> Floats:
        return corrected(*self._agreements(terms, shares))

    @cached_property
    def _found(self) -> tuple[float, float]:
        if len(self.kept) == 0 or self.votes.levels < 2:
            return float("nan"), float("nan")
        observed, expected = self._agreements(*(part.sum(axis=0) for part in self._items))
        return float(observed), float(expected)

    def estimate(self) -> float:
        """The coefficient; NaN where there is a reason."""
        return float(corrected(*map(np.asarray, self._found)))

    def parts(self) -> dict[str, float]:
        """Observed and expected agreement."""
        return {"observed_agreement": self._found[0], "expected_agreement": self._found[1]}

    def reason(self) -> str:
        """Why the coefficient is undefined, or nothing."""
        if self.votes.levels < 2:
            return "one level only is declared: there is nothing to disagree on"
        if self.votes.why_unpaired():
            return self.votes.why_unpaired()
        if 1.0 - self._found[1] < _ROUNDING:
            return "one level only is used: the expected agreement is 1"
        return ""

    def influence(self) -> Floats:
        """n times the derivative of the coefficient by the weight of each of n items (Gwet 2014)."""
        terms, shares = self._items
        expected, value, n = self._found[1], self.estimate(), len(self.kept)
        paired = terms[:, 1]
        own = n / paired.sum() * (terms[:, 2] - expected * paired) / (1 - expected)
        slope = RULES[self.chance](shares.mean(axis=0), self.weights)[1]
        return own - value - (1 - value) * ((shares - shares.mean(axis=0)) @ slope) / (1 - expected)

    def by_groups(self, group: Integers, groups: int) -> Evaluate:
        """The coefficient by how often each group of items is drawn."""
        return by_groups(*self._items, group, groups, self._finish)

    def by_raters(self) -> Evaluate:
        """The coefficient by how often each rater is drawn."""
        weighted = WeightedSums(self.votes, None)

        def evaluate(weights: Floats) -> Floats:
            per_item = self._per_item(weighted.of(weights), *weighted.pairs.of(weights))
            return self._finish(*(part.sum(axis=-2) for part in per_item))

        return in_blocks(evaluate, self.votes.items * weighted.width)


def corrected(observed: Floats, expected: Floats) -> Floats:
    """(p_a - p_e) / (1 - p_e), NaN where p_e is 1 to rounding."""
    left = 1.0 - np.asarray(expected)
    return ratio_of(np.asarray(observed) - expected, np.where(left < _ROUNDING, 0.0, left))


def gwet_ac(votes: Votes, weights: str | ArrayLike = "identity") -> Coefficient:
    """Gwet's AC1, or AC2 with weights other than the identity."""
    plain = isinstance(weights, str) and weights == "identity"
    return Coefficient(votes, "Gwet's AC1" if plain else "Gwet's AC2", "gwet", weights)


def brennan_prediger(votes: Votes, weights: str | ArrayLike = "identity") -> Coefficient:
    """Brennan and Prediger's coefficient, also called the free-marginal kappa, Bennett's S or the G index."""
    return Coefficient(votes, "Brennan-Prediger", "uniform", weights)


def percent_agreement(votes: Votes, weights: str | ArrayLike = "identity") -> Coefficient:
    """The share of pairs of votes that agree, the mean over items with two votes or more."""
    return Coefficient(votes, "percent agreement", "none", weights)
