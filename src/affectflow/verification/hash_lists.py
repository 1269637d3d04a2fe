"""Lists of hashes as sha256sum writes them: each file's hash is a value."""

from __future__ import annotations

from pathlib import Path

from .tally import NOTHING, Tally


def count(path: Path) -> tuple[int, int]:
    """No numbers, and one value for each file."""
    return 0, len(_read(path))


def compare(pulled: Path, recomputed: Path, tally: Tally) -> None:
    """Hold two lists against each other, file by file."""
    left, right = _read(pulled), _read(recomputed)
    for name in sorted(left.keys() | right.keys()):
        tally.word(left.get(name, NOTHING), right.get(name, NOTHING), f"raw file {name}")


def _read(path: Path) -> dict[str, str]:
    lines = (line.partition("  ") for line in path.read_text(encoding="utf-8").splitlines())
    return {name: digest for digest, _, name in lines}
