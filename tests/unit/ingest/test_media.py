"""Recordings that are whole, and the ways in which they are not."""

import pytest
from small_corpora import avi, cut, wav

from affectflow.ingest.media.riff import Sound, fingerprint, look_at_avi, look_at_wav
from affectflow.ingest.rows.setting_aside import Fault


def test_a_whole_wav_tells_rate_channels_and_length(tmp_path):
    sound = look_at_wav(wav(tmp_path / "a.wav", frames=800, rate=8000, channels=2))
    assert isinstance(sound, Sound)
    assert (sound.rate, sound.channels, sound.frames, sound.seconds) == (8000, 2, 800, 0.1)


@pytest.mark.parametrize("by", [1, 2, 1000, 3199])
def test_a_wav_that_lost_its_end_is_truncated(tmp_path, by):
    assert look_at_wav(cut(wav(tmp_path / "a.wav"), by)).reason == "truncated"


def test_a_wav_cut_before_its_data_is_truncated(tmp_path):
    path = wav(tmp_path / "a.wav")
    path.write_bytes(path.read_bytes()[:36])
    assert look_at_wav(path) == Fault("truncated", "no data chunk", "a data chunk after the header")


def test_a_wav_without_frames_is_empty(tmp_path):
    assert look_at_wav(wav(tmp_path / "a.wav", frames=0)).reason == "empty"


@pytest.mark.parametrize(
    "content", [b"", b"RIFF", b"RIFF\0\0\0\0WAVE", b"ID3" + bytes(100), b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0"]
)
def test_what_is_no_wav_is_said_to_be_none(tmp_path, content):
    path = tmp_path / "a.wav"
    path.write_bytes(content)
    assert look_at_wav(path).reason == "not_wav"


def test_a_wav_is_found_behind_other_chunks(tmp_path):
    path = wav(tmp_path / "a.wav")
    content = path.read_bytes()
    path.write_bytes(content[:12] + b"LIST\x03\0\0\0abc\0" + content[12:])
    assert look_at_wav(path).frames == 1600


@pytest.mark.parametrize("look", [look_at_wav, look_at_avi])
def test_an_absent_file_and_a_folder_are_absent(tmp_path, look):
    assert look(tmp_path / "none").reason == look(tmp_path).reason == "absent"


def test_a_whole_avi_gives_its_bytes(tmp_path):
    path = avi(tmp_path / "a.avi")
    assert look_at_avi(path) == path.read_bytes()


def test_avi_faults(tmp_path):
    assert look_at_avi(cut(avi(tmp_path / "a.avi"), 1)).reason == "truncated"
    assert look_at_avi(avi(tmp_path / "b.avi", frames=0)).reason == "empty"
    assert look_at_avi(wav(tmp_path / "c.avi")).reason == "not_avi"


def test_a_fingerprint_is_that_of_the_joined_bytes():
    assert fingerprint(b"ab", b"c") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
