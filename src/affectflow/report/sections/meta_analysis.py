"""Pooled effects: studies and their weights, heterogeneity, moderators, small-study effects, leaving one out."""

from __future__ import annotations

from typing import Any

from ..blocks import Block, Column, Figure, Notice, Section, Table
from ..figures.pooled import funnel, weighted_forest
from ..material import Material
from ..numbers import bare_p, count, interval, is_undefined, number, p_value, percent, single
from ..words import plain

MEASURES = {
    "smd": "standardised mean difference (Hedges’ g)",
    "md": "mean difference (scale points)",
    "log_ratio_of_means": "log ratio of means",
    "log_risk_ratio": "log risk ratio",
    "log_odds_ratio": "log odds ratio",
    "risk_difference": "risk difference",
    "fisher_z": "correlation (Fisher’s z)",
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
    pooled = result["pooled"]
    return (
        f"Over {count(result['k'])} studies the pooled {_axis(result)} is {interval(pooled)} "
        f"({percent(result['level'], 0)} interval), {p_value(pooled['p'], pooled.get('reason'))}; "
        f"I² {interval(result['heterogeneity']['i2'])}."
    )


def _axis(result: dict[str, Any]) -> str:
    return MEASURES.get(result["measure"], plain(result["measure"]))


def _pooled(name: str, result: dict[str, Any], synthetic: bool) -> list[Block]:
    blocks: list[Block] = [Notice(result["warnings"])] if result["warnings"] else []
    studies, pooled, axis = result["studies"], result["pooled"], _axis(result)
    table = _studies(name, result)
    if studies:
        level = percent(result["level"], 0)
        caption = f"Studies, their weights, the pooled effect and where a new study’s lies, with {level} intervals"
        svg = weighted_forest(f"{name}-forest", caption, studies, result, axis, synthetic=synthetic)
        blocks += [Figure(f"{name}-forest", caption, svg, table.name)]
    blocks += [table, _heterogeneity(name, result)]
    if result["moderators"].get("coefficients"):
        blocks.append(_moderators(name, result["moderators"]))
    if not is_undefined(pooled["estimate"]):
        words = "Funnel plot with contours of 95 % and 99 % around the pooled effect"
        svg = funnel(f"{name}-funnel", words, studies, pooled["estimate"], axis, synthetic=synthetic)
        blocks.append(Figure(f"{name}-funnel", words, svg, table.name))
    blocks.append(_small(name, result))
    return [*blocks, _left_out(name, result)] if result["leave_one_out"] else blocks


def _studies(name: str, result: dict[str, Any]) -> Table:
    rows = [[study, one, one["standard_error"], one["weight"], one["n"]] for study, one in result["studies"].items()]
    columns = {
        "study": Column("Study"),
        "effect": Column("Effect [interval]", interval, numeric=True),
        "standard_error": Column("SE", lambda v: number(v, 3), numeric=True),
        "weight": Column("Weight", percent, numeric=True),
        "n": Column("n", count, numeric=True),
    }
    return Table(f"{name}-studies", f"Effects of the studies ({_axis(result)})", columns, rows, folded=True)


def _heterogeneity(name: str, result: dict[str, Any]) -> Table:
    spread = result["heterogeneity"]
    rows = [
        ["pooled effect", result["pooled"], result["pooled"]["p"]],
        ["prediction interval", result["prediction"], None],
        ["Q", spread["q"], spread["q"]["p"]],
        ["τ²", spread["tau2"], None],
        ["I²", spread["i2"], None],
        ["H²", spread["h2"], None],
    ]
    if result["moderators"]:
        rows.append(["QM (moderators)", result["moderators"]["qm"], result["moderators"]["qm"]["p"]])
    return Table(f"{name}-heterogeneity", "The pooled effect and how much studies differ", _tested("Quantity"), rows)


def _tested(first: str) -> dict[str, Column]:
    return {
        "what": Column(first),
        "estimate": Column("Estimate [interval]", _either, numeric=True),
        "p": Column("p", lambda v: "–" if is_undefined(v) else bare_p({"estimate": v}), True),
    }


def _either(one: dict[str, Any]) -> str:
    return interval(one, 3) if "low" in one else single(one, 2)


def _moderators(name: str, told: dict[str, Any]) -> Table:
    rows = [[words, one, one["p"]] for words, one in told["coefficients"].items()]
    caption = f"Meta-regression of {count(told['k'])} studies; {count(told['uncoded'])} lack a moderator"
    return Table(f"{name}-moderators", caption, _tested("Coefficient"), rows)


def _small(name: str, result: dict[str, Any]) -> Table:
    egger, full = result["egger"], result["trim_and_fill"]
    side = f"{count(full['added'])} studies added, {full['side']}" if full["added"] is not None else "not done"
    rows = [
        ["Egger’s regression: slope on the standard error", egger, egger["p"]],
        [f"pooled after trim and fill ({side})", full["pooled"], full["pooled"]["p"]],
    ]
    return Table(f"{name}-small-studies", "Whether small studies tell another effect", _tested("Method"), rows)


def _left_out(name: str, result: dict[str, Any]) -> Table:
    rows = [[study, one, one["p"]] for study, one in result["leave_one_out"].items()]
    caption = "The pooled effect without each study"
    return Table(f"{name}-leave-one-out", caption, _tested("Left out"), rows, folded=True)
