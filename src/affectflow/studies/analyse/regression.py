"""`analyse: {kind: regression}`"""

from __future__ import annotations

from typing import Literal

from .persons import OfPersons


class Regression(OfPersons):
    """Placeholder."""

    kind: Literal["regression"]
