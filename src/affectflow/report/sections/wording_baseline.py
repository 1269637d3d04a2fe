"""The sentences of the methods section on participants at baseline."""

from __future__ import annotations

from ...studies.analyse import Baseline
from ..material import Material
from ..numbers import listing
from ..words import capital, plain
from .wording_analyses import conventions


def baseline(material: Material, name: str, spec: Baseline) -> list[str]:
    """What is described, of whom, and against which arm."""
    described = capital(listing([plain(one) for one in (*spec.covariates, *spec.measures)]))
    return [
        f"{described} are described for {listing([plain(arm) for arm in spec.arms])}; standardised differences are "
        f"from {plain(spec.reference)}.",
        *conventions(material, name),
    ]
