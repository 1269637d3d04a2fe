"""The synthetic voice."""

import time
import wave

import numpy as np
import pytest

from affectflow.twins import emodb
from affectflow.twins.parlor.microphone import VOICES
from affectflow.twins.speech import SPEECH_RATE, Voice, speak, write_wav

SENTENCE = "The parcel is in the kitchen."


def test_every_voice_says_the_same_at_another_time():
    names = [f"en-us+{name}" for name in VOICES]
    names += [f"de+{name}" for names in emodb.VARIANTS.values() for name in names]
    voices = [Voice(name, 200, 50, 50) for name in names]
    before = [speak(SENTENCE, voice).tobytes() for voice in voices]
    # Breathy voices take their noise from the clock, in seconds.
    time.sleep(1.1)
    assert before == [speak(SENTENCE, voice).tobytes() for voice in voices]
    assert len(set(before)) == len(voices)


def test_a_faster_voice_is_shorter_and_a_gain_is_in_decibels():
    slow, fast = (speak(SENTENCE, Voice("en-us+m1", rate, 50, 50)) for rate in (140, 220))
    loud = speak(SENTENCE, Voice("en-us+m1", 140, 50, 50, gain=6.0))
    assert fast.size < 0.8 * slow.size
    assert loud == pytest.approx(slow * 10 ** (6 / 20))


def test_a_voice_that_is_not_there_is_an_error():
    with pytest.raises(RuntimeError, match="did not speak"):
        speak(SENTENCE, Voice("nonsense", 175, 50, 50))


def test_what_is_out_of_range_is_clipped_and_not_wrapped(tmp_path):
    write_wav(tmp_path / "a.wav", np.array([-2.0, -0.5, 0.0, 0.5, 2.0]))
    with wave.open(str(tmp_path / "a.wav")) as file:
        samples = np.frombuffer(file.readframes(9), "<i2")
        assert (file.getframerate(), file.getnchannels()) == (SPEECH_RATE, 1)
    assert samples.tolist() == [-32768, -16384, 0, 16384, 32767]
