"""Score statistics of two independent risks, and the intervals that invert them; of one table or of many.

Arguments throughout: `a` of `n` in the treated arm and `b` of `m` in the control arm had the event. Each
statistic holds the data against one value of the contrast with the risks that are likeliest under that
value; it falls as that value rises, so that an interval is what lies between two of its roots.

Source: Miettinen and Nurminen (1985), Statistics in Medicine 4, 213-226; Koopman (1984), Biometrics 40,
513-517, whose interval of the risk ratio is the same without the factor N / (N - 1).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Statistic = Callable[[Floats], Floats]
HALVINGS = 80
FARTHEST = 40.0
"""Largest absolute log ratio that is looked at."""

TINY = 1e-300


def difference_statistic(a: ArrayLike, n: ArrayLike, b: ArrayLike, m: ArrayLike, delta: ArrayLike) -> Floats:
    """Score statistic of `treated - control = delta`, standard normal under it."""
    a, n, b, m, delta = np.broadcast_arrays(*(np.asarray(x, dtype=np.float64) for x in (a, n, b, m, delta)))
    treated, control = _risks_by_difference(a, n, b, m, delta)
    return _standardised(a / n - b / m - delta, _variance(treated, n) + _variance(control, m), n + m)


def ratio_statistic(
    a: ArrayLike, n: ArrayLike, b: ArrayLike, m: ArrayLike, log_ratio: ArrayLike, *, inflate: bool = True
) -> Floats:
    """Score statistic of `log(treated / control) = log_ratio`; without `inflate` it is Koopman's."""
    a, n, b, m, log = np.broadcast_arrays(*(np.asarray(x, dtype=np.float64) for x in (a, n, b, m, log_ratio)))
    ratio = np.exp(log)
    square, linear, constant = (n + m) * ratio, -(n * ratio + a + m + b * ratio), a + b
    root = np.sqrt(np.maximum(linear**2 - 4 * square * constant, 0.0))
    # The smaller root, in the form that does not subtract like from like.
    control = np.clip(2 * constant / (root - linear), 0.0, 1.0)
    treated = np.clip(control * ratio, 0.0, 1.0)
    variance = _variance(treated, n) + ratio**2 * _variance(control, m)
    return _standardised(a / n - ratio * b / m, variance, (n + m) if inflate else np.full_like(n, np.inf))


def odds_statistic(a: ArrayLike, n: ArrayLike, b: ArrayLike, m: ArrayLike, log_odds: ArrayLike) -> Floats:
    """Score statistic of `log(odds of treated / odds of control) = log_odds`."""
    a, n, b, m, log = np.broadcast_arrays(*(np.asarray(x, dtype=np.float64) for x in (a, n, b, m, log_odds)))
    odds = np.exp(log)
    square, linear, constant = m * (odds - 1), n * odds + m - (a + b) * (odds - 1), -(a + b)
    root = np.sqrt(np.maximum(linear**2 - 4 * square * constant, 0.0))
    # Of two forms of the root the one that does not subtract like from like.
    falling = np.divide(root - linear, 2 * square, out=np.zeros_like(root), where=linear < 0)
    rising = np.divide(-2 * constant, linear + root, out=np.zeros_like(root), where=linear >= 0)
    control = np.clip(np.where(linear < 0, falling, rising), 0.0, 1.0)
    treated = control * odds / (1 + control * (odds - 1))
    inverse = sum(1 / np.maximum(k * p * (1 - p), TINY) for k, p in ((n, treated), (m, control)))
    return np.where(a == n * treated, 0.0, (a - n * treated) * np.sqrt(inverse * (n + m - 1) / (n + m)))


def between_roots(statistic: Statistic, low: float, high: float, shape: tuple[int, ...], level: float):
    """Where a falling statistic crosses the normal quantiles of a level.

    Args:
        statistic: from values of the contrast, shape `shape`, to statistics of the same shape.
        low, high: the smallest and the largest value of the contrast.
        shape: of the tables.
        level: coverage, such as 0.95.

    Returns:
        both limits, shape `shape`; a limit is an end of the range where there is no root.
    """
    from scipy.special import ndtri

    z = float(ndtri((1 + level) / 2))
    return tuple(_crossing(statistic, target, low, high, shape) for target in (z, -z))


def _crossing(statistic: Statistic, target: float, low: float, high: float, shape: tuple[int, ...]) -> Floats:
    below, above = np.full(shape, low), np.full(shape, high)
    for _ in range(HALVINGS):
        middle = (below + above) / 2
        left = statistic(middle) > target
        below, above = np.where(left, middle, below), np.where(left, above, middle)
    return (below + above) / 2


def _risks_by_difference(a: Floats, n: Floats, b: Floats, m: Floats, delta: Floats) -> tuple[Floats, Floats]:
    """The likeliest risks whose difference is delta: the root of a cubic, in its trigonometric form.

    Source: Farrington and Manning (1990), Statistics in Medicine 9, 1447-1454, appendix.
    """
    size, p, q = m / n, a / n, b / m
    c3, c2 = 1 + size, -(1 + size + p + size * q + delta * (size + 2))
    c1, c0 = delta**2 + delta * (2 * p + size + 1) + p + size * q, -p * delta * (1 + delta)
    v = c2**3 / (3 * c3) ** 3 - c2 * c1 / (6 * c3**2) + c0 / (2 * c3)
    u = np.where(v < 0, -1.0, 1.0) * np.sqrt(np.maximum(c2**2 / (3 * c3) ** 2 - c1 / (3 * c3), 0.0))
    cosine = np.divide(v, u**3, out=np.zeros_like(v), where=np.abs(u) > 1e-100)
    angle = (np.pi + np.arccos(np.clip(cosine, -1, 1))) / 3
    treated = np.clip(2 * u * np.cos(angle) - c2 / (3 * c3), 0.0, 1.0)
    return treated, np.clip(treated - delta, 0.0, 1.0)


def _variance(risk: Floats, n: Floats) -> Floats:
    return risk * (1 - risk) / n


def _standardised(distance: Floats, variance: Floats, total: Floats) -> Floats:
    """Distance over its standard error, with N / (N - 1); 0 where nothing is apart, infinite without variance."""
    error = np.sqrt(variance / (1 - 1 / total))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(np.abs(distance) < 1e-15, 0.0, distance / error)
