"""The trial: who was randomised to what, who was lost, and what was measured.

Model of a participant with deviation u, in arm T (1 if coaching):
outcome(occasion) = mean(occasion) + effect(occasion) T + u + e, with u and e normal and
Var(u) / (Var(u) + Var(e)) the correlation of any two occasions. So the coefficient of
the arm given the baseline is the planted effect, in ANCOVA and in a mixed model alike.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...studies.twins.own import ParlorTwin
from ..seeds import stream
from .script import speaker_id

MEASURE = "distress"
CONTROL, TREATED = "waitlist", "coaching"
BLOCK = (CONTROL, CONTROL, TREATED, TREATED)
WEEKS = {"baseline": 0.0, "post": 8.0, "follow_up": 20.0}
MEANS = {"baseline": 28.0, "post": 26.5, "follow_up": 26.0}
LOSSES = ("no answer", "moved away", "withdrew")
NEVER_STARTED = "never started"
EXCLUDED = ("distress below the threshold",) * 3 + ("in other treatment",) * 2 + ("declined to take part",) * 2


@dataclass(frozen=True)
class Person:
    """Someone who was assessed; `scores` is empty for those who were not randomised."""

    name: str
    arm: str | None
    excluded: str | None
    lost_at: str | None
    lost_reason: str | None
    scores: dict[str, float]

    def row(self) -> dict[str, Any]:
        """The person's row in `participants.csv`."""
        return {
            "participant_id": self.name,
            "arm": self.arm,
            "randomised": self.arm is not None,
            "received": self.arm is not None and self.lost_reason != NEVER_STARTED,
            "excluded": self.excluded,
            "lost_at": self.lost_at,
            "lost_reason": self.lost_reason,
        }

    def observed(self) -> dict[str, float]:
        """The scores before the person was lost."""
        order = list(WEEKS)
        end = order.index(self.lost_at) if self.lost_at else len(order)
        return {occasion: score for occasion, score in self.scores.items() if order.index(occasion) < end}

    def measurements(self) -> list[dict[str, Any]]:
        """The person's rows in `outcomes.csv`, missing measurements too."""
        observed = self.observed()
        return [
            {
                "participant_id": self.name,
                "measure": MEASURE,
                "occasion": occasion,
                "week": WEEKS[occasion],
                "value": f"{observed[occasion]:.3f}" if occasion in observed else None,
                "missing_reason": None if occasion in observed else self.lost_reason,
            }
            for occasion in self.scores
        ]


def people(spec: ParlorTwin) -> list[Person]:
    """The speakers, randomised in permuted blocks of four, and some who were not randomised."""
    out = [Person(f"x{n:02d}", None, why, None, None, {}) for n, why in enumerate(EXCLUDED, 1)]
    return [_participant(spec, number) for number in range(spec.speakers)] + out


def planted(spec: ParlorTwin, everyone: list[Person]) -> dict[str, Any]:
    """What was planted in the trial, and what of it was realised."""
    drawn = [person for person in everyone if person.arm]
    return {
        "measure": MEASURE,
        "control": CONTROL,
        "treated": TREATED,
        "effect": {"post": spec.effect, "follow_up": spec.effect_follow_up},
        "effect_is": "treated minus control, scale points, given the baseline",
        "sd": spec.outcome_sd,
        "correlation": spec.baseline_correlation,
        "means_without_treatment": MEANS,
        "dropout": spec.dropout,
        "dropout_is": "share lost at each later occasion of those still in; at the mean baseline, in the control arm",
        "realised": {
            "assessed": len(everyone),
            "randomised": len(drawn),
            "excluded": {why: EXCLUDED.count(why) for why in sorted(set(EXCLUDED))},
            "arms": {arm: sum(person.arm == arm for person in drawn) for arm in (CONTROL, TREATED)},
            "lost": {o: sum(person.lost_at == o for person in drawn) for o in ("post", "follow_up")},
            "observed": {o: sum(o in person.observed() for person in drawn) for o in WEEKS},
        },
    }


def _participant(spec: ParlorTwin, number: int) -> Person:
    arm = BLOCK[stream(spec.seed, "block", number // len(BLOCK)).permutation(len(BLOCK))[number % len(BLOCK)]]
    rng = stream(spec.seed, "participant", number)
    scores = _scores(spec, arm, rng)
    lost_at = _lost_at(spec, arm, scores["baseline"], rng)
    reasons = LOSSES + ((NEVER_STARTED,) if lost_at == "post" and arm == TREATED else ())
    reason = reasons[rng.integers(len(reasons))]
    return Person(speaker_id(number), arm, None, lost_at, reason if lost_at else None, scores)


def _scores(spec: ParlorTwin, arm: str, rng: np.random.Generator) -> dict[str, float]:
    effects = {"baseline": 0.0, "post": spec.effect, "follow_up": spec.effect_follow_up}
    own = rng.normal(0.0, spec.outcome_sd * math.sqrt(spec.baseline_correlation))
    rest = rng.normal(0.0, spec.outcome_sd * math.sqrt(1 - spec.baseline_correlation), len(WEEKS))
    treated = float(arm == TREATED)
    return {o: float(MEANS[o] + effects[o] * treated + own + e) for o, e in zip(WEEKS, rest, strict=True)}


def _lost_at(spec: ParlorTwin, arm: str, baseline: float, rng: np.random.Generator) -> str | None:
    """First occasion at which the person is lost; depends on arm and baseline only, so it is missing at random."""
    worse = 0.4 * (baseline - MEANS["baseline"]) / spec.outcome_sd + 0.3 * (arm == TREATED)
    odds = spec.dropout * math.exp(worse)
    chance = odds / (odds + 1 - spec.dropout)
    losses = rng.random(2) < chance
    return next((o for o, lost in zip(("post", "follow_up"), losses, strict=True) if lost), None)
