"""Designs of regressions on arms and covariates, and p-values of contrasts adjusted for their number."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd

from .cohort import Cohort


def arm_design(found: Cohort, who: pd.Index, treated: Sequence[str], adjusted: Sequence[str]) -> pd.DataFrame:
    """One column for each treated arm, then the covariates: numbers as they are, labels as 0 and 1.

    The reference of a covariate with labels is the first of them in alphabetical order. A covariate that is
    missing is NaN.

    Args:
        found: the participants.
        who: rows of the design.
        treated: arms other than the control.
        adjusted: covariates.
    """
    arms = found.people.loc[who, "arm"]
    columns = {arm: (arms == arm).astype(float) for arm in treated}
    for name in adjusted:
        values = found.covariates.loc[who, name]
        if pd.api.types.is_numeric_dtype(values):
            columns[name] = values.astype(float)
            continue
        for label in sorted(values.dropna().unique())[1:]:
            columns[f"{name}: {label}"] = (values == label).astype(float).where(values.notna())
    return pd.DataFrame(columns, index=who)


def odds(log: float, error: float, *, level: float, method: str, n: int) -> dict[str, Any]:
    """An odds ratio with Wald's interval and test, from its logarithm and the standard error of that."""
    from scipy.special import ndtr, ndtri

    half, z = float(ndtri((1 + level) / 2)) * error, log / error
    told = {"estimate": math.exp(log), "low": math.exp(log - half), "high": math.exp(log + half)}
    return (
        told
        | {"p": 2 * float(ndtr(-abs(z))), "log_estimate": log, "standard_error": error}
        | {
            "level": level,
            "method": method,
            "n": n,
        }
    )


def no_odds(reason: str, *, level: float, method: str, n: int) -> dict[str, Any]:
    """An odds ratio that is not defined, for a reason."""
    numbers = ("estimate", "low", "high", "p", "log_estimate", "standard_error")
    return dict.fromkeys(numbers, math.nan) | {"reason": reason, "level": level, "method": method, "n": n}
