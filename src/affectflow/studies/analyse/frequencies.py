"""`analyse: {kind: frequencies}`"""

from __future__ import annotations

from typing import Literal

from ..base import Spec


class Frequencies(Spec):
    """Placeholder."""

    kind: Literal["frequencies"]
