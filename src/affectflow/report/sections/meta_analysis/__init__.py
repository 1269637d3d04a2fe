"""Pooled effects: studies and their weights, heterogeneity, moderators, small-study effects, sequences of studies."""

from __future__ import annotations

from typing import Any

from ...blocks import Block, Figure, Notice, Section
from ...figures.pooled import funnel, weighted_forest
from ...material import Material
from ...numbers import count, interval, is_undefined, p_value, percent
from ...words import plain
from . import sequences
from .tables import either, heterogeneity, moderators, on, small_studies, studies

MEASURES = {
    "smd": "standardised mean difference",
    "md": "mean difference (scale points)",
    "log_ratio_of_means": "log ratio of means",
    "log_risk_ratio": "log risk ratio",
    "log_odds_ratio": "log odds ratio",
    "risk_difference": "risk difference",
    "fisher_z": "correlation (Fisher’s z)",
    "logit_proportion": "proportion (logit)",
    "freeman_tukey": "proportion (double arcsine)",
}


def build(material: Material) -> Section | None:
    """The figures and tables of each meta-analysis."""
    found = material.results.analysis("meta_analysis")
    if not found:
        return None
    blocks: list[Block] = []
    for name, result in found:
        blocks += _pooled(name, result, material.synthetic)
    return Section("meta_analysis", "Meta-analysis", " ".join(_lead(result) for _, result in found), blocks)


def _lead(result: dict[str, Any]) -> str:
    pooled, several = result["pooled"], result["dependent"] == "multilevel"
    over = f"{count(result['estimates'])} effects of {count(result['k'])}" if several else count(result["k"])
    return (
        f"Over {over} studies the pooled {_axis(result)}{on(result)} is {interval(pooled)} "
        f"({percent(result['level'], 0)} interval), {p_value(pooled['p'], pooled.get('reason'))}; "
        f"I² {either(result['heterogeneity']['i2'], 2)}."
    )


def _axis(result: dict[str, Any]) -> str:
    return MEASURES.get(result["measure"], plain(result["measure"]))


def _pooled(name: str, result: dict[str, Any], synthetic: bool) -> list[Block]:
    blocks: list[Block] = [Notice(result["warnings"])] if result["warnings"] else []
    axis, table = _axis(result), studies(name, result, _axis(result))
    drawn = _figures(name, result, axis, table.name, synthetic)
    blocks += [*drawn[:1], table, heterogeneity(name, result)]
    if result["moderators"]:
        blocks.append(moderators(name, result))
    blocks += [*drawn[1:], small_studies(name, result)]
    if result["cumulative"]:
        blocks += sequences.cumulative(name, result, axis, synthetic=synthetic)
    return [*blocks, sequences.left_out(name, result)] if result["leave_one_out"] else blocks


def _figures(name: str, result: dict[str, Any], axis: str, table: str, synthetic: bool) -> list[Figure]:
    rows, pooled, level = result["studies"], result["pooled"], percent(result["level"], 0)
    words = (
        f"Studies, their weights, the pooled effect{on(result)} and where a new study’s lies, with {level} intervals"
    )
    svg = weighted_forest(f"{name}-forest", words, rows, result, axis, synthetic=synthetic)
    drawn = [Figure(f"{name}-forest", words, svg, table)]
    if not is_undefined(pooled["estimate"]):
        words = f"Funnel plot with contours of 95 % and 99 % around the pooled effect{on(result)}"
        added = result["trim_and_fill"]["estimates"]
        words += "; rings are studies that trim and fill adds" if added else ""
        svg = funnel(f"{name}-funnel", words, rows, pooled["estimate"], axis, added=added, synthetic=synthetic)
        drawn.append(Figure(f"{name}-funnel", words, svg, table))
    return drawn
