"""Responses that were recorded before, held against the design that should have produced them.

A recording is JSON lines, one response each: `item`, `prompt`, `condition`, `replicate`
(from 1) and `text`. How the models were called is the recorder's business; whether every
cell of the design has exactly one response is checked here.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from .. import tables
from ..errors import CorpusError, Problem
from ..studies.elicit import Elicit

FIELDS = {"item": str, "prompt": str, "condition": str, "replicate": int, "text": str}
Cell = tuple[str, str, str, int]


def collect(elicit: dict[str, Any], home: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Responses of all models over the full factorial design.

    Args:
        elicit: the study's section `elicit` as plain data.
        home: folder below which the recordings lie.

    Returns:
        the tables `responses` and `quarantine`. A line that is no response, a response to
        a cell that the design does not have, a second response to a cell, an empty
        response and a cell without a response are each a row of the quarantine.

    Raises:
        CorpusError: for each recording that is absent.
    """
    spec = Elicit.load(elicit)
    absent = [m.path for m in spec.models.values() if not (home / m.path).is_file()]
    if absent:
        raise CorpusError(Problem(path, "", "no such file", "a recording in JSON lines") for path in absent)
    kept, aside = [], []
    for name, model in spec.models.items():
        responses, bad = _read(home / model.path, model.path, _cells(spec))
        kept += [{"model": name, **_asked(spec, cell), "text": text} for cell, text in responses.items()]
        aside += bad
    return _table(kept, "responses"), _table(aside, "quarantine")


def _cells(spec: Elicit) -> set[Cell]:
    return set(itertools.product(spec.items, spec.prompts, spec.conditions, range(1, spec.replicates + 1)))


def _asked(spec: Elicit, cell: Cell) -> dict[str, Any]:
    item, prompt, condition, replicate = cell
    # str.replace and not str.format: an item's text may hold braces of its own.
    asked = spec.prompts[prompt].replace("{condition}", spec.conditions[condition])
    asked = asked.replace("{item}", spec.items[item])
    return {"item_id": item, "prompt": prompt, "condition": condition, "replicate": replicate, "asked": asked}


def _read(path: Path, shown: str, cells: set[Cell]) -> tuple[dict[Cell, str], list[dict[str, Any]]]:
    kept: dict[Cell, str] = {}
    bad = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        cell, text, reason, found = _parse(line)
        if not reason:
            reason = _reason(cell, text, kept, cells)
        if reason:
            bad.append(_aside(shown, f"line {number}", reason, found))
        else:
            kept[cell] = text
    missing = sorted(cells - kept.keys())
    return kept, bad + [_aside(shown, "", "missing_response", f"no response to {cell}") for cell in missing]


def _parse(line: str) -> tuple[Cell, str, str, str]:
    nothing: Cell = ("", "", "", 0)
    try:
        record = json.loads(line)
    except json.JSONDecodeError:
        return nothing, "", "not_json", line[:80]
    wrong = list(_wrong_fields(record))
    if wrong:
        return nothing, "", "bad_record", "; ".join(wrong)
    cell = (record["item"], record["prompt"], record["condition"], record["replicate"])
    return cell, record["text"], "", str(cell)


def _wrong_fields(record: Any) -> Iterator[str]:
    if not isinstance(record, dict):
        yield f"{type(record).__name__} instead of an object"
        return
    for field, kind in FIELDS.items():
        if not isinstance(record.get(field), kind):
            yield f"{field}={record.get(field)!r}"


def _reason(cell: Cell, text: str, kept: dict[Cell, str], cells: set[Cell]) -> str:
    if cell not in cells:
        return "not_in_design"
    if cell in kept:
        return "duplicate_response"
    return "" if text.strip() else "empty_response"


def _aside(file: str, place: str, reason: str, found: str) -> dict[str, Any]:
    allowed = "one response with text for each item, prompt, condition and replicate of the design"
    return {"stage": "elicit", "item_id": None, "file": file, "place": place, "reason": reason,
            "found": found, "allowed": allowed}  # fmt: skip


def _table(rows: list[dict[str, Any]], name: str) -> pd.DataFrame:
    if not rows:
        return tables.empty(name)
    frame = pd.DataFrame(rows)
    return tables.check(frame.astype({c: t for c, t in tables.empty(name).dtypes.items() if c in frame}), name)
