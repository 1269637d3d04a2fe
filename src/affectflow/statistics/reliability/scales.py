"""Cronbach's alpha with Feldt's interval, and Finn's coefficient."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .icc import icc_estimates
from .mean_squares import MeanSquares, mean_squares

Floats = NDArray[np.float64]
Model = Literal["one_way", "two_way"]


def cronbach_alpha(ratings: ArrayLike, *, level: float = 0.95) -> dict[str, Any]:
    """Cronbach's alpha of a complete table, which is ICC(C,k), with the interval of Feldt (1965).

    # ASSUME: ratings are normal and the raters' covariances are equal, for the interval.

    Args:
        ratings: shape (items, raters) (persons by questions, in the words of tests).
        level: coverage.

    Returns:
        dict with estimate, low, high, level, method, items, raters, constant_raters (their
        numbers), and `reason` where undefined.

    Source: Cronbach (1951), Psychometrika 16; Feldt (1965), Psychometrika 30.
    """
    from scipy.special import fdtri

    x = np.asarray(ratings, dtype=np.float64)
    result = _nothing(x) | {"level": level, "method": "Feldt (1965), F distribution"}
    if reason := _too_few(x) or ("" if np.ptp(x.sum(axis=1)) else "the items' total scores are all equal"):
        return result | {"reason": reason}
    n, k = x.shape
    estimate = float(icc_estimates(mean_squares(x))["ICC(C,k)"])
    tail, df1, df2 = (1 - level) / 2, n - 1, (n - 1) * (k - 1)
    low, high = (1 - (1 - estimate) * float(fdtri(df1, df2, share)) for share in (1 - tail, tail))
    result["constant_raters"] = np.flatnonzero(np.ptp(x, axis=0) == 0).tolist()
    return result | {"estimate": estimate, "low": low, "high": high}


def finn(ratings: ArrayLike, *, categories: int, model: Model, level: float = 0.95) -> dict[str, Any]:
    """Finn's coefficient: 1 less the error mean square over that of ratings by pure chance.

    Chance gives each of the categories 1, 2, ... c the same probability, with variance
    (c^2 - 1) / 12. It is defined where items do not differ, which ICCs are not.

    # ASSUME: the error mean square times its degrees of freedom is chi-square, for the test.

    Args:
        ratings: complete, shape (items, raters), on a scale of whole numbers.
        categories: how many the scale has, c, at least 2.
        model: "one_way" counts the raters' differences as error, "two_way" does not.
        level: coverage of the interval.

    Returns:
        dict with estimate, low, high, level, method, categories, model, f (chance over
        error), df1 (infinite: None), df2, p (one-sided), and `reason` where undefined.

    Source: Finn (1970), Educational and Psychological Measurement 30, 71-76.
    """
    from scipy.special import chdtr, chdtri

    x = np.asarray(ratings, dtype=np.float64)
    result = _nothing(x) | {"level": level, "method": "chi-square of the error mean square", "model": model}
    result |= {"categories": categories, "f": float("nan"), "df1": None, "df2": float("nan"), "p": float("nan")}
    if categories < 2:
        return result | {"reason": "a scale of one category: chance has no variance"}
    if reason := _too_few(x):
        return result | {"reason": reason}
    n, k = x.shape
    df = n * (k - 1) if model == "one_way" else (n - 1) * (k - 1)
    estimate = float(finn_of(mean_squares(x), categories, model))
    left, tail = 1 - estimate, (1 - level) / 2
    result |= {"estimate": estimate, "df2": df, "p": float(chdtr(df, left * df))}
    result |= {"low": 1 - left * df / float(chdtri(df, 1 - tail)), "high": 1 - left * df / float(chdtri(df, tail))}
    if left == 0:
        return result | {"reason": "no error at all: F is not finite"}
    return result | {"f": 1 / left}


def finn_of(squares: MeanSquares, categories: int, model: Model) -> Floats:
    """Finn's coefficient from mean squares of any leading shape."""
    error = squares.within if model == "one_way" else squares.residual
    return 1 - error / ((categories**2 - 1) / 12)


def _nothing(x: Floats) -> dict[str, Any]:
    nothing: dict[str, Any] = dict.fromkeys(("estimate", "low", "high"), float("nan"))
    return nothing | {"items": x.shape[0], "raters": x.shape[1]}


def _too_few(x: Floats) -> str:
    if np.isnan(x).any():
        return "a rating is missing: a complete table is needed"
    if x.shape[1] < 2:
        return "one rater or none: nothing to compare"
    return "one item or none: no variance between items" if x.shape[0] < 2 else ""
