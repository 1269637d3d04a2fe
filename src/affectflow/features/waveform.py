"""Reads audio strictly: a file that holds less than its header promises is not used."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from .instrument import Unusable

UNKNOWN_SIZE = 0xFFFFFFFF


def read_waveform(path: Path) -> tuple[np.ndarray, int]:
    """All samples of a file at its own sampling rate.

    Returns:
        samples in [-1, 1], shape (channels, samples), float32; sampling rate in Hz.

    Raises:
        Unusable: `truncated` (RIFF header promises more than there is), `unreadable`,
            `too_short` (no samples), `undefined_sample` (NaN or infinite samples).
    """
    import soundfile

    _hold_to_header(path)
    try:
        samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
    except (soundfile.SoundFileError, OSError) as error:
        found = getattr(error, "error_string", None) or type(error).__name__
        raise Unusable("unreadable", str(found), "audio that libsndfile reads") from None
    if not len(samples):
        raise Unusable("too_short", "no samples", "at least one sample")
    undefined = int((~np.isfinite(samples)).sum())
    if undefined:
        raise Unusable("undefined_sample", f"{undefined} NaN or infinite samples", "finite samples")
    return np.ascontiguousarray(samples.T), rate


def _hold_to_header(path: Path) -> None:
    """libsndfile shortens a cut RIFF file without a word, so its chunks are measured here."""
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(12)
        if head[:4] != b"RIFF":
            return
        place = 12
        while place + 8 <= size:
            file.seek(place)
            name, length = file.read(4), int.from_bytes(file.read(4), "little")
            if name == b"data":
                return _hold_to_length(length, size - place - 8)
            place += 8 + length + length % 2
    raise Unusable("truncated", f"{size} bytes and no samples chunk", "a whole RIFF file")


def _hold_to_length(promised: int, there: int) -> None:
    if promised == UNKNOWN_SIZE:
        raise Unusable("unreadable", "a header that leaves the length open", "a RIFF header with the length")
    if promised > there:
        raise Unusable("truncated", f"{there} bytes of samples", f"{promised} bytes, as the header says")
