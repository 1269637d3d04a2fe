"""The face: a public-domain portrait, and where in it mouth and brows can be moved.

`skimage.data.astronaut()` is NASA's portrait of Eileen Collins, in the public domain.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from ..extras import need

SIZE = 240
"""Width and height of a frame in pixels."""
CORNER, WIDTH = (149.0, 41.0), 150.0
"""Upper left corner (x, y) and width of the shown part, in pixels of the portrait."""

# (x, y, width, height) in pixels of the portrait: centre and standard deviations of what moves together.
PARTS: dict[str, tuple[tuple[float, float, float, float], ...]] = {
    "mouth_corners": ((202.0, 139.5, 8.0, 8.0), (245.0, 140.8, 8.0, 8.0)),
    "inner_brows": ((216.0, 93.0, 6.5, 4.5), (235.0, 94.0, 6.5, 4.5)),
    "outer_brows": ((195.0, 87.5, 9.0, 4.5), (256.0, 91.0, 9.0, 4.5)),
    "lower_lip": ((223.3, 154.0, 11.0, 7.0),),
}


@cache
def portrait() -> NDArray[np.uint8]:
    """The whole portrait in blue, green, red; shape (512, 512, 3)."""
    (data,) = need("skimage.data")
    return np.ascontiguousarray(data.astronaut()[:, :, ::-1])


@cache
def grid() -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Where in the portrait each pixel of a still frame lies: x and y, each (SIZE, SIZE)."""
    steps = np.arange(SIZE, dtype=np.float32) * np.float32(WIDTH / SIZE)
    x, y = np.meshgrid(steps + np.float32(CORNER[0]), steps + np.float32(CORNER[1]))
    return x, y


@cache
def reach(part: str) -> NDArray[np.float32]:
    """How far each pixel follows a part of the face, from 0 to 1; shape (SIZE, SIZE)."""
    x, y = grid()
    hills = [np.exp(-0.5 * (((x - cx) / sx) ** 2 + ((y - cy) / sy) ** 2)) for cx, cy, sx, sy in PARTS[part]]
    return np.max(hills, axis=0).astype(np.float32)
