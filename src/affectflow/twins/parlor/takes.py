"""Records a turn: one sound file and one video file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ...studies.twins.own import ParlorTwin
from .camera import film
from .microphone import record_voice
from .script import Turn


@dataclass(frozen=True)
class Take:
    """A turn to record, and the folder of the corpus."""

    root: Path
    spec: ParlorTwin
    turn: Turn


def record(take: Take) -> None:
    """Write the turn's sound and video."""
    row = take.turn.row()
    record_voice(take.root / row["audio"], take.spec.seed, take.turn)
    film(take.root / row["video"], take.spec.seed, take.turn)
