"""The twin of CREMA-D: spoken clips of six emotions, and answers of raters whom the truth names.

Some clips lie between two emotions. Their voice mixes the prosody of both, and each rater
sees them as one or the other by the planted share, in whatever presentation. A panel has
one confusion matrix by rater and presentation; voices are harder to judge than faces, and
faces than both together.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ...studies.twins.speech import CremaDTwin
from ..crew import share_out
from ..extras import need
from . import answers, clips, files


def generate(root: Path, twin: dict[str, Any], workers: int) -> dict[str, Any]:
    """Write a CREMA-D corpus; see `affectflow.twins.generate`."""
    need("espeakng_loader")
    spec = CremaDTwin.load(twin)
    plan = clips.clips(spec)
    share_out(clips.record, [clips.Take(root, spec.seed, clip) for clip in plan], workers)
    given = answers.answers(spec, plan)
    files.write(root, plan, given)
    return {
        "labels": list(clips.LABELS),
        "items": len(plan),
        "speakers": spec.actors,
        "ambiguous": sum(clip.ambiguous for clip in plan),
        "shares": {clip.name: clip.shares.tolist() for clip in plan},
        "answers": {"given": len(given), "slow": sum(answer.slow for answer in given)},
        **answers.planted(spec, plan),
        "models": {"no_gain": 0.0},
    }
