"""`analyse: {kind: sets}`"""

from __future__ import annotations

from typing import Literal

from ..base import Name, Spec


class Sets(Spec):
    """Agreement of sets of labels after synonyms are joined."""

    kind: Literal["sets"]
    scale: Name
