"""Pooling of estimates over imputed data sets."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Pooled:
    """One estimate from m imputed data sets; all of shape (...).

    estimate, standard_error: pooled, in units of the estimates.
    df: degrees of freedom for a t interval.
    within, between: mean of the variances, and variance (denominator m - 1) of the estimates.
    missing_information: share of the information about the estimate that is missing.
    """

    estimate: Floats
    standard_error: Floats
    df: Floats
    within: Floats
    between: Floats
    missing_information: Floats


def pool(estimates: ArrayLike, variances: ArrayLike, df_complete: float) -> Pooled:
    """Rubin's rules with the degrees of freedom of Barnard and Rubin.

    With W the mean variance, B the variance between estimates and T = W + (1 + 1/m) B the total, the
    share l = (1 + 1/m) B / T gives the degrees of freedom (m - 1) / l^2 of large samples, and with those
    that complete data would have, c, the observed ones c (c + 1) / (c + 3) (1 - l); the result is half
    their harmonic mean. Where the draws do not differ it is the limit, c (c + 1) / (c + 3).

    Args:
        estimates: shape (..., m), m at least 2.
        variances: squared standard errors, same shape.
        df_complete: degrees of freedom if nothing were missing.

    Source: Rubin (1987), Multiple imputation for nonresponse in surveys, chapter 3; Barnard and Rubin (1999),
    Biometrika 86, 948-955.
    """
    values, squares = np.asarray(estimates, dtype=np.float64), np.asarray(variances, dtype=np.float64)
    m = values.shape[-1]
    within, between = squares.mean(axis=-1), values.var(axis=-1, ddof=1)
    more = (1 + 1 / m) * between
    total = within + more
    share = more / total
    observed = df_complete * (df_complete + 1) / (df_complete + 3) * (1 - share)
    df = observed / (1 + observed * share**2 / (m - 1))
    ratio = more / within
    missing = (ratio + 2 / (df + 3)) / (ratio + 1)
    return Pooled(values.mean(axis=-1), np.sqrt(total), df, within, between, missing)
