"""Looks into the files of items, and leaves out items whose files are broken."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from ..rows.setting_aside import Fault, quarantine, set_aside
from .any_format import Medium, hashed, look_at
from .riff import as_stated
from .twice import identical_audio

COLUMNS = ("item_id", "speaker_id", "session_id", "condition", "intended", "audio", "video", "transcript")


def with_media(
    items: pd.DataFrame, root: Path, rate: int | None = None, channels: int | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Add `duration` and `sha256` to items, from their files.

    Args:
        items: the columns `COLUMNS` of the items.
        root: folder of the corpus.
        rate: samples per second that WAV files must have (else `resampled`).
        channels: channels that they must have (else `not_mono` or `wrong_channels`).

    Returns:
        the items table, without those whose files are broken or whose audio, or picture where
        there is no audio, is another item's too; the quarantine table.
    """
    found, aside = [], []
    for item, audio, video in zip(items["item_id"], items["audio"], items["video"], strict=True):
        media = {file: look_at(root, file) for file in (audio, video) if not pd.isna(file)}
        faults = [(file, _fault(medium, rate, channels)) for file, medium in media.items()]
        told = [set_aside(fault, file, item) for file, fault in faults if fault]
        aside += told
        if not told:
            found.append(_columns(item, _whole(media.get(audio)), _whole(media.get(video))))
    names = ["item_id", "duration", "sha256", "audio_sha256"]
    columns = pd.DataFrame(found, columns=names).astype(dict.fromkeys(names, "str") | {"duration": float})
    kept, twice = identical_audio(items[list(COLUMNS)].merge(columns, on="item_id", how="inner"))
    kept, shown = _identical_pictures(kept)
    return kept, quarantine(aside, twice, shown)


def _identical_pictures(items: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Leave out all items without audio whose image or video is byte for byte that of another one."""
    alone = items["audio"].isna() & items["sha256"].notna()
    twice = alone & items["sha256"].where(alone).duplicated(keep=False)
    names = items[twice].groupby("sha256")["item_id"].transform(lambda ids: ", ".join(sorted(ids)))
    told = [
        set_aside(Fault("identical_picture", f"the same bytes as {same}", "one picture for each item"), file, item)
        for item, file, same in zip(items.loc[twice, "item_id"], items.loc[twice, "video"], names, strict=True)
    ]
    return items[~twice], quarantine(told)


def _whole(medium: Medium | Fault | None) -> Medium | None:
    return medium if isinstance(medium, Medium) else None


def _fault(medium: Medium | Fault, rate: int | None, channels: int | None) -> Fault | None:
    if isinstance(medium, Fault):
        return medium
    return as_stated(medium.sound, rate, channels, "as the corpus is described") if medium.sound else None


def _columns(item: str, audio: Medium | None, video: Medium | None) -> tuple[str, float, str | None, str | None]:
    seconds = audio.sound.seconds if audio and audio.sound else float("nan")
    return item, seconds, hashed(audio, video), hashed(audio)
