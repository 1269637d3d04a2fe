"""`analyse: {kind: rated_conditions}`"""

from __future__ import annotations

from typing import Literal

from ..base import Spec


class RatedConditions(Spec):
    """Placeholder."""

    kind: Literal["rated_conditions"]
