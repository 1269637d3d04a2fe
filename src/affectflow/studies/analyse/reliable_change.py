"""`analyse: {kind: reliable_change}`"""

from __future__ import annotations

from typing import Literal

from .persons import OfPersons


class ReliableChange(OfPersons):
    """Placeholder."""

    kind: Literal["reliable_change"]
