"""`analyse: {kind: aggregation}`"""

from __future__ import annotations

from typing import Literal

from ..base import Name, Spec


class Aggregation(Spec):
    """What each rule makes of the votes, and what each rater is worth."""

    kind: Literal["aggregation"]
    scale: Name
