"""Small corpora written by hand, without any code of the package."""

import csv
import struct
import wave
from pathlib import Path

PEOPLE = "participant_id,arm,randomised,received,excluded,lost_at,lost_reason\n"
OUTCOMES = "participant_id,measure,occasion,week,value,missing_reason\n"


def wav(path: Path, *, level: int = 100, frames: int = 1600, rate: int = 16000, channels: int = 1) -> Path:
    """A WAV file of constant samples."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setparams((channels, 2, rate, 0, "NONE", ""))
        file.writeframes(struct.pack("<h", level) * frames * channels)
    return path


def avi(path: Path, *, frames: int = 3, tail: bytes = b"x" * 40) -> Path:
    """As much of an AVI file as a reader of headers looks at."""
    path.parent.mkdir(parents=True, exist_ok=True)
    header = b"avih" + struct.pack("<I", 56) + struct.pack("<14I", 0, 0, 0, 0, frames, *[0] * 9)
    body = b"AVI " + b"LIST" + struct.pack("<I", 68) + b"hdrl" + header
    body += b"LIST" + struct.pack("<I", 4 + len(tail)) + b"movi" + tail
    path.write_bytes(b"RIFF" + struct.pack("<I", len(body)) + body)
    return path


def cut(path: Path, by: int) -> Path:
    """Take bytes off the end of a file."""
    path.write_bytes(path.read_bytes()[:-by])
    return path


def parlor(root: Path, turns: int = 3) -> Path:
    """A parlor corpus: two raters, two people, every turn with sound and film."""
    columns = ("item_id", "speaker_id", "session_id", "condition", "intended", "audio", "video", "transcript")
    rows = []
    for n in range(turns):
        wav(root / f"audio/t{n}.wav", level=n + 1)
        avi(root / f"video/t{n}.avi", tail=bytes([n]) * 40)
        rows.append((f"t{n}", f"s{n}", f"s{n}a", "all", "anger", f"audio/t{n}.wav", f"video/t{n}.avi", f"Hello {n}."))
    with (root / "turns.csv").open("w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([columns, *rows])
    (root / "scales.csv").write_text("scale,label\nemotion,anger\nemotion,neutral\n")
    votes = [f"t{n},r{r},emotion,anger\n" for n in range(turns) for r in (1, 2)]
    (root / "ratings.csv").write_text("item_id,rater_id,scale,label\n" + "".join(votes))
    (root / "participants.csv").write_text(PEOPLE + "s0,coaching,yes,yes,,,\nx1,,no,no,moved,,\n")
    (root / "outcomes.csv").write_text(OUTCOMES + "s0,distress,baseline,0,30.5,\ns0,distress,post,8,,withdrew\n")
    return root


def edit(path: Path, old: str, new: str) -> None:
    """Replace text that must be in a file."""
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def append(path: Path, text: str) -> None:
    """Add text at the end of a file."""
    path.write_text(path.read_text() + text)
