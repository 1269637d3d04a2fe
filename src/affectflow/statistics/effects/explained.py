"""Shares of variance that a term of an analysis of variance explains, with intervals from the noncentral F."""

from __future__ import annotations

import math
from typing import Any

from scipy import optimize, special


def noncentrality(f: float, df: float, error_df: float, level: float) -> tuple[float, float]:
    """The noncentralities at which the observed F is the upper and the lower tail's quantile; 0 where none is.

    Args:
        f: observed.
        df, error_df: degrees of freedom, not necessarily whole.
        level: coverage, such as 0.90.

    Source: Steiger (2004), Psychological Methods 9, 164-182.
    """
    tail = (1 - level) / 2

    def root(probability: float) -> float:
        def excess(place: float) -> float:
            return float(special.ncfdtr(df, error_df, place, f)) - probability

        if excess(0.0) <= 0:
            return 0.0
        high = max(1.0, 2 * df * f)
        while excess(high) > 0:
            high *= 2
        return float(optimize.brentq(excess, 0.0, high, xtol=1e-12, rtol=1e-13))

    return root(1 - tail), root(tail)


def partial_eta2(f: float, df: float, error_df: float, *, level: float) -> dict[str, Any]:
    """Squares of the term over squares of term and error, with limits L / (L + error_df) of noncentrality L.

    The same follows from F: df F / (df F + error_df).
    """
    low, high = (bound / (bound + error_df) for bound in noncentrality(f, df, error_df, level))
    share = df * f / (df * f + error_df)
    return {"estimate": share, "low": low, "high": high, "level": level, "method": "noncentral F, L / (L + error df)"}


def partial_omega2(
    f: float, df: float, error_df: float, units: int, *, corrected: bool, level: float
) -> dict[str, Any]:
    """df (F - 1) / (df (F - 1) + N), with limits L / (L + N) of noncentrality L; below zero where F is below 1.

    Args:
        f, df, error_df: of the test, df uncorrected.
        units: N, what the term's noncentrality counts: persons between them, observations within.
        corrected: whether sphericity does not hold, so that F has no noncentral F distribution and there are no limits.
        level: coverage.

    Source: Kirk (2013), Experimental design; of the limits Steiger (2004), Psychological Methods 9, 164-182.
    """
    gain = df * (f - 1)
    told = {"estimate": gain / (gain + units), "level": level, "method": "noncentral F, L / (L + N)"}
    if corrected:
        return told | {"low": math.nan, "high": math.nan, "reason": "no interval known without sphericity"}
    low, high = (bound / (bound + units) for bound in noncentrality(f, df, error_df, level))
    return told | {"low": low, "high": high}
