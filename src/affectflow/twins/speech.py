"""Speaks a sentence with espeak-ng, the same samples each time.

Calls of espeak-ng within one process depend on earlier ones; a process that speaks once
does not. So each utterance is spoken by a child process, which alone loads the library.
Voices with breath draw their noise from the clock; `Voice` must not name one of them.
"""

from __future__ import annotations

import ctypes
import math
import os
import struct
import wave
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.signal import resample_poly

from ..files import whole
from .extras import need

SPEECH_RATE = 16_000
"""Samples per second of what is written."""
LEVEL = 0.3
"""Factor at a gain of 0 dB: espeak-ng speaks close to full scale, and emotion needs headroom."""

SYNCHRONOUS, CHARACTERS, UTF_8 = 2, 1, 1
RATE, VOLUME, PITCH, RANGE = 1, 2, 3, 4
ON_SOUND = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)


@dataclass(frozen=True)
class Voice:
    """How to speak.

    Attributes:
        name: espeak-ng's voice and variant, such as ``"en-us+f1"``; a variant without breath.
        rate: words per minute.
        pitch: espeak-ng's pitch, 0 to 99, 50 is the voice's own.
        range: espeak-ng's pitch range, 0 (monotone) to 99.
        gain: change of level in dB.
    """

    name: str
    rate: float
    pitch: float
    range: float
    gain: float = 0.0


def speak(text: str, voice: Voice) -> NDArray[np.float64]:
    """Speak a sentence.

    Returns:
        samples at `SPEECH_RATE`, shape (frames,), within [-1, 1] for gains up to 10 dB.

    Raises:
        CorpusError: when espeak-ng is not installed.
        RuntimeError: when it speaks nothing, as for a voice that it does not have.
    """
    (espeak,) = need("espeakng_loader")
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        _speak_and_end(into, espeak.get_library_path(), espeak.get_data_path(), text, voice)
    os.close(into)
    with os.fdopen(out, "rb") as pipe:
        answer = pipe.read()
    os.waitpid(child, 0)
    if len(answer) <= 4:
        raise RuntimeError(f"espeak-ng did not speak {text!r} with voice {voice.name!r}")
    rate = struct.unpack("<i", answer[:4])[0]
    samples = np.frombuffer(answer[4:], dtype="<i2") * (LEVEL / 32768 * 10 ** (voice.gain / 20))
    common = math.gcd(SPEECH_RATE, rate)
    return resample_poly(samples, SPEECH_RATE // common, rate // common)


def write_wav(path: Path, samples: NDArray[np.float64], rate: int = SPEECH_RATE) -> None:
    """Write one channel as 16-bit PCM; what is outside [-1, 1] is clipped."""
    rounded = np.clip(np.rint(samples * 32767), -32768, 32767).astype("<i2")
    with whole(path) as temporary, wave.open(str(temporary), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(rounded.tobytes())


def _speak_and_end(pipe: int, library: str, data: str, text: str, voice: Voice) -> None:
    """The child's whole life; it ends without running anything that its parent set up."""
    try:
        answer = _speak(library, data, text, voice)
        with os.fdopen(pipe, "wb") as file:
            file.write(answer)
    finally:
        os._exit(0)


def _speak(library: str, data: str, text: str, voice: Voice) -> bytes:
    espeak = ctypes.CDLL(library)
    parts: list[bytes] = []

    def heard(sound, frames, _):
        if sound and frames:
            parts.append(ctypes.string_at(sound, 2 * frames))
        return 0

    callback = ON_SOUND(heard)
    rate = espeak.espeak_Initialize(SYNCHRONOUS, 0, data.encode(), 0)
    espeak.espeak_SetSynthCallback(callback)
    if espeak.espeak_SetVoiceByName(voice.name.encode()) != 0:
        return b""
    for number, value in ((RATE, voice.rate), (VOLUME, 100), (PITCH, voice.pitch), (RANGE, voice.range)):
        espeak.espeak_SetParameter(number, round(min(max(value, 0), 99 if number != RATE else 400)), 0)
    spoken = text.encode()
    espeak.espeak_Synth(spoken, ctypes.c_size_t(len(spoken) + 1), 0, CHARACTERS, 0, UTF_8, None, None)
    espeak.espeak_Synchronize()
    return struct.pack("<i", rate) + b"".join(parts)
