"""What is remembered to save time. It may be lost at any time, and costs nothing but that time."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from ..files import UnwritableError, whole


def recall(memory: Path) -> dict[str, Any]:
    """What was remembered; nothing where the file is absent or torn."""
    try:
        known = json.loads(memory.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def remember(known: dict[str, Any], memory: Path) -> None:
    """Write plain data as JSON; a disk that is full or read-only makes it forgotten, and stops nothing."""
    with suppress(UnwritableError), whole(memory) as temporary:
        temporary.write_text(json.dumps(known), encoding="utf-8")
