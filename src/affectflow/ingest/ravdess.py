"""Reads RAVDESS; `affectflow.layouts.ravdess` says how it lies on disk.

An item is a take; its audio is the file of sound alone, its video the film with sound, or
else the silent one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from ..errors import CorpusError, Problem
from ..layouts import ravdess as layout
from .corpus import Corpus
from .media.items import COLUMNS, with_media
from .media.riff import fingerprint
from .pseudonyms import Hide
from .rows.setting_aside import Fault, quarantine, set_aside


def read(root: Path, reader: Mapping[str, Any], hide: Hide) -> Corpus:
    """Read RAVDESS; its reader has no options, and nothing of it can be hidden.

    Raises:
        CorpusError: when there is no recording.
    """
    kinds = set(layout.SUFFIXES.values())
    paths = sorted(path for path in root.rglob("*") if path.suffix.lower() in kinds and path.is_file())
    if not paths:
        raise CorpusError(Problem(str(root), "", "no recording", "recordings like Actor_12/03-01-06-01-02-01-12.wav"))
    takes: dict[str, dict[str, str]] = {}
    aside: list[dict[str, str | None]] = []
    for path in paths:
        file, parts = path.relative_to(root).as_posix(), re.fullmatch(layout.NAME, path.stem)
        if fault := _fault(root, path, parts, takes):
            aside.append(set_aside(fault, file))
        elif parts:
            takes.setdefault(parts["take"], {})[parts["modality"]] = file
    rows = [_row(take, files) for take, files in takes.items()]
    items, bad = with_media(pd.DataFrame(rows, columns=list(COLUMNS)).astype("str"), root, layout.RATE, 1)
    return Corpus(items=items, quarantine=quarantine(aside, bad))


def _fault(root: Path, path: Path, parts: re.Match | None, takes: dict[str, dict[str, str]]) -> Fault | None:
    if not parts or path.suffix.lower() != layout.SUFFIXES[parts["modality"]]:
        return Fault("not_ravdess_code", path.name, f"{layout.SHAPE}, .wav for sound alone and .mp4 for films")
    folder = path.parent.name
    if folder.startswith(layout.FOLDER) and folder != layout.FOLDER + parts["actor"]:
        return Fault("folder_disagrees", f"folder {folder}", f"{layout.FOLDER}{parts['actor']}, as the code says")
    first = takes.get(parts["take"], {}).get(parts["modality"])
    if first is None:
        return None
    same = "the same" if fingerprint((root / first).read_bytes()) == fingerprint(path.read_bytes()) else "other"
    return Fault("duplicate_item", f"{same} bytes as {first}", "one file for each code; the first is kept")


def _row(take: str, files: dict[str, str]) -> dict[str, str | None]:
    channel, emotion, intensity, statement, _, actor = take.split("-")
    return {
        "item_id": take,
        "speaker_id": actor,
        "session_id": actor,
        "condition": f"{layout.CHANNELS[channel]}_{layout.INTENSITIES[intensity]}",
        "intended": layout.EMOTIONS[emotion],
        "audio": files.get(layout.AUDIO_ONLY),
        "video": files.get(layout.AUDIO_VISUAL) or files.get(layout.VIDEO_ONLY),
        "transcript": layout.STATEMENTS[statement],
    }
