"""A twin's hashes are those of its files."""

import hashlib

from affectflow import twins


def test_each_file_stands_with_its_hash(tmp_path):
    (tmp_path / "audio").mkdir()
    (tmp_path / "audio/b.wav").write_bytes(b"sound")
    (tmp_path / "a.csv").write_bytes(b"")
    sound, nothing = (hashlib.sha256(content).hexdigest() for content in (b"sound", b""))
    assert twins.manifest(tmp_path) == f"{nothing}  a.csv\n{sound}  audio/b.wav\n"
