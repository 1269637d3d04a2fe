"""Synthetic twins: raw files in a corpus's real layout, with effects planted in them.

A twin makes a study runnable by anyone and its pipeline testable as a measuring
instrument: what was planted must be recovered. Voices are synthetic, the face is a
public-domain portrait that scikit-image carries, and no person's answers are in it.
"""

from __future__ import annotations

import importlib
import os
from pathlib import Path
from typing import Any

__all__ = ["generate"]


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
