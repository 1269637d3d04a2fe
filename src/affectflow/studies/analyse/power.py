"""`analyse: {kind: power}`"""

from __future__ import annotations

from typing import Literal

from ..base import Spec


class Power(Spec):
    """Placeholder."""

    kind: Literal["power"]
