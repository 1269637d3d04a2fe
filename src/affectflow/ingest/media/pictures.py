"""Has a picture the size in which the corpus is released?"""

from __future__ import annotations

import struct
from pathlib import Path

from ..rows.setting_aside import Fault
from .any_format import look_at_image

HEADER = slice(12, 16)


def look_at_png(path: Path, size: tuple[int, int]) -> bytes | Fault:
    """Look into a PNG file.

    Args:
        path: the file.
        size: width and height in pixels that the released pictures have.

    Returns:
        the file's bytes, or the fault: `absent`, `not_fetched`, `empty`, `not_png`, `truncated` or `other_size`.
    """
    medium = look_at_image(path)
    if isinstance(medium, Fault):
        return medium
    if medium.content[HEADER] != b"IHDR" or len(medium.content) < 24:
        return Fault("not_png", "no header of a picture", "a PNG image")
    found = struct.unpack_from(">II", medium.content, 16)
    if found != size:
        return Fault("other_size", "{} x {} pixels".format(*found), "{} x {}, as released".format(*size))
    return medium.content
