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
    twice = _twice(items)
    rest = items.drop(index=twice.index).drop(columns="audio_sha256")
    return rest, _told(twice, twice["item_id"]) if len(twice) else quarantine()


def without_identical_audio(items: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The same for corpora whose items are usable without their audio: the items stay, their audio goes.

    Args, Returns:
        as of `identical_audio`; `audio`, `duration` and `sha256` of the items concerned are missing.
    """
    twice = _twice(items)
    rest = items.drop(columns="audio_sha256")
    rest.loc[twice.index, ["audio", "duration", "sha256"]] = None
    return rest, _told(twice, None) if len(twice) else quarantine()


def _twice(items: pd.DataFrame) -> pd.DataFrame:
    hashes = items["audio_sha256"]
    return items[hashes.notna() & hashes.duplicated(keep=False)].sort_values("item_id")


def _told(twice: pd.DataFrame, left_out: pd.Series | None) -> pd.DataFrame:
    names = twice.groupby("audio_sha256")["item_id"].transform(lambda ids: ", ".join(ids))
    return pd.DataFrame(
        {
            "stage": STAGE,
            "item_id": left_out,
            "file": twice["audio"],
            "place": "file",
            "reason": "identical_audio",
            "found": "the same bytes as " + names,
            "allowed": "one recording for each item",
        }
    )
