"""Is a recording or an image of any usual format whole?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..rows.setting_aside import Fault
from .riff import Sound, file_content, fingerprint, look_at_avi, look_at_wav

JPEG, JPEG_END = b"\xff\xd8\xff", b"\xff\xd9"
PNG, PNG_END = b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"


@dataclass(frozen=True)
class Medium:
    """A file's bytes, and its sound where it is a WAV file."""

    content: bytes
    sound: Sound | None = None


def look_at(base: Path, file: str) -> Medium | Fault:
    """Look into a file below a folder.

    WAV and AVI files, JPEG and PNG images are looked into without decoding them; files of
    other formats are only read.

    Returns:
        what it holds, or the fault: `outside_corpus`, `absent`, `not_fetched`, `empty`, `truncated`, `not_wav`,
        `not_avi`, `not_jpeg` or `not_png`.
    """
    path = base / file
    if not path.resolve().is_relative_to(base.resolve()):
        return Fault("outside_corpus", file, "a path below the corpus's folder")
    kind = path.suffix.lower()
    if kind == ".wav":
        sound = look_at_wav(path)
        return sound if isinstance(sound, Fault) else Medium(sound.content, sound)
    if kind == ".avi":
        film = look_at_avi(path)
        return film if isinstance(film, Fault) else Medium(film)
    if kind in (".jpg", ".jpeg", ".png"):
        return look_at_image(path)
    return _read(path)


def look_at_image(path: Path) -> Medium | Fault:
    """Look whether a JPEG or PNG image begins and ends as it must."""
    medium = _read(path)
    if isinstance(medium, Fault):
        return medium
    png = path.suffix.lower() == ".png"
    name, first, last = ("png", PNG, PNG_END) if png else ("jpeg", JPEG, JPEG_END)
    if not medium.content.startswith(first):
        return Fault(f"not_{name}", f"{len(medium.content)} bytes that begin otherwise", f"a {name.upper()} image")
    # Cameras and editors append bytes of their own after the end of a JPEG image.
    if last not in medium.content[-4096:]:
        return Fault("truncated", f"{len(medium.content)} bytes", f"the end of a {name.upper()} image")
    return medium


def hashed(*media: Medium | None) -> str | None:
    """SHA-256 over the files of an item, in order; None where there are none."""
    there = [medium.content for medium in media if medium is not None]
    return fingerprint(*there) if there else None


def _read(path: Path) -> Medium | Fault:
    content = file_content(path)
    if isinstance(content, Fault):
        return content
    return Medium(content) if content else Fault("empty", "0 bytes", "a file with content")
