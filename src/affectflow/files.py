"""Writes files whole: who looks finds the old content or the new one, never half of either.

A file is written under a temporary name beside its own, flushed to the disk, and renamed.
Flushed, since file systems may keep a rename and lose the content that was on its way when
the power went: an empty file would then lie where a result is expected. The folder needs no
flush: file systems keep their own changes in order, so that whatever says that a result is
there is younger than the result.
"""

from __future__ import annotations

import errno
import glob
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .errors import AffectflowError, Problem

AGAIN = "and run the same command again: nothing computed is lost."
REFUSALS = {
    errno.ENOSPC: ("no space left on its disk", "room for it", f"Free some {AGAIN}"),
    errno.EDQUOT: ("no space left in your quota on its disk", "room for it", f"Free some {AGAIN}"),
    errno.EROFS: ("a disk that can only be read", "one that can be written to", f"Make it writable {AGAIN}"),
    errno.EACCES: ("no permission to write there", "a folder that you may write to", f"Change that {AGAIN}"),
    errno.EIO: ("a disk that fails", "one that works", f"Have it looked at, {AGAIN}"),
}
"""What a disk refuses, by the system's number for it: what was found, what is needed, what to do."""


class UnwritableError(AffectflowError):
    """A file cannot be written, for a reason that lies in its disk."""


def refusal(path: str | Path, error: OSError) -> Problem | None:
    """The problem in the user's words, or None when the error is none of the disk's."""
    found = REFUSALS.get(error.errno or 0)
    return Problem(str(path), "", *found) if found else None


@contextmanager
def whole(path: str | Path) -> Iterator[Path]:
    """Give a temporary name to write to; when the block ends well, the file takes its own name.

    What an earlier, killed job left under such a name is removed. `.dvcignore` knows the
    form of these names, so that none is ever versioned.

    Args:
        path: the file; its folder is made.

    Yields:
        the temporary path, in the same folder.

    Raises:
        UnwritableError: when the disk is full, read-only or broken.
    """
    path = Path(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for left in path.parent.glob(f".{glob.escape(path.name)}.*"):
            left.unlink(missing_ok=True)
        yield from _renamed(path.with_name(f".{path.name}.{os.getpid()}"), path)
    except OSError as error:
        problem = refusal(path, error)
        if problem is None:
            raise
        raise UnwritableError(problem) from None


def _renamed(temporary: Path, path: Path) -> Iterator[Path]:
    try:
        yield temporary
        with temporary.open("rb") as file:
            os.fsync(file.fileno())
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
