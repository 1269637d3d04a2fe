"""The video: valence moves mouth corners and brows; arousal does nothing to the face.

Around the expression there are a talking mouth, head motion, changing light and noise,
all drawn alike for every emotion.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from ..avi import write_avi
from ..seeds import stream
from .portrait import SIZE, grid, portrait, reach
from .script import Turn

FRAMES_PER_SECOND = 12
QUALITY = 55
"""JPEG quality of the frames: 480 clips stay below 60 MB."""
NOISE = 1.25
"""Standard deviation of a pixel's noise, in grey levels."""


@dataclass(frozen=True)
class Motion:
    """A clip, frame by frame; each array has one entry per frame.

    Attributes:
        parts: part of the face -> displacement downwards in pixels of the portrait.
        head: turn in degrees, shift right and down in pixels, scale; shape (frames, 4).
        light: factor of the brightness.
    """

    parts: dict[str, NDArray[np.float64]]
    head: NDArray[np.float64]
    light: NDArray[np.float64]


def film(path: Path, seed: int, turn: Turn) -> None:
    """Film a turn and write it as motion JPEG."""
    # One thread each: the pool of processes keeps the processors busy.
    cv2.setNumThreads(1)
    rng = stream(seed, "camera", turn.speaker, turn.number)
    motion = _motion(seed, turn, rng)
    noise = rng.normal(0.0, NOISE, (SIZE + 64, SIZE + 64, 1)).astype(np.float32)
    frames = []
    for number in range(motion.light.size):
        left, top = rng.integers(64, size=2)
        frame = _frame(motion, number) + noise[top : top + SIZE, left : left + SIZE]
        image = np.clip(frame, 0, 255).astype(np.uint8)
        frames.append(cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])[1].tobytes())
    write_avi(path, frames, SIZE, SIZE, FRAMES_PER_SECOND)


def _motion(seed: int, turn: Turn, rng: np.random.Generator) -> Motion:
    frames = int(rng.integers(18, 24))
    time = np.arange(frames) / FRAMES_PER_SECOND
    own = stream(seed, "speaker's face", turn.speaker)
    rest = dict(zip(("mouth_corners", "inner_brows", "outer_brows"), own.normal(0.0, (0.5, 0.3, 0.3)), strict=True))
    # The expression builds up over the first part of the clip and holds.
    shown = turn.valence * np.minimum(1.0, 0.4 + time / rng.uniform(0.4, 0.8))
    # ASSUME Directions as in smiling and frowning; sizes are pixels of this portrait, not measured on people.
    moved = {"mouth_corners": -2.4, "inner_brows": -1.2, "outer_brows": -0.6}
    parts = {part: rest[part] + size * shown + rng.normal(0.0, 0.25) for part, size in moved.items()}
    parts["lower_lip"] = rng.uniform(1.0, 2.5) * np.abs(np.sin(np.pi * rng.uniform(2.0, 3.5) * time))
    return Motion(parts, _head(time, rng), _light(time, own, rng))


def _head(time: NDArray[np.float64], rng: np.random.Generator) -> NDArray[np.float64]:
    sway = np.sin(2 * np.pi * (rng.uniform(0.2, 0.6, 4) * time[:, None] + rng.uniform(0, 1, 4)))
    still = rng.normal(0.0, (2.0, 4.0, 4.0, 0.03))
    return still + sway * rng.uniform(0.3, 1.0, 4) * np.array((2.0, 3.0, 3.0, 0.01)) + np.array((0, 0, 0, 1.0))


def _light(time: NDArray[np.float64], own: np.random.Generator, rng: np.random.Generator) -> NDArray[np.float64]:
    level = 0.9 + own.normal(0.0, 0.06) + rng.normal(0.0, 0.03)
    return level + 0.05 * np.sin(2 * np.pi * (rng.uniform(0.1, 0.4) * time + rng.uniform()))


def _frame(motion: Motion, number: int) -> NDArray[np.float32]:
    x, y = grid()
    down = sum(np.float32(path[number]) * reach(part) for part, path in motion.parts.items())
    face = cv2.remap(portrait(), x, y - down, cv2.INTER_LINEAR)
    angle, right, below, scale = motion.head[number]
    turned = cv2.getRotationMatrix2D((SIZE / 2, SIZE / 2), float(angle), float(scale))
    turned[:, 2] += right, below
    moved = cv2.warpAffine(face, turned, (SIZE, SIZE), borderMode=cv2.BORDER_REPLICATE)
    return moved.astype(np.float32) * np.float32(motion.light[number])
