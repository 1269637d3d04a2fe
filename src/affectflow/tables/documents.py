"""Results that are no table: JSON with sorted keys, atomic, and without a number that hides a failure."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ..errors import Problem, TableError, did_you_mean
from .texts import write_text


def write_json(document: Any, path: str | Path) -> None:
    """Write plain data as JSON; the file appears whole or not at all.

    A NaN is written as null, and only where its dict has a ``reason``: an undefined
    number always says why.

    Raises:
        ValueError: for an infinite number, or a NaN without a reason.
    """
    text = json.dumps(_plain(document, "", False), indent=1, sort_keys=True, allow_nan=False, ensure_ascii=False)
    write_text(text + "\n", path)


def read_json(path: str | Path) -> Any:
    """Read a JSON document.

    Raises:
        TableError: when the file is absent or is no JSON.
    """
    try:
        return json.loads(Path(path).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise TableError(Problem(str(path), "", "no such file", "a JSON document")) from None
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise TableError(Problem(str(path), place, error.msg, "JSON")) from None


def read_json_by_stem(paths: Iterable[str | Path]) -> dict[str, Any]:
    """Read documents; the key is the file's stem (``analyses/trial.json`` -> ``"trial"``)."""
    return {path.stem: read_json(path) for path in map(Path, paths)}


def read_json_by_folder(paths: Iterable[str | Path]) -> dict[str, Any]:
    """Read documents; the key is the folder's name (``fusion/scores.json`` -> ``"fusion"``)."""
    return {path.parent.name: read_json(path) for path in map(Path, paths)}


def look_up(document: Any, path: str, file: str = "document") -> Any:
    """The value at ``"ancova/post/effect"`` in nested dicts and lists.

    Raises:
        TableError: names the first part of the path that is not there.
    """
    here = document
    for part in path.strip("/").split("/"):
        try:
            here = here[int(part)] if isinstance(here, list) else here[part]
        except (KeyError, IndexError, ValueError, TypeError):
            allowed = list(here) if isinstance(here, dict) else []
            raise TableError(
                Problem(file, path, f"no '{part}'", ", ".join(allowed) or "nothing", did_you_mean(part, allowed))
            ) from None
    return here


def _plain(value: Any, place: str, reasoned: bool) -> Any:
    if isinstance(value, dict):
        told = bool(value.get("reason"))
        return {str(k): _plain(v, f"{place}/{k}", told or reasoned) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v, f"{place}/{i}", reasoned) for i, v in enumerate(value)]
    if hasattr(value, "tolist"):
        return _plain(value.tolist(), place, reasoned)
    if isinstance(value, float) and math.isnan(value):
        if not reasoned:
            raise ValueError(f"{place} is NaN and its document gives no reason")
        return None
    return value
