"""Intraclass correlations of incomplete tables, from the variance components of a mixed model."""

from __future__ import annotations

from typing import Any

import numpy as np

from .cluster_bootstrap import Method, cluster_intervals
from .crossed_profile import Floats, Integers
from .crossed_reml import Components, fit_components
from .icc import FORMS, Form

METHOD = "normal on Fisher's z of the single-rating ICC, variance from the curvature of the restricted likelihood"


def icc_mixed(
    value: Floats, item: Integers, rater: Integers | None, *, level: float = 0.95, averaged: float | None = None
) -> dict[str, Any]:
    """All six intraclass correlations from a long table in which ratings may be missing.

    ICC(1) is from the model of items alone, A and C from items crossed with raters. A variance
    is never negative here: one that would be is 0 and named in `at_bound`, so that an
    ICC may be 0 where mean squares give a negative one. The interval of ICC(1) takes
    ratings of different items as independent, which raters with several items make too narrow.

    # ASSUME: which ratings are missing does not depend on what they would have been.

    Args:
        value: ratings, shape (N,), none missing.
        item, rater: codes of the item and of the rater of each rating, shape (N,); rater
            None where raters are not known, which leaves the forms 1 only.
        level: coverage.
        averaged: k of the forms of an average; the harmonic mean of the number of ratings
            of each item without it, named in `averaged`.

    Returns:
        dict with items, raters, ratings, averaged, one_way and two_way (the components),
        and `forms`, for each form estimate, low, high, level, method and, where undefined,
        `reason`.
    """
    y, items, raters = np.asarray(value, dtype=np.float64), _codes(item), None if rater is None else _codes(rater)
    votes = np.bincount(items)
    k = float(averaged) if averaged else float(len(votes) / np.sum(1 / votes))
    head = {"items": len(votes), "raters": None if raters is None else int(raters.max()) + 1, "ratings": len(y)}
    fits, reasons = _fits(y, items, raters)
    forms = {form: _form(fits, reasons, form, k, len(y) / len(votes), level) for form in FORMS}
    parts = {name: _plain(fits.get(name), reasons[name]) for name in ("one_way", "two_way")}
    return head | {"averaged": k} | parts | {"forms": forms}


def icc_mixed_intervals(
    value: Floats,
    item: Integers,
    rater: Integers | None,
    *,
    averaged: float,
    method: Method,
    resamples: int,
    level: float,
    rng: np.random.Generator,
) -> dict[str, dict[str, Any]]:
    """Bootstrap intervals over items of all forms; every resample is fitted.

    Args:
        value, item, rater, averaged, level: as for `icc_mixed`.
        method, resamples, rng: as for `cluster_intervals`.
    """
    y, items, raters = np.asarray(value, dtype=np.float64), _codes(item), None if rater is None else _codes(rater)

    def statistic(weights: Floats) -> Floats:
        return np.array([_estimates(y, items, raters, row, averaged) for row in weights])

    clusters = int(items.max()) + 1
    options: dict[str, Any] = {"method": method, "resamples": resamples, "level": level, "rng": rng}
    return cluster_intervals(statistic, FORMS, clusters, unit="item", **options)


def icc_of(fit: Components, form: Form, averaged: float) -> float:
    """A form from components: the share of the items' variance, in one rating or in the mean of `averaged`."""
    rater = fit.rater if form.startswith("ICC(A") else 0.0
    noise = (rater + fit.residual) / (averaged if form.endswith("k)") else 1.0)
    return fit.item / (fit.item + noise)


def why_not_fitted(value: Floats, item: Integers, rater: Integers | None) -> str:
    """Why variance components cannot be told apart, or nothing."""
    if not np.ptp(value):
        return "all ratings are equal: there is no variance to explain"
    if item.max() == 0:
        return "one item: no variance between items"
    if np.bincount(item).max() < 2:
        return "no item has two ratings: items and residuals cannot be told apart"
    if rater is not None and rater.max() == 0:
        return "one rater: nothing to compare"
    if rater is not None and np.bincount(rater).max() < 2:
        return "no rater gave two ratings: raters and residuals cannot be told apart"
    return ""


def _codes(labels: Integers) -> Integers:
    return np.unique(np.asarray(labels), return_inverse=True)[1]


def _model(form: Form) -> str:
    return "one_way" if form.startswith("ICC(1") else "two_way"


def _fits(
    y: Floats, items: Integers, raters: Integers | None, weights: Floats | None = None
) -> tuple[dict[str, Components], dict[str, str]]:
    reasons = {"one_way": why_not_fitted(y, items, None), "two_way": "the raters are not known"}
    if raters is not None:
        reasons["two_way"] = why_not_fitted(y, items, raters)
    used: dict[str, Integers | None] = {"one_way": None, "two_way": raters}
    fits = {name: fit_components(y, items, used[name], weights) for name, reason in reasons.items() if not reason}
    for name, fit in fits.items():
        if not fit.item + fit.residual > 0:
            reasons[name] = "the ratings of this model have no variance"
    return fits, reasons


def _estimates(y: Floats, items: Integers, raters: Integers | None, weights: Floats, averaged: float) -> list[float]:
    kept = weights[items] > 0
    chosen = None if raters is None else _codes(raters[kept])
    fits, reasons = _fits(y[kept], _codes(items[kept]), chosen, weights[weights > 0])
    return [np.nan if reasons[_model(f)] else icc_of(fits[_model(f)], f, averaged) for f in FORMS]


def _form(
    fits: dict[str, Components], reasons: dict[str, str], form: Form, k: float, votes: float, level: float
) -> dict[str, Any]:
    result: dict[str, Any] = {"estimate": float("nan"), "low": float("nan"), "high": float("nan")}
    result |= {"level": level, "method": METHOD}
    if reasons[_model(form)]:
        return result | {"reason": reasons[_model(form)]}
    fit = fits[_model(form)]
    result["estimate"] = icc_of(fit, form, k)
    if "item" in fit.at_bound:
        return result | {"reason": "the variance of items is 0, its bound: the likelihood has no curvature there"}
    limits = _limits(fit, form, votes, level)
    if np.isnan(limits).any():
        return result | {"reason": "the likelihood has no positive curvature at its maximum"}
    low, high = (k * s / (1 + (k - 1) * s) if form.endswith("k)") else s for s in limits)
    return result | {"low": float(low), "high": float(high)}


def _limits(fit: Components, form: Form, votes: float, level: float) -> Floats:
    """Limits of the single-rating ICC r, on z = log((1 + (m - 1) r) / (1 - r)) / 2 with m ratings of an item."""
    from scipy.special import ndtri

    item, rater = fit.ratios
    noise = 1 + rater if form.startswith("ICC(A") else 1.0
    single = item / (item + noise)
    slope = np.array([noise * (1 + item), -item * (1 + rater) * form.startswith("ICC(A")]) / (item + noise) ** 2
    of_z = votes / (2 * (1 - single) * (1 + (votes - 1) * single))
    error = of_z * np.sqrt(slope @ fit.covariance @ slope)
    z = np.log((1 + (votes - 1) * single) / (1 - single)) / 2 + np.array([-1, 1]) * ndtri((1 + level) / 2) * error
    grown = np.exp(2 * z)
    return (grown - 1) / (grown + votes - 1)


def _plain(fit: Components | None, reason: str) -> dict[str, Any]:
    if fit is None:
        return {"reason": reason}
    names = ("item", "rater", "residual", "mean", "log_likelihood", "converged")
    return {name: getattr(fit, name) for name in names} | {"at_bound": list(fit.at_bound)}
