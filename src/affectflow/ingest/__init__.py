"""ingest: raw recordings, ratings and trial records, as released, into tables."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..errors import CorpusError, Problem
from .corpus import Corpus
from .media.known import checksums, hold_against
from .pseudonyms import Pseudonyms, as_it_is

__all__ = ["Corpus", "Pseudonyms", "read_corpus"]


def read_corpus(
    reader: Mapping[str, Any], root: Path, known: Path | None = None, *, pseudonyms: Pseudonyms | None = None
) -> Corpus:
    """Read a corpus from its folder.

    Args:
        reader: plain data of one of `studies.readers`; its kind is the name of a module of this package, which
            has `read(root, reader, hide)`.
        root: folder of the corpus; paths in the tables are relative to it.
        known: file with checksums of the published recordings, if there is one.
        pseudonyms: what replaces identifiers; the language knows which readers can do that.

    Returns:
        all tables of the corpus. What could not be used is in `quarantine`, with its
        place and reason, and nowhere else.

    Raises:
        CorpusError: when the folder, a file or a column that the layout needs is absent,
            with everything that is absent.
        PseudonymError: when identifiers that should be hidden are left in a table.
    """
    root = Path(root)
    if not root.is_dir():
        hint = "Fetch the corpus, or make its synthetic twin."
        raise CorpusError(
            Problem(str(root), "", "no such folder", f"the folder of a corpus that '{reader['kind']}' reads", hint)
        )
    module = importlib.import_module(f"{__name__}.{reader['kind']}")
    if pseudonyms is not None and pseudonyms.columns:
        corpus = pseudonyms.hold(module.read(root, reader, pseudonyms.hide))
    else:
        corpus = module.read(root, reader, as_it_is)
    return hold_against(corpus, checksums(known)) if known else corpus
