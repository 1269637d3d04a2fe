"""Measures one shard of a corpus; what cannot be measured is set aside with its reason."""

from __future__ import annotations

import importlib
import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from pydantic import TypeAdapter

from ..studies.extractors import Extractor
from ..tables import check, empty
from .instrument import Instrument, Unusable
from .progress import Progress


def extract(
    items: pd.DataFrame, root: Path, extractor: dict[str, Any], *, shard: int, shards: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Measure every `shards`-th item, starting with number `shard` in the order of item_id.

    A clip's features depend on that clip alone, so the shards together are, byte for
    byte, what one shard of everything is.

    Args:
        items: table `items`.
        root: folder that the files in `items` lie below.
        extractor: plain data of an `Extractor` of a feature set.
        shard: number of the shard, from 0.
        shards: number of shards.

    Returns:
        table `features`, one row for each item that could be measured; table `quarantine`,
        one row (stage "features") for each that could not: `no_audio`, `no_video` or
        `no_transcript` where the corpus has none, `absent` where the file is not there, else
        what the extractor's module names.

    Raises:
        pydantic.ValidationError: the extractor's data do not match its model.
        ValueError: there is no such shard.
    """
    if not 0 <= shard < shards:
        raise ValueError(f"shard {shard} of {shards}: shards are numbered from 0")
    spec = TypeAdapter(Extractor).validate_json(json.dumps(extractor))
    instrument = importlib.import_module(f"{__package__}.{spec.kind}").load(spec)
    mine = items.sort_values("item_id", kind="stable").iloc[shard::shards]
    rows, aside = [], []
    progress = Progress(f"{spec.kind}, shard {shard + 1} of {shards}", len(mine))
    for item_id, source in zip(mine["item_id"], mine[instrument.needs], strict=True):
        try:
            rows.append((item_id, *_measure(instrument, source, Path(root))))
        except Unusable as error:
            aside.append(_quarantined(item_id, source, instrument.needs, error))
        progress.step()
    return check(_features(rows, instrument.names), "features"), check(_quarantine(aside), "quarantine")


def _measure(instrument: Instrument, source: Any, root: Path) -> list[float]:
    """The values of one item, all finite.

    Raises:
        Unusable: there is nothing to measure, or a value is undefined.
    """
    if pd.isna(source):
        raise Unusable(f"no_{instrument.needs}", "a missing value", f"the item's {instrument.needs}")
    if instrument.needs != "transcript":
        source = root / source
        if not source.is_file():
            raise Unusable("absent", "no such file", "a file below the corpus's folder")
    values = [float(value) for value in instrument.measure(source)]
    undefined = [name for name, value in zip(instrument.names, values, strict=True) if not math.isfinite(value)]
    if undefined:
        more = f" and {len(undefined) - 3} more" if len(undefined) > 3 else ""
        raise Unusable("undefined_feature", f"no finite {', '.join(undefined[:3])}{more}", "finite numbers")
    return values


def _quarantined(item_id: str, source: Any, needs: str, error: Unusable) -> dict[str, str]:
    in_table = needs == "transcript" or pd.isna(source)
    place = error.place or (needs if in_table else "")
    return {
        "stage": "features",
        "item_id": item_id,
        "file": "items" if in_table else str(source),
        "place": place,
        "reason": error.reason,
        "found": error.found,
        "allowed": error.allowed,
    }


def _features(rows: list[tuple], names: tuple[str, ...]) -> pd.DataFrame:
    values = np.array([row[1:] for row in rows], dtype=float).reshape(len(rows), len(names))
    frame = pd.DataFrame(values, columns=list(names))
    frame.insert(0, "item_id", pd.Series([row[0] for row in rows], dtype="str"))
    return frame


def _quarantine(aside: list[dict[str, str]]) -> pd.DataFrame:
    return pd.DataFrame(aside, dtype="str") if aside else empty("quarantine")
