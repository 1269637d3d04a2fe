"""`analyse: {kind: relabelling}`"""

from __future__ import annotations

from typing import Literal

from ..base import Name, Spec


class Relabelling(Spec):
    """Distributions over emotions made from valence, arousal and dominance."""

    kind: Literal["relabelling"]
    scale: Name
