"""Synthetic twins: raw files in a corpus's real layout, with effects planted in them.

A twin makes a study runnable by anyone and its pipeline testable as a measuring
instrument: what was planted must be recovered. Voices are synthetic, the face is a
public-domain portrait that scikit-image carries, and no person's answers are in it.
"""

from __future__ import annotations

import hashlib
import importlib
import os
from pathlib import Path
from typing import Any

__all__ = ["generate", "manifest"]


def generate(root: Path, twin: dict[str, Any], *, workers: int | None = None) -> dict[str, Any]:
    """Write the raw files of a synthetic corpus.

    The same twin gives the same bytes, however many workers make it, and adding speakers
    leaves the files of earlier ones as they were.

    Args:
        root: folder to write to; it is made if it is not there.
        twin: the `twin` part of a dataset's description, as plain data.
        workers: processes that work at the same time; all processors if not given.

    Returns:
        what was planted and what of it was realised, as plain data.

    Raises:
        CorpusError: when the packages that speak and show are not installed.
    """
    kind = importlib.import_module(f"{__name__}.{twin['kind']}")
    Path(root).mkdir(parents=True, exist_ok=True)
    return kind.generate(Path(root), twin, workers or len(os.sched_getaffinity(0)))


def manifest(root: Path) -> str:
    """SHA-256 and path below `root` of each raw file, in the form of `sha256sum`, sorted by path."""
    paths = sorted(path for path in root.rglob("*") if path.is_file())
    hashes = [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths]
    return "".join(f"{digest}  {path.relative_to(root)}\n" for digest, path in zip(hashes, paths, strict=True))
