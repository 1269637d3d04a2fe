"""One recording under two names: at least one name is wrong, and nothing tells which."""

from __future__ import annotations

import pandas as pd

from .setting_aside import STAGE, quarantine


def identical_audio(items: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Leave out all items whose audio file is byte for byte that of another item.

    Args:
        items: the items' columns and `audio_sha256`, the hash of the audio file alone.

    Returns:
        the items table without these, and the quarantine table.
    """
    hashes = items["audio_sha256"]
    twice = items[hashes.notna() & hashes.duplicated(keep=False)].sort_values("item_id")
    if twice.empty:
        return items.drop(columns="audio_sha256"), quarantine()
    rest = items.drop(index=twice.index).drop(columns="audio_sha256")
    names = twice.groupby("audio_sha256")["item_id"].transform(lambda ids: ", ".join(ids))
    told = pd.DataFrame(
        {
            "stage": STAGE,
            "item_id": twice["item_id"],
            "file": twice["audio"],
            "place": "file",
            "reason": "identical_audio",
            "found": "the same bytes as " + names,
            "allowed": "one recording for each item",
        }
    )
    return rest, told
