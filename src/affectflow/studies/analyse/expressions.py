"""`analyse: {kind: expressions}`"""

from __future__ import annotations

from typing import Literal

from ..base import Name, Spec


class Expressions(Spec):
    """Expressions that are characteristic of some items."""

    kind: Literal["expressions"]
    scale: Name
