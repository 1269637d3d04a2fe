"""The standard deviation that a difference of means is in units of, by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Standardiser = Literal["pooled", "change", "average_sd", "average_variance", "first", "two_t"]


@dataclass(frozen=True)
class Moments:
    """Two sets of values, groups or the same persons twice; each of shape (...).

    difference: of means, second minus first.
    first, second: variances with denominator n - 1.
    change: variance of the paired differences; None for groups.
    n1, n2: sizes.
    """

    difference: Floats
    first: Floats
    second: Floats
    change: Floats | None
    n1: Floats
    n2: Floats

    @property
    def covariance(self) -> Floats:
        """Of pairs; 0 for groups."""
        return np.zeros_like(self.first) if self.change is None else (self.first + self.second - self.change) / 2

    @property
    def error(self) -> Floats:
        """Standard error of the difference: of paired differences, or of groups whose variances may differ."""
        if self.change is not None:
            return np.sqrt(self.change / self.n1)
        return np.sqrt(self.first / self.n1 + self.second / self.n2)

    @property
    def spread(self) -> Floats:
        """The same with n - 1 in place of n."""
        with np.errstate(divide="ignore", invalid="ignore"):
            if self.change is not None:
                return np.sqrt(self.change / (self.n1 - 1))
            return np.sqrt(self.first / (self.n1 - 1) + self.second / (self.n2 - 1))


@dataclass(frozen=True)
class Scaled:
    """A difference in units of a standard deviation; each of shape (...).

    difference: of means.
    error: its standard error, as its test has it.
    spread: the same with n - 1 in place of n and without equal variances.
    sd: what it is divided by; NaN where that is 0.
    df: degrees of freedom of sd.
    """

    difference: Floats
    error: Floats
    spread: Floats
    sd: Floats
    df: Floats

    @property
    def estimate(self) -> Floats:
        """The standardised difference, not corrected."""
        return self.difference / self.sd


def moments(first: ArrayLike, second: ArrayLike, *, paired: bool) -> Moments:
    """Of shapes (..., n1) and (..., n2), at least two values each."""
    a, b = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    change = (b - a).var(axis=-1, ddof=1) if paired else None
    n1, n2 = (np.full(v.shape[:-1], float(v.shape[-1])) for v in (a, b))
    return Moments(b.mean(axis=-1) - a.mean(axis=-1), a.var(axis=-1, ddof=1), b.var(axis=-1, ddof=1), change, n1, n2)


def drawn_moments(first: Floats, second: Floats, one: Floats, two: Floats, *, paired: bool) -> Moments:
    """Of resamples.

    Args:
        first, second: shapes (n1,) and (n2,).
        one, two: how often each value is drawn, shapes (B, n1) and (B, n2); the same for pairs.
    """
    centre = first.mean(), second.mean()
    a, b = first - centre[0], second - centre[1]
    (m1, v1, n1), (m2, v2, n2) = _drawn(a, one), _drawn(b, two)
    change = _drawn(b - a, one)[1] if paired else None
    return Moments(m2 - m1 + (centre[1] - centre[0]), v1, v2, change, n1, n2)


def scaled(found: Moments, by: Standardiser) -> Scaled:
    """A difference with its standard deviation.

    The degrees of freedom are those of the standard deviation: exact for `pooled`, `change`, `first` and `two_t`, by
    Satterthwaite's rule for means of two (with equal variances and a correlation r of pairs 2 (n - 1) / (1 + r^2)).

    Args:
        found: the moments.
        by: `pooled` within groups; `change`, of paired differences; `average_sd`, mean of both standard deviations;
            `average_variance`, square root of the mean of both variances; `first`, of the first group (Glass) or
            of the first occasion (Becker); `two_t`, so that the result is 2 t / sqrt(df) of Student's t, both sets
            taken as independent.

    Source: Hedges (1981), J. Educational Statistics 6, 107-128; Becker (1988), British J. Mathematical and
    Statistical Psychology 41, 257-278; Bonett (2008), Psychological Methods 13, 99-109.
    """
    v1, v2, d1, d2 = found.first, found.second, found.n1 - 1, found.n2 - 1
    error, c = found.error, found.covariance
    with np.errstate(divide="ignore", invalid="ignore"):
        if by in ("pooled", "two_t"):
            df = d1 + d2
            sd = np.sqrt((d1 * v1 + d2 * v2) / df)
            error = sd * np.sqrt(1 / found.n1 + 1 / found.n2)
            sd = sd if by == "pooled" else error * np.sqrt(df) / 2
        elif by == "change":
            assert found.change is not None
            sd, df = np.sqrt(found.change), d1
        elif by == "first":
            sd, df = np.sqrt(v1), d1
        elif by == "average_variance":
            sd = np.sqrt((v1 + v2) / 2)
            df = (v1 + v2) ** 2 / (v1**2 / d1 + v2**2 / d2 + 2 * c**2 / d1)
        else:
            s1, s2 = np.sqrt(v1), np.sqrt(v2)
            both = np.where(s1 * s2 > 0, c**2 / (s1 * s2), 0.0)
            sd, df = (s1 + s2) / 2, (s1 + s2) ** 2 / (v1 / d1 + v2 / d2 + 2 * both / d1)
    # Rounding leaves a standard deviation near zero where values are equal.
    varies = sd > 1e-12 * (1 + np.abs(found.difference))
    return Scaled(found.difference, error, found.spread, np.where(varies, sd, np.nan), df)


def _drawn(values: Floats, drawn: Floats) -> tuple[Floats, Floats, Floats]:
    """Mean, variance and size of each resample."""
    n = drawn.sum(axis=-1)
    squares, mean = drawn @ values**2, drawn @ values / n
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = (squares - n * mean**2) / (n - 1)
        # What is left of equal values is rounding.
        return mean, np.where(variance > 1e-10 * squares / n, variance, 0.0), n
