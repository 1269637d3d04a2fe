"""Reads a video's frames at a lower rate, and notices when frames are missing."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from .instrument import Unusable
from .native_messages import native_messages

# ASSUME: whole files lose a few frames to edit lists (3 of 98 in one that was looked at); a cut one loses more.
TOLERATED_LOSS = 0.05


def frames(path: Path, rate: float) -> Iterator[tuple[float, np.ndarray]]:
    """Frames at the given rate: at each wanted moment the first frame that is not earlier.

    A video slower than `rate` gives all its frames.

    Args:
        path: the file.
        rate: wanted frames per second.

    Yields:
        time from the start of the clip in seconds; frame, shape (height, width, 3), RGB, uint8.

    Raises:
        Unusable: `unreadable`; at the end `truncated`, when more than 5 % of the frames
            that the container announces could not be decoded.
    """
    import cv2

    with native_messages() as messages:
        video = cv2.VideoCapture(str(path), cv2.CAP_FFMPEG)
    try:
        announced, own_rate = video.get(cv2.CAP_PROP_FRAME_COUNT), video.get(cv2.CAP_PROP_FPS)
        if not video.isOpened() or not own_rate > 0:
            found = "; ".join(messages) or "nothing that can be decoded"
            raise Unusable("unreadable", found, "a video that FFmpeg reads")
        number = 0
        while video.grab():
            if _is_wanted(number, own_rate, rate):
                decoded, frame = video.retrieve()
                if not decoded:
                    break
                # ASSUME: a constant frame rate, as the container states it.
                yield number / own_rate, cv2.cvtColor(frame, cv2.COLOR_BGR2RGB)
            number += 1
    finally:
        video.release()
    if number < announced * (1 - TOLERATED_LOSS):
        raise Unusable("truncated", f"{number} frames", f"{announced:.0f} frames, as the container says")


def _is_wanted(number: int, own_rate: float, rate: float) -> bool:
    """Whether a wanted moment k / rate lies in (previous frame, this frame]."""
    ratio = min(rate / own_rate, 1.0)
    return math.floor(number * ratio + 1e-9) > math.floor((number - 1) * ratio + 1e-9)
