"""One risk difference, risk ratio or odds ratio of two arms over strata (Mantel and Haenszel), and their test.

Source: Mantel and Haenszel (1959), J. National Cancer Institute 22, 719-748; the variance of the difference is Sato's
(1989), Biometrics 45, 1323-1324; of the log risk ratio Greenland and Robins' (1985), Biometrics 41, 55-68; of the log
odds ratio Robins, Breslow and Greenland's (1986), Biometrics 42, 311-323.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
ALONE = "no stratum has both arms"
METHODS = {
    "risk_difference": "Mantel-Haenszel, Wald interval, Sato's variance",
    "risk_ratio": "Mantel-Haenszel, Wald interval of the log ratio, Greenland and Robins' variance",
    "odds_ratio": "Mantel-Haenszel, Wald interval of the log odds ratio, variance of Robins, Breslow and Greenland",
}


def mantel_haenszel(a: Floats, n: Floats, b: Floats, m: Floats, *, level: float) -> dict[str, Any]:
    """Treated minus, or over, control, held within strata; a stratum without one of the arms tells nothing.

    Args:
        a, n: events and persons of the treated arm in each stratum, shape (strata,).
        b, m: of the control.
        level: coverage.

    Returns:
        risk_difference, risk_ratio, odds_ratio, and chi_square, df and p of the Cochran-Mantel-Haenszel test without
        continuity correction; NaN with a reason where undefined.
    """
    both = (n > 0) & (m > 0)
    a, n, b, m = a[both], n[both], b[both], m[both]
    told = {"n": int((n + m).sum()), "level": level}
    found = {
        "risk_difference": _difference(a, n, b, m, level),
        "risk_ratio": _ratio(*_risk_ratio(a, n, b, m), level),
        "odds_ratio": _ratio(*_odds_ratio(a, n, b, m), level),
    }
    effects: dict[str, Any] = {part: value | told | {"method": METHODS[part]} for part, value in found.items()}
    if not both.any():
        effects = {part: value | {"reason": ALONE} for part, value in effects.items()}
    return effects | _test(a, n, b, m)


def _difference(a: Floats, n: Floats, b: Floats, m: Floats, level: float) -> dict[str, Any]:
    total = n + m
    weight = (n * m / total).sum()
    if weight == 0:
        return _undefined(ALONE)
    value = ((a * m - b * n) / total).sum() / weight
    first = (b * (n / total) ** 2 - a * (m / total) ** 2 + n * m * (m - n) / total**2 / 2).sum()
    second = ((a * (m - b) + b * (n - a)) / total).sum() / 2
    error = float(np.sqrt(max(value * first + second, 0.0)) / weight)
    if error == 0:
        return _undefined("no variance: within strata everybody of an arm ended alike") | {"estimate": float(value)}
    half = _z(level) * error
    ends = {"low": float(value - half), "high": float(value + half)}
    return {"estimate": float(value), **ends, "standard_error": error}


def _risk_ratio(a: Floats, n: Floats, b: Floats, m: Floats) -> tuple[float, float, float]:
    total = n + m
    over, under = (a * m / total).sum(), (b * n / total).sum()
    return over, under, ((n * m * (a + b) - a * b * total) / total**2).sum() / ((over * under) or 1.0)


def _odds_ratio(a: Floats, n: Floats, b: Floats, m: Floats) -> tuple[float, float, float]:
    total, c, d = n + m, n - a, m - b
    over, under, alike, other = a * d / total, b * c / total, (a + d) / total, (b + c) / total
    r, s = over.sum(), under.sum()
    if not (r and s):
        return r, s, math.nan
    mixed = (alike * under + other * over).sum() / (2 * r * s)
    return r, s, (alike * over).sum() / (2 * r**2) + mixed + (other * under).sum() / (2 * s**2)


def _ratio(over: float, under: float, variance: float, level: float) -> dict[str, Any]:
    if not (over and under):
        return _undefined("a cell of zero in every stratum: the log ratio has no standard error")
    value, error = float(over / under), float(np.sqrt(variance))
    half = math.exp(_z(level) * error)
    return {"estimate": value, "low": value / half, "high": value * half, "standard_error": error}


def _test(a: Floats, n: Floats, b: Floats, m: Floats) -> dict[str, Any]:
    from scipy.special import chdtrc

    total, events = n + m, a + b
    spread = (n * m * events * (total - events) / (total**2 * np.maximum(total - 1, 1))).sum()
    told = {"test": "Cochran-Mantel-Haenszel, without continuity correction", "df": 1}
    if spread == 0:
        return told | {
            "chi_square": math.nan,
            "p": math.nan,
            "reason": "in no stratum are there both arms and outcomes",
        }
    statistic = float((a - n * events / total).sum() ** 2 / spread)
    return told | {"chi_square": statistic, "p": float(chdtrc(1, statistic))}


def _undefined(reason: str) -> dict[str, Any]:
    return dict.fromkeys(("estimate", "low", "high", "standard_error"), math.nan) | {"reason": reason}


def _z(level: float) -> float:
    from scipy.special import ndtri

    return float(ndtri((1 + level) / 2))
