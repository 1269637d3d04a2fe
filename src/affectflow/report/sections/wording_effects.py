"""The sentences of the methods section on differences of means and analysis of variance."""

from __future__ import annotations

from collections.abc import Sequence

from ...studies.analyse.anova import Anova
from ...studies.analyse.differences import Differences
from ..material import Material
from ..numbers import count, exact, listing, percent, plural
from ..words import capital, plain
from .trial_prose import ADJUSTED
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
    """Factors, cases, corrections and planned contrasts."""
    measures = listing([plain(word) for word in spec.measures])
    between = listing([f"{plain(factor)} ({_levels(levels)})" for factor, levels in spec.factors.items()])
    within = f"occasion ({_levels(spec.occasions)})" if len(spec.occasions) > 1 else ""
    factors = [f"{between} between persons"] * bool(between) + [f"{within} within persons"] * bool(within)
    only = "".join(
        f" of {plain(levels[0])} ({plain(factor)})" for factor, levels in spec.between.items() if len(levels) == 1
    )
    were = "was" if len(spec.measures) == 1 else "were"
    at = "" if within else f" at {plain(spec.occasions[0])}"
    return [
        f"{capital(measures)}{only}{at} {were} analysed by an analysis of variance with "
        f"{listing(factors)}. {_corrected(spec)}{_planned(spec)}Means have intervals of level "
        f"{percent(spec.level, 0)}, effect sizes of {percent(spec.effect_size_level, 0)}.",
        *conventions(material, name),
    ]


def _levels(levels: Sequence[str]) -> str:
    return listing([plain(level) for level in levels])


def _corrected(spec: Anova) -> str:
    if len(spec.occasions) < 3 or spec.sphericity == "none":
        return ""
    who = {"greenhouse_geisser": "Greenhouse and Geisser’s", "huynh_feldt": "Huynh and Feldt’s"}[spec.sphericity]
    return f"Degrees of freedom of terms with the occasion were multiplied by {who} epsilon. "


def _planned(spec: Anova) -> str:
    if not spec.contrasts:
        return ""
    how = "" if spec.multiplicity == "none" else f", with p adjusted for their number ({ADJUSTED[spec.multiplicity]})"
    were = "was" if len(spec.contrasts) == 1 else "were"
    return f"{plural(len(spec.contrasts), 'contrast')} of means {were} planned{how}. "
