"""Risk difference, risk ratio and odds ratio of two independent arms, each with an interval.

Arguments throughout: `a` of `n` in the treated arm and `b` of `m` in the control arm had the event; effects
are treated minus, or over, control. A ratio that a cell of zero makes infinite or undefined is NaN with a
reason; a limit without end is NaN, and the reason says so.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import Any, Literal

import numpy as np

from ..proportion import wilson_limits
from .score import FARTHEST, between_roots, difference_statistic, odds_statistic, ratio_statistic

DifferenceMethod = Literal["newcombe", "miettinen_nurminen"]
RatioMethod = Literal["miettinen_nurminen", "koopman", "log"]
OddsMethod = Literal["conditional", "miettinen_nurminen", "wald"]
NAMES = {
    "newcombe": "Newcombe's interval from two Wilson intervals (method 10)",
    "miettinen_nurminen": "score interval of Miettinen and Nurminen",
    "koopman": "score interval of Koopman",
    "log": "Wald interval of the log ratio",
    "wald": "Wald interval of the log odds ratio",
    "conditional": "conditional likelihood, exact interval (as fisher.test of R)",
}
EMPTY = "nobody in one of the arms"
NO_EVENT = "no event in either arm"
ALL_EVENTS = "everyone in both arms had the event"


def risk_difference(a: int, n: int, b: int, m: int, *, level: float, method: DifferenceMethod) -> dict[str, Any]:
    """Risk in treated minus risk in control.

    Source: Newcombe (1998), Statistics in Medicine 17, 873-890; Miettinen and Nurminen (1985).
    """
    told = _told(n, m, level, method)
    if not (n and m):
        return told | _undefined(EMPTY)
    if method == "newcombe":
        low, high = _newcombe(a, n, b, m, level)
    else:
        low, high = between_roots(partial(difference_statistic, a, n, b, m), -1.0, 1.0, (), level)
    return told | {"estimate": a / n - b / m, "low": float(low), "high": float(high)}


def risk_ratio(a: int, n: int, b: int, m: int, *, level: float, method: RatioMethod) -> dict[str, Any]:
    """Risk in treated over risk in control.

    Source: Miettinen and Nurminen (1985); Koopman (1984); the log interval is Katz et al. (1978).
    """
    told = _told(n, m, level, method)
    reason = EMPTY if not (n and m) else NO_EVENT if a == b == 0 else ""
    if reason:
        return told | _undefined(reason)
    if method == "log":
        error = math.sqrt(1 / a - 1 / n + 1 / b - 1 / m) if a and b else math.nan
        return told | _log_wald(a * m, b * n, error, level)
    statistic = partial(ratio_statistic, a, n, b, m, inflate=method == "miettinen_nurminen")
    return told | _by_score(statistic, a * m, b * n, level)


def odds_ratio(a: int, n: int, b: int, m: int, *, level: float, method: OddsMethod) -> dict[str, Any]:
    """Odds in treated over odds in control.

    Source: Miettinen and Nurminen (1985); the conditional estimate and its exact interval are Fisher's
    (1935), with half of the error on each side; the Wald interval is Woolf's (1955).
    """
    told = _told(n, m, level, method)
    reason = EMPTY if not (n and m) else NO_EVENT if a == b == 0 else ALL_EVENTS if (a, b) == (n, m) else ""
    if reason:
        return told | _undefined(reason)
    c, d = n - a, m - b
    if method == "wald":
        cells = (a, b, c, d)
        error = math.sqrt(sum(1 / cell for cell in cells)) if all(cells) else math.nan
        return told | _log_wald(a * d, b * c, error, level)
    if method == "conditional":
        return told | _conditional(a, b, c, d, level)
    return told | _by_score(partial(odds_statistic, a, n, b, m), a * d, b * c, level)


def _told(n: int, m: int, level: float, method: str) -> dict[str, Any]:
    return {"level": level, "method": NAMES[method], "n": n + m}


def _undefined(reason: str) -> dict[str, Any]:
    return {"estimate": math.nan, "low": math.nan, "high": math.nan, "reason": reason}


def _newcombe(a: int, n: int, b: int, m: int, level: float) -> tuple[float, float]:
    (l1, u1), (l2, u2) = wilson_limits(a, n, level), wilson_limits(b, m, level)
    p, q = a / n, b / m
    return p - q - math.hypot(p - l1, u2 - q), p - q + math.hypot(u1 - p, q - l2)


def _log_wald(over: float, under: float, error: float, level: float) -> dict[str, Any]:
    if not (over and under):
        reason = "a cell of zero: the log ratio has no standard error"
        if over == 0:
            return {"estimate": 0.0, "low": math.nan, "high": math.nan, "reason": reason}
        return _undefined(f"{reason}, and the ratio is infinite")
    from scipy.special import ndtri

    half = math.exp(float(ndtri((1 + level) / 2)) * error)
    ratio = over / under
    return {"estimate": ratio, "low": ratio / half, "high": ratio * half}


def _by_score(statistic: Callable, over: float, under: float, level: float) -> dict[str, Any]:
    low, high = np.exp(between_roots(statistic, -FARTHEST, FARTHEST, (), level))
    return _bounded(over / under if under else math.inf, 0.0 if over == 0 else float(low), float(high))


def _conditional(a: int, b: int, c: int, d: int, level: float) -> dict[str, Any]:
    from scipy.stats.contingency import odds_ratio as exact

    found = exact([[a, b], [c, d]], kind="conditional")
    limits = found.confidence_interval(level)
    return _bounded(float(found.statistic), float(limits.low), float(limits.high))


def _bounded(estimate: float, low: float, high: float) -> dict[str, Any]:
    """A ratio with its limits; where it is infinite its upper limit is too, and neither is a number."""
    if math.isinf(estimate):
        return {"estimate": math.nan, "low": low, "high": math.nan, "reason": "a cell of zero: the ratio is infinite"}
    return {"estimate": estimate, "low": low, "high": high}
