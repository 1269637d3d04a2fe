"""Where in a frame a face is, and the scaled part of the frame in which it is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

MARGIN = 1.5  # side of a region in units of the face's longer side, as MediaPipe's own graph has it
VIEW = 512  # a part of the frame is scaled down to this side
SMALLEST_TILE = 360  # smaller tiles would show faces too small for landmarks
EYE_CORNERS = (33, 263)  # outer corners of the right and left eye

Box = tuple[int, int, int]  # left, top, side in pixels of the frame


@dataclass(frozen=True)
class Region:
    """A square around a face: centre and side in pixels of the frame, tilt in radians (clockwise)."""

    x: float
    y: float
    side: float
    angle: float

    def neighbourhood(self) -> Box:
        """An upright box that holds the region however it is tilted."""
        side = round(self.side * np.sqrt(2))
        return round(self.x - side / 2), round(self.y - side / 2), side


@dataclass(frozen=True)
class View:
    """A part of a frame, scaled; `left` and `top` are the place of its corner in the frame."""

    image: NDArray[np.uint8]
    left: int
    top: int
    scale: float

    def to_frame(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """From shares of the view's size (depth: of its width) to pixels of the frame."""
        height, width = self.image.shape[:2]
        return points * (width, height, width) / self.scale + (self.left, self.top, 0)


def view_of(frame: NDArray[np.uint8], box: Box) -> View:
    """The part of a box that lies in the frame, scaled so that the box's side is at most `VIEW`.

    Areas are averaged: detection in large frames fails on the aliases of a coarser way.
    """
    import cv2

    left, top, side = max(box[0], 0), max(box[1], 0), box[2]
    part = frame[top : box[1] + side, left : box[0] + side]
    scale = min(VIEW / side, 1.0)
    if scale < 1.0:
        size = [max(round(length * scale), 1) for length in part.shape[1::-1]]
        part = cv2.resize(part, size, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)
    return View(np.ascontiguousarray(part), left, top, scale)


def around_detection(detection: Any, view: View) -> Region:
    """Region of a face that MediaPipe's detector found in a view."""
    location = detection.location_data
    box, (right, left) = location.relative_bounding_box, location.relative_keypoints[:2]
    corners = [(box.xmin, box.ymin, 0), (box.xmin + box.width, box.ymin + box.height, 0)]
    eyes = [(right.x, right.y, 0), (left.x, left.y, 0)]
    return _around(view.to_frame(np.array(corners)), view.to_frame(np.array(eyes)))


def around_landmarks(landmarks: NDArray[np.float64]) -> Region:
    """Region of a face by its landmarks in pixels of the frame."""
    return _around(landmarks, landmarks[list(EYE_CORNERS)])


def is_still_good(region: Region, now: Region) -> bool:
    """Whether a region still fits a face that is now in another one.

    Without any such slack the mesh circles around a still image; with more of it, the
    descriptors of a moving head grow noisier (both measured).
    """
    moved = np.hypot(now.x - region.x, now.y - region.y) / region.side
    resized, tilted = abs(np.log(now.side / region.side)), abs(now.angle - region.angle)
    return bool(moved < 0.01 and resized < 0.02 and tilted < 0.02)


def tiles(height: int, width: int) -> list[Box]:
    """Squares that cover a frame, of its shorter side and of a third of it, that overlap by at least half.

    The detector needs a face of about 15 % of what it is shown (measured).
    """
    shorter = min(height, width)
    return [box for side in (shorter, shorter // 3) if side >= SMALLEST_TILE for box in _cover(height, width, side)]


def _cover(height: int, width: int, side: int) -> list[Box]:
    # Rounded steps from edge to edge, so that the last tile ends where the frame ends.
    tops, lefts = (
        np.linspace(0, length - side, -(-2 * (length - side) // side) + 1).round().astype(int).tolist()
        for length in (height, width)
    )
    return [(left, top, side) for top in tops for left in lefts]


def _around(points: NDArray[np.float64], eyes: NDArray[np.float64]) -> Region:
    low, high = points[:, :2].min(axis=0), points[:, :2].max(axis=0)
    x, y = (low + high) / 2
    across = eyes[1] - eyes[0]
    return Region(float(x), float(y), float(MARGIN * (high - low).max()), float(np.arctan2(across[1], across[0])))
