"""Zips have the same bytes for the same files."""

import os
import zipfile

import pytest

from affectflow.crate.archive import write_zip


def test_times_order_and_source_of_files_do_not_change_bytes(tmp_path):
    for name in ("1", "2"):
        (tmp_path / name).write_text("content")
    os.utime(tmp_path / "2", (1e9, 1e9))
    write_zip(tmp_path / "a.zip", {"x": tmp_path / "1", "y": b"more"})
    write_zip(tmp_path / "b.zip", {"y": b"more", "x": tmp_path / "2"})
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_files_come_out_as_they_went_in(tmp_path):
    write_zip(tmp_path / "deep/a.zip", {"b/c.txt": "é".encode(), "a": b""})
    with zipfile.ZipFile(tmp_path / "deep/a.zip") as archive:
        assert archive.namelist() == ["a", "b/c.txt"]
        assert archive.read("b/c.txt").decode() == "é"
        assert all(entry.external_attr >> 16 == 0o644 for entry in archive.infolist())


def test_a_zip_that_fails_leaves_nothing(tmp_path):
    with pytest.raises(FileNotFoundError):
        write_zip(tmp_path / "a.zip", {"x": tmp_path / "absent"})
    assert list(tmp_path.iterdir()) == []
