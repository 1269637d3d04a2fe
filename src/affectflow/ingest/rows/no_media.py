"""Table `items` of corpora whose items are texts."""

from __future__ import annotations

import pandas as pd

TEXTS = ("item_id", "speaker_id", "session_id", "condition", "intended", "audio", "video", "transcript", "sha256")


def without_media(frame: pd.DataFrame) -> pd.DataFrame:
    """The columns of `items` that a frame lacks, as missing, and all with their types.

    Args:
        frame: some columns of `items`, at least those that must not be missing.
    """
    absent = [name for name in TEXTS if name not in frame]
    whole = frame.reindex(columns=[*frame.columns, *absent]).astype(dict.fromkeys(TEXTS, "str"))
    return whole.assign(duration=float("nan")).reset_index(drop=True)
