"""Hashes of files, remembered as long as nothing can have changed them.

A time of last change can be set to anything: a copy that keeps times, a checkout or a
link into a cache brings new content under an old time. The time of the last change of a
file's *status* (ctime) is the system's own, so a file is hashed again when its size, its
inode or either time is another.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable
from pathlib import Path

from .memory import recall, remember

SETTLED = 2.0
"""Seconds. A file that changed more recently may change again within one tick of its file system's clock."""


class Hashes:
    """Hashes of files.

    Args:
        memory: JSON file in which they are remembered, made if it is not there; None remembers nothing.
        algorithm: of `hashlib`.
    """

    def __init__(self, memory: Path | None, algorithm: str = "sha256"):
        self._memory, self._algorithm = memory, algorithm
        self._known: dict[str, list] = recall(memory) if memory else {}
        self._new = False

    def of(self, path: Path) -> str:
        """Hexadecimal hash of a file's content."""
        status = path.stat()
        seen = [status.st_size, status.st_ino, status.st_mtime_ns, status.st_ctime_ns]
        known = self._known.get(str(path))
        if known and known[1:] == seen:
            return known[0]
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, self._algorithm).hexdigest()
        if time.time() - status.st_ctime > SETTLED:
            self._known[str(path)] = [digest, *seen]
            self._new = True
        return digest

    def save(self) -> None:
        """Write the memory, if anything was learnt."""
        if not self._new or self._memory is None:
            return
        remember(self._known, self._memory)
        self._new = False


def raw_files(place: Path, patterns: Iterable[str]) -> list[Path]:
    """The raw files that the corpus's reader reads, sorted; the patterns are in its YAML."""
    return sorted({path for pattern in patterns for path in place.glob(pattern) if path.is_file()})


def manifest(root: Path, files: Iterable[Path], hashes: Hashes | None = None) -> str:
    """SHA-256 and path below `root` of each raw file, in the form of `sha256sum`, sorted by path."""
    hashes = hashes or Hashes(None)
    lines = [f"{hashes.of(path)}  {path.relative_to(root).as_posix()}\n" for path in sorted(files)]
    hashes.save()
    return "".join(lines)
