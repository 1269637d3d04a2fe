"""The twin of a parlor corpus.

Speakers say scripted turns on video: four emotions, each once `expressive` and once
`control`. The voice carries arousal only, the face carries valence only, and the words
name the emotion in some turns; so voice and face together tell the class and neither
does alone. In `control` turns nothing is expressed. Twelve raters of known competence
vote on every turn, and the speakers take part in a trial with known effects.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ...studies.twins.own import ParlorTwin
from ..crew import share_out
from ..extras import need
from . import raters, trial
from .csv_rows import write_csv
from .script import CONDITIONS, LABELS, SCALE, Turn, turns
from .takes import Take, record


def generate(root: Path, twin: dict[str, Any], workers: int) -> dict[str, Any]:
    """Write a parlor corpus; see `affectflow.twins.generate`."""
    need("espeakng_loader", "skimage")
    spec = ParlorTwin.load(twin)
    plan = turns(spec)
    for folder in ("audio", "video"):
        (root / folder).mkdir(exist_ok=True)
    share_out(record, [Take(root, spec, turn) for turn in plan], workers)
    panel = raters.panel(spec)
    votes = raters.votes(spec, panel, plan)
    people = trial.people(spec)
    write_csv(root, "turns.csv", [turn.row() for turn in plan])
    write_csv(root, "scales.csv", [{"scale": SCALE, "label": label} for label in LABELS])
    write_csv(root, "ratings.csv", votes)
    write_csv(root, "participants.csv", [person.row() for person in people])
    write_csv(root, "outcomes.csv", [row for person in people for row in person.measurements()])
    return {
        "labels": list(LABELS),
        "strengths": {"audio": spec.audio_strength, "face": spec.face_strength, "text": spec.text_strength},
        "items": _counts(plan),
        "raters": raters.planted(panel),
        "votes": {"given": len(votes), "missing": len(plan) * len(panel) - len(votes)},
        "missing_votes": spec.missing_votes,
        "models": {"no_gain": 0.0},
        "trial": trial.planted(spec, people),
    }


def _counts(plan: list[Turn]) -> dict[str, Any]:
    return {
        "n": len(plan),
        "speakers": len({turn.speaker for turn in plan}),
        "conditions": {c: sum(turn.condition == c for turn in plan) for c in CONDITIONS},
        "classes": {label: sum(turn.emotion == label for turn in plan) for label in LABELS},
        "named_in_words": {c: sum(turn.named for turn in plan if turn.condition == c) for c in CONDITIONS},
    }
