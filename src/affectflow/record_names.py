"""Names under which Snakemake keeps its record of each output: the path in base64, in parts where it is long."""

from __future__ import annotations

import base64
from pathlib import PurePath

RECORDS = ".snakemake/metadata"
PART = 254
"""Longest part of a name; parts but the last are folders whose names begin with `@`."""


def record_name(path: str) -> PurePath:
    """Name of an output's record below the folder of records."""
    coded = base64.urlsafe_b64encode(path.encode()).decode()
    parts = [coded[start : start + PART] for start in range(0, len(coded), PART)]
    return PurePath(*(f"@{part}" for part in parts[:-1]), parts[-1])


def recorded_output(name: PurePath) -> str:
    """The output that a record below the folder of records is about.

    Raises:
        ValueError: when the name is no record's.
    """
    coded = "".join(part.removeprefix("@") for part in name.parts)
    return base64.b64decode(coded, altchars=b"-_", validate=True).decode()
