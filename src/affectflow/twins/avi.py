"""Writes motion JPEG as an AVI file: a header, the frames as they are, and an index.

Written here because OpenCV's writer makes files twice as large as its JPEG encoder's
frames are, whatever quality is asked for.

Source: Microsoft, AVI RIFF File Reference (AVIMAINHEADER, AVISTREAMHEADER, idx1).
"""

from __future__ import annotations

import struct
from pathlib import Path

from ..files import whole

HAS_INDEX, KEY_FRAME = 0x10, 0x10


def write_avi(path: Path, frames: list[bytes], width: int, height: int, frames_per_second: int) -> None:
    """Write JPEG-compressed frames as one video stream without sound.

    Args:
        path: file to write.
        frames: each frame as a JPEG file's bytes; at least one.
        width: pixels.
        height: pixels.
        frames_per_second: speed.
    """
    largest, count = max(map(len, frames)), len(frames)
    shape = (width, height)
    main = struct.pack(
        "<14I", 1_000_000 // frames_per_second, largest * frames_per_second, 0, HAS_INDEX,
        count, 0, 1, largest, *shape, 0, 0, 0, 0,
    )  # fmt: skip
    stream = struct.pack(
        "<4s4sIHHIIIIIIII4H", b"vids", b"MJPG", 0, 0, 0, 0, 1, frames_per_second, 0,
        count, largest, 0xFFFFFFFF, 0, 0, 0, *shape,
    )  # fmt: skip
    image = struct.pack("<IiiHH4sIiiII", 40, *shape, 1, 24, b"MJPG", 3 * width * height, 0, 0, 0, 0)
    header = _chunk(b"avih", main) + _list(b"strl", _chunk(b"strh", stream) + _chunk(b"strf", image))
    chunks = [_chunk(b"00dc", frame) for frame in frames]
    body = _list(b"hdrl", header) + _list(b"movi", b"".join(chunks)) + _chunk(b"idx1", _index(frames, chunks))
    with whole(path) as temporary:
        temporary.write_bytes(_chunk(b"RIFF", b"AVI " + body))


def _index(frames: list[bytes], chunks: list[bytes]) -> bytes:
    entries, place = [], 4
    for frame, chunk in zip(frames, chunks, strict=True):
        entries.append(struct.pack("<4sIII", b"00dc", KEY_FRAME, place, len(frame)))
        place += len(chunk)
    return b"".join(entries)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack("<4sI", name, len(data)) + data + b"\0" * (len(data) % 2)


def _list(name: bytes, data: bytes) -> bytes:
    return _chunk(b"LIST", name + data)
