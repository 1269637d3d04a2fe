"""openSMILE functionals, and audio that cannot be used."""

import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import soundfile

from affectflow.features import extract
from affectflow.features.instrument import Unusable
from affectflow.features.waveform import read_waveform

EGEMAPS = {"kind": "opensmile", "feature_set": "eGeMAPSv02"}
RATE = 16000


def voice(seconds=1.0, pitch=150.0):
    """A harmonic tone that swells, as float samples."""
    time = np.arange(int(seconds * RATE)) / RATE
    tone = sum(np.sin(2 * np.pi * pitch * n * time) / n for n in range(1, 12))
    return 0.1 * tone * (1 + 0.5 * np.sin(2 * np.pi * 3 * time))


def measured(folder, *names):
    table = pd.DataFrame({"item_id": names, "audio": names}, dtype="str")
    return extract(table, folder, EGEMAPS, shard=0, shards=1)


def test_functionals_equal_opensmiles_own_reading_of_the_file(tmp_path):
    import opensmile

    soundfile.write(tmp_path / "voice.wav", voice(), RATE)
    features, _ = measured(tmp_path, "voice.wav")
    smile = opensmile.Smile(opensmile.FeatureSet.eGeMAPSv02, opensmile.FeatureLevel.Functionals)
    expected = smile.process_file(tmp_path / "voice.wav")
    assert list(features.columns[1:]) == list(expected.columns)
    np.testing.assert_array_equal(features.iloc[:, 1:].to_numpy(), expected.to_numpy().astype(float))


def test_pitch_of_a_tone_is_found(tmp_path):
    soundfile.write(tmp_path / "low.wav", voice(pitch=110), RATE)
    soundfile.write(tmp_path / "high.wav", voice(pitch=220), RATE)
    features, _ = measured(tmp_path, "low.wav", "high.wav")
    pitch = features.set_index("item_id")["F0semitoneFrom27.5Hz_sma3nz_amean"]
    assert pitch["low.wav"] == pytest.approx(24, abs=0.3)
    assert pitch["high.wav"] == pytest.approx(36, abs=0.3)


def test_the_first_channel_is_measured(tmp_path):
    soundfile.write(tmp_path / "mono.wav", voice(), RATE)
    soundfile.write(tmp_path / "stereo.wav", np.column_stack([voice(), np.zeros(RATE)]), RATE)
    features, _ = measured(tmp_path, "mono.wav", "stereo.wav")
    assert (features.iloc[0, 1:] == features.iloc[1, 1:]).all()


def test_one_bad_clip_does_not_stop_the_others(tmp_path):
    soundfile.write(tmp_path / "a.wav", voice(), RATE)
    whole = (tmp_path / "a.wav").read_bytes()
    (tmp_path / "b.wav").write_bytes(whole[: len(whole) // 2])
    soundfile.write(tmp_path / "c.wav", voice(seconds=0.01), RATE)
    soundfile.write(tmp_path / "d.wav", voice(), RATE)
    features, quarantine = measured(tmp_path, "a.wav", "b.wav", "c.wav", "d.wav")
    assert list(features["item_id"]) == ["a.wav", "d.wav"]
    assert dict(zip(quarantine["item_id"], quarantine["reason"], strict=True)) == {
        "b.wav": "truncated",
        "c.wav": "too_short",
    }


def damaged(reason, path):
    """Write a file that has to be set aside for the reason."""
    soundfile.write(path, voice(), RATE, format="WAV")
    whole = path.read_bytes()
    samples = whole.index(b"data")
    if reason == "truncated by one byte":
        path.write_bytes(whole[:-1])
    elif reason == "truncated in the header":
        path.write_bytes(whole[:30])
    elif reason == "unreadable length":
        path.write_bytes(whole[: samples + 4] + b"\xff" * 4 + whole[samples + 8 :])
    elif reason == "unreadable text":
        path.write_text("not a recording")
    elif reason == "too_short without a sample":
        soundfile.write(path, voice()[:0], RATE, format="WAV")
    elif reason == "undefined_sample among others":
        soundfile.write(path, np.append(voice(), np.nan), RATE, format="WAV", subtype="FLOAT")


@pytest.mark.parametrize(
    "reason",
    [
        "truncated by one byte",
        "truncated in the header",
        "unreadable length",
        "unreadable text",
        "too_short without a sample",
        "undefined_sample among others",
    ],
)
def test_reasons_of_unusable_audio(tmp_path, reason):
    damaged(reason, tmp_path / "clip.wav")
    with pytest.raises(Unusable) as raised:
        read_waveform(tmp_path / "clip.wav")
    assert raised.value.reason == reason.split()[0]


def test_chunks_before_and_after_the_samples_are_no_damage(tmp_path):
    soundfile.write(tmp_path / "plain.wav", voice(), RATE)
    whole = (tmp_path / "plain.wav").read_bytes()
    note = b"note" + (5).to_bytes(4, "little") + b"hello\0"
    (tmp_path / "noted.wav").write_bytes(whole[:12] + note + whole[12:] + note)
    plain, noted = (read_waveform(tmp_path / name)[0] for name in ("plain.wav", "noted.wav"))
    np.testing.assert_array_equal(plain, noted)


@pytest.mark.corpus("emodb")
@pytest.mark.skipif("AFFECTFLOW_EMODB" not in os.environ, reason="no Emo-DB here")
def test_emodb_equals_opensmiles_own_reading():
    import opensmile

    root = Path(os.environ["AFFECTFLOW_EMODB"])
    files = sorted(root.rglob("*.wav"))[:6]
    features, quarantine = measured(root, *(str(file.relative_to(root)) for file in files))
    smile = opensmile.Smile(opensmile.FeatureSet.eGeMAPSv02, opensmile.FeatureLevel.Functionals)
    expected = smile.process_files(files)
    assert len(quarantine) == 0
    np.testing.assert_array_equal(features.iloc[:, 1:].to_numpy(), expected.to_numpy().astype(float))
