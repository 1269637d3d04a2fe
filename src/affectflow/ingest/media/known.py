"""Holds a corpus against published checksums: a copy that was resampled, cut or re-encoded is found.

Checksums lie in a file in the form of `sha256sum`: hash, two blanks, file name. Names are
compared without their folder, because copies sort files into folders of their own. A file
that has no checksum is not judged.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ...errors import CorpusError, Problem
from ..corpus import Corpus
from ..rows.setting_aside import Screen, quarantine, screened


def checksums(path: Path) -> dict[str, str]:
    """Read a file of checksums: SHA-256 by file name.

    Raises:
        CorpusError: names every line that is not a hash, two blanks and a name.
    """
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    pairs = [line.split("  ", 1) for line in lines]
    bad = [number for number, pair in enumerate(pairs, 1) if len(pair) != 2 or len(pair[0]) != 64]
    if bad:
        allowed = "64 hexadecimal digits, two blanks, a file name"
        raise CorpusError(Problem(str(path), f"line {n}", repr(lines[n - 1][:80]), allowed) for n in bad)
    return {Path(name).name: digest for digest, name in pairs}


def hold_against(corpus: Corpus, known: dict[str, str]) -> Corpus:
    """Set aside each item whose audio is not the file that was published.

    Args:
        corpus: a corpus whose items have audio only, so that an item's `sha256` is its file's.
        known: SHA-256 by file name.

    Returns:
        the corpus without the altered items and their ratings, each a row of the quarantine.
    """
    items = corpus.items
    wanted = items["audio"].str.rsplit("/").str[-1].map(known)
    altered = wanted.notna() & (wanted != items["sha256"])
    screen = Screen("altered", "sha256", altered, "the published file, by its SHA-256")
    kept, aside = screened(items.assign(row=range(1, len(items) + 1)), "items", [screen], item=True)
    aside["file"], aside["place"] = items.loc[altered, "audio"].to_numpy(), "file"
    ratings = corpus.ratings[corpus.ratings["item_id"].isin(kept["item_id"])]
    return replace(
        corpus,
        items=kept.drop(columns="row"),
        ratings=ratings.reset_index(drop=True),
        quarantine=quarantine(corpus.quarantine, aside),
    )
