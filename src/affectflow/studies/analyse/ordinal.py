"""`analyse: {kind: ordinal}`"""

from __future__ import annotations

from typing import Literal

from .persons import OfPersons


class Ordinal(OfPersons):
    """Placeholder."""

    kind: Literal["ordinal"]
