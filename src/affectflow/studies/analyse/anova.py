"""`analyse: {kind: anova}`"""

from __future__ import annotations

from typing import Literal

from .persons import OfPersons


class Anova(OfPersons):
    """Placeholder."""

    kind: Literal["anova"]
