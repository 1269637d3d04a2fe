"""The sentences of the methods section on differences of means and analysis of variance."""

from __future__ import annotations

from ...studies.analyse.anova import Anova
from ...studies.analyse.differences import Differences
from ..material import Material
from ..numbers import count, exact, listing, percent
from ..words import plain
from .wording_analyses import conventions

TESTS = {
    "welch": "Welch’s t test (Welch, 1947)",
    "student": "Student’s t test with equal variances",
    "paired": "the paired t test",
}
PARTS = {
    "difference": "differences",
    "effect_size": "effect sizes",
    "rank_biserial": "rank-biserial correlations",
}


def differences(material: Material, name: str, spec: Differences) -> list[str]:
    """What was compared, by which tests and intervals."""
    if spec.between:
        of = f" of {plain(spec.between.covariate)}" if spec.between.covariate else ""
        groups = f"{plain(spec.between.first)} and {plain(spec.between.second)}"
        what = f"{groups}{of} at {plain(spec.between.occasion)}"
    else:
        assert spec.within
        what = f"{plain(spec.within.before)} and {plain(spec.within.after)} of the same persons"
    beside = "Wilcoxon’s signed-rank test" if spec.within else "Mann and Whitney’s test"
    ranks = f", with {beside} beside it" if spec.ranks else ""
    measures = listing([plain(measure) for measure in spec.measures])
    told = [f"Means of {measures} were compared between {what} by {TESTS[spec.test]}{ranks}."]
    told.append(f"Intervals have level {percent(spec.level, 0)}.")
    if spec.resampling:
        parts = listing([PARTS[part] for part in spec.bootstrapped])
        told.append(
            f"Those of {parts} are by bootstrap, {count(spec.resampling.resamples)} resamples with seed "
            f"{count(spec.resampling.seed)} (Efron and Tibshirani, 1993)."
        )
    if spec.margin:
        worse = "" if spec.better is None else f", {spec.better} being better"
        told.append(
            f"{plain(spec.margin.kind).capitalize()} was judged by a margin of {exact(spec.margin.margin)} scale points"
            f"{worse}, from intervals of level {percent(spec.margin.level, 0)}."
        )
    return [" ".join(told), *conventions(material, name)]


def anova(material: Material, name: str, spec: Anova) -> list[str]:
    """Factors and cases."""
    measures, arms = (listing([plain(word) for word in words]) for words in (spec.measures, spec.arms))
    occasions = listing([plain(at) for at in spec.occasions])
    return [
        f"{measures} of {arms} at {occasions} were analysed by a mixed analysis of variance with arm between persons "
        "and occasion within persons.",
        *conventions(material, name),
    ]
