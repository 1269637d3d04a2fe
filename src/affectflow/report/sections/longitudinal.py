"""Outcomes over time: means of the model, effects by arm and occasion, and the fit."""

from __future__ import annotations

from typing import Any

from ..blocks import Block, Column, Facts, Figure, Notice, Section, Table
from ..figures.forest import Guide, Row, forest
from ..figures.lines import Series, over_occasions
from ..material import Material
from ..numbers import bare_p, count, interval, number, number_of, p_value, percent, plural, single
from ..words import plain

UNIT = "scale points"


def build(material: Material) -> Section | None:
    """Each analysis of outcomes over time."""
    found = material.results.analysis("longitudinal")
    if not found:
        return None
    blocks = [block for name, result in found for block in _one(name, result, material.synthetic)]
    return Section("longitudinal", "Outcomes over time", " ".join(_lead(result) for _, result in found), blocks)


def _lead(result: dict[str, Any]) -> str:
    at = result["primary"]
    told = []
    for arm in result["treated"]:
        effect = result["effects"][arm][at]
        told.append(
            f"At {plain(at)}, {plain(arm)} minus {plain(result['control'])} in {plain(result['measure'])}: "
            f"{interval(effect)} {UNIT}, {p_value(effect['p'], effect.get('reason'))} ({plain(result['model'])} model, "
            f"{percent(result['level'], 0)} interval, n = {count(effect['n'])})."
        )
    return " ".join(told)


def _one(name: str, result: dict[str, Any], synthetic: bool) -> list[Block]:
    warnings: list[Block] = [Notice(result["warnings"])] if result["warnings"] else []
    level, measure = percent(result["level"], 0), plain(result["measure"])
    means, effects = _means(name, result), _effects(name, result)
    courses = f"Mean {measure} by the model, with {level} intervals; n are outcomes"
    compared = f"Effect on {measure} against {plain(result['control'])}, with {level} intervals"
    return [
        *warnings,
        Figure(f"{name}-courses", courses, _courses(name, courses, result, synthetic), means.name),
        means,
        Figure(f"{name}-forest", compared, _forest(name, compared, result, synthetic), effects.name),
        effects,
        Facts(_fit(result["fit"])),
    ]


def _order(result: dict[str, Any]) -> list[str]:
    first = [result["baseline"]] if result["baseline_as"] == "constrained" else []
    return [*first, *result["occasions"]]


def _courses(name: str, title: str, result: dict[str, Any], synthetic: bool):
    times = _order(result)
    series = [
        Series(plain(arm), [result["means"][arm][at] for at in times], [result["means"][arm][at]["n"] for at in times])
        for arm in [*result["treated"], result["control"]]
    ]
    axis = f"mean {plain(result['measure'])} ({UNIT})"
    return over_occasions(f"{name}-courses", title, series, [plain(at) for at in times], axis, synthetic=synthetic)


def _forest(name: str, title: str, result: dict[str, Any], synthetic: bool):
    rows = [
        Row(plain(at), result["effects"][arm][at], (), "two" if k % 2 else "", plain(arm))
        for at in result["occasions"]
        for k, arm in enumerate(result["treated"])
    ]
    axis = f"difference in {plain(result['measure'])} ({UNIT})"
    guide = Guide(0.0, "no difference")
    return forest(f"{name}-forest", title, rows, axis, guide=guide, digits=2, synthetic=synthetic)


def _means(name: str, result: dict[str, Any]) -> Table:
    arms = [*result["treated"], result["control"]]
    rows = [[arm, at, result["means"][arm][at], result["means"][arm][at]["n"]] for arm in arms for at in _order(result)]
    columns = {
        "arm": Column("Arm", plain),
        "occasion": Column("Occasion", plain),
        "mean": Column("Mean [interval]", interval, numeric=True),
        "n": Column("n", count, numeric=True),
    }
    return Table(f"{name}-means", f"Mean {plain(result['measure'])} by the model ({UNIT})", columns, rows)


def _effects(name: str, result: dict[str, Any]) -> Table:
    rows = []
    for arm in result["treated"]:
        for at in result["occasions"]:
            effect = result["effects"][arm][at]
            rows.append(
                [arm, at, effect, *(number_of(effect, part) for part in ("standard_error", "df", "p")), effect["n"]]
            )
    columns = {
        "arm": Column("Arm", plain),
        "occasion": Column("Occasion", plain),
        "effect": Column("Effect [interval]", interval, numeric=True),
        "standard_error": Column("SE", single, numeric=True),
        "df": Column("df", lambda v: single(v, 1), numeric=True),
        "p": Column("p", bare_p, numeric=True),
        "n": Column("n", count, numeric=True),
    }
    return Table(f"{name}-effects", f"Effect on {plain(result['measure'])} ({UNIT})", columns, rows)


def _fit(fit: dict[str, Any]) -> list[tuple[str, str]]:
    data = f"{plural(fit['n_observations'], 'observation')} of {plural(fit['n_participants'], 'participant')}"
    parameters = [(plain(words).capitalize(), number(value, 2)) for words, value in fit.get("covariance", {}).items()]
    if "log_likelihood" in fit:
        parameters.append(("Log-likelihood (REML)", number(fit["log_likelihood"], 2, fit.get("reason"))))
    return [("In the model", data), *parameters]
