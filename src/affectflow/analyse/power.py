"""`analyse: {kind: power}`: what a design can find, and how many participants it needs."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from ..statistics import power as powers
from ..studies.analyse.power import Power

METHODS = {
    "two_groups": "two-sided t test of two groups, noncentral t",
    "paired": "two-sided paired t test, noncentral t",
    "ancova": "two-sided t test of two groups, residual standard deviation, one degree of freedom for the baseline",
    "two_proportions": "two-sided test of two shares, normal, pooled variance under no difference",
    "equivalence": "two one-sided t tests of two groups, integrated over the standard deviation",
}


def power(*, spec: dict) -> dict:
    """Power at each size, and the size that the wanted power needs.

    Args:
        spec: plain data of `studies.analyse.power.Power`.

    Returns:
        the document; a size that no number of participants reaches is NaN with a reason.
    """
    asked = Power.load(spec)
    of = _of(asked)
    size = powers.needed(of, asked.power)
    needed: dict[str, Any] = {"power": asked.power, "n": size, "reached": of(size) if math.isfinite(size) else math.nan}
    if not math.isfinite(size):
        needed |= {"n": math.nan, "reason": f"more than {powers.MOST} participants per group"}
    return {
        "kind": "power",
        "design": asked.design,
        "level": asked.level,
        "powers": [{"n": n, "power": of(n)} for n in asked.n],
        "needed": needed,
        "warnings": [],
        "conventions": {
            "method": METHODS[asked.design],
            "n": "pairs" if asked.design == "paired" else "participants per group, both of one size",
            "effect": "as declared; nothing is estimated from data",
        },
    }


def _of(asked: Power) -> Callable[[float], float]:
    if asked.shares:
        first, second = asked.shares
        return lambda n: powers.two_proportions(n, first, second, asked.level)
    assert asked.difference is not None
    assert asked.sd
    effect = asked.difference / asked.sd
    if asked.design == "paired":
        return lambda n: powers.paired(n, effect, asked.level)
    if asked.margin:
        margin = asked.margin / asked.sd
        return lambda n: powers.equivalence(n, effect, margin, asked.level)
    if asked.correlation is None:
        return lambda n: powers.two_groups(n, effect, asked.level)
    adjusted = effect / math.sqrt(1 - asked.correlation**2)
    return lambda n: powers.two_groups(n, adjusted, asked.level, spent=1)
