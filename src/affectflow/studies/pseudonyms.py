"""What the ingest of a corpus must know of its pseudonyms."""

from __future__ import annotations

import json
from pathlib import Path

from .catalogue import Dataset
from .loading import TWIN
from .pseudonym_key import PUBLIC, fingerprint, read_key


def declared_pseudonyms(data: str, dataset: Dataset, place: Path, recorded: Path) -> dict:
    """What the ingest of a corpus must know of its pseudonyms, without the key itself.

    Args:
        data: id of the corpus; a twin's key is public.
        dataset: its entry in the catalogue.
        place: file of the key; where it is absent, the key that made the results counts.
        recorded: `pseudonyms.json` beside the results, there or not.

    Returns:
        `columns` that are replaced, and `key`, the key's fingerprint; empty for a corpus
        whose identifiers are kept.

    Raises:
        KeyFileError: when there is neither a key nor a record of one, or the key cannot be used.
    """
    if not dataset.pseudonymise:
        return {}
    columns = sorted(dataset.pseudonymise)
    if data.endswith(TWIN):
        return {"columns": columns, "key": fingerprint(PUBLIC)}
    known = json.loads(recorded.read_text())["key"] if not place.is_file() and recorded.is_file() else None
    return {"columns": columns, "key": known or fingerprint(read_key(place))}
