"""One recording under two names: at least one name is wrong, and nothing tells which."""

from __future__ import annotations

import pandas as pd

from ..rows.setting_aside import STAGE, quarantine


def identical_audio(items: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Leave out all items whose audio file is byte for byte that of another item.

    Args:
        items: the items' columns and `audio_sha256`, the hash of the audio file alone.

    Returns:
        the items table without these, and the quarantine table.
    """
    twice = _twice(items)
    rest = items.drop(index=twice.index).drop(columns="audio_sha256")
    return rest, _told(twice, twice["item_id"])


def without_identical_audio(items: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The same for corpora whose items are usable without their audio: the items stay, their audio goes.

    Args, Returns:
        as of `identical_audio`; `audio`, `duration` and `sha256` of the items concerned are missing.
    """
    twice = _twice(items)
    rest = items.drop(columns="audio_sha256")
    rest.loc[twice.index, ["audio", "duration", "sha256"]] = None
    return rest, _told(twice, None)


def identical_across_splits(items: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Leave out all items whose picture is byte for byte one of another split: it would be trained and tested on.

    Args:
        items: the items table; `condition` is the split, `video` and `sha256` are those of the picture.

    Returns:
        the items table without these, and the quarantine table.
    """
    pictures = items[items["sha256"].notna()]
    splits = pictures.groupby("sha256")["condition"].transform("nunique")
    twice = pictures[splits > 1].sort_values("item_id")
    told = _told(twice, twice["item_id"], "video", "sha256", ("identical_across_splits", "pictures of one split only"))
    return items.drop(index=twice.index), told


def _twice(items: pd.DataFrame) -> pd.DataFrame:
    hashes = items["audio_sha256"]
    return items[hashes.notna() & hashes.duplicated(keep=False)].sort_values("item_id")


def _told(
    twice: pd.DataFrame,
    left_out: pd.Series | None,
    file: str = "audio",
    digest: str = "audio_sha256",
    why: tuple[str, str] = ("identical_audio", "one recording for each item"),
) -> pd.DataFrame:
    if twice.empty:
        return quarantine()
    names = twice.groupby(digest)["item_id"].transform(lambda ids: ", ".join(ids))
    return pd.DataFrame(
        {
            "stage": STAGE,
            "item_id": left_out,
            "file": twice[file],
            "place": "file",
            "reason": why[0],
            "found": "the same bytes as " + names,
            "allowed": why[1],
        }
    )
