"""`analyse: {kind: longitudinal}`"""

from __future__ import annotations

from typing import Literal

from .persons import OfPersons


class Longitudinal(OfPersons):
    """Placeholder."""

    kind: Literal["longitudinal"]
