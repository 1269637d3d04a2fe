"""Zip archives with the same bytes for the same files."""

from __future__ import annotations

import zipfile
from pathlib import Path

from ..files import whole

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can hold; a file's own time would differ from copy to copy."""
MODE = 0o644 << 16


def write_zip(path: Path, files: dict[str, Path | bytes]) -> None:
    """Write files into a zip, sorted by name and without times; it appears whole or not at all.

    Args:
        path: the archive; its folder is made.
        files: what is in it by name, as a file on disk or as bytes.
    """
    with (
        whole(path) as temporary,
        zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive,
    ):
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, MODE, 3
            archive.writestr(entry, content if isinstance(content, bytes) else content.read_bytes())
