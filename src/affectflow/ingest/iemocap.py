"""Reads IEMOCAP; `affectflow.layouts.iemocap` says how it lies on disk.

Items are turns. What the actors said of themselves is on scales of its own, whose names end
with `_self`, so that it is never taken for an evaluator's vote. A turn needs no recording.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from ..errors import CorpusError, Problem
from ..layouts import iemocap as layout
from ..studies.readers.columns import Scale
from .corpus import Corpus
from .files.mojibake import is_mojibake
from .media.recordings import with_recordings
from .media.riff import Sound, as_long, as_stated
from .pseudonyms import Hide
from .rows.named_answers import COLUMNS, named_answers
from .rows.setting_aside import Fault, quarantine, set_aside

LABELS = tuple(sorted(set(layout.EMOTIONS.values())))
SCALES = {
    name + end: scale
    for end in ("", layout.SELF)
    for name, scale in {
        "emotion": Scale(labels=LABELS, separator=layout.BETWEEN, words=layout.EMOTIONS),
        **{name: Scale(low=layout.LOW, high=layout.HIGH) for name in layout.SCALES.values()},
    }.items()
}


@dataclass
class _Found:
    """What the files of evaluations hold."""

    turns: dict[str, dict[str, Any]] = field(default_factory=dict)
    answers: list[tuple] = field(default_factory=list)
    aside: list[dict[str, str | None]] = field(default_factory=list)


def read(root: Path, reader: Mapping[str, Any], hide: Hide) -> Corpus:
    """Read IEMOCAP; its reader has no options.

    Raises:
        CorpusError: when there is no file of evaluations.
    """
    files = [path for path in sorted(root.glob(layout.EVALUATIONS)) if not path.name.startswith(layout.HIDDEN)]
    if not files:
        raise CorpusError(Problem(str(root), "", "no file of evaluations", layout.EVALUATIONS))
    found = _Found()
    for path in files:
        _read(path, path.relative_to(root).as_posix(), found)
    spoken = _transcripts(root, found)
    items, bad_media = with_recordings(
        _items(found, spoken), root, lambda item, sound: _fault(found.turns[item], sound)
    )
    rows = hide(pd.DataFrame(found.answers, columns=list(COLUMNS)).astype(dict.fromkeys(COLUMNS[:5], "str")))
    ratings, bad = named_answers(rows, SCALES, items["item_id"], items["item_id"])
    return Corpus(items=items, ratings=ratings, quarantine=quarantine(found.aside, bad_media, bad))


def _read(path: Path, file: str, found: _Found) -> None:
    """One file: turns, the answers below each, and lines that are neither."""
    turn = None
    # Comments are not read, and nothing else in these files is beyond ASCII.
    for number, line in enumerate(path.read_text(encoding="latin-1").splitlines(), 1):
        if not line.strip() or line.startswith(layout.HEADER):
            continue
        if head := re.fullmatch(layout.HEAD, line.rstrip()):
            turn = _turn(head, file, number, found)
        elif answers := list(_answers(line)):
            found.answers += [(turn, rater, scale, answer, file, number) for rater, scale, answer in answers]
        else:
            fault = Fault("unreadable_line", line[:80], "a turn, or an answer such as C-E1 or A-E1 below it")
            found.aside.append(set_aside(fault, file, place=f"row {number}"))


def _turn(head: re.Match, file: str, number: int, found: _Found) -> str:
    turn, parts = head["turn"], re.fullmatch(layout.TURN, head["turn"])
    if not parts or turn in found.turns:
        fault = Fault("duplicate_item", turn, "one block for each turn; the first is kept")
        if not parts:
            fault = Fault("not_iemocap_turn", turn, "a name such as Ses01F_impro01_F000")
        found.aside.append(set_aside(fault, file, None if parts else turn, place=f"row {number}"))
        return turn
    found.turns[turn] = {**parts.groupdict(), "file": file, "seconds": float(head["end"]) - float(head["start"])}
    return turn


def _answers(line: str) -> Iterator[tuple[str, str, str | None]]:
    if choice := re.fullmatch(layout.CHOICE, line.strip()):
        yield choice["rater"], "emotion" + _end(choice["rater"]), choice["answer"].strip() or None
    elif numbers := re.fullmatch(layout.NUMBERS, line.strip()):
        for name, scale in layout.SCALES.items():
            yield numbers["rater"], scale + _end(numbers["rater"]), numbers[name].strip() or None


def _end(rater: str) -> str:
    return "" if rater.startswith("E") else layout.SELF


def _transcripts(root: Path, found: _Found) -> dict[str, str]:
    spoken: dict[str, str] = {}
    for session, dialog in sorted({(turn["session"], turn["dialog"]) for turn in found.turns.values()}):
        file = layout.TRANSCRIPTION.format(session=session, dialog=dialog)
        if (root / file).is_file():
            for number, line in enumerate((root / file).read_text(errors="replace", encoding="utf-8").splitlines(), 1):
                said = re.fullmatch(layout.SPOKEN, line.strip())
                if said and is_mojibake(said["text"]):
                    fault = Fault("mojibake", said["text"][:80], "text in UTF-8; the turn stays without its words")
                    found.aside.append(set_aside(fault, file, place=f"row {number}"))
                elif said:
                    spoken[said["turn"]] = said["text"]
    return spoken


def _items(found: _Found, spoken: dict[str, str]) -> pd.DataFrame:
    rows = [
        {
            "item_id": name,
            "speaker_id": f"Ses0{turn['session']}{turn['who']}",
            "session_id": f"Ses0{turn['session']}",
            "condition": layout.CONDITIONS[turn["way"]],
            "intended": None,
            "audio": layout.RECORDING.format(turn=name, **{key: turn[key] for key in ("session", "dialog")}),
            "video": None,
            "transcript": spoken.get(name),
        }
        for name, turn in found.turns.items()
    ]
    return pd.DataFrame(rows).astype("str")


def _fault(turn: dict[str, Any], sound: Sound) -> Fault | None:
    return as_stated(sound, layout.RATE) or as_long(sound, turn["seconds"], turn["file"])
