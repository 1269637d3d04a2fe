"""What confounding is left or would be needed: negative controls and the E-value."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...statistics.observational.e_value import e_value
from ...statistics.observational.effects import Means, uncertain
from ...statistics.t_interval import t_interval
from ...studies.analyse.exposure import Exposure
from ..cohort import Cohort
from .compared import Compared, compared
from .effects import difference, potential_means, scaled, spread


def negative_control(found: Cohort, asked: Exposure, name: str) -> dict[str, Any]:
    """The same analysis where no effect can be, and whether its interval holds 0."""
    control = asked.negative_controls[name]
    main = compared(found, asked, control.exposure or asked.exposure, control.outcome or asked.outcome)
    effect = difference(main, None if main.reason else potential_means(main, asked), asked)
    verdict = "consistent with none" if effect["low"] <= 0 <= effect["high"] else "not consistent with none"
    what = (
        {"exposure": control.exposure}
        if control.exposure
        else {"outcome": control.outcome.plain() if control.outcome else {}}
    )
    return what | {
        "effect": effect,
        "standardised": scaled(effect, spread(main)),
        "verdict": "undefined" if "reason" in effect else verdict,
    }


def strength(main: Compared, means: Means | None, effect: dict[str, Any], asked: Exposure) -> dict[str, Any]:
    """The E-value of the effect and of its limit on the scale that is asked for; empty where none is."""
    if asked.e_value is None:
        return {}
    told: dict[str, Any] = {"scale": asked.e_value}
    on_scale = _on_scale(main, means, effect, asked)
    if "reason" in on_scale:
        return told | on_scale | dict.fromkeys(("risk_ratio", "e_value", "e_value_limit"), np.nan)
    found = e_value(on_scale["estimate"], on_scale["low"], on_scale["high"], asked.e_value)
    return told | on_scale | found


def _on_scale(main: Compared, means: Means | None, effect: dict[str, Any], asked: Exposure) -> dict[str, Any]:
    """The effect on the scale of its E-value, with limits."""
    if asked.e_value == "standardised_difference" or means is None:
        found = scaled(effect, spread(main))
        return {part: found[part] for part in ("estimate", "low", "high", "reason") if part in found}
    pair = np.array([float(means.exposed), float(means.unexposed)])
    if not set(main.outcome) <= {0.0, 1.0} or not np.all((pair > 0) & (pair < 1)):
        reason = "a ratio needs an outcome of 0 and 1, and means between them"
        return dict.fromkeys(("estimate", "low", "high"), np.nan) | {"reason": reason}
    odds = asked.e_value != "risk_ratio"
    # Delta method: d log(m) = dm / m, d log(m / (1 - m)) = dm / (m (1 - m)).
    slope = 1 / (pair * (1 - pair)) if odds else 1 / pair
    log = np.log(pair / (1 - pair)) if odds else np.log(pair)
    error, df = uncertain(means.exposed_influence * slope[0] - means.unexposed_influence * slope[1], main.cluster)
    ends = t_interval(float(log[0] - log[1]), float(error), df, n=len(main.outcome), level=asked.level, method="delta")
    return {part: float(np.exp(ends[part])) for part in ("estimate", "low", "high")}
