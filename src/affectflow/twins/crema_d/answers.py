"""The answers: who judged which clip in which presentation, how, and how fast."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ...layouts.crema_d import LETTERS, SCALES
from ...studies.twins.speech import CremaDTwin
from ..panel import Panel, assignments, expected_alpha, panel
from ..seeds import stream
from .clips import LABELS, Clip

RIGHT = {"1": (0.75, 0.45), "2": (0.85, 0.6), "3": (0.95, 0.7)}
"""Chance that the best and the worst rater name what they see, by presentation."""
LETTER = {label: letter for letter, label in LETTERS.items()}


@dataclass(frozen=True)
class Answer:
    """One answer, in the words of the corpus's files."""

    rater: int
    presentation: str
    question: int
    clip: Clip
    letter: str
    intensity: int
    slow: bool


def answers(spec: CremaDTwin, plan: list[Clip]) -> list[Answer]:
    """All answers, those of each presentation by clip and rater."""
    return [answer for presentation in SCALES for answer in _answers(spec, plan, presentation)]


def planted(spec: CremaDTwin, plan: list[Clip]) -> dict[str, Any]:
    """Panels, and what is to be expected of prompt answers, by scale.

    `recognition` is the expected share of answers that name the acted emotion, `alpha` the
    nominal alpha of infinitely many draws from these raters on these clips.
    """
    return {
        "raters": {scale: _panel(spec, n).planted() for n, scale in SCALES.items()},
        "expected": {scale: _expected(_panel(spec, n), plan) for n, scale in SCALES.items()},
    }


def _panel(spec: CremaDTwin, presentation: str) -> Panel:
    names = tuple(f"T{number:04d}" for number in range(1, spec.raters + 1))
    return panel(spec.seed + int(presentation), names, LABELS, *RIGHT[presentation])


def _expected(raters: Panel, plan: list[Clip]) -> dict[str, float]:
    votes = raters.expected(np.array([clip.shares for clip in plan]))
    intended = [LABELS.index(LETTERS[clip.emotion[0]]) for clip in plan]
    named = votes.mean(axis=1)[np.arange(len(plan)), intended]
    return {"recognition": float(named.mean()), "alpha": expected_alpha(votes)}


def _answers(spec: CremaDTwin, plan: list[Clip], presentation: str) -> list[Answer]:
    rng = stream(spec.seed, "answers", presentation)
    seen = assignments(rng, len(plan), spec.raters, spec.answers)
    votes = _panel(spec, presentation).votes_on_mixtures(rng, np.array([clip.shares for clip in plan]), seen)
    slow = rng.random(seen.shape) < spec.slow
    votes = np.where(slow, rng.integers(0, len(LABELS), seen.shape), votes)
    intensity = rng.integers(20, 101, seen.shape)
    question = seen.cumsum(axis=0)
    return [
        Answer(
            rater + 1, presentation, int(question[clip, rater]), plan[clip], LETTER[LABELS[votes[clip, rater]]],
            int(intensity[clip, rater]), bool(slow[clip, rater]),
        )
        for clip, rater in np.argwhere(seen).tolist()
    ]  # fmt: skip
