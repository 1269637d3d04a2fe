"""The sentences of the methods section on differences of means and analysis of variance."""

from __future__ import annotations

from ...studies.analyse.anova import Anova
from ...studies.analyse.differences import Differences
from ..material import Material
from ..numbers import listing, percent
from ..words import plain
from .wording_analyses import conventions

TESTS = {
    "welch": "Welch’s t test (Welch, 1947)",
    "student": "Student’s t test with equal variances",
    "paired": "the paired t test",
}


def differences(material: Material, name: str, spec: Differences) -> list[str]:
    """What was compared, by which test."""
    if spec.between:
        what = f"{plain(spec.between.first)} and {plain(spec.between.second)} at {plain(spec.between.occasion)}"
    else:
        assert spec.within
        what = f"{plain(spec.within.before)} and {plain(spec.within.after)} of the same persons"
    ranks = ", with a rank test beside it" if spec.ranks else ""
    measures = listing([plain(measure) for measure in spec.measures])
    return [
        f"Means of {measures} were compared between {what} by {TESTS[spec.test]}{ranks}. Intervals have level "
        f"{percent(spec.level, 0)}.",
        *conventions(material, name),
    ]


def anova(material: Material, name: str, spec: Anova) -> list[str]:
    """Factors and cases."""
    measures, arms = (listing([plain(word) for word in words]) for words in (spec.measures, spec.arms))
    occasions = listing([plain(at) for at in spec.occasions])
    return [
        f"{measures} of {arms} at {occasions} were analysed by a mixed analysis of variance with arm between persons "
        "and occasion within persons.",
        *conventions(material, name),
    ]
