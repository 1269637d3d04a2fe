"""The twin of Kumar et al. (2025): conversations with a planted quality, rated by experts, a crowd and models.

Every file has the shape of the released one: another order of columns in the crowd's files, row numbers before those
of gpt and claude, conversations with line breaks in gemini's, means of four crowdworkers where the release has means.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ..files import whole
from ..layouts.kumar2025 import RATERS, SAMPLES, TEXT, Sample, file_of, scale_of
from ..studies.twins.judged import Kumar2025Twin
from .panel import Scorers
from .score_moments import score_moments
from .seeds import stream

SPREAD, NOISE, WORKERS = 0.2, 0.12, 4
"""Standard deviations of quality and of a rater's error, in parts of the scale's range; crowdworkers behind a mean."""
POINTS = 4.0
"""Steps of the scale in whose points `inflation` is told."""


def generate(root: Path, twin: dict[str, Any], workers: int) -> dict[str, Any]:
    """Write the ratings; see `affectflow.twins.generate`."""
    spec = Kumar2025Twin.load(twin)
    planted: dict[str, Any] = {}
    for name, sample in SAMPLES.items():
        ids = [_id(name, number) for number in range(spec.conversations)]
        columns = {d: _ratings(spec, name, sample, d) for d in sample.dimensions}
        for place, rater in enumerate(RATERS):
            values = {d: scores[:, place] for d, (scores, _) in columns.items()}
            _write(root / file_of(name, rater), _frame(name, sample, rater, ids, values))
        planted |= {scale_of(name, d): bias for d, (_, bias) in columns.items()}
    return {"conversations": len(SAMPLES) * spec.conversations, "bias": planted, "no_bias": 0.0}


def _id(sample: str, number: int) -> str:
    shapes = {
        "empatheticdialogues": f"hit:{number}_conv:{2 * number + 1}",
        "epitome": f"{10_000 + number:x}",
        "lend_an_ear": f"2024103112{number:012d}",
        "perceived_empathy": f"{number + 1:024x}",
    }
    return shapes[sample]


def _ratings(spec: Kumar2025Twin, name: str, sample: Sample, dimension: str) -> tuple[np.ndarray, dict[str, float]]:
    """Ratings, shape (conversations, raters), and the expected bias of each model against the experts' mean."""
    rng, span = stream(spec.seed, name, dimension), sample.high - sample.low
    truth = np.clip(rng.normal(sample.low + span / 2, SPREAD * span, spec.conversations), sample.low, sample.high)
    bias = np.array([0, 0, 0, *[0] * WORKERS, spec.inflation, 0, 0]) * span / POINTS
    panel = Scorers(tuple(map(str, range(len(bias)))), bias, np.full(len(bias), NOISE * span), sample.low, sample.high)
    scores = panel.scores(rng, truth, np.ones((spec.conversations, len(bias)), dtype=bool))
    crowd = scores[:, 3 : 3 + WORKERS].mean(axis=1, keepdims=True)
    crowd = np.round(crowd) if name == "epitome" else crowd
    expected = score_moments(panel, truth)[0].mean(axis=0)
    people = expected[:3].mean()
    planted = {model: float(expected[3 + WORKERS + i] - people) for i, model in enumerate(RATERS[4:])}
    return np.hstack([scores[:, :3], crowd, scores[:, 3 + WORKERS :]]), planted


def _frame(name: str, sample: Sample, rater: str, ids: list[str], values: dict[str, np.ndarray]) -> pd.DataFrame:
    order = sorted(sample.dimensions) if rater == "crowd" else sample.dimensions
    frame = pd.DataFrame({sample.key: ids} | {dimension: values[dimension] for dimension in order})
    if rater.startswith("expert"):
        frame = frame.astype(dict.fromkeys(sample.dimensions, int))
    if rater == "gemini" and name != "perceived_empathy":
        frame.insert(1, TEXT, [f"Seeker: Synthetic trouble {n}.\nSupporter: Synthetic answer {n}." for n in ids])
    if rater in ("gpt", "claude"):
        frame.insert(0, "", range(len(ids)))
    return frame


def _write(path: Path, frame: pd.DataFrame) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole(path) as temporary:
        frame.to_csv(temporary, index=False, lineterminator="\n")
