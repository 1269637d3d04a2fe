"""Adds recordings to items, for corpora whose ratings are usable without them.

An item whose file is absent has no audio. One whose file is broken, not as released, or the
same as another item's has none either, and the file is told of; the item and its ratings
stay, because the raters saw what was released.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from ..rows.setting_aside import Fault, quarantine, set_aside
from .riff import Sound, fingerprint, look_at_flv, look_at_wav
from .twice import without_identical_audio

Check = Callable[[str, Sound], Fault | None]
"""What is wrong with the sound of an item, if anything, besides its file being whole."""


def with_recordings(items: pd.DataFrame, root: Path, check: Check) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Look at the recordings of items.

    Args:
        items: columns of the items table; `audio` and `video` (Flash or none) are paths below `root`
            at which a file may be. `duration` and `sha256` are made here.
        root: folder of the corpus.
        check: given an item's id and its sound, tells the fault.

    Returns:
        the items table, and the quarantine table of recordings.
    """
    aside: list[dict[str, str | None]] = []
    rows = [_looked(item, root, check, aside) for item in items[["item_id", "audio", "video"]].itertuples(index=False)]
    found = pd.DataFrame(rows, columns=["audio", "video", "duration", "sha256", "audio_sha256"], index=items.index)
    types: dict[str, Any] = {"audio": "str", "video": "str", "duration": float, "sha256": "str", "audio_sha256": "str"}
    together, twins = without_identical_audio(items.assign(**{c: found[c].astype(t) for c, t in types.items()}))
    return together, quarantine(aside, twins)


def _looked(item, root: Path, check: Check, aside: list[dict[str, str | None]]) -> tuple:
    sound = _usable(root, item.audio, look_at_wav, aside)
    if isinstance(sound, Sound) and (fault := check(item.item_id, sound)):
        aside.append(set_aside(fault, item.audio))
        sound = None
    film = _usable(root, item.video, look_at_flv, aside)
    parts = [content for content in (sound and sound.content, film) if content is not None]
    return (
        item.audio if sound else None,
        item.video if film else None,
        sound.seconds if sound else float("nan"),
        fingerprint(*parts) if parts else None,
        fingerprint(sound.content) if sound else None,
    )


def _usable(root: Path, file: str | None, look: Callable, aside: list[dict[str, str | None]]):
    """What a look at a file gives; None where there is no file, or a broken one, which is told."""
    if file is None or pd.isna(file) or not (root / file).exists():
        return None
    seen = look(root / file)
    if isinstance(seen, Fault):
        aside.append(set_aside(seen, file))
        return None
    return seen
