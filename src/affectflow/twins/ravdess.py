"""The twin of RAVDESS: the names of takes, and noise in them."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

from ..layouts.ravdess import AUDIO_ONLY, EMOTIONS, FOLDER, RATE, STATEMENTS
from ..studies.twins.speech import RavdessTwin
from .murmur import murmur
from .seeds import stream
from .speech import write_wav

SECONDS = 0.1


def generate(root: Path, twin: dict[str, Any], workers: int) -> dict[str, Any]:
    """Write spoken takes of sound alone; see `affectflow.twins.generate`."""
    spec = RavdessTwin.load(twin)
    plan = {}
    for actor, emotion, intensity, statement in product(range(1, spec.actors + 1), EMOTIONS, ("01", "02"), STATEMENTS):
        if not (EMOTIONS[emotion] == "neutral" and intensity == "02"):
            take = f"01-{emotion}-{intensity}-{statement}-01-{actor:02d}"
            plan[take] = EMOTIONS[emotion]
            sound = murmur(stream(spec.seed, "take", take), SECONDS, RATE)
            write_wav(root / f"{FOLDER}{actor:02d}" / f"{AUDIO_ONLY}-{take}.wav", sound, RATE)
    return {"items": len(plan), "speakers": spec.actors, "intended": plan}
