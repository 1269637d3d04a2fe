"""Effects of exposures: the effect and its controls, balance, overlap, and what could explain it away."""

from __future__ import annotations

from typing import Any

from ..blocks import Block, Column, Facts, Figure, Notice, Section, Table
from ..figures.balance import Difference, love
from ..figures.forest import Guide, Row, forest
from ..figures.histograms import Histogram, between, histograms
from ..material import Material
from ..numbers import bare_p, count, interval, number, number_of, p_value, percent, plural, single
from ..words import capital, plain
from .regression import counted, label, missing, outcome

UNIT = "scale points"
ALIKE = 0.1
SCORES = {"estimated": "its estimate counted in standard errors", "known": "taken as known in standard errors"}
TARGETS = {"ATE": "everyone", "ATT": "the exposed", "overlap": "those whose exposure was open"}


def build(material: Material) -> Section | None:
    """Effect, negative controls, balance, overlap and E-value of each exposure."""
    found = material.results.analysis("exposure")
    if not found:
        return None
    blocks = [block for name, result in found for block in _exposure(name, result, material.synthetic)]
    return Section("exposure", "Effects of exposures", " ".join(_lead(result) for _, result in found), blocks)


def _lead(result: dict[str, Any]) -> str:
    effect = result["effect"]
    return (
        f"{capital(plain(result['exposure']))}, exposed minus unexposed, in {outcome(result)}: {interval(effect)} "
        f"{UNIT}, {p_value(effect['p'], effect.get('reason'))} (mean of "
        f"{TARGETS[result['estimand']]}; {counted(result)})."
    )


def _exposure(name: str, result: dict[str, Any], synthetic: bool) -> list[Block]:
    effects = _effects(name, result)
    caption = f"Effect of {plain(result['exposure'])} and its controls, with {percent(result['level'], 0)} intervals"
    blocks: list[Block] = [Notice(result["warnings"])] if result["warnings"] else []
    blocks += [Figure(f"{name}-effects", caption, _plot(name, caption, result, synthetic), effects.name), effects]
    if result["balance"]:
        blocks += _balance(name, result, synthetic)
        blocks += _overlap(name, result, synthetic)
    return [*blocks, _facts(result)]


def _rows(result: dict[str, Any]) -> list[tuple[str, str, dict[str, Any], str | None]]:
    """What is compared, on what, the effect and the verdict."""
    own, on = plain(result["exposure"]), outcome(result)
    rows: list[tuple[str, str, dict[str, Any], str | None]] = [
        (own, on, result["effect"], None),
        (f"{own}, unadjusted", on, result["unadjusted"], None),
    ]
    for name, control in result["negative_controls"].items():
        where = outcome(control["outcome"]) if "outcome" in control else on
        rows.append((f"control: {plain(name)}", where, control["effect"], control["verdict"]))
    return rows


def _plot(name: str, title: str, result: dict[str, Any], synthetic: bool):
    tones = ["", "base"]
    rows = [
        Row(words, effect, (), tones[i] if i < len(tones) else "two", verdict or "")
        for i, (words, _, effect, verdict) in enumerate(_rows(result))
    ]
    axis = f"exposed minus unexposed ({UNIT})"
    guide = Guide(0.0, "no effect")
    return forest(f"{name}-effects", title, rows, axis, guide=guide, digits=2, synthetic=synthetic)


def _effects(name: str, result: dict[str, Any]) -> Table:
    rows = [
        [words, on, effect, *(number_of(effect, at) for at in ("standard_error", "df", "p")), effect["n"], verdict]
        for words, on, effect, verdict in _rows(result)
    ]
    columns = {
        "compared": Column("Compared"),
        "outcome": Column("Outcome"),
        "effect": Column("Effect [interval]", interval, numeric=True),
        "standard_error": Column("SE", single, numeric=True),
        "df": Column("df", lambda v: single(v, 0), numeric=True),
        "p": Column("p", bare_p, numeric=True),
        "n": Column("n", count, numeric=True),
        "verdict": Column("Verdict"),
    }
    return Table(f"{name}-effect-estimates", f"Exposed minus unexposed ({UNIT})", columns, rows)


def _balance(name: str, result: dict[str, Any], synthetic: bool) -> list[Block]:
    rows = [
        Difference(label(key), v["difference_before"], v["difference_after"]) for key, v in result["balance"].items()
    ]
    caption = "Exposed minus unexposed in the confounders, as observed and as weighted"
    axis = f"standardised mean difference (SD); the band is ±{number(ALIKE, 1)}"
    drawn = love(f"{name}-balance", caption, rows, ALIKE, axis, synthetic=synthetic)
    columns = {"confounder": Column("Confounder")}
    for key, words in (("difference", "Difference (SD)"), ("variance_ratio", "Variance ratio")):
        for when, told in (("before", "observed"), ("after", "weighted")):
            columns[f"{key}_{when}"] = Column(f"{words}, {told}", lambda v: single(v, 3), numeric=True)
    values = [
        [label(key), *(number_of(found, column) for column in list(columns)[1:])]
        for key, found in result["balance"].items()
    ]
    table = Table(f"{name}-balance-values", caption, columns, values, folded=True)
    return [Figure(f"{name}-balance", caption, drawn, table.name), table]


def _overlap(name: str, result: dict[str, Any], synthetic: bool) -> list[Block]:
    found = result["overlap"]
    spans = between(found["edges"])
    panels = [Histogram(group, plural(result[group], "row"), spans, found[group]) for group in ("exposed", "unexposed")]
    caption = "Probability of exposure given the confounders, by what happened"
    drawn = histograms(f"{name}-overlap", caption, "propensity score", panels, synthetic=synthetic)
    columns = {
        "from": Column("Score from", lambda v: number(v, 2), numeric=True),
        "to": Column("to", lambda v: number(v, 2), numeric=True),
        "exposed": Column("Exposed", count, numeric=True),
        "unexposed": Column("Unexposed", count, numeric=True),
    }
    rows = [[*span, *counts] for span, *counts in zip(spans, found["exposed"], found["unexposed"], strict=True)]
    table = Table(f"{name}-overlap-values", caption, columns, rows, folded=True)
    return [Figure(f"{name}-overlap", caption, drawn, table.name), table]


def _facts(result: dict[str, Any]) -> Facts:
    facts = [
        ("Rows", f"{count(result['exposed'])} exposed, {count(result['unexposed'])} unexposed; {counted(result)}"),
        ("Missing", missing(result)),
        ("Effect in standard deviations", interval(result["standardised"])),
    ]
    if result["method"] == "weighting":
        facts.append(("Propensity score", SCORES[result["score"]]))
    if weights := result["weights"]:
        size = weights["effective_sample_size"]
        facts += [
            (
                "Effective sample size",
                f"{number(size['exposed'], 1)} exposed, {number(size['unexposed'], 1)} unexposed",
            ),
            ("Weights", f"mean {number(weights['mean'])}, largest {number(weights['largest'])}"),
            ("Scores held at the bound", count(weights["bounded"])),
        ]
    if told := result["e_value"]:
        own, limit = (number(told[part], 2, told.get("reason")) for part in ("e_value", "e_value_limit"))
        facts.append((f"E-value ({plain(told['scale'])})", f"{own}; of the limit {limit}"))
    return Facts(facts)
