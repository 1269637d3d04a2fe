"""Movement of mouth, brows, eyes and head over a clip, from MediaPipe's face mesh.

`face_descriptors.DESCRIPTORS` and `STATISTICS` say what each feature is and in which unit.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np

from ..studies.extractors import FaceMovement
from .face_descriptors import DESCRIPTORS, NAMES, describe, summarise
from .face_mesh import FaceMesh
from .instrument import Instrument, Unusable
from .video import frames


def load(spec: FaceMovement) -> Instrument:
    """One face mesh for all clips; a clip does not see the one before."""
    return Instrument("video", NAMES, partial(_movement, FaceMesh(), spec))


def _movement(mesh: FaceMesh, spec: FaceMovement, path: Path) -> np.ndarray:
    """Statistics of the descriptors, in the order of `NAMES`.

    Quarantine reasons: those of `frames`; `too_short` with fewer than two frames; `no_face`
    where fewer than `min_face_share` of the frames show a face.
    """
    mesh.start_clip()
    times, rows = [], []
    for time, frame in frames(path, spec.frames_per_second):
        landmarks = mesh(frame)
        times.append(time)
        rows.append(np.full(len(DESCRIPTORS), np.nan) if landmarks is None else describe(landmarks))
    if len(rows) < 2:
        raise Unusable("too_short", f"{len(rows)} frames", "at least two frames")
    described = np.array(rows)
    shown = 1 - np.isnan(described).any(axis=1).mean()
    if shown < spec.min_face_share or not shown:
        found = f"a face in {shown:.0%} of {len(rows)} frames"
        raise Unusable("no_face", found, f"at least {spec.min_face_share:.0%}")
    return summarise(np.array(times), described)
