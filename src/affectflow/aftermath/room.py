"""Whether folders can be written to, found by writing."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

from ..errors import Problem
from ..files import UnwritableError, refusal

ENOUGH = 1 << 16
"""Bytes of the trial. Less room than this and the smallest of results fails."""


def need_room(folders: Iterable[str | Path]) -> None:
    """Write a little into each folder; one that is not there yet counts as where it would be made.

    Raises:
        UnwritableError: with every folder that takes no file.
    """
    problems = [problem for problem in map(_refused, map(Path, folders)) if problem]
    if problems:
        raise UnwritableError(problems)


def _refused(folder: Path) -> Problem | None:
    place = next(p for p in (folder, *folder.absolute().parents) if p.is_dir())
    try:
        with tempfile.TemporaryFile(dir=place) as file:
            file.write(bytes(ENOUGH))
    except OSError as error:
        return refusal(folder, error)
    return None
