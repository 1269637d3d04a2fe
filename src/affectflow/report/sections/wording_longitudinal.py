"""The sentences of the methods section on outcomes over time."""

from __future__ import annotations

from ...studies.analyse.longitudinal import Longitudinal
from ..material import Material
from ..numbers import listing, percent
from ..words import plain
from .wording_analyses import capital, conventions
from .wording_events import counted


def longitudinal(material: Material, name: str, spec: Longitudinal) -> list[str]:
    """Estimands, model and conventions."""
    arms, occasions = listing([plain(arm) for arm in spec.treated]), listing([plain(at) for at in spec.occasions])
    how = (
        "generalised estimating equations (Liang and Zeger, 1986)"
        if spec.model == "gee"
        else "a linear mixed model fitted by restricted maximum likelihood"
    )
    return [
        f"{capital(plain(spec.measure))}{counted(spec.event)} over time was compared between {arms} and "
        f"{plain(spec.control)} at {occasions}, with {plain(spec.primary)} as the primary occasion, by {how}, of all "
        f"that was measured. Intervals have level {percent(spec.level, 0)}.",
        *conventions(material, name),
    ]
