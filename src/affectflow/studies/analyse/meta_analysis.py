"""`analyse: {kind: meta_analysis}`"""

from __future__ import annotations

from typing import Literal

from ..base import Spec


class MetaAnalysis(Spec):
    """Placeholder."""

    kind: Literal["meta_analysis"]
