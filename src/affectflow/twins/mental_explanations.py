"""The twin of scored explanations: aspects with a planted score, three annotators, and two automatic metrics."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ..files import whole
from ..layouts.mental_explanations import ANNOTATORS, ASPECTS, HIGH, METRIC_COLUMNS, METRICS, item_of
from ..studies.twins.judged import MentalExplanationsTwin
from .seeds import stream

FOLDER, STEM, MODEL = "human_evaluation/DR_annotation/human_annotation", "chatgpt_data", "gpt-3.5-turbo"
SHARES = {
    "fluency": (0.05, 0.15, 0.3, 0.5),
    "completeness": (0.2, 0.3, 0.3, 0.2),
    "reliability": (0.15, 0.25, 0.3, 0.3),
    "overall": (0.2, 0.3, 0.3, 0.2),
}
"""Shares of the planted scores 0 to 3."""


def generate(root: Path, twin: dict[str, Any], workers: int) -> dict[str, Any]:
    """Write explanations, their scores and metrics; see `affectflow.twins.generate`."""
    spec = MentalExplanationsTwin.load(twin)
    n = spec.explanations
    drawn = {aspect: _aspect(spec, aspect) for aspect in ASPECTS}
    frame = pd.DataFrame({
        "text": [f"Synthetic post {number}." for number in range(n)],
        "label": [number % 2 for number in range(n)],
        MODEL: [f"Synthetic explanation,\nof post {number}." for number in range(n)],
    } | {aspect: [str(row.tolist()) for row in scores] for aspect, (_, scores) in drawn.items()})  # fmt: skip
    _write(root / FOLDER / f"{STEM}.csv", frame)
    metrics = _metrics(spec, drawn["overall"][0])
    rows = [(item_of(STEM, i + 1), name, f"{v:.6f}") for name, values in metrics.items() for i, v in enumerate(values)]
    _write(root / METRICS, pd.DataFrame(rows, columns=list(METRIC_COLUMNS)))
    return {
        "explanations": n,
        "fleiss": {aspect: _fleiss(spec, truth) for aspect, (truth, _) in drawn.items()},
        "correlation": {"bart_score": spec.informative * _validity(spec, drawn["overall"][0]), "bleu": 0.0},
        "no_correlation": 0.0,
    }


def _aspect(spec: MentalExplanationsTwin, aspect: str) -> tuple[np.ndarray, np.ndarray]:
    """Planted scores, shape (explanations,), and the annotators', shape (explanations, annotators)."""
    rng = stream(spec.seed, aspect)
    truth = rng.choice(HIGH + 1, size=spec.explanations, p=SHARES[aspect])
    shape = (spec.explanations, len(ANNOTATORS))
    right = rng.random(shape) < spec.agreement
    return truth, np.where(right, truth[:, None], rng.integers(0, HIGH + 1, size=shape))


def _metrics(spec: MentalExplanationsTwin, truth: np.ndarray) -> dict[str, np.ndarray]:
    rng = stream(spec.seed, "metrics")
    z = (truth - truth.mean()) / truth.std()
    noise = rng.normal(size=(2, len(truth)))
    return {
        "bart_score": spec.informative * z + np.sqrt(1 - spec.informative**2) * noise[0] - 3.0,
        "bleu": 0.2 + 0.05 * noise[1],
    }


def _fleiss(spec: MentalExplanationsTwin, truth: np.ndarray) -> float:
    """Expected Fleiss' kappa, given the planted scores: agreement of two annotators beyond that of the margins."""
    own, other = spec.agreement + (1 - spec.agreement) / (HIGH + 1), (1 - spec.agreement) / (HIGH + 1)
    agree = own**2 + HIGH * other**2
    margin = spec.agreement * np.bincount(truth, minlength=HIGH + 1) / len(truth) + other
    return float((agree - margin @ margin) / (1 - margin @ margin))


def _validity(spec: MentalExplanationsTwin, truth: np.ndarray) -> float:
    """Correlation of the planted score with the mean of the annotators'."""
    a, scores = spec.agreement, np.arange(HIGH + 1)
    expected = a * truth + (1 - a) * scores.mean()
    square = a * truth**2 + (1 - a) * float(np.mean(scores**2))
    error = float(np.mean(square - expected**2)) / len(ANNOTATORS)
    return float(np.sqrt(expected.var() / (expected.var() + error)))


def _write(path: Path, frame: pd.DataFrame) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole(path) as temporary:
        frame.to_csv(temporary, index=False, lineterminator="\n")
