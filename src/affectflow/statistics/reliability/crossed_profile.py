"""The restricted likelihood of items crossed with raters, profiled over mean and scale.

y = mu + a_item + b_rater + e with independent normal a, b and e. With the variances of a and b
as multiples l = (l_a, l_b) of that of e, the covariance of y is s2 H(l). Items are eliminated
in closed form and raters by a factorisation of their own size, so nothing of the size of the
ratings is ever a matrix.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float64]
Integers = NDArray[np.integer]


@dataclass(frozen=True)
class Parts:
    """The profile at one pair of ratios.

    deviance: minus twice the restricted log-likelihood, with all constants.
    scale, mean: the estimates of s2 and of mu less the mean of the ratings.
    slope: derivative of the deviance by l, shape (2,).
    """

    deviance: float
    scale: float
    mean: float
    slope: Floats


@dataclass(frozen=True)
class _Solved:
    """Products with the inverse of H, where X has the columns 1 and y.

    inner: X' H^-1 X; items, raters: Z_a' H^-1 X and Z_b' H^-1 X; log_det: of H;
    traces: of Z_a' H^-1 Z_a and Z_b' H^-1 Z_b.
    """

    inner: Floats
    items: Floats
    raters: Floats
    log_det: float
    traces: tuple[float, float]


class Profile:
    """Minus twice the restricted log-likelihood as a function of l.

    Args of the constructor are those of `crossed_reml.fit_components`.
    """

    def __init__(self, value: Floats, item: Integers, rater: Integers | None, weights: Floats | None):
        self.centre = float(np.mean(value))
        y = np.asarray(value, dtype=np.float64) - self.centre
        self.votes = np.bincount(item).astype(float)
        self.weights = np.ones(len(self.votes)) if weights is None else np.asarray(weights, dtype=np.float64)
        self.columns = np.stack([self.votes, np.bincount(item, y)], axis=1)
        of_vote = self.weights[item]
        self.ratings, total = float(of_vote.sum()), float(of_vote @ y)
        self.inner = np.array([[self.ratings, total], [total, float(of_vote @ y**2)]])
        self.raters = 0 if rater is None else int(rater.max()) + 1
        if rater is not None:
            table = sparse.csr_array((np.ones(len(y)), (item, rater)), shape=(len(self.votes), self.raters))
            self.incidence: Any = table.toarray() if 4 * table.nnz > np.prod(table.shape) else table
            of_rater = [np.bincount(rater, part, self.raters) for part in (of_vote, of_vote * y)]
            self.rater_columns = np.stack(of_rater, axis=1)

    def parts(self, ratio: Floats) -> Parts:
        """Value and slope: the mean is swept out by P = H^-1 - H^-1 1 (1'H^-1 1)^-1 1'H^-1."""
        solved = self._solve(ratio)
        ones, cross, squares = solved.inner[0, 0], solved.inner[0, 1], solved.inner[1, 1]
        mean, free = cross / ones, self.ratings - 1
        scale = (squares - cross * mean) / free
        sides = ((solved.items, self.weights), (solved.raters, np.ones(self.raters)))
        of_mean = [weight @ side[:, 0] ** 2 / ones for side, weight in sides]
        of_rest = [weight @ (side[:, 1] - mean * side[:, 0]) ** 2 / scale for side, weight in sides]
        deviance = free * (1 + np.log(2 * np.pi * scale)) + solved.log_det + np.log(ones)
        slope = np.array(solved.traces) - np.array(of_mean) - np.array(of_rest)
        return Parts(float(deviance), float(scale), float(mean), slope)

    def _solve(self, ratio: Floats) -> _Solved:
        grown = 1 + ratio[0] * self.votes
        shrink = self.weights * ratio[0] / grown
        without = _Solved(
            inner=self.inner - self.columns.T @ (shrink[:, None] * self.columns),
            items=self.columns / grown[:, None],
            raters=np.zeros((0, 2)),
            log_det=float(self.weights @ np.log(grown)),
            traces=(float(self.weights @ (self.votes / grown)), 0.0),
        )
        return self._with_raters(without, ratio[1], grown, shrink) if self.raters else without

    def _with_raters(self, items: _Solved, ratio: float, grown: Floats, shrink: Floats) -> _Solved:
        """From H without raters to H with them, by Woodbury's identity."""
        n = self.incidence
        inside = np.diag(self.rater_columns[:, 0]) - self._product(shrink)
        against = self.rater_columns - n.T @ (shrink[:, None] * self.columns)
        inverse, log_det = _inverse(np.eye(self.raters) + ratio * inside)
        raters = inverse @ against
        lost = ratio * float(np.sum(inverse * self._product(self.weights / grown**2)))
        return replace(
            items,
            inner=items.inner - ratio * against.T @ raters,
            items=items.items - ratio * (n @ raters) / grown[:, None],
            raters=raters,
            log_det=items.log_det + log_det,
            traces=(items.traces[0] - lost, float(np.sum(inverse * inside))),
        )

    def _product(self, weight: Floats) -> Floats:
        """N' diag(weight) N for the incidence N of items and raters, shape (raters, raters)."""
        found = self.incidence.T @ (self.incidence * weight[:, None])
        return found.toarray() if sparse.issparse(found) else found


def _inverse(matrix: Floats) -> tuple[Floats, float]:
    """Inverse and logarithm of the determinant of a positive definite matrix."""
    from scipy.linalg.lapack import dpotrf, dpotri

    factor, _ = dpotrf(matrix, lower=1)
    lower = np.tril(dpotri(factor, lower=1)[0])
    return lower + np.tril(lower, -1).T, 2 * float(np.sum(np.log(np.diag(factor))))
