"""What real copies of corpora hold that the released ones do not, and the words in which a user is told."""

import hashlib
import os
import shutil
import wave
from pathlib import Path

import pytest
from small_corpora import wav
from speech_corpora import crema_d, iemocap, msp_podcast, ravdess

from affectflow.ingest import read_corpus

CREMA, IEMO = "AudioWAV/1001_IEO_NEU_XX.wav", "Session1/sentences/wav/Ses01F_impro01/Ses01F_impro01_F000.wav"
MSP, RAV = "Audios/MSP-PODCAST_0001_0008.wav", "Actor_12/03-01-06-01-02-01-12.wav"
PLACES = [
    ("crema_d", crema_d, CREMA, 16000),
    ("iemocap", iemocap, IEMO, 16000),
    ("msp_podcast", msp_podcast, MSP, 16000),
    ("ravdess", ravdess, RAV, 48000),
]


def told(root, kind, known=None):
    """What the quarantine says of a corpus: reason, found and allowed of each row."""
    rows = read_corpus({"kind": kind}, root, known).quarantine
    return rows[["file", "reason", "found", "allowed"]].values.tolist()


@pytest.mark.parametrize(("kind", "make", "file", "rate"), PLACES)
def test_a_resampled_file(tmp_path, kind, make, file, rate):
    wav(make(tmp_path) / file, rate=22050, level=9)
    allowed = "as the corpus is described" if kind == "ravdess" else "as released"
    assert [file, "resampled", "22050 Hz", f"{rate} Hz, {allowed}"] in told(tmp_path, kind)


@pytest.mark.parametrize(("kind", "make", "file", "rate"), PLACES)
def test_stereo_where_mono_is_stated(tmp_path, kind, make, file, rate):
    wav(make(tmp_path) / file, channels=2, rate=rate, level=9)
    allowed = "as the corpus is described" if kind == "ravdess" else "as released"
    assert told(tmp_path, kind) == [[file, "not_mono", "2 channels", f"1, {allowed}"]]


@pytest.mark.parametrize(("kind", "make", "file", "rate"), PLACES)
def test_one_recording_under_the_names_of_two_items(tmp_path, kind, make, file, rate):
    make(tmp_path)
    second = next(p for p in sorted((tmp_path / file).parent.glob("*.wav")) if p != tmp_path / file)
    shutil.copy(tmp_path / file, second)
    rows = told(tmp_path, kind)
    assert [row[1] for row in rows] == ["identical_audio"] * 2
    assert rows[0][2].startswith("the same bytes as ")
    assert rows[0][3] == "one recording for each item"


def test_a_recording_shorter_than_the_corpus_says(tmp_path):
    edited = iemocap(tmp_path) / "Session1/dialog/EmoEvaluation/Ses01F_impro01.txt"
    edited.write_text(edited.read_text().replace("[6.2901 - 6.3901]", "[6.2901 - 9.2901]"))
    assert told(tmp_path, "iemocap") == [
        [IEMO, "other_length", "0.10 s", "3.00 s, as Session1/dialog/EmoEvaluation/Ses01F_impro01.txt says"]
    ]


def test_a_recording_cut_to_two_seconds_is_not_the_published_one(tmp_path):
    whole = wav(tmp_path / "whole/03a01Wa.wav", frames=48000)
    digest = hashlib.sha256(whole.read_bytes()).hexdigest()
    (tmp_path / "known.sha256").write_text(f"{digest}  wav/03a01Wa.wav\n")
    wav(tmp_path / "copy/03a01Wa.wav", frames=32000)
    wav(tmp_path / "copy/03a02Wb.wav", frames=44100, rate=22050)
    rows = told(tmp_path / "copy", "emodb", tmp_path / "known.sha256")
    assert [row[:2] for row in rows] == [["03a01Wa.wav", "altered"], ["03a02Wb.wav", "resampled"]]
    assert rows[0][3] == "the published file, by its SHA-256"


@pytest.mark.corpus("emodb")
def test_a_real_recording_that_was_cut_or_resampled_is_found_by_the_published_checksums(tmp_path, home):
    source = Path(os.environ["AFFECTFLOW_EMODB"])
    path = next(path for path in sorted(source.rglob("*.wav")) if path.stat().st_size > 2 * 2 * 16000)
    with wave.open(str(path)) as sound:
        frames = sound.readframes(2 * 16000)
    for folder, rate in (("cut", 16000), ("faster", 22050)):
        (tmp_path / folder).mkdir()
        with wave.open(str(tmp_path / folder / path.name), "wb") as sound:
            sound.setparams((1, 2, rate, 0, "NONE", ""))
            sound.writeframes(frames)
    known = home / "params/datasets/emodb.sha256"
    assert [row[1] for row in told(tmp_path / "cut", "emodb", known)] == ["altered"]
    assert [row[1:] for row in told(tmp_path / "faster", "emodb", known)] == [
        ["resampled", "22050 Hz", "16000 Hz, as released"]
    ]
