"""How strong an unmeasured confounder had to be to explain an effect away (E-value)."""

from __future__ import annotations

import math
from typing import Literal

Scale = Literal["risk_ratio", "odds_ratio_rare", "odds_ratio_common", "standardised_difference"]


def e_value(estimate: float, low: float, high: float, scale: Scale) -> dict[str, float]:
    """The least risk ratio that a confounder needs with both exposure and outcome.

    RR + sqrt(RR (RR - 1)) for a risk ratio of at least 1, of 1/RR below it. An odds ratio counts as
    risk ratio where the outcome is rare (below 15 %), else by its square root; a standardised
    difference d as exp(0.91 d).

    Args:
        estimate, low, high: on the scale that is named; ratios above 0.

    Returns:
        `risk_ratio`; `e_value` of the estimate; `e_value_limit` of the limit nearer to no effect,
        1 where the interval holds no effect.

    Source: VanderWeele and Ding (2017), Annals of Internal Medicine 167, 268-274.
    """
    ratio, lower, upper = (_as_risk_ratio(value, scale) for value in (estimate, low, high))
    limit = lower if ratio > 1 else upper
    crosses = lower <= 1 <= upper
    return {"risk_ratio": ratio, "e_value": _of(ratio), "e_value_limit": 1.0 if crosses else _of(limit)}


def _as_risk_ratio(value: float, scale: Scale) -> float:
    if scale == "standardised_difference":
        return math.exp(0.91 * value)
    return math.sqrt(value) if scale == "odds_ratio_common" else value


def _of(ratio: float) -> float:
    far = max(ratio, 1 / ratio)
    return far + math.sqrt(far * (far - 1))
