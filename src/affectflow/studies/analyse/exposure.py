"""`analyse: {kind: exposure}`"""

from __future__ import annotations

from typing import Literal

from .persons import OfPersons


class Exposure(OfPersons):
    """Placeholder."""

    kind: Literal["exposure"]
