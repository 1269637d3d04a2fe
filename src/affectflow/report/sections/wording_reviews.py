"""How a review's records were counted and its effects pooled, in words."""

from __future__ import annotations

from typing import Any

from ...studies.readers.reviews import WITH_CELLS, ReviewTables
from ..material import Material
from ..numbers import exact, listing, percent
from ..words import plain

METHODS = {
    "reml": "a random-effects model by restricted maximum likelihood",
    "dersimonian_laird": "a random-effects model with the moment estimator of DerSimonian and Laird",
    "paule_mandel": "a random-effects model with the estimator of Paule and Mandel",
    "fixed": "a fixed-effect model",
}
INTERVALS = {
    "wald": "Wald intervals",
    "hartung_knapp": "Hartung–Knapp intervals",
    "hartung_knapp_ad_hoc": "Hartung–Knapp intervals whose factor is not below one",
    "containment": "intervals by t with degrees of freedom by containment",
    "cr2": "cluster-robust intervals (CR2, clusters are studies, Satterthwaite’s degrees of freedom)",
}
ESTIMATORS = {"l0": "L0", "r0": "R0"}
SIDES = {
    "by_slope": "on the side that the slope on the standard error tells",
    "left": "left of the mean",
    "right": "right of the mean",
}
DEPENDENT = {
    "average": " Several estimates of one study were averaged, with an assumed correlation of {rho}.",
    "multilevel": " Several estimates of one study stay apart in a model of effects within studies; their sampling "
    "errors have an assumed correlation of {rho}.",
}
CORRECTIONS = {
    "exact": "Hedges’ g with the exact correction",
    "approximate": "Hedges’ g with the approximate correction",
    "none": "Cohen’s d",
}
VARIANCES = {
    "large_sample": "those of large samples",
    "uncorrected": "those of large samples without the correction, corrected",
    "unbiased": "unbiased",
    "pooled": "those of equal variances in both arms",
}
ZERO_CELLS = {
    "half": "One half was added to all cells of a table with an empty one.",
    "none": "Nothing was added to tables with an empty cell; where an effect was undefined it was set aside.",
}
TIES = {"together": "together", "by_name": "in the order of their names"}
PREDICTIONS = {"z": "the normal distribution", "t_k_minus_1": "t(k − 1)", "t_k_minus_2": "t(k − 2)"}


def prisma(material: Material, name: str, spec: Any) -> list[str]:
    """Where the boxes come from, and that they were held against each other."""
    told = "Records are counted as in the PRISMA flow diagram, and each box was held against those before it."
    if spec.other_methods:
        told += f" Records of {listing(list(spec.other_methods))} are those of other methods, which are not screened."
    return [told]


def frequencies(material: Material, name: str, spec: Any) -> list[str]:
    """What was counted and tested."""
    of = "all included records" if spec.of == "included" else "the records that are coded on the variable"
    told = f"Labels are shares of {of}, with {percent(spec.level, 0)} intervals by Wilson’s score method."
    told += " Trends over years are tested by Cochran and Armitage." if spec.trends else ""
    if spec.orders:
        used = sorted({plain(order.coefficient).capitalize() for order in spec.orders.values()})
        told += f" Orders are tested by rank correlation ({listing(used)}) of the means of each label."
    return [told]


def meta_analysis(material: Material, name: str, spec: Any) -> list[str]:
    """Model, intervals and what was done with several estimates of one study."""
    told = _computed(material.dataset.reader, spec)
    told += f"Effects were pooled by {METHODS[spec.method]}, with {percent(spec.level, 0)} {INTERVALS[spec.interval]}."
    told += DEPENDENT[spec.dependent].format(rho=exact(spec.correlation)) if spec.dependent != "refuse" else ""
    if spec.method != "fixed":
        told += f" The prediction interval is by {PREDICTIONS[spec.prediction]}."
    told += f" Moderators: {listing([plain(name) for name in spec.moderators])}." if spec.moderators else ""
    return [f"{told}{_looked_for(spec)}"]


def _computed(reader: Any, spec: Any) -> str:
    """Which effects of the measure were computed from the numbers of arms, and by which conventions."""
    of_arms = (
        [e for e in reader.effects if e.arms and e.measure == spec.measure] if isinstance(reader, ReviewTables) else []
    )
    if not of_arms:
        return ""
    told = "Effects were computed from the numbers of the studies’ arms."
    if spec.measure == "smd":
        told += f" Standardised mean differences are {listing(sorted({CORRECTIONS[e.correction] for e in of_arms}))}."
    if spec.measure in ("smd", "md"):
        told += f" Their variances are {listing(sorted({VARIANCES[e.variance] for e in of_arms}))}."
    if spec.measure in WITH_CELLS:
        told += " " + " ".join(sorted({ZERO_CELLS[e.zero_cells] for e in of_arms}))
    return f"{told} "


def _looked_for(spec: Any) -> str:
    if spec.dependent == "multilevel":
        told = " Small-study effects were looked for by the standard error as a moderator of the same model."
    else:
        fill = spec.trim_and_fill
        told = (
            " Small-study effects were looked for by Egger’s regression and by trim and fill"
            f" (estimator {ESTIMATORS[fill.estimator]}, {SIDES[fill.side]})."
        )
    if spec.cumulative:
        by, ties = plain(spec.cumulative.by), TIES[spec.cumulative.ties]
        told += f" Studies were pooled again as they came in by {by}, those of the same value {ties}."
    return told
