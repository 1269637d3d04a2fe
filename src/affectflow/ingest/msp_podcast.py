"""Reads MSP-Podcast; `affectflow.layouts.msp_podcast` says how it lies on disk.

Secondary emotions are a set on the scale `emotion_secondary`. A segment needs no recording.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from ..errors import CorpusError, Problem
from ..layouts import msp_podcast as layout
from ..studies.readers.columns import Scale
from .corpus import Corpus
from .files.json_files import read_json_file
from .files.mojibake import is_mojibake
from .media.recordings import with_recordings
from .media.riff import as_stated
from .pseudonyms import Hide
from .rows.named_answers import COLUMNS, named_answers
from .rows.setting_aside import Fault, quarantine, set_aside

SCALES = {
    "emotion": Scale(labels=tuple(layout.PRIMARY_EMOTIONS.values()), words=layout.PRIMARY_EMOTIONS),
    "emotion_secondary": Scale(
        labels=tuple(layout.SECONDARY_EMOTIONS.values()), words=layout.SECONDARY_EMOTIONS, separator=layout.BETWEEN
    ),
    **{name: Scale(low=layout.LOW, high=layout.HIGH) for name in layout.ATTRIBUTES.values()},
}


def read(root: Path, reader: Mapping[str, Any], hide: Hide) -> Corpus:
    """Read MSP-Podcast; its reader has no options.

    Raises:
        CorpusError: when one of the two files of labels is absent or not of its form.
    """
    said = _objects(root, layout.CONSENSUS, "segments with speaker and split, by file name")
    votes = _objects(root, layout.DETAILED, "segments with the answers of workers, by file name")
    aside: list[dict[str, str | None]] = []
    rows = [row for name, segment in sorted(said.items()) if (row := _item(root, name, segment, aside))]
    columns = ["item_id", "speaker_id", "session_id", "condition", "intended", "audio", "video", "transcript"]
    named = hide(pd.DataFrame(rows, columns=columns).astype("str"))
    items, bad_media = with_recordings(named, root, lambda _, sound: as_stated(sound, layout.RATE))
    answers = pd.DataFrame(list(_answers(votes)), columns=list(COLUMNS)).astype(dict.fromkeys(COLUMNS[:5], "str"))
    ids = pd.Series([Path(name).stem for name in said], dtype="str")
    ratings, bad = named_answers(hide(answers), SCALES, ids, items["item_id"])
    return Corpus(items=items, ratings=ratings, quarantine=quarantine(aside, bad_media, bad))


def _objects(root: Path, file: str, what: str) -> dict[str, dict]:
    found = read_json_file(root, file, what)
    if not isinstance(found, dict) or not all(isinstance(entry, dict) for entry in found.values()):
        raise CorpusError(Problem(file, "", "something else than objects by name", what))
    return found


def _item(root: Path, name: str, segment: dict, aside: list) -> dict[str, Any] | None:
    parts, split = re.fullmatch(layout.NAME, name), segment.get(layout.SPLIT)
    if not parts or split not in layout.SPLITS:
        fault = Fault("unknown_split", str(split), ", ".join(layout.SPLITS))
        if not parts:
            fault = Fault("not_msp_podcast_name", name, "a name such as MSP-PODCAST_0001_0008.wav")
        aside.append(set_aside(fault, layout.CONSENSUS, Path(name).stem, place=name))
        return None
    speaker = str(segment.get(layout.SPEAKER, layout.UNKNOWN)).strip()
    return {
        "item_id": Path(name).stem,
        # ASSUME An unknown speaker is one person throughout a podcast, and in no other one.
        "speaker_id": speaker if speaker != layout.UNKNOWN else f"unknown:{parts['podcast']}",
        "session_id": parts["podcast"],
        "condition": split,
        "intended": None,
        "audio": f"{layout.AUDIO}/{name}",
        "video": None,
        "transcript": _transcript(root, name, aside),
    }


def _transcript(root: Path, name: str, aside: list) -> str | None:
    file = f"{layout.TRANSCRIPTS}/{Path(name).stem}.txt"
    if not (root / file).is_file():
        return None
    text = (root / file).read_text(encoding="utf-8", errors="replace").strip()
    if is_mojibake(text):
        fault = Fault("mojibake", text[:80], "text in UTF-8; the segment stays without its words")
        aside.append(set_aside(fault, file))
        return None
    return text or None


def _answers(votes: dict[str, dict]) -> Iterator[tuple]:
    """One tuple of `COLUMNS` for each answer; `row` counts the workers' entries in the file."""
    entries = ((name, worker, entry) for name, workers in votes.items() for worker, entry in workers.items())
    for number, (name, worker, entry) in enumerate(entries, 1):
        place = (layout.DETAILED, number)
        item = Path(name).stem
        yield item, worker, "emotion", _primary(entry.get(layout.PRIMARY)), *place
        if second := _secondary(entry.get(layout.SECONDARY)):
            yield item, worker, "emotion_secondary", second, *place
        for attribute, scale in layout.ATTRIBUTES.items():
            yield item, worker, scale, entry.get(attribute), *place


def _primary(said: str | None) -> str | None:
    """The choice without what was written behind `Other`."""
    return layout.OTHER if said and said.startswith(layout.OTHER) else said


def _secondary(said: str | None) -> str | None:
    """The choices, of which those that are none of the offered ones were written behind `Other`."""
    words = {word.strip() for word in (said or "").split(layout.BETWEEN)} - {""}
    return layout.BETWEEN.join(sorted({w if w in layout.SECONDARY_EMOTIONS else layout.OTHER for w in words}))
