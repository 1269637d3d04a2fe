"""Reads CREMA-D; `affectflow.layouts.crema_d` says how it lies on disk.

Votes are taken from `finishedResponses.csv`, where each has its rater, or else from the
counts, as votes of unnamed raters. A clip needs no recording.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from ...layouts import crema_d as layout
from ..corpus import Corpus
from ..files.csv_files import read_files
from ..media.recordings import with_recordings
from ..media.riff import as_stated
from ..pseudonyms import Hide
from ..rows.setting_aside import Fault, Screen, quarantine, screened, set_aside
from .votes import counted_votes, named_votes

NAME = r"(\d{4})" + f"_({'|'.join(layout.SENTENCES)})_({'|'.join(layout.EMOTIONS)})_({'|'.join(layout.LEVELS)})"


def read(root: Path, reader: Mapping[str, Any], hide: Hide) -> Corpus:
    """Read CREMA-D.

    Args:
        root: folder of the corpus.
        reader: plain data of `studies.readers.speech.CremaD`.
        hide: replaces identifiers of raters.

    Raises:
        CorpusError: when the list of clips, or both the answers and the counts, are absent, or columns of them.
    """
    clips = read_files(root, {layout.CLIPS: layout.CLIP_COLUMNS})[layout.CLIPS]
    rows = clips.assign(item_id=clips["Filename"])
    odd = ~rows["item_id"].fillna("").str.fullmatch(NAME)
    shape = "actor, sentence, emotion and level, such as 1001_IEO_HAP_LO"
    named, bad_names = screened(rows, layout.CLIPS, [Screen("not_crema_d_name", "Filename", odd, shape)], item=True)
    again = named.duplicated("item_id")
    once = Screen("duplicate_item", "Filename", again, "one row for each clip; the first is kept")
    listed, repeated = screened(named, layout.CLIPS, [once])
    items, bad_media = with_recordings(_items(listed), root, lambda _, s: as_stated(s, layout.RATE, layout.CHANNELS))
    votes = named_votes if (root / layout.ANSWERS).is_file() else counted_votes
    ratings, bad_votes = votes(root, listed, hide)
    return Corpus(
        items=items,
        ratings=ratings,
        quarantine=quarantine(bad_names, repeated, bad_media, _strays(root, items), bad_votes),
    )


def _items(listed: pd.DataFrame) -> pd.DataFrame:
    parts = listed["item_id"].str.extract(NAME)
    file = listed["item_id"].replace(layout.NAMED_OTHERWISE)
    return pd.DataFrame(
        {
            "item_id": listed["item_id"],
            "speaker_id": parts[0],
            "session_id": parts[0],
            "condition": parts[3].map(layout.LEVELS),
            "intended": parts[2].map(layout.EMOTIONS),
            "audio": f"{layout.AUDIO}/" + file + ".wav",
            "video": f"{layout.VIDEO}/" + listed["item_id"] + ".flv",
            "transcript": parts[1].map(layout.SENTENCES),
        },
        dtype="str",
    )


def _strays(root: Path, items: pd.DataFrame) -> pd.DataFrame:
    """Recordings that belong to no clip, as when names were changed."""
    clips = set(items["item_id"].replace(layout.NAMED_OTHERWISE)) | set(items["item_id"])
    found = [path for folder in (layout.AUDIO, layout.VIDEO) for path in sorted((root / folder).glob("*.*"))]
    fault = Fault("unknown_item", "", f"a clip of {layout.CLIPS}")
    strays = [path for path in found if path.stem not in clips]
    return quarantine(
        set_aside(Fault(fault.reason, path.name, fault.allowed), path.relative_to(root).as_posix()) for path in strays
    )
