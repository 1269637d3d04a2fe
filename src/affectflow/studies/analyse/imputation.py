"""`analyse: {kind: imputation}`"""

from __future__ import annotations

from typing import Literal

from .persons import OfPersons


class Imputation(OfPersons):
    """Placeholder."""

    kind: Literal["imputation"]
