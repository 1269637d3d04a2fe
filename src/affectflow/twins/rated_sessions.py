"""The twin of sessions that are rated under several conditions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from ..studies.twins.people import RatedSessionsTwin
from .seeds import stream
from .table_files import write_table


def generate(root: Path, twin: dict[str, Any], workers: int) -> dict[str, Any]:
    """Write `ratings.csv`, one row for each item and rater; see `affectflow.twins.generate`.

    Returns:
        means, `difference` and `relative` (percent) of every condition against the first, by
        condition and scale, and `overall`, the mean of the relative ones.
    """
    spec = RatedSessionsTwin.load(twin)
    conditions = list(next(iter(spec.means.values())))
    values = {scale: _values(spec, scale, conditions) for scale in spec.means}
    rows = [
        (f"S{s + 1:03d}_{c}", f"S{s + 1:03d}", c, f"R{r + 1:03d}", *(int(values[m][s, k, r]) for m in spec.means))
        for s in range(spec.sessions)
        for k, c in enumerate(conditions)
        for r in range(spec.raters)
    ]
    write_table(root / "ratings.csv", ("item", "session", "condition", "rater", *spec.means), rows)
    first, others = conditions[0], conditions[1:]
    difference = {c: {m: at[c] - at[first] for m, at in spec.means.items()} for c in others}
    relative = {c: {m: 100 * (at[c] / at[first] - 1) for m, at in spec.means.items()} for c in others}
    overall = {c: float(np.mean(list(found.values()))) for c, found in relative.items()}
    return {"means": spec.means, "difference": difference, "relative": relative, "overall": overall}


def _values(spec: RatedSessionsTwin, scale: str, conditions: list[str]) -> np.ndarray:
    """Ratings, shape (sessions, conditions, raters)."""
    rng, shape = stream(spec.seed, "ratings", scale), (spec.sessions, len(conditions), spec.raters)
    session, rater, own = spec.sd
    mean = np.array([spec.means[scale][c] for c in conditions])[None, :, None]
    value = mean + session * rng.normal(size=(shape[0], 1, 1)) + rater * rng.normal(size=shape[2])
    return np.clip(np.round(value + own * rng.normal(size=shape)), spec.low, spec.high)
