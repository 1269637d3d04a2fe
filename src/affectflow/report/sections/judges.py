"""The section on analyses of the kind `judges`."""

from __future__ import annotations

from ..blocks import Section
from ..material import Material


def build(material: Material) -> Section | None:
    """Nothing yet."""
    return None
