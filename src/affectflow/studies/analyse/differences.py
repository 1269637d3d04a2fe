"""`analyse: {kind: differences}`"""

from __future__ import annotations

from typing import Literal

from .persons import OfPersons


class Differences(OfPersons):
    """Placeholder."""

    kind: Literal["differences"]
