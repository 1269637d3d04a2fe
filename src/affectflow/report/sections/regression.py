"""Regression: placeholder."""

from __future__ import annotations

from ..blocks import Section
from ..material import Material


def build(material: Material) -> Section | None:
    """Placeholder."""
    return None
