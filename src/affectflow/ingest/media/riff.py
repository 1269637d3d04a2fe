"""Is a recording whole? Looks into WAV and AVI files without decoding them."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..rows.setting_aside import Fault

Chunk = tuple[bytes, int, int]
"""Name of a RIFF chunk, where its data begin, and how many bytes its header promises."""


@dataclass(frozen=True)
class Sound:
    """What a WAV file holds: samples per second, channels, frames, and the file's bytes."""

    rate: int
    channels: int
    frames: int
    content: bytes

    @property
    def seconds(self) -> float:
        """Length in seconds."""
        return self.frames / self.rate


LFS = b"version https://git-lfs.github.com/spec/"
"""How the text begins that Git LFS leaves in place of a file that it did not fetch."""


def look_at_wav(path: Path) -> Sound | Fault:
    """Read a WAV file's chunks.

    Returns:
        the sound, or the fault: `absent`, `not_fetched` (Git LFS has the file), `not_wav`,
        `truncated` (a header promises more bytes than the file has) or `empty` (no frames).
    """
    content = file_content(path)
    if isinstance(content, Fault):
        return content
    chunks = {name: (start, size) for name, start, size in reversed(list(_chunks(content, b"WAVE")))}
    if b"fmt " not in chunks or chunks[b"fmt "][1] < 16 or len(content) < chunks[b"fmt "][0] + 16:
        return Fault("not_wav", f"{len(content)} bytes without a WAVE format chunk", "a RIFF WAVE file")
    if b"data" not in chunks:
        return Fault("truncated", "no data chunk", "a data chunk after the header")
    channels, rate, _, frame_size = struct.unpack_from("<HIIH", content, chunks[b"fmt "][0] + 2)
    start, promised = chunks[b"data"]
    if promised > len(content) - start:
        return Fault("truncated", f"{len(content) - start} bytes of sound", f"the {promised} that the header promises")
    if not (rate and channels and frame_size and promised >= frame_size):
        return Fault("empty", "0 frames", "at least 1 frame")
    return Sound(rate, channels, promised // frame_size, content)


def as_stated(sound: Sound, rate: int | None, channels: int | None = 1, source: str = "as released") -> Fault | None:
    """What tells that a recording is not the released one: `not_mono`, `wrong_channels` or `resampled`.

    Args:
        sound: the recording.
        rate: samples per second in which the corpus is released, if it is known.
        channels: how many channels the released recordings have, if it is known.
        source: who says so, in words.
    """
    if channels and sound.channels != channels:
        reason = "not_mono" if channels == 1 else "wrong_channels"
        return Fault(reason, f"{sound.channels} channel{'s' * (sound.channels != 1)}", f"{channels}, {source}")
    if rate and sound.rate != rate:
        return Fault("resampled", f"{sound.rate} Hz", f"{rate} Hz, {source}")
    return None


def as_long(sound: Sound, seconds: float, source: str, tolerance: float = 0.1) -> Fault | None:
    """What tells that a recording is not as long as the corpus says: `other_length`.

    Args:
        sound: the recording.
        seconds: its length by the corpus.
        source: the file that says so.
        tolerance: seconds by which it may differ.
    """
    if abs(sound.seconds - seconds) <= tolerance:
        return None
    return Fault("other_length", f"{sound.seconds:.2f} s", f"{seconds:.2f} s, as {source} says")


def look_at_avi(path: Path) -> bytes | Fault:
    """Read an AVI file's header.

    Returns:
        the file's bytes, or the fault: `absent`, `not_avi`, `truncated` or `empty`.
    """
    content = file_content(path)
    if isinstance(content, Fault):
        return content
    if len(content) < 12 or content[:4] != b"RIFF" or content[8:12] != b"AVI ":
        return Fault("not_avi", f"{len(content)} bytes without an AVI header", "a RIFF AVI file")
    promised = struct.unpack_from("<I", content, 4)[0] + 8
    if promised > len(content):
        return Fault("truncated", f"{len(content)} bytes", f"the {promised} that the header promises")
    if b"movi" not in content or _frames(content) == 0:
        return Fault("empty", "0 frames", "at least 1 frame")
    return content


def look_at_flv(path: Path) -> bytes | Fault:
    """Read a Flash video's header.

    Returns:
        the file's bytes, or the fault: `absent`, `not_fetched`, `not_flv` or `empty` (no tag after the header).
    """
    content = file_content(path)
    if isinstance(content, Fault):
        return content
    if content[:3] != b"FLV" or len(content) < 9:
        return Fault("not_flv", f"{len(content)} bytes without a header of Flash video", "a Flash video")
    if len(content) <= struct.unpack_from(">I", content, 5)[0] + 4:
        return Fault("empty", "0 tags", "at least 1 tag")
    return content


def fingerprint(*contents: bytes) -> str:
    """SHA-256 of some files' bytes, one after another."""
    digest = hashlib.sha256()
    for content in contents:
        digest.update(content)
    return digest.hexdigest()


def file_content(path: Path) -> bytes | Fault:
    """A file's bytes, or the fault: `absent`, or `not_fetched` where Git LFS left a pointer to it."""
    try:
        content = path.read_bytes()
    except OSError as error:
        return Fault("absent", error.strerror or type(error).__name__, "a file that can be read")
    if content.startswith(LFS):
        return Fault("not_fetched", "a pointer of Git LFS", "the recording itself; `git lfs pull` fetches it")
    return content


def _chunks(content: bytes, form: bytes) -> Iterator[Chunk]:
    if len(content) < 12 or content[:4] != b"RIFF" or content[8:12] != form:
        return
    place = 12
    while place + 8 <= len(content):
        name, size = struct.unpack_from("<4sI", content, place)
        yield name, place + 8, size
        place += 8 + size + size % 2


def _frames(content: bytes) -> int:
    header = content.find(b"avih", 0, 4096)
    return struct.unpack_from("<I", content, header + 24)[0] if header >= 0 and len(content) >= header + 28 else 0
