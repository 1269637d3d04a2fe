"""Outcomes over time: means of the model, effects by arm and occasion, and the fit."""

from __future__ import annotations

from typing import Any

from ...studies.analyse.happened import Happened
from ..blocks import Block, Column, Facts, Figure, Notice, Section, Table
from ..figures.forest import Guide, Row, forest
from ..figures.lines import Series, over_occasions
from ..material import Material
from ..numbers import bare_p, count, interval, number, number_of, p_value, percent, plural, single
from ..words import plain
from .wording_events import counted

UNIT = "scale points"
"""Of measures; effects on events are odds ratios, and means of events risks."""


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
        against, unit = ("against", "as odds ratio") if _of_events(result) else ("minus", UNIT)
        told.append(
            f"At {plain(at)}, {plain(arm)} {against} {plain(result['control'])} in {_measure(result)}: "
            f"{interval(effect)} {unit}, {p_value(effect['p'], effect.get('reason'))} ({_model(result)}, "
            f"{percent(result['level'], 0)} interval, n = {count(effect['n'])})."
        )
    return " ".join(told)


def _model(result: dict[str, Any]) -> str:
    return "GEE" if result["model"] == "gee" else f"{plain(result['model'])} model"


def _of_events(result: dict[str, Any]) -> bool:
    return bool(result["outcome"] == "event")


def _measure(result: dict[str, Any]) -> str:
    event = Happened(**result["event"]) if result.get("event") else None
    return f"{plain(result['measure'])}{counted(event)}"


def _mean(result: dict[str, Any]) -> tuple[str, str, str]:
    """What a mean is called, that of the measure, and its unit."""
    return ("Risk", "Risk of", "share") if _of_events(result) else ("Mean", "Mean", UNIT)


def _one(name: str, result: dict[str, Any], synthetic: bool) -> list[Block]:
    warnings: list[Block] = [Notice(result["warnings"])] if result["warnings"] else []
    level, measure, called = percent(result["level"], 0), _measure(result), _mean(result)[1]
    means, effects = _means(name, result), _effects(name, result)
    courses = f"{called} {measure} by the model, with {level} intervals; n are outcomes"
    called = "Odds ratio of" if _of_events(result) else "Effect on"
    compared = f"{called} {measure} against {plain(result['control'])}, with {level} intervals"
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
    _, called, unit = _mean(result)
    axis = f"{called.lower()} {_measure(result)} ({unit})"
    return over_occasions(f"{name}-courses", title, series, [plain(at) for at in times], axis, synthetic=synthetic)


def _forest(name: str, title: str, result: dict[str, Any], synthetic: bool):
    rows = [
        Row(plain(at), result["effects"][arm][at], (), "two" if k % 2 else "", plain(arm))
        for at in result["occasions"]
        for k, arm in enumerate(result["treated"])
    ]
    if _of_events(result):
        axis, guide = f"odds ratio of {_measure(result)}", Guide(1.0, "equal odds")
    else:
        axis, guide = f"difference in {_measure(result)} ({UNIT})", Guide(0.0, "no difference")
    return forest(f"{name}-forest", title, rows, axis, guide=guide, digits=2, synthetic=synthetic)


def _means(name: str, result: dict[str, Any]) -> Table:
    (column, called, unit), arms = _mean(result), [*result["treated"], result["control"]]
    rows = [[arm, at, result["means"][arm][at], result["means"][arm][at]["n"]] for arm in arms for at in _order(result)]
    columns = {
        "arm": Column("Arm", plain),
        "occasion": Column("Occasion", plain),
        "mean": Column(f"{column} [interval]", interval, numeric=True),
        "n": Column("n", count, numeric=True),
    }
    return Table(f"{name}-means", f"{called} {_measure(result)} by the model ({unit})", columns, rows)


def _effects(name: str, result: dict[str, Any]) -> Table:
    rows, events = [], _of_events(result)
    for arm in result["treated"]:
        for at in result["occasions"]:
            effect = result["effects"][arm][at]
            rows.append(
                [arm, at, effect, *(number_of(effect, part) for part in ("standard_error", "df", "p")), effect["n"]]
            )
    columns = {
        "arm": Column("Arm", plain),
        "occasion": Column("Occasion", plain),
        "effect": Column("Odds ratio [interval]" if events else "Effect [interval]", interval, numeric=True),
        "standard_error": Column("SE of log odds" if events else "SE", single, numeric=True),
        "df": Column("df", lambda v: single(v, 1), numeric=True),
        "p": Column("p", bare_p, numeric=True),
        "n": Column("n", count, numeric=True),
    }
    caption = f"Effect on {_measure(result)} ({'odds ratio' if events else UNIT})"
    return Table(f"{name}-effects", caption, columns, rows)


def _fit(fit: dict[str, Any]) -> list[tuple[str, str]]:
    data = f"{plural(fit['n_observations'], 'observation')} of {plural(fit['n_participants'], 'participant')}"
    parameters = [(plain(words).capitalize(), number(value, 2)) for words, value in fit.get("covariance", {}).items()]
    if "log_likelihood" in fit:
        parameters.append(("Log-likelihood (REML)", number(fit["log_likelihood"], 2, fit.get("reason"))))
    return [("In the model", data), *parameters]
