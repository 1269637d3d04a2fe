"""Text files of any kind: pages, drawings, lists of hashes."""

from __future__ import annotations

from pathlib import Path

from ..files import whole


def write_text(text: str, path: str | Path) -> None:
    """Write a text as UTF-8; the file appears whole or not at all."""
    with whole(path) as temporary:
        temporary.write_text(text, encoding="utf-8")
