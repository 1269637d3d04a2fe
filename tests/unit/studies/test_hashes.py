"""A remembered hash is never that of other content, whatever the file's times say."""

import hashlib
import os
import time

import pytest

from affectflow.studies import Hashes, manifest, raw_files
from affectflow.studies import hashes as module


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture
def settled(monkeypatch):
    """Files are remembered at once, as if they had been there for long."""
    monkeypatch.setattr(module, "SETTLED", -1.0)


def test_each_file_stands_with_its_hash(tmp_path):
    (tmp_path / "audio").mkdir()
    (tmp_path / "audio/b.wav").write_bytes(b"sound")
    (tmp_path / "a.csv").write_bytes(b"")
    said = manifest(tmp_path, raw_files(tmp_path, ["**/*"]))
    assert said == f"{sha256(b'')}  a.csv\n{sha256(b'sound')}  audio/b.wav\n"


def test_an_old_time_and_the_same_size_hide_no_change(tmp_path, settled):
    file, memory = tmp_path / "a.wav", tmp_path / "memory.json"
    file.write_bytes(b"one")
    before = file.stat()
    hashes = Hashes(memory)
    assert hashes.of(file) == sha256(b"one")
    hashes.save()
    time.sleep(0.02)
    file.write_bytes(b"two")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert file.stat().st_mtime_ns == before.st_mtime_ns
    assert Hashes(memory).of(file) == sha256(b"two")


def test_what_is_remembered_is_not_read_again(tmp_path, settled):
    file, memory = tmp_path / "a.wav", tmp_path / "memory.json"
    file.write_bytes(b"one")
    hashes = Hashes(memory)
    hashes.of(file)
    hashes.save()
    memory.write_text(memory.read_text().replace(sha256(b"one"), "remembered"))
    assert Hashes(memory).of(file) == "remembered"


def test_a_file_that_has_just_changed_is_not_remembered(tmp_path):
    file, memory = tmp_path / "a.wav", tmp_path / "memory.json"
    file.write_bytes(b"one")
    hashes = Hashes(memory)
    hashes.of(file)
    hashes.save()
    assert not memory.exists()


def test_a_torn_memory_is_none(tmp_path):
    (tmp_path / "memory.json").write_text('{"a": [')
    (tmp_path / "a").write_bytes(b"one")
    assert Hashes(tmp_path / "memory.json").of(tmp_path / "a") == sha256(b"one")
