"""Is a picture whole? Looks into PNG files without decoding them."""

from __future__ import annotations

import struct
from pathlib import Path

from .media import file_content
from .setting_aside import Fault

SIGNATURE = b"\x89PNG\r\n\x1a\n"
END = b"IEND\xaeB`\x82"


def look_at_png(path: Path, size: tuple[int, int]) -> bytes | Fault:
    """Read a PNG file's header and end.

    Args:
        path: the file.
        size: width and height in pixels that the released pictures have.

    Returns:
        the file's bytes, or the fault: `absent`, `not_fetched`, `not_png`, `truncated` or `other_size`.
    """
    content = file_content(path)
    if isinstance(content, Fault):
        return content
    if not content.startswith(SIGNATURE) or content[12:16] != b"IHDR" or len(content) < 24:
        return Fault("not_png", f"{len(content)} bytes without a header of a PNG picture", "a PNG picture")
    if not content.endswith(END):
        return Fault("truncated", f"{len(content)} bytes without an end chunk", "an end chunk at the end")
    found = struct.unpack_from(">II", content, 16)
    if found != size:
        return Fault("other_size", "{} x {} pixels".format(*found), "{} x {}, as released".format(*size))
    return content
