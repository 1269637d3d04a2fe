"""Text files of any kind: pages, drawings, lists of hashes."""

from __future__ import annotations

import os
from pathlib import Path


def write_text(text: str, path: str | Path) -> None:
    """Write a text as UTF-8; the file appears whole or not at all."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        temporary.write_text(text, encoding="utf-8")
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
