"""Whether an effect is not worse, or equal, by a margin: read from its interval."""

from __future__ import annotations

import math
from typing import Any

from ..studies.analyse.margins import Margin


def verdict(effect: dict[str, Any], asked: Margin, better: str | None) -> dict[str, Any]:
    """The interval at the margin's own level, the p-value of its one-sided tests, and what follows.

    Args:
        effect: with estimate, standard_error and df; NaN with a reason if undefined.
        asked: the margin.
        better: `lower` or `higher`; equivalence does not need it.

    Returns:
        dict with verdict `shown`, `not shown` or `undefined`; `p` is that of the test against the margin, for
        equivalence the larger of both sides'.

    Source: Schuirmann (1987), J. Pharmacokinet. Biopharm. 15, 657-680; Piaggio et al. (2012), JAMA 308, 2594-2604.
    """
    about: dict[str, Any] = {"kind": asked.kind, "margin": asked.margin, "level": asked.level, "better": better}
    if effect.get("reason"):
        numbers = dict.fromkeys(("low", "high", "p"), math.nan)
        return about | numbers | {"verdict": "undefined", "reason": effect["reason"]}
    from scipy.stats import t as student

    estimate, error, df = (effect[part] for part in ("estimate", "standard_error", "df"))
    half = float(student.ppf((1 + asked.level) / 2, df)) * error
    low, high = estimate - half, estimate + half
    above = float(student.sf((estimate + asked.margin) / error, df))
    below = float(student.cdf((estimate - asked.margin) / error, df))
    sides = {"equivalence": ("higher", "lower")}.get(asked.kind, (better,))
    held = {"higher": low > -asked.margin, "lower": high < asked.margin}
    p = max({"higher": above, "lower": below}[str(side)] for side in sides)
    shown = all(held[str(side)] for side in sides)
    return about | {"low": low, "high": high, "p": p, "verdict": "shown" if shown else "not shown"}
