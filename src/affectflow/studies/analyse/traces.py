"""`analyse: {kind: traces}`"""

from __future__ import annotations

from typing import Literal

from ..base import Name, Spec


class Traces(Spec):
    """Agreement of continuous traces."""

    kind: Literal["traces"]
    scale: Name
