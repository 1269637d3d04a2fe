"""`analyse: {kind: episodes}`"""

from __future__ import annotations

from typing import Literal

from ..base import Name, Spec


class Episodes(Spec):
    """Agreement of observers on timed episodes."""

    kind: Literal["episodes"]
    scale: Name
