"""The readers of corpora of tables whose columns a user names, audformat databases, and faces with VAD values."""

from __future__ import annotations

from typing import Literal

from .reading import Reading


class LongTable(Reading):
    """LongTable, as released."""

    kind: Literal["long_table"]


class Audformat(Reading):
    """Audformat, as released."""

    kind: Literal["audformat"]


class AffectnetVad(Reading):
    """AffectnetVad, as released."""

    kind: Literal["affectnet_vad"]
