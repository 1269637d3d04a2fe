"""The raters: what each makes of each emotion, and their votes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...studies.twins.own import ParlorTwin
from ..seeds import stream
from .script import AROUSAL, LABELS, SCALE, VALENCE, Turn

BEST, WORST = 0.9, 0.5
BIAS, TOWARDS = 0.35, "neutral"
"""The biased rater gives this share of all votes to one class, whatever was seen."""


@dataclass(frozen=True)
class Rater:
    """A rater; `confusion[c, k]` is the probability to vote `LABELS[k]` when `LABELS[c]` was planted."""

    name: str
    confusion: NDArray[np.float64]
    biased: bool


def panel(spec: ParlorTwin) -> list[Rater]:
    """Raters from the most competent to the least; the last but one of three or more is biased."""
    share = np.linspace(BEST, WORST, spec.raters)
    odd = spec.raters - 2 if spec.raters > 2 else None
    return [
        Rater(f"r{number + 1:02d}", _confusion(spec.seed, number, right, number == odd), number == odd)
        for number, right in enumerate(share)
    ]


def votes(spec: ParlorTwin, raters: list[Rater], plan: list[Turn]) -> list[dict[str, Any]]:
    """Rows of `ratings.csv`: every rater on every turn, but for votes that are missing at random."""
    return [row for turn in plan for row in _votes(spec, raters, turn)]


def planted(raters: list[Rater]) -> dict[str, Any]:
    """The raters' confusion matrices: [rater][planted class][vote]."""
    return {
        "ids": [rater.name for rater in raters],
        "labels": list(LABELS),
        "confusion": [rater.confusion.tolist() for rater in raters],
        "biased": [rater.name for rater in raters if rater.biased],
        "rows": "planted class",
        "columns": "vote",
    }


def _confusion(seed: int, number: int, right: float, biased: bool) -> NDArray[np.float64]:
    rng = stream(seed, "rater", number)
    rows = np.array([_mistakes(label) * rng.dirichlet(np.full(len(LABELS), 20.0)) for label in LABELS])
    wrong = rows / rows.sum(axis=1, keepdims=True)
    matrix = right * np.eye(len(LABELS)) + (1 - right) * wrong
    if not biased:
        return matrix
    return (1 - BIAS) * matrix + BIAS * np.eye(len(LABELS))[LABELS.index(TOWARDS)]


def _mistakes(seen: str) -> NDArray[np.float64]:
    """Mistaken classes share the seen one's arousal or valence more often than neither."""
    shared = [(AROUSAL[seen] == AROUSAL[other]) + (VALENCE[seen] == VALENCE[other]) for other in LABELS]
    return np.array([0.0 if other == seen else 1.0 + s for other, s in zip(LABELS, shared, strict=True)])


def _votes(spec: ParlorTwin, raters: list[Rater], turn: Turn) -> list[dict[str, Any]]:
    rng = stream(spec.seed, "votes", turn.speaker, turn.number)
    missing, draw = rng.random((2, len(raters)))
    seen = LABELS.index(turn.emotion)
    rows = []
    for rater, absent, point in zip(raters, missing < spec.missing_votes, draw, strict=True):
        steps = np.cumsum(rater.confusion[seen])[:-1]
        label = LABELS[int(np.searchsorted(steps, point, side="right"))]
        if not absent:
            rows.append({"item_id": turn.item_id, "rater_id": rater.name, "scale": SCALE, "label": label})
    return rows
