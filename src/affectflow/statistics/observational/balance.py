"""How alike exposed and unexposed are in what was there before, as observed and as weighted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Balance:
    """Exposed against unexposed, by covariate, shape (p,).

    difference: of means by the standard deviation; NaN where a covariate is constant.
    variance_ratio: exposed by unexposed; NaN where the unexposed do not vary.
    """

    difference: Floats
    variance_ratio: Floats


def balance(covariates: Floats, exposed: Floats, weight: Floats) -> Balance:
    """Standardised mean differences and variance ratios.

    The standard deviation is that of both groups as observed, root of the mean of their variances
    (denominator n - 1), before and after weighting, so that weighting cannot shrink it. Weighted
    variances have the denominator sum w - sum w^2 / sum w.

    Args:
        covariates: shape (n, p).
        exposed: 0 or 1, shape (n,).
        weight: shape (n,), all 1 for what was observed.

    Source: Austin and Stuart (2015), Statistics in Medicine 34, 3661-3679.
    """
    yes, no = exposed == 1, exposed == 0
    spread = np.sqrt((np.var(covariates[yes], axis=0, ddof=1) + np.var(covariates[no], axis=0, ddof=1)) / 2)
    (first, over), (second, under) = (_moments(covariates[who], weight[who]) for who in (yes, no))
    return Balance(_ratio(first - second, spread), _ratio(over, under))


def _moments(values: Floats, weight: Floats) -> tuple[Floats, Floats]:
    total = weight.sum()
    mean = weight @ values / total
    return mean, weight @ (values - mean) ** 2 / (total - np.sum(weight**2) / total)


def _ratio(above: Floats, below: Floats) -> Floats:
    return np.divide(above, below, out=np.full(above.shape, np.nan), where=below > 0)
