"""`analyse: {kind: prisma}`"""

from __future__ import annotations

from typing import Literal

from ..base import Spec


class Prisma(Spec):
    """Placeholder."""

    kind: Literal["prisma"]
