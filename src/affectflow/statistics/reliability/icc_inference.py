"""F tests and intervals of intraclass correlations from mean squares."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .icc import FORMS, Form, icc_estimates, why_undefined
from .mean_squares import MeanSquares, mean_squares

Floats = NDArray[np.float64]

EXACT = "exact, F distribution"
SATTERTHWAITE = (
    "Satterthwaite, F distribution: degrees of freedom at the single-rating ICC(A,1), a negative one taken as 0; "
    "the limits of ICC(A,k) are those of ICC(A,1) stepped up by Spearman-Brown, as psych and pingouin do "
    "(irr puts ICC(A,k) into the formula for one rating)"
)


def icc(ratings: ArrayLike, *, level: float = 0.95, null: float = 0.0) -> dict[str, Any]:
    """All six intraclass correlations of a complete table, with tests and intervals.

    # ASSUME: ratings are an item's value plus a rater's offset plus independent normal noise.

    Args:
        ratings: shape (items, raters); a missing rating makes all forms undefined.
        level: coverage of the intervals, such as 0.95.
        null: the value that the F test is against, at least 0 and below 1.

    Returns:
        dict with items, raters, mean_squares, variance_components (`negative` names those
        estimated below 0, which stay as they are), constant_raters (their numbers), and
        `forms`: for each form estimate, low, high, level, method, f, df1, df2, p (one-sided:
        the ICC is above `null`) and `reason` when something is undefined.

    Source: McGraw and Wong (1996), Psychological Methods 1, tables 4, 7 and 8.
    """
    x = np.asarray(ratings, dtype=np.float64)
    result: dict[str, Any] = {"items": x.shape[0], "raters": x.shape[1], "null": null}
    few = "one rater or none: nothing to compare" if x.shape[1] < 2 else "one item or none: no variance between items"
    if min(x.shape) < 2:
        nothing = dict.fromkeys(("estimate", "low", "high", "f", "df1", "df2", "p"), float("nan"))
        return result | {"forms": {form: nothing | {"level": level, "reason": few} for form in FORMS}}
    squares = mean_squares(x)
    result |= {"mean_squares": _named(squares), "variance_components": components(squares)}
    result["constant_raters"] = np.flatnonzero(np.ptp(x, axis=0) == 0).tolist()
    estimates = {form: float(value) for form, value in icc_estimates(squares).items()}
    return result | {"forms": {form: _form(squares, form, estimates[form], level, null) for form in FORMS}}


def icc_interval(squares: MeanSquares, form: Form, level: float) -> tuple[Floats, Floats]:
    """Limits of a form, for tables of any leading shape; NaN where the error mean square is 0."""
    from scipy.special import fdtri

    error, df = _error(squares, form)
    share, df1 = (1 + level) / 2, squares.items - 1
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = squares.between / np.where(error > 0, error, np.nan)
        low, high = ratio / fdtri(df1, df, share), ratio * fdtri(df, df1, share)
        return _limit(squares, form, low), _limit(squares, form, high)


def icc_test(squares: MeanSquares, form: Form, null: float) -> tuple[Floats, Floats, Floats, Floats]:
    """F, its two degrees of freedom and the one-sided p of an ICC above `null`; any leading shape."""
    from scipy.special import fdtrc

    n, k = squares.items, squares.count
    single = null / (k - (k - 1) * null) if form.endswith("k)") else null
    error, df = _error(squares, form)
    spread = 1 + k * single / (1 - single)
    if form.startswith("ICC(A"):
        a = k * single / (n * (1 - single))
        b = 1 + (n - 1) * a
        df, spread = _satterthwaite(squares, a, b), 1.0
        error = a * squares.raters + b * squares.residual
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = np.where(error > 0, squares.between / (error * spread), np.nan)
        return ratio, np.asarray(n - 1.0), np.asarray(df, dtype=float), fdtrc(n - 1, df, ratio)


def components(squares: MeanSquares) -> dict[str, Any]:
    """Variances of item, rater and residual by the method of moments, and which are negative."""
    values = {
        "item": float((squares.between - squares.residual) / squares.count),
        "rater": float((squares.raters - squares.residual) / squares.items),
        "residual": float(squares.residual),
    }
    return values | {"negative": [name for name, value in values.items() if value < 0]} | _missing(values)


def _missing(values: dict[str, float]) -> dict[str, str]:
    return {"reason": "a rating is missing"} if np.isnan(values["residual"]) else {}


def _named(squares: MeanSquares) -> dict[str, Any]:
    values = {name: float(getattr(squares, name)) for name in ("between", "within", "raters", "residual")}
    return values | _missing(values)


def _form(squares: MeanSquares, form: Form, estimate: float, level: float, null: float) -> dict[str, Any]:
    low, high = (float(limit) for limit in icc_interval(squares, form, level))
    test: dict[str, Any] = dict(zip(("f", "df1", "df2", "p"), map(float, icc_test(squares, form, null)), strict=True))
    method = SATTERTHWAITE if form.startswith("ICC(A") else EXACT
    result: dict[str, Any] = {"estimate": estimate, "low": low, "high": high, "level": level, "method": method}
    result |= test
    reason = why_undefined(squares, form)
    if reason:
        undefined = dict.fromkeys(("estimate", "low", "high", "f", "df2", "p"), float("nan"))
        return result | undefined | {"reason": reason}
    if np.isnan(result["f"]) or np.isnan(low):
        return result | {"reason": _why_no_interval(result)}
    return result


def _why_no_interval(result: dict[str, Any]) -> str:
    if np.isnan(result["f"]):
        return "the error mean square is 0: F is not finite, and the interval has no width"
    return "the lower limit is not finite: the variance of a mean rating would not be positive there"


def _error(squares: MeanSquares, form: Form) -> tuple[Floats, Any]:
    """The mean square below F at a null of 0 and the degrees of freedom of the interval."""
    n, k = squares.items, squares.count
    if form.startswith("ICC(1"):
        return squares.within, n * (k - 1)
    if form.startswith("ICC(C"):
        return squares.residual, (n - 1) * (k - 1)
    rho: Any = np.fmax(icc_estimates(squares)["ICC(A,1)"], 0.0)
    return squares.residual, _satterthwaite(squares, k * rho, n * (1 - rho) + k * rho * (n - 1))


def _satterthwaite(squares: MeanSquares, a: Any, b: Any) -> Floats:
    """Degrees of freedom of a MSC + b MSE."""
    n, k = squares.items, squares.count
    first, second = a * squares.raters, b * squares.residual
    below = first**2 / (k - 1) + second**2 / ((n - 1) * (k - 1))
    return np.divide((first + second) ** 2, below, out=np.full(np.shape(below), np.nan), where=below > 0)


def _limit(squares: MeanSquares, form: Form, ratio: Floats) -> Floats:
    """The ICC at which F would have its quantile, where `ratio` is MSR / (quantile MSE)."""
    k, n = squares.count, squares.items
    averaged = form.endswith("k)")
    extra: Any = 0.0
    if form.startswith("ICC(A"):
        extra = (squares.raters / squares.residual - 1) / n
    below = ratio + extra if averaged else ratio + k - 1 + k * extra
    return (ratio - 1) / np.where(below > 0, below, np.nan)
