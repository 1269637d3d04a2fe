"""Reads Emo-DB; `affectflow.layouts.emodb` says how it lies on disk.

Recordings are taken from `wav/` and from class folders, at any depth. The listening
test becomes ratings of the rater `listening_test` on the scales `recognised` and
`natural`, in percent of 20 listeners, for the items that are present.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from ...errors import CorpusError, Problem
from ...layouts.emodb import CLASS_FOLDERS, EMOTIONS, RATE, SENTENCES, SPEAKERS
from ..corpus import Corpus
from ..media.riff import Sound, as_stated, fingerprint, look_at_wav
from ..media.twice import identical_audio
from ..pseudonyms import Hide
from ..rows.setting_aside import Fault, quarantine, set_aside
from .listening_test import listening_test

CODE = re.compile(f"({'|'.join(SPEAKERS)})({'|'.join(SENTENCES)})([{''.join(EMOTIONS)}])[a-z]")
CODE_SHAPE = "an Emo-DB code such as 03a01Wa"


def read(root: Path, reader: Mapping[str, Any], hide: Hide) -> Corpus:
    """Read Emo-DB; its reader has no options, and nothing of it can be hidden.

    Raises:
        CorpusError: when there is no recording at all, or the listening test has not the
            columns it should have.
    """
    paths = sorted(path for path in root.rglob("*") if path.suffix.lower() == ".wav" and path.is_file())
    if not paths:
        allowed = "recordings named like wav/03a01Wa.wav or Angry/03a01Wa.wav"
        raise CorpusError(Problem(str(root), "", "no wav file", allowed))
    found: dict[str, dict] = {}
    aside: list[tuple[Fault, str, str]] = []
    for path in paths:
        file, code = path.relative_to(root).as_posix(), path.stem
        item = _item(path, file, code, found.get(code))
        if isinstance(item, Fault):
            aside.append((item, file, code))
        else:
            found[code] = item
    items, twins = identical_audio(_frame(list(found.values())))
    ratings, unheard = listening_test(root, items["item_id"], CODE)
    # A broken second copy of a usable item does not leave the item out.
    lost = {code for _, _, code in aside if code not in found and CODE.fullmatch(code)}
    told = [set_aside(fault, file, code if code in lost else None) for fault, file, code in aside]
    return Corpus(items=items, ratings=ratings, quarantine=quarantine(told, twins, unheard))


def _item(path: Path, file: str, code: str, first: dict | None) -> dict | Fault:
    parts = CODE.fullmatch(code)
    if not parts:
        return Fault("not_emodb_code", path.name, CODE_SHAPE)
    emotion = EMOTIONS[parts[3]]
    folder = CLASS_FOLDERS.get(path.parent.name.lower(), emotion)
    if folder != emotion:
        return Fault(
            "class_folder_disagrees", f"folder {path.parent.name}", f"{emotion}, as '{parts[3]}' in the code says"
        )
    sound = look_at_wav(path)
    if isinstance(sound, Fault):
        return sound
    return as_stated(sound, RATE) or _copy_of(first, sound) or _columns(parts, file, emotion, sound)


def _copy_of(first: dict | None, sound: Sound) -> Fault | None:
    if first is None:
        return None
    same = "the same" if first["sha256"] == fingerprint(sound.content) else "other"
    return Fault("duplicate_item", f"{same} bytes as {first['audio']}", "one file for each code; the first is kept")


def _columns(parts: re.Match, file: str, emotion: str, sound: Sound) -> dict:
    return {
        "item_id": parts[0],
        "speaker_id": parts[1],
        "session_id": parts[1],
        "condition": "all",
        "intended": emotion,
        "audio": file,
        "video": None,
        "transcript": SENTENCES[parts[2]],
        "duration": sound.seconds,
        "sha256": fingerprint(sound.content),
    }


def _frame(rows: list[dict]) -> pd.DataFrame:
    columns = ["item_id", "speaker_id", "session_id", "condition", "intended", "audio", "video", "transcript"]
    frame = pd.DataFrame(rows, columns=[*columns, "duration", "sha256"])
    typed = frame.astype(dict.fromkeys([*columns, "sha256"], "str") | {"duration": float})
    return typed.assign(audio_sha256=typed["sha256"])
