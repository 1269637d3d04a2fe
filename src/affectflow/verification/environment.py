"""What is not the same where results were made and where they were made again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PROVENANCE = "provenance.json"
UNKNOWN = "not recorded"


def read_provenance(home: Path, run: str) -> dict[str, Any]:
    """What a run's report recorded; nothing where it is absent or damaged."""
    try:
        return json.loads((home / "reports" / run / PROVENANCE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def differences(pulled: dict[str, Any], recomputed: dict[str, Any]) -> list[dict[str, str]]:
    """Everything of two provenances that may explain why numbers differ: `what`, `pulled` and `recomputed`.

    Nothing is said where one is absent: nothing is known then.
    """
    if not (pulled and recomputed):
        return []
    left, right = dict(_flat(pulled)), dict(_flat(recomputed))
    return [
        {"what": what, "pulled": left.get(what, UNKNOWN), "recomputed": right.get(what, UNKNOWN)}
        for what in dict.fromkeys([*left, *right])
        if left.get(what) != right.get(what)
    ]


def same_arithmetic(pulled: dict[str, Any], recomputed: dict[str, Any]) -> bool:
    """Whether both had the same packages on the same kind of machine, so that every step gives the same bytes.

    Where one is not recorded, nothing speaks for another arithmetic.
    """
    parts = [(side.get("versions"), side.get("machine")) for side in (pulled, recomputed)]
    return None in (*parts[0], *parts[1]) or parts[0] == parts[1]


def _flat(provenance: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if "revision" in provenance:
        yield "revision", str(provenance["revision"]) + (", with changes" if provenance.get("dirty") else "")
    for name, number in provenance.get("versions", {}).items():
        yield ("Python" if name == "python" else f"package {name}"), str(number)
    for name, value in provenance.get("machine", {}).items():
        yield name, str(value)
