"""Whether weighting has done its work: balance, overlap, and how large weights are."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...statistics.observational.balance import Balance, balance
from ...statistics.observational.propensity import effective_size, weights
from ...studies.analyse.exposure import Exposure
from .compared import Compared

EXTREME = 0.05
"""# ASSUME: a score nearer to 0 or 1 than this asks for persons of whom the other group has hardly any."""
UNLIKE = 0.1
"""# ASSUME: a standardised mean difference above this is imbalance (Austin and Stuart, 2015)."""
BINS = 20
"""Bars of the scores' distribution, from 0 to 1."""


def diagnostics(main: Compared, asked: Exposure) -> dict[str, Any]:
    """Balance, overlap and weights; empty where there is no score."""
    if main.reason or main.score is None:
        return {"balance": {}, "overlap": {}, "weights": {}}
    weight = weights(main.score, main.exposed, asked.estimand, stabilised=asked.stabilised)
    names = [name for name in main.rows.columns if name != asked.exposure]
    before = balance(main.design[:, 1:], main.exposed, np.ones_like(weight))
    after = balance(main.design[:, 1:], main.exposed, weight)
    edges = np.linspace(0, 1, BINS + 1)
    groups = {"exposed": main.exposed == 1, "unexposed": main.exposed == 0}
    counted = {name: np.histogram(main.score.fitted[who], edges)[0].tolist() for name, who in groups.items()}
    lowest, highest = float(main.score.fitted.min()), float(main.score.fitted.max())
    return {
        "balance": {name: _balanced(before, after, j) for j, name in enumerate(names)},
        "overlap": {"edges": edges.tolist(), **counted, "lowest": lowest, "highest": highest},
        "weights": {
            "mean": float(weight.mean()), "largest": float(weight.max()),
            "bounded": int(len(weight) - main.score.free.sum()),
            "effective_sample_size": {name: float(effective_size(weight[who])) for name, who in groups.items()},
        },
    }  # fmt: skip


def _balanced(before: Balance, after: Balance, j: int) -> dict[str, Any]:
    told = {
        f"{part}_{when}": float(getattr(found, part)[j])
        for when, found in (("before", before), ("after", after))
        for part in ("difference", "variance_ratio")
    }
    undefined = any(np.isnan(value) for value in told.values())
    return told | ({"reason": "a group does not vary in it"} if undefined else {})


def warnings(main: Compared, balanced: dict[str, Any]) -> list[str]:
    """No effect, scores near the ends, and confounders that stay unlike, as `diagnostics` found them."""
    if main.reason or main.score is None:
        return [f"no_effect: {main.reason}"]
    told, score = [], main.score.fitted
    beyond = int(np.sum((score < EXTREME) | (score > 1 - EXTREME)))
    if beyond:
        told.append(f"positivity: {beyond} of {len(score)} rows have a score below {EXTREME} or above {1 - EXTREME}")
    for name, found in balanced.items():
        if abs(found["difference_after"]) > UNLIKE:
            told.append(f"imbalance: {name} differs by {found['difference_after']:.2f} SD after weighting")
    return told
