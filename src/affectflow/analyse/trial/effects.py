"""Adjusted means and effects at one occasion."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ...statistics.ancova import Ancova, ancova, why_undefined
from ...statistics.redraws import p_of_redraws, redraws
from ...statistics.t_interval import t_interval, untested
from ...studies.analyse.trial import Permutations, Trial
from ..verdicts import verdict
from .cases import FEWEST, Cases

BLOCK = 2_000_000
"""Numbers of a design that are fitted at once, so that memory does not grow with the permutations."""


def at_occasion(found: Cases, asked: Trial, occasion: str) -> dict[str, Any]:
    """The ANCOVA of one occasion: adjusted means by arm, and effects by their names.

    An arm with fewer than two complete cases is in no fit: its mean and its effects are
    undefined with the reason, those of the other arms are not.
    """
    reason = _why(found, asked)
    fit = None if reason else ancova(found.outcome, found.arm, found.covariates, asked.robust, arms=len(found.arms))
    effects = {name: _effect(fit, found, asked, pair, reason) for name, pair in asked.compared.items()}
    if occasion == asked.primary:
        for effect, pair in zip(effects.values(), asked.compared.values(), strict=True):
            effect |= _at_primary(effect, found, asked, pair)
    return {
        "adjusted_means": {arm: _mean(fit, found, asked, arm, reason) for arm in asked.arms},
        "effects": effects,
        "n": found.counts,
        "sd": _standardiser(fit, found, asked, reason),
    }


def _why(found: Cases, asked: Trial) -> str:
    if len(found.arms) < 2:
        few = [arm for arm in asked.arms if arm not in found.arms]
        return _few(found, few[0])
    return why_undefined(
        found.outcome, found.arm, found.covariates, asked.robust, arms=len(found.arms), names=found.names
    )


def _few(found: Cases, arm: str) -> str:
    return f"fewer than two complete cases in arm '{arm}' ({found.counts[arm]})"


def _options(found: Cases, asked: Trial) -> dict[str, Any]:
    robust = "classical" if asked.robust == "none" else asked.robust
    return {"level": asked.level, "method": f"ANCOVA, {robust} standard error, t interval"}


def _effect(fit: Ancova | None, found: Cases, asked: Trial, pair: tuple[str, str], reason: str) -> dict[str, Any]:
    n = sum(found.counts[arm] for arm in asked.arms if found.counts[arm] >= FEWEST)
    few = next((_few(found, arm) for arm in pair if arm not in found.arms), "")
    options = _options(found, asked) | {"n": n}
    if fit is None or few:
        undefined = t_interval(math.nan, math.nan, math.nan, reason=few or reason, **options)
        return undefined | {"standardised": dict.fromkeys(("estimate", "low", "high"), math.nan)}
    estimate, error = fit.contrast(_weights(found, pair))
    effect = t_interval(float(estimate), float(error), float(fit.df), **options)
    return effect | {"standardised": _standardised(effect, _standardiser(fit, found, asked, "")["value"])}


def _weights(found: Cases, pair: tuple[str, str]) -> np.ndarray:
    return np.array([float(arm == pair[0]) - float(arm == pair[1]) for arm in found.arms])


def _standardised(effect: dict[str, Any], sd: float) -> dict[str, Any]:
    if not sd > 0:
        reason = "the standard deviation that effects are in units of is 0 or undefined"
        return dict.fromkeys(("estimate", "low", "high"), math.nan) | {"reason": reason}
    return {part: effect[part] / sd for part in ("estimate", "low", "high")}


def _standardiser(fit: Ancova | None, found: Cases, asked: Trial, reason: str) -> dict[str, Any]:
    """Pooled within arms, with denominator cases minus arms, at baseline; or of the residuals."""
    if fit is None:
        return {"value": math.nan, "of": asked.standardiser, "reason": reason}
    if asked.standardiser == "residual" or found.baseline is None:
        return {"value": float(fit.residual_sd), "of": "residual"}
    means = np.bincount(found.arm, found.baseline) / np.bincount(found.arm)
    deviation = found.baseline - means[found.arm]
    return {"value": math.sqrt(np.sum(deviation**2) / (len(deviation) - len(found.arms))), "of": "baseline"}


def _mean(fit: Ancova | None, found: Cases, asked: Trial, arm: str, reason: str) -> dict[str, Any]:
    options = _options(found, asked) | {"n": found.counts[arm]}
    few = "" if arm in found.arms else _few(found, arm)
    if fit is None or few:
        return untested(t_interval(math.nan, math.nan, math.nan, reason=few or reason, **options))
    estimate, error = fit.contrast(np.array([float(a == arm) for a in found.arms]))
    return untested(t_interval(float(estimate), float(error), float(fit.df), **options))


def _at_primary(effect: dict[str, Any], found: Cases, asked: Trial, pair: tuple[str, str]) -> dict[str, Any]:
    """What is asked at the primary occasion alone."""
    told: dict[str, Any] = {}
    if asked.permutations:
        told["permutation"] = _permutation(effect, found, asked, pair, asked.permutations)
    if asked.margin:
        told["margin"] = verdict(effect, asked.margin, asked.better)
    return told


def _permutation(
    effect: dict[str, Any], found: Cases, asked: Trial, pair: tuple[str, str], how: Permutations
) -> dict[str, Any]:
    if effect.get("reason"):
        return {"p": math.nan, "ways": 0, "exact": False, "reason": effect["reason"]}
    numbers = (found.arms.index(pair[0]), found.arms.index(pair[1]))
    drawn = redraws(found.arm, found.stratum, numbers, most=how.n, seed=how.seed)
    step = max(1, BLOCK // (found.covariates.size + len(found.outcome) * len(found.arms)))
    parts = []
    for start in range(0, len(drawn.arm), step):
        arm = drawn.arm[start : start + step]
        fit = ancova(found.outcome, arm, found.covariates, asked.robust, arms=len(found.arms))
        with np.errstate(divide="ignore", invalid="ignore"):
            estimate, error = fit.contrast(_weights(found, pair))
            parts.append(np.abs(estimate / error))
    p = p_of_redraws(abs(effect["t"]), np.concatenate(parts), exact=drawn.exact)
    return {"p": p, "ways": len(drawn.arm), "exact": drawn.exact}
