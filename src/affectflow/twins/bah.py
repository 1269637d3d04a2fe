"""Makes split files and annotations in the layout of BAH: answers, some with a stretch of ambivalence or hesitancy.

No video is made: the reader takes labels, times and words. An answer with a stretch of it says so in its words more
often than one without, so that words tell something and not all.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import yaml

from ..files import whole
from ..layouts.bah import ANNOTATION, CUES, PEOPLE, QUESTIONS, SPLIT_FILES, TRANSCRIPTS
from ..studies.twins.timed import BahTwin
from .seeds import stream

RATE = 24.0
TOPICS = ("walking to work", "cooking dinner", "reading at night", "calling my family", "cleaning the kitchen")
TORN = ("I would like to, but I keep putting it off", "I know I should, well, maybe not, I am not sure")
PLAIN = ("I do it every day and I like it", "I never do it and that is fine")
TELLING = 0.8
"""Chance that an answer's words go with its label."""
FIRST = 90001


def generate(root: Path, twin: dict[str, Any], workers: int) -> dict[str, Any]:
    """Write split files, annotation, participants and transcripts; see `affectflow.twins.generate`."""
    spec = BahTwin.load(twin)
    notes: dict[str, Any] = {}
    lines: dict[str, list[str]] = {split: [] for split in SPLIT_FILES}
    for place in range(spec.participants):
        person, split = FIRST + place, list(SPLIT_FILES)[len(SPLIT_FILES) * place // spec.participants]
        for question in range(1, QUESTIONS + 1):
            rng = stream(spec.seed, "answer", person, question)
            path = (
                f"Videos/{person}/Visite_1/{person}_Question_{question}_2024-11-0{question}_10-0{question}-00_Video.mp4"
            )
            note, words = _answer(rng, path, spec.rate)
            notes[path] = note
            lines[split].append(f"{path},{note['global_ah']},{words}")
            _write(root / TRANSCRIPTS / path / f"{Path(path).stem}.yml", _transcript(words, note))
    _write(root / ANNOTATION, yaml.dump(notes, Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper), sort_keys=True))
    _write(root / PEOPLE, yaml.safe_dump({str(FIRST + i): _person() for i in range(spec.participants)}))
    for split, name in SPLIT_FILES.items():
        _write(root / name, "".join(f"{line}\n" for line in lines[split]))
    spans = [end - start for note in notes.values() for start, end in note["fr_detailed_ah"]]
    return {
        "participants": spec.participants,
        "videos": len(notes),
        "present": sum(note["global_ah"] for note in notes.values()),
        "rate": spec.rate,
        "seconds": {
            "all": sum(len(note["frame_annotation"]) for note in notes.values()) / RATE,
            "present": sum(spans) / RATE,
        },
        "words_tell": TELLING,
    }


def _answer(rng: np.random.Generator, path: str, rate: float) -> tuple[dict[str, Any], str]:
    frames = int(rng.integers(5, 12) * RATE)
    present = bool(rng.random() < rate)
    start = int(rng.integers(0, frames // 3))
    spans = [[start, start + int(rng.integers(int(RATE), frames // 2))]] if present else []
    torn = present == bool(rng.random() < TELLING)
    words = TORN if torn else PLAIN
    text = f"About {TOPICS[rng.integers(len(TOPICS))]}, {words[rng.integers(len(words))]}."
    cue = dict.fromkeys(CUES) | {CUES[rng.integers(len(CUES))]: "conflict"}
    inside = [any(a <= frame < b for a, b in spans) for frame in range(frames)]
    return {
        "global_ah": int(present),
        "fr_detailed_ah": spans,
        "time_detailed_ah": [[_clock(a / RATE), _clock(b / RATE)] for a, b in spans],
        "frame_annotation": [[f"{path}/frame-{frame}.jpg", int(one)] for frame, one in enumerate(inside)],
        "all_cues": [cue for _ in spans],
        "annotator_id": "synthetic",
        "certainty_ah": [1 for _ in spans],
    }, text


def _clock(seconds: float) -> str:
    return f"00:00:{seconds:06.3f}"


def _transcript(words: str, note: dict[str, Any]) -> str:
    end = len(note["frame_annotation"]) / RATE
    text = yaml.safe_dump(words, width=10_000).strip().removesuffix("...").strip()
    chunk = f"- language: english\n  text: {text}\n  timestamp: !!python/tuple\n  - 0.0\n  - {end}\n"
    return f"chunks:\n{chunk}text: {text}\n"


def _person() -> dict[str, str]:
    """What the release tells of a participant; nobody is behind it."""
    return {"Age range": "synthetic", "Use in challenges": "Yes", "Use in publications": "Yes"}


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole(path) as temporary:
        temporary.write_text(text, encoding="utf-8")
