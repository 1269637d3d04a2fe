"""From the landmarks of a face to descriptors that a reader can picture.

Landmarks are numbered as in MediaPipe's face mesh. "Left" and "right" are the person's own.
Lengths are in units of the distance between the eye centres (an eye's centre is the mean of its two
corners), after turning the head to face the camera through the landmarks' depth.

Measured on a portrait that was warped by known amounts: mouth corners are followed for 85 to 100 % of their
way; brows only for 20 to 35 %, since the mesh hardly leaves the shape of a usual face. Image
noise and small movements of the head move a length by about 0.005 (standard deviation).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

DESCRIPTORS = {
    "mouth_corner_height": ("eye distances", "mean height of both mouth corners above the mouth's centre"),
    "mouth_corner_height_left": ("eye distances", "height of the left mouth corner above the mouth's centre"),
    "mouth_corner_height_right": ("eye distances", "height of the right mouth corner above the mouth's centre"),
    "mouth_width": ("eye distances", "distance between the mouth corners"),
    "mouth_opening": ("eye distances", "distance between the inner edges of the lips at their middle"),
    "brow_height_inner": ("eye distances", "mean height of both inner brow ends above the line of the eyes"),
    "brow_height_outer": ("eye distances", "mean height of both outer brow ends above the line of the eyes"),
    "brow_distance": ("eye distances", "distance between the inner brow ends"),
    "eye_aspect_ratio": ("1", "mean of both eyes' opening over width (Soukupova and Cech, 2016)"),
    "head_yaw": ("degrees", "turn of the head; positive: the nose points to the right side of the image"),
    "head_pitch": ("degrees", "nod of the head; positive: up; zero: forehead and nose base at equal depth"),
    "head_roll": ("degrees", "tilt of the head; positive: clockwise in the image"),
}

STATISTICS = {
    "mean": "mean over frames",
    "sd": "standard deviation over frames (ddof = 1)",
    "range": "95th minus 5th percentile over frames (linear interpolation of order statistics)",
    "speed": "mean absolute change per second between neighbouring frames that both show the face",
}

NAMES = tuple(f"{descriptor}_{statistic}" for descriptor in DESCRIPTORS for statistic in STATISTICS)

RIGHT_EYE, LEFT_EYE = (33, 133), (362, 263)
RIGHT_LID, LEFT_LID = ((160, 144), (158, 153)), ((385, 380), (387, 373))
RIGHT_CORNER, LEFT_CORNER, LIPS = 61, 291, (13, 14)
RIGHT_BROW_INNER, LEFT_BROW_INNER = (107, 55), (336, 285)
RIGHT_BROW_OUTER, LEFT_BROW_OUTER = (70, 46), (300, 276)
# Points that facial expression hardly moves, for the axes of the head: pairs (right, left) and (top, bottom).
ACROSS = ((33, 263), (133, 362), (127, 356))
ALONG = (10, 2)

Array = NDArray[np.float64]


def describe(landmarks: Array) -> Array:
    """Descriptors of one face in one frame.

    Args:
        landmarks: shape (points, 3): x to the right, y down, z away from the camera, one scale.

    Returns:
        shape (descriptors,), in the order of `DESCRIPTORS`.
    """
    axes = _head_axes(landmarks)
    points = landmarks @ axes.T
    right, left = points[list(RIGHT_EYE)].mean(axis=0), points[list(LEFT_EYE)].mean(axis=0)
    points = (points - (right + left) / 2) / np.linalg.norm(left - right)
    return np.array([*_mouth(points), *_brows(points), _eye_aspect_ratio(points), *_angles(axes)])


def summarise(times: Array, frames: Array) -> Array:
    """Statistics of the descriptors over a clip.

    Args:
        times: moments of all frames in seconds, shape (frames,).
        frames: descriptors, shape (frames, descriptors); a row of NaN where no face was found.

    Returns:
        shape (descriptors x statistics,), in the order of `NAMES`; NaN where undefined.
    """
    seen = frames[~np.isnan(frames).any(axis=1)]
    if len(seen) < 2:
        return np.full(len(NAMES), np.nan)
    low, high = np.quantile(seen, [0.05, 0.95], axis=0)
    steps = np.abs(np.diff(frames, axis=0)) / np.diff(times)[:, None]
    steps = steps[~np.isnan(steps).any(axis=1)]
    speed = steps.mean(axis=0) if len(steps) else np.full(frames.shape[1], np.nan)
    return np.stack([seen.mean(axis=0), seen.std(axis=0, ddof=1), high - low, speed], axis=1).ravel()


def _head_axes(landmarks: Array) -> Array:
    """Unit vectors across (to the person's left), down and back through the head, as rows."""
    across = sum(landmarks[left] - landmarks[right] for right, left in ACROSS)
    across = across / np.linalg.norm(across)
    down = landmarks[ALONG[1]] - landmarks[ALONG[0]]
    down = down - (down @ across) * across
    down = down / np.linalg.norm(down)
    return np.stack([across, down, np.cross(across, down)])


def _angles(axes: Array) -> tuple[float, float, float]:
    """Yaw, pitch, roll in degrees, of a head that is first nodded, then turned, then tilted."""
    across, _, back = axes
    roll = np.arctan2(across[1], across[0])
    level = np.array([np.cos(roll) * back[0] + np.sin(roll) * back[1], np.cos(roll) * back[1] - np.sin(roll) * back[0]])
    yaw, pitch = np.arctan2(-level[0], back[2]), np.arcsin(np.clip(level[1], -1, 1))
    return float(np.degrees(yaw)), float(np.degrees(pitch)), float(np.degrees(roll))


def _mouth(points: Array) -> tuple[float, ...]:
    centre = points[list(LIPS)].mean(axis=0)
    left, right = centre[1] - points[LEFT_CORNER, 1], centre[1] - points[RIGHT_CORNER, 1]
    width = _distance(points[LEFT_CORNER], points[RIGHT_CORNER])
    return (left + right) / 2, left, right, width, _distance(*points[list(LIPS)])


def _brows(points: Array) -> tuple[float, ...]:
    inner = [points[list(brow)].mean(axis=0) for brow in (LEFT_BROW_INNER, RIGHT_BROW_INNER)]
    outer = points[[*LEFT_BROW_OUTER, *RIGHT_BROW_OUTER], 1].mean()
    return -(inner[0][1] + inner[1][1]) / 2, -outer, _distance(*inner)


def _eye_aspect_ratio(points: Array) -> float:
    ratios = []
    for corners, lids in ((RIGHT_EYE, RIGHT_LID), (LEFT_EYE, LEFT_LID)):
        opening = sum(_distance(points[upper], points[lower]) for upper, lower in lids) / len(lids)
        ratios.append(opening / _distance(*points[list(corners)]))
    return sum(ratios) / 2


def _distance(one: Array, other: Array) -> float:
    return float(np.linalg.norm(one - other))
