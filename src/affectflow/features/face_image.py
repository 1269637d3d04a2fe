"""Mouth, brows, eyes and head in a still image, from MediaPipe's face mesh.

`face_descriptors.DESCRIPTORS` says what each feature is and in which unit. An item's `video` names
its image.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np

from ..studies.extractors import FaceImage
from .face_descriptors import DESCRIPTORS, describe
from .face_mesh import FaceMesh
from .instrument import Instrument, Unusable


def load(spec: FaceImage) -> Instrument:
    """One face mesh for all images; an image does not see the one before."""
    return Instrument("video", tuple(DESCRIPTORS), partial(_still, FaceMesh()))


def _still(mesh: FaceMesh, path: Path) -> np.ndarray:
    """The descriptors of the largest face, in the order of `DESCRIPTORS`.

    Quarantine reasons: `unreadable` where the file is no image; `no_face` where it shows none.
    """
    import cv2

    image = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if image is None:
        raise Unusable("unreadable", "nothing that can be decoded", "an image")
    mesh.start_clip()
    landmarks = mesh(cv2.cvtColor(image, cv2.COLOR_BGR2RGB).astype(np.uint8, copy=False))
    if landmarks is None:
        raise Unusable("no_face", "no face", "a face")
    return describe(landmarks)
