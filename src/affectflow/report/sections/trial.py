"""A trial: who took part, means, effects, and what to be careful about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...studies.analyse import Trial
from ..blocks import Block, Column, Figure, Notice, Section, Table
from ..figures.consort import consort
from ..figures.forest import Guide, Row, forest
from ..figures.lines import Series, over_occasions
from ..material import Material, in_order
from ..numbers import count, interval, p_value, percent, single
from ..words import plain

UNIT = "scale points"


def build(material: Material) -> Section | None:
    """CONSORT flow, means and ANCOVA of each trial."""
    found = material.results.analysis("trial")
    if not found:
        return None
    blocks: list[Block] = []
    for name, result in found:
        blocks += _trial(name, in_order(result, _occasions(material, name)), material.synthetic)
    return Section("trial", "Trial", " ".join(_lead(material, name, result) for name, result in found), blocks)


def primary(material: Material, name: str, result: dict[str, Any]) -> str:
    """The occasion at which the study asks whether the treatment works."""
    return getattr(material.study.analyse.get(name), "primary", next(iter(result["ancova"])))


def _occasions(material: Material, name: str) -> list[str]:
    spec = material.study.analyse.get(name)
    return [spec.baseline, *spec.occasions] if isinstance(spec, Trial) else []


def _lead(material: Material, name: str, result: dict[str, Any]) -> str:
    at = primary(material, name, result)
    effect, level = result["ancova"][at]["effect"], percent(result["level"], 0)
    return (
        f"At {plain(at)}, {plain(result['treated'])} minus {plain(result['control'])} in {plain(result['measure'])}: "
        f"{interval(effect)} {UNIT}, {p_value(effect['p'], effect.get('reason'))} (ANCOVA, {level} interval, "
        f"n = {count(effect['n'])})."
    )


def _trial(name: str, result: dict[str, Any], synthetic: bool) -> list[Block]:
    warnings: list[Block] = [Notice(result["warnings"])] if result.get("warnings") else []
    arms = [result["treated"], result["control"]]
    caption = "Flow of participants (CONSORT)"
    diagram = consort(f"{name}-consort", caption, result["flow"], arms, synthetic=synthetic)
    effects = _effects(name, result)
    compared = f"Effect on {plain(result['measure'])}: {plain(result['treated'])} minus {plain(result['control'])}"
    return [
        *warnings,
        Figure(f"{name}-consort", caption, diagram, f"{name}-flow"),
        _flow(name, result, arms),
        _means(name, result, arms),
        _over_time(name, result, arms, synthetic),
        _adjusted(name, result, arms),
        Figure(f"{name}-effects", f"{compared}, with {percent(result['level'], 0)} intervals",
               _effect_plot(name, compared, result, synthetic), effects.name),
        effects,
    ]  # fmt: skip


def _flow(name: str, result: dict[str, Any], arms: Sequence[str]) -> Table:
    flow = result["flow"]
    rows: list[list[Any]] = [["assessed", None, None, flow["assessed"]]]
    rows += [["excluded", None, plain(reason), n] for reason, n in flow["excluded"].items()]
    rows.append(["randomised", None, None, flow["randomised"]])
    for arm in arms:
        found = flow["arms"][arm]
        rows += [["allocated", arm, None, found["allocated"]], ["received", arm, None, found["received"]]]
        rows += [
            [f"{words} {plain(at)}", arm, plain(reason), n]
            for words, part in (("lost at", "lost"), ("no value at", "missing"))
            for at, reasons in found.get(part, {}).items()
            for reason, n in reasons.items()
        ]
        rows += [[f"analysed at {plain(at)}", arm, None, n] for at, n in found["analysed"].items()]
    columns = {"stage": Column("Stage"), "arm": Column("Arm", plain), "reason": Column("Reason")}
    columns["n"] = Column("n", count, numeric=True)
    return Table(f"{name}-flow", "Participants at each stage, by arm and reason", columns, rows, folded=True)


def _means(name: str, result: dict[str, Any], arms: Sequence[str]) -> Table:
    rows = []
    for arm in arms:
        for at, found in result["means"][arm].items():
            rows.append([arm, at, found["n"], _part(found, "mean"), _part(found, "sd")])
    return Table(
        f"{name}-means",
        f"Observed {plain(result['measure'])} by arm and occasion ({UNIT})",
        {
            "arm": Column("Arm", plain),
            "occasion": Column("Occasion", plain),
            "n": Column("n", count, numeric=True),
            "mean": Column("Mean", single, numeric=True),
            "sd": Column("SD", single, numeric=True),
        },
        rows,
    )


def _over_time(name: str, result: dict[str, Any], arms: Sequence[str], synthetic: bool) -> Figure:
    occasions = list(result["ancova"])
    series = [
        Series(
            plain(arm),
            [result["ancova"][at]["adjusted_means"][arm] for at in occasions],
            [result["flow"]["arms"][arm]["analysed"][at] for at in occasions],
        )
        for arm in arms
    ]
    caption = (
        f"Adjusted mean {plain(result['measure'])} at the mean baseline, with {percent(result['level'], 0)} intervals; "
        "n are participants analysed"
    )
    axis = f"adjusted {plain(result['measure'])} ({UNIT})"
    picture = over_occasions(
        f"{name}-means-figure", caption, series, [plain(at) for at in occasions], axis, synthetic=synthetic
    )
    return Figure(f"{name}-means-figure", caption, picture, f"{name}-adjusted")


def _adjusted(name: str, result: dict[str, Any], arms: Sequence[str]) -> Table:
    columns = {"occasion": Column("Occasion", plain)}
    columns |= {arm: Column(f"{plain(arm)} [interval]", interval, numeric=True) for arm in arms}
    rows = [[at, *(found["adjusted_means"][arm] for arm in arms)] for at, found in result["ancova"].items()]
    return Table(f"{name}-adjusted", f"Adjusted means of {plain(result['measure'])} ({UNIT})", columns, rows)


def _all_effects(result: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [("ANCOVA", at, part["effect"]) for at, part in result["ancova"].items()]


def _effect_plot(name: str, title: str, result: dict[str, Any], synthetic: bool):
    rows = [
        Row(f"{plain(at)}", effect, (), "" if method == "ANCOVA" else "two", method)
        for at in result["ancova"]
        for method, when, effect in _all_effects(result)
        if when == at
    ]
    axis = f"difference in {plain(result['measure'])} ({UNIT}; below zero: lower under {plain(result['treated'])})"
    guide = Guide(0.0, "no difference")
    return forest(f"{name}-effects", title, rows, axis, guide=guide, digits=2, synthetic=synthetic)


def _effects(name: str, result: dict[str, Any]) -> Table:
    rows = [
        [method, at, effect, *(_part(effect, part) for part in ("standard_error", "df", "p")), effect["n"]]
        for method, at, effect in _all_effects(result)
    ]
    return Table(
        f"{name}-effect-estimates",
        f"Effect of {plain(result['treated'])} on {plain(result['measure'])}: treated minus control ({UNIT})",
        {
            "method": Column("Method"),
            "occasion": Column("Occasion", plain),
            "effect": Column("Effect [interval]", interval, numeric=True),
            "standard_error": Column("SE", single, numeric=True),
            "df": Column("df", lambda v: single(v, 1), numeric=True),
            "p": Column(
                "p",
                lambda v: p_value(v["estimate"], v.get("reason")).removeprefix("p").removeprefix(" ="),
                numeric=True,
            ),
            "n": Column("n", count, numeric=True),
        },
        rows,
    )


def _part(found: dict[str, Any], part: str) -> dict[str, Any]:
    """One number of a result, with the reason of its result where it is undefined."""
    return {"estimate": found.get(part), "reason": found.get("reason") if found.get(part) is None else None}
