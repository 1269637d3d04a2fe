"""The sentences of the methods section on rated conditions."""

from __future__ import annotations

from ...studies.analyse.rated_conditions import RatedConditions
from ..material import Material
from ..numbers import listing
from ..words import plain
from .wording import bootstrap
from .wording_analyses import conventions


def rated_conditions(material: Material, name: str, spec: RatedConditions) -> list[str]:
    """What is paired, and how it is tested."""
    others = listing([plain(condition) for condition in spec.against])
    return [
        f"Ratings of {listing([plain(scale) for scale in spec.scales])} were compared between {others} and "
        f"{plain(spec.reference)} within sessions, after taking the mean over raters, by paired t tests and by "
        f"Wilcoxon’s signed-rank test. {bootstrap(spec.bootstrap, 'sessions')}",
        *conventions(material, name),
    ]
