"""`analyse: {kind: judges}`"""

from __future__ import annotations

from typing import Literal

from ..base import Name, Spec


class Judges(Spec):
    """Reliability and bias of judges against people."""

    kind: Literal["judges"]
    scale: Name
