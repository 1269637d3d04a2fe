"""What the terminal shows: neither native chatter nor a bar, but every real message."""

import os

import pytest

from affectflow.features import progress
from affectflow.features.native_messages import NOISE, native_messages
from affectflow.features.progress import Progress


def test_noise_is_dropped_and_messages_are_handed_over(capfd):
    with native_messages() as messages:
        os.write(2, f"W0000 {NOISE[0]}\n[mov,mp4 @ 0x5625e50ce3c0] moov atom not found\n".encode())
    assert messages == ["moov atom not found"]
    assert capfd.readouterr().err == ""


def test_messages_before_an_error_are_shown(capfd):
    def fail():
        with native_messages():
            os.write(2, f"{NOISE[2]}\nno such device\n".encode())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert capfd.readouterr().err == "no such device\n"


def test_standard_error_is_given_back(capfd):
    with native_messages():
        pass
    os.write(2, b"after\n")
    assert capfd.readouterr().err == "after\n"


def test_progress_speaks_at_most_every_ten_seconds(capsys, monkeypatch):
    clock = [0.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: clock[0])
    steps = Progress("vader, shard 1 of 2", 60)
    for _ in range(25):
        clock[0] += 1.0
        steps.step()
    assert capsys.readouterr().err.splitlines() == [
        "vader, shard 1 of 2: 10 of 60, about 50 s left",
        "vader, shard 1 of 2: 20 of 60, about 40 s left",
    ]
