"""Intraclass correlations of McGraw and Wong (1996), estimated from mean squares."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from .mean_squares import MeanSquares

Floats = NDArray[np.float64]
Form = Literal["ICC(1)", "ICC(A,1)", "ICC(C,1)", "ICC(1,k)", "ICC(A,k)", "ICC(C,k)"]

FORMS: tuple[Form, ...] = ("ICC(1)", "ICC(A,1)", "ICC(C,1)", "ICC(1,k)", "ICC(A,k)", "ICC(C,k)")
"""1: items are the only factor; A: absolute agreement; C: consistency; k: of the mean of k ratings.

Shrout and Fleiss (1979) call them ICC(1,1), ICC(2,1), ICC(3,1), ICC(1,k), ICC(2,k), ICC(3,k).
"""

ROUNDING = 1e-12
"""Below this share of the mean squares a difference of them is taken as 0."""


def icc_estimates(squares: MeanSquares) -> dict[Form, Floats]:
    """All six forms, for tables of any leading shape.

    A negative estimate is kept: it says that items differ less than their ratings do.

    Args:
        squares: mean squares of n items by k raters.

    Returns:
        for each form an array of the leading shape; NaN where it is undefined
        (see `why_undefined`).

    Source: McGraw and Wong (1996), Psychological Methods 1, table 4.
    """
    return {form: _ratio(*_terms(squares, form)) for form in FORMS}


def why_undefined(squares: MeanSquares, form: Form) -> str:
    """Why a form is undefined for one table, or nothing."""
    between, raters, residual = float(squares.between), float(squares.raters), float(squares.residual)
    if np.isnan(between):
        return "a rating is missing: mean squares need a complete table (a mixed model does not)"
    if float(_terms(squares, form)[1]) > 0:
        return ""
    if between == raters == residual == 0:
        return "all ratings are equal: there is no variance to explain"
    if form in ("ICC(1,k)", "ICC(C,k)"):
        return "the items' mean ratings are all equal: the mean square of items is 0"
    if form == "ICC(C,1)":
        return "neither items nor residuals vary: raters differ by constants only"
    return "the estimated variance of a mean rating is not positive"


def _terms(squares: MeanSquares, form: Form) -> tuple[Floats, Floats]:
    """Numerator and denominator of a form; a denominator that is rounding beside its terms is 0."""
    b, c, e = squares.between, squares.raters, squares.residual
    n, k = squares.items, squares.count
    error = squares.within if form in ("ICC(1)", "ICC(1,k)") else e
    below = b if form.endswith("k)") else b + (k - 1) * error
    if form.startswith("ICC(A"):
        below = below + (c - e) / n if form.endswith("k)") else below + k * (c - e) / n
    above = b - error
    return above, np.where(below > ROUNDING * (b + c + e), below, 0.0)


def _ratio(above: Floats, below: Floats) -> Floats:
    above, below = np.broadcast_arrays(above, below)
    return np.divide(above, below, out=np.full(below.shape, np.nan), where=below > 0)
