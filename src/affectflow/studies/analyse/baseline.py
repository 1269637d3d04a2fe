"""`analyse: {kind: baseline}`"""

from __future__ import annotations

from typing import Literal

from .persons import OfPersons


class Baseline(OfPersons):
    """Placeholder."""

    kind: Literal["baseline"]
