"""`analyse: {kind: events}`"""

from __future__ import annotations

from typing import Literal

from .persons import OfPersons


class Events(OfPersons):
    """Placeholder."""

    kind: Literal["events"]
