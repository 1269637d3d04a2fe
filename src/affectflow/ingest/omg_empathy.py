"""Reads the valence traces of OMG-Empathy; `affectflow.layouts.omg_empathy` says how they lie on disk.

An item is a story and a rater is a listener, so that the traces of one story stand beside each other.

# ASSUME: two listeners' traces can be compared at the same time from the start of a story. It was told to each of them
# anew, so that the same words do not come at the same second: agreement is a lower bound, and an estimated delay is of
# the telling and of the listener's hand together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ..errors import CorpusError, Problem
from ..layouts.omg_empathy import ANNOTATIONS, COLUMN, HIGH, LOW, NAME, RATE, SCALE, SPLITS
from .corpus import Corpus
from .files.csv_files import read_files
from .pseudonyms import Hide
from .rows.setting_aside import Fault, Screen, quarantine, screened, set_aside

FEWEST = 2
"""Samples of a trace."""


def read(root: Path, reader: Mapping[str, Any], hide: Hide) -> Corpus:
    """Read all splits that are there; the reader has no options, and the files' names are the listeners'.

    A value that is absent, no number or off the scale is set aside, and leaves a gap in its trace.

    Raises:
        CorpusError: when there is no annotation at all, or a file has not the column it should have.
    """
    paths = [path for split in SPLITS for path in sorted((root / split / ANNOTATIONS).glob("*.csv"))]
    if not paths:
        allowed = f"files such as Training/{ANNOTATIONS}/Subject_1_Story_2.csv"
        raise CorpusError(Problem(str(root), "", "no annotation", allowed))
    names = {path.relative_to(root).as_posix(): path for path in paths}
    odd = [name for name, path in names.items() if not re.fullmatch(NAME, path.name)]
    files = read_files(root, {name: (COLUMN,) for name in names if name not in odd})
    aside, kept, seen = [_misnamed(name) for name in odd], [], dict[tuple[str, str], str]()
    for name, rows in files.items():
        trace, bad = _trace(name, hide(rows), seen)
        aside.append(bad)
        kept += [trace] if len(trace) else []
    traces = pd.concat(kept, ignore_index=True) if kept else Corpus(items=_stories([])).traces
    return Corpus(
        items=_stories(kept), traces=traces.drop(columns="split", errors="ignore"), quarantine=quarantine(*aside)
    )


def _trace(name: str, rows: pd.DataFrame, seen: dict[tuple[str, str], str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One file's samples, and what of it was set aside."""
    parts = re.fullmatch(NAME, Path(name).name)
    assert parts
    listener, story, split = f"subject_{parts[1]}", f"story_{parts[2]}", name.split("/")[0]
    value = pd.to_numeric(rows[COLUMN], errors="coerce").astype(float)
    screens = [
        Screen("not_a_number", COLUMN, value.isna(), "a number, one for each frame"),
        Screen("out_of_range", COLUMN, ~value.between(LOW, HIGH), f"{LOW:g} to {HIGH:g}"),
    ]
    good, bad = screened(rows, name, screens)
    fault = _unusable(good, (listener, story), name, seen)
    if fault:
        return pd.DataFrame(), quarantine(bad, [set_aside(fault, name)])
    # The row tells the frame, so that what was set aside leaves a gap and moves nothing.
    time = (good["row"] - 2) / RATE
    trace = pd.DataFrame({"time": time.astype(float), "value": value[good.index]})
    named = trace.assign(item_id=story, rater_id=listener, scale=SCALE, split=split)
    return named[["item_id", "rater_id", "scale", "time", "value", "split"]], bad


def _unusable(good: pd.DataFrame, key: tuple[str, str], name: str, seen: dict[tuple[str, str], str]) -> Fault | None:
    if len(good) < FEWEST:
        return Fault("empty", f"{len(good)} usable values", f"{FEWEST} values at least")
    first = seen.setdefault(key, name)
    if first != name:
        return Fault("duplicate_trace", f"the listener and story of {first}", "one file; the first split is kept")
    return None


def _misnamed(name: str) -> pd.DataFrame:
    fault = Fault("unknown_name", Path(name).name, "Subject_<listener>_Story_<story>.csv")
    return quarantine([set_aside(fault, name)])


def _stories(kept: list[pd.DataFrame]) -> pd.DataFrame:
    """One row for each story; its condition is the split, its duration the longest trace."""
    rows: dict[str, dict[str, Any]] = {}
    for trace in kept:
        story, seconds = trace["item_id"].iloc[0], float(trace["time"].max()) + 1 / RATE
        known = rows.setdefault(story, {"condition": trace["split"].iloc[0].lower(), "duration": seconds})
        known["duration"] = np.fmax(known["duration"], seconds)
    absent = dict.fromkeys(["intended", "audio", "video", "transcript"], None)
    told = [
        {"item_id": story, "speaker_id": story, "session_id": story, "condition": row["condition"]}
        | absent
        | {"duration": float(row["duration"]), "sha256": None}
        for story, row in sorted(rows.items())
    ]
    texts = ["item_id", "speaker_id", "session_id", "condition", *absent]
    frame = pd.DataFrame(told, columns=[*texts, "duration", "sha256"])
    return frame.astype(dict.fromkeys([*texts, "sha256"], "str") | {"duration": float})
