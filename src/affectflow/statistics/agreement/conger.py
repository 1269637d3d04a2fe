"""Conger's kappa: Cohen's kappa for any number of raters, each with its own shares of levels."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike
from scipy import sparse

from .gwet import Coefficient, corrected
from .resampling import Evaluate
from .sums import by_groups, in_blocks, ratio_of
from .table import Floats, Integers, Votes


def conger_kappa(votes: Votes, weights: str | ArrayLike = "identity") -> Conger:
    """Conger (1980), with missing votes as Gwet (2014); of two complete raters, Cohen's kappa.

    p_e is the mean over ordered pairs of different raters g, h of sum_kl w_kl p_gk p_hl,
    where p_gk is the share of level k among all votes of rater g.
    """
    return Conger(votes, "Conger's kappa", "shares", weights)


class Conger(Coefficient):
    """As `Coefficient`, with chance from each rater's shares."""

    @property
    def conventions(self) -> dict[str, str]:
        """What is chosen."""
        chance = "pairs of different raters, each with the shares of all its votes"
        return super().conventions | {"chance": chance}

    @cached_property
    def _by_rater(self) -> tuple[Floats, Floats]:
        """Shares of each rater, shape (raters, levels), and its votes, shape (raters,)."""
        q = self.votes.levels
        flat = np.bincount(self.votes.rater * q + self.votes.code, minlength=self.votes.raters * q)
        counts = flat.reshape(self.votes.raters, q).astype(np.float64)
        return _shares(counts), counts.sum(axis=1)

    @property
    def _symmetric(self) -> Floats:
        return (self.weights + self.weights.T) / 2

    def _expected(self, shares: Floats, drawn: Floats) -> Floats:
        """p_e from shares (..., raters, q) and how often each rater is drawn (..., raters)."""
        together = np.sum(shares * drawn[..., None], axis=-2)
        alone = np.einsum("...gk,...gk->...g", shares @ self._symmetric, shares)
        between = np.sum((together @ self._symmetric) * together, axis=-1) - np.sum(drawn**2 * alone, axis=-1)
        return ratio_of(between, drawn.sum(axis=-1) ** 2 - np.sum(drawn**2, axis=-1))

    @cached_property
    def _found(self) -> tuple[float, float]:
        if len(self.kept) == 0 or self.votes.levels < 2:
            return float("nan"), float("nan")
        shares, votes = self._by_rater
        terms = self._items[0].sum(axis=0)
        return float(ratio_of(terms[2], terms[1])), float(self._expected(shares, (votes > 0).astype(np.float64)))

    def influence(self) -> Floats:
        """n times the derivative of kappa by the weight of each of n items (Gwet 2014)."""
        (shares, given), (terms, _) = self._by_rater, self._items
        expected, value, n = self._found[1], self.estimate(), len(self.kept)
        r = np.count_nonzero(given)
        others = (shares.sum(axis=0) - shares) @ self._symmetric
        gain = 2.0 * (others - np.sum(others * shares, axis=1, keepdims=True)) / (r * (r - 1))
        per_vote = gain[self.votes.rater, self.votes.code] / given[self.votes.rater]
        chance = n * np.bincount(self.votes.item, per_vote, minlength=n)
        own = n / terms[:, 1].sum() * (terms[:, 2] - expected * terms[:, 1]) / (1 - expected)
        return own - value - (1 - value) * chance / (1 - expected)

    def by_groups(self, group: Integers, groups: int) -> Evaluate:
        """Kappa by how often each group of items is drawn."""
        width = self.votes.raters * self.votes.levels
        place = (group[self.votes.item], self.votes.rater * self.votes.levels + self.votes.code)
        cast = sparse.csr_array((np.ones(len(self.votes.item)), place), shape=(groups, width))
        observed = by_groups(self._items[0], self._items[1], group, groups, lambda t, _: ratio_of(t[..., 2], t[..., 1]))

        def evaluate(weights: Floats) -> Floats:
            counts = (weights @ cast).reshape(len(weights), self.votes.raters, self.votes.levels)
            drawn = (counts.sum(axis=-1) > 0).astype(np.float64)
            return corrected(observed(weights), self._expected(_shares(counts), drawn))

        return in_blocks(evaluate, width)

    def by_raters(self) -> Evaluate:
        """Kappa by how often each rater is drawn."""
        shares, votes = self._by_rater
        observed = Coefficient(self.votes, "", "none", self.weights).by_raters()
        return lambda drawn: corrected(observed(drawn), self._expected(shares, drawn * (votes > 0)))


def _shares(counts: Floats) -> Floats:
    total = counts.sum(axis=-1, keepdims=True)
    return np.divide(counts, total, out=np.zeros_like(counts), where=total > 0)
