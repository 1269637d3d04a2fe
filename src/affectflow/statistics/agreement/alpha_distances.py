"""Differences for Krippendorff's alpha, as quadratic forms of sums over votes.

The sum of the squared differences of all pairs of votes is z' H z, where z are the sums of
a few features of the votes. Nominal classes have an indicator for each; values need their
first two moments only, so no table of values by values is ever made for them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from .table import Floats

MOST_LEVELS = 4096
"""The most levels for which a table of differences, levels by levels, is made."""
TABLED_RATIOS = 64
"""The most values whose ratio differences come from a table; more come from their spectrum."""


@dataclass(frozen=True)
class Metric:
    """A squared difference of levels.

    Attributes:
        name: what a result calls it.
        convention: its formula in words.
        form: H, shape (S, S), symmetric; empty for the ordinal difference, which is made
            of the margins of the votes.
        features: shape (levels, S); None stands for the identity.
        levels: how many levels are declared.
    """

    name: str
    convention: str
    form: Floats
    features: Floats | None
    levels: int


def nominal(levels: int) -> Metric:
    """0 for the same level, 1 for another."""
    return from_matrix(1.0 - np.eye(_few(levels)), "nominal", "0 if equal, 1 if not")


def ordinal(levels: int) -> Metric:
    """The square of the votes between two levels, each end counted by half; levels in their order."""
    words = "square of the votes from one level to the other, the ends by half; votes of the items with pairs"
    return Metric("ordinal", words, np.empty((0, 0)), None, levels)


def interval(values: ArrayLike) -> Metric:
    """(x - y)^2 of the values of the levels, shape (levels,), by two moments."""
    x = np.asarray(values, dtype=np.float64)
    return Metric("interval", "(x - y)^2", moments_form(), moments(x), len(x))


def moments(values: Floats) -> Floats:
    """1, x and x^2 of centred values, shape (..., 3): centred so that no digits cancel."""
    x = values - np.mean(values, axis=-1, keepdims=True)
    return np.stack([np.ones_like(x), x, x**2], axis=-1)


def moments_form() -> Floats:
    """H of 2 (n sum x^2 - (sum x)^2)."""
    return np.array([[0.0, 0.0, 1.0], [0.0, -2.0, 0.0], [1.0, 0.0, 0.0]])


def circular(values: ArrayLike, period: float) -> Metric:
    """sin^2(pi (x - y) / period), which is 0 a whole period apart and 1 half a period apart.

    Args:
        values: value of each level, in units of the period.
        period: how far round the circle is once: 360 for degrees, 12 for months. It is
            named because data do not tell it; Krippendorff's U is this number.
    """
    if not period > 0:
        raise ValueError(f"the period of a circle is above 0, but is {period}")
    turn = 2 * np.pi * np.asarray(values, dtype=np.float64) / period
    features = np.stack([np.ones_like(turn), np.cos(turn), np.sin(turn)], axis=1)
    words = f"sin^2(pi (x - y) / {period:g})"
    return Metric("circular", words, np.diag([0.5, -0.5, -0.5]), features, len(turn))


def ratio(values: ArrayLike) -> Metric:
    """((x - y) / (x + y))^2 of values of 0 or more; 0 for two zeros.

    Up to `TABLED_RATIOS` values it is a table. Beyond, it is 1 - sech^2((ln x - ln y) / 2),
    whose Fourier integral of 4 pi w / sinh(pi w) is a sum over evenly spaced w: exact to
    rounding, and linear in the votes, with about 4.5 (40 + ln(max / min)) features of each
    value: half a million different values take seconds and a gigabyte or two.

    Raises:
        ValueError: when a value is below 0.
    """
    x = np.asarray(values, dtype=np.float64)
    if np.any(x < 0):
        raise ValueError("a ratio scale has no values below 0")
    words = "((x - y) / (x + y))^2, 0 for two zeros"
    if len(x) <= TABLED_RATIOS:
        total = x[:, None] + x
        table = np.divide(x[:, None] - x, total, out=np.zeros_like(total), where=total > 0) ** 2
        return from_matrix(table, "ratio", words)
    zero, logs = x == 0, np.log(np.where(x > 0, x, 1.0))
    waves, shares = _spectrum(float(np.ptp(logs[~zero])))
    angles = (logs - logs[~zero].mean())[:, None] * waves
    parts = [np.cos(angles) * ~zero[:, None], np.sin(angles[:, 1:]) * ~zero[:, None]]
    features = np.concatenate([np.ones((len(x), 1)), zero[:, None].astype(float), *parts], axis=1)
    form = np.diag(np.concatenate([[1.0, -1.0], -shares, -shares[1:]]))
    return Metric("ratio", words, form, features, len(x))


def _spectrum(span: float) -> tuple[Floats, Floats]:
    """Waves w and their shares so that sum share cos(w u) is sech^2(u / 2) for all |u| <= span."""
    step = 2 * np.pi / (span + 40.0)  # the next image of the sum is 40 away: e^-40 is below rounding
    waves = np.arange(0.0, 14.0, step)  # the integrand falls as e^(-pi w): below 1e-17 at 14
    with np.errstate(invalid="ignore"):
        shares = 4 * step / np.pi * np.where(waves > 0, np.pi * waves / np.sinh(np.pi * waves), 0.5)
    return waves, shares


def from_matrix(differences: ArrayLike, name: str, convention: str = "given table of differences") -> Metric:
    """Any squared differences of levels.

    Args:
        differences: shape (levels, levels), symmetric, 0 on the diagonal, none below 0.
        name: what a result calls it.
        convention: its formula in words.

    Raises:
        ValueError: when the table is not such, or has more than `MOST_LEVELS` levels.
    """
    table = np.asarray(differences, dtype=np.float64)
    _few(len(table))
    square = table.ndim == 2 and table.shape[0] == table.shape[1]
    if not (square and np.array_equal(table, table.T) and np.all(np.diag(table) == 0) and np.all(table >= 0)):
        raise ValueError("differences are a symmetric table, 0 on the diagonal and nowhere below 0")
    return Metric(name, convention, table, None, len(table))


def _few(levels: int) -> int:
    if levels > MOST_LEVELS:
        raise ValueError(f"{levels} levels are more than the {MOST_LEVELS} for which a table of differences is made")
    return levels
