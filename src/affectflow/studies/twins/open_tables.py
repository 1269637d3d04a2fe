"""The generators of corpora of tables whose columns a user names, audformat databases, and faces with VAD values."""

from __future__ import annotations

from typing import Literal

from ..base import Seed, Spec


class AffectnetVadTwin(Spec):
    """Generator of a corpus in the layout of AffectnetVad."""

    kind: Literal["affectnet_vad"]
    seed: Seed = 1
