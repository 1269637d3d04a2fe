"""The twin of AffectNet: one warped face in many expressions, in the release's form of arrays.

An emotion is drawn for each image, a point in valence and arousal around it, and the face shows
that point: valence moves the mouth's corners and the inner brows, arousal opens the mouth and
raises the outer brows. The one label of an image is drawn from the distribution that its
point implies, as if an annotator saw the point and had to choose; so one label says less than
the point does.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..layouts.affectnet import EXPRESSIONS, HIGH, LOW, SETS
from ..layouts.emotion_terms import gaussians
from ..statistics.vad import emotion_shares
from ..studies.twins.open_tables import AffectnetVadTwin
from .crew import share_out
from .extras import need
from .parlor.portrait import SIZE, grid, portrait, reach
from .seeds import stream

QUALITY, NOISE = 80, 1.25
"""Of the JPEG images; standard deviation of a pixel's noise, in grey levels."""
# ASSUME Directions as in smiling, frowning and being roused; sizes are pixels of this portrait, not measured on people.
BY_VALENCE = {"mouth_corners": -3.5, "inner_brows": -1.2}
BY_AROUSAL = {"lower_lip": 3.5, "outer_brows": -1.5}
VALIDATION = 5
"""Every fifth image is in the validation set."""


@dataclass(frozen=True)
class Image:
    """One image to make."""

    path: Path
    seed: int
    number: int
    valence: float
    arousal: float


def generate(root: Path, twin: dict[str, Any], workers: int) -> dict[str, Any]:
    """Write the twin; see `affectflow.twins.generate`."""
    need("skimage")
    spec = AffectnetVadTwin.load(twin)
    points, labels, shares = _drawn(spec)
    images = []
    for number, (valence, arousal) in enumerate(points):
        folder = root / SETS[number % VALIDATION == 0]
        for part in ("images", "annotations"):
            (folder / part).mkdir(parents=True, exist_ok=True)
        stem = folder / "annotations" / str(number)
        for ending, value in (("exp", str(labels[number])), ("val", f"{valence:.6g}"), ("aro", f"{arousal:.6g}")):
            # The release holds numbers as text.
            np.save(f"{stem}_{ending}.npy", np.array(value))
        images.append(Image(folder / f"images/{number}.jpg", spec.seed, number, valence, arousal))
    share_out(_show, images, workers)
    return _planted(spec, labels, shares)


def _drawn(spec: AffectnetVadTwin) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.float64]]:
    """Points, shape (I, 2), codes of the single labels, (I,), and the distributions they are drawn from, (I, C)."""
    means, covariances, prior = gaussians(spec.vad)
    codes = np.array([{word: code for code, word in EXPRESSIONS.items()}[label] for label in spec.vad.emotions])
    points, labels, rows = [], [], []
    for number in range(spec.images):
        rng = stream(spec.seed, "image", number)
        emotion = rng.choice(len(prior), p=prior)
        point = np.clip(rng.multivariate_normal(means[emotion], covariances[emotion]), LOW, HIGH)
        shares = emotion_shares(point[None], means, covariances, prior, spec.vad.temperature)[0]
        points.append(point.round(6))
        labels.append(codes[rng.choice(len(prior), p=shares)])
        rows.append(shares)
    return np.array(points), np.array(labels), np.array(rows)


def _show(image: Image) -> None:
    import cv2

    # One thread each: the pool of processes keeps the processors busy.
    cv2.setNumThreads(1)
    rng = stream(image.seed, "camera", image.number)
    x, y = grid()
    moved = {part: size * image.valence for part, size in BY_VALENCE.items()}
    moved |= {part: size * (image.arousal + 1) for part, size in BY_AROUSAL.items()}
    down = sum(np.float32(size + rng.normal(0.0, 0.25)) * reach(part) for part, size in moved.items())
    face = cv2.remap(portrait(), x, y - down, cv2.INTER_LINEAR)
    turned = cv2.getRotationMatrix2D((SIZE / 2, SIZE / 2), float(rng.normal(0, 3)), float(rng.normal(1, 0.03)))
    turned = turned + np.array([[0, 0, rng.normal(0.0, 4.0)], [0, 0, rng.normal(0.0, 4.0)]])
    shown = cv2.warpAffine(face, turned, (SIZE, SIZE), borderMode=cv2.BORDER_REPLICATE)
    lit = shown * rng.normal(0.9, 0.06) + rng.normal(0.0, NOISE, (SIZE, SIZE, 1))
    cv2.imwrite(str(image.path), np.clip(lit, 0, 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, QUALITY])


def _planted(spec: AffectnetVadTwin, labels: NDArray[np.int64], shares: NDArray[np.float64]) -> dict[str, Any]:
    names = list(spec.vad.emotions)
    likely = np.array(names)[shares.argmax(axis=1)]
    chosen = np.array([EXPRESSIONS[int(code)] for code in labels])
    return {
        "labels": names,
        "vad": spec.vad.plain(),
        "items": {"n": len(labels), "classes": {name: int((chosen == name).sum()) for name in names}},
        "relabelled": {
            "mean": dict(zip(names, shares.mean(axis=0).tolist(), strict=True)),
            "agreement_expected": float(shares.max(axis=1).mean()),
            "agreement_realised": float((likely == chosen).mean()),
        },
        "models": {"no_gain": 0.0},
    }
