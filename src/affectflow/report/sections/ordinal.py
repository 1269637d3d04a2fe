"""Ordinal outcomes: grades by arm and odds ratios of the proportional-odds model."""

from __future__ import annotations

from typing import Any

from ..blocks import Block, Column, Figure, Notice, Section, Table
from ..figures.bars import Counted, bars
from ..figures.forest import Guide, Row, forest
from ..material import Material, in_order
from ..numbers import bare_p, count, interval, number_of, percent
from ..words import plain


def build(material: Material) -> Section | None:
    """Grades by arm, odds ratios, and tests of proportional odds."""
    read = material.results.analysis("ordinal")
    if not read:
        return None
    found = [(name, in_order(result, [result["control"], *result["treated"]])) for name, result in read]
    blocks: list[Block] = []
    for name, result in found:
        blocks += _analysis(name, result, material.synthetic)
    return Section("ordinal", "Ordered outcomes", " ".join(_lead(result) for _, result in found), blocks)


def _title(result: dict[str, Any]) -> str:
    return f"{plain(result['measure'])} at {plain(result['occasion'])}"


def _lead(result: dict[str, Any]) -> str:
    told = [
        f"{plain(arm)} against {plain(result['control'])} {interval(one['odds_ratio'])}"
        for arm, one in result["contrasts"].items()
    ]
    return f"Odds ratios of a higher {_title(result)}: {'; '.join(told)}."


def _analysis(name: str, result: dict[str, Any], synthetic: bool) -> list[Block]:
    warnings: list[Block] = [Notice(result["warnings"])] if result["warnings"] else []
    arms, contrasts = _arms(name, result), _contrasts(name, result)
    panels = [
        Counted(plain(arm), f"n = {count(one['n'])}", _counts(result, one)) for arm, one in result["arms"].items()
    ]
    caption = f"Grades by arm: {_title(result)}"
    drawn = bars(f"{name}-grades", caption, result["grades"], panels, synthetic=synthetic)
    effects = f"Odds ratio of a higher {_title(result)}, with {percent(result['level'], 0)} intervals"
    rows = [
        Row(plain(arm), one["odds_ratio"], (), "", f"n = {count(one['odds_ratio']['n'])}")
        for arm, one in result["contrasts"].items()
    ]
    axis, guide = f"odds ratio against {plain(result['control'])}", Guide(1.0, "equal odds")
    plot = forest(f"{name}-odds", effects, rows, axis, guide=guide, digits=2, synthetic=synthetic)
    return [
        *warnings,
        Figure(f"{name}-grades", caption, drawn, arms.name),
        arms,
        Figure(f"{name}-odds", effects, plot, contrasts.name),
        contrasts,
    ]


def _arms(name: str, result: dict[str, Any]) -> Table:
    rows = [[arm, one["n"], one["missing"], *_counts(result, one)] for arm, one in result["arms"].items()]
    columns = {"arm": Column("Arm", plain), "n": Column("n", count, numeric=True)}
    columns["missing"] = Column("No outcome", count, numeric=True)
    columns |= {f"grade_{grade}": Column(grade, count, numeric=True) for grade in result["grades"]}
    return Table(f"{name}-arms", f"Participants by grade: {_title(result)}", columns, rows)


def _contrasts(name: str, result: dict[str, Any]) -> Table:
    rows = [
        [arm, one["odds_ratio"], number_of(one["odds_ratio"], "p"), number_of(one["odds_ratio"], "p_adjusted"),
         number_of(one["proportional_odds"], "p")]
        for arm, one in result["contrasts"].items()
    ]  # fmt: skip
    columns = {"arm": Column(f"Against {plain(result['control'])}", plain)}
    columns["odds_ratio"] = Column("Odds ratio [interval]", interval, numeric=True)
    for key, title in (
        ("p", "p"),
        ("p_adjusted", f"p, {plain(result['multiplicity'])}"),
        ("p_odds", "p, equal at cuts"),
    ):
        columns[key] = Column(title, bare_p, numeric=True)
    return Table(f"{name}-contrasts", f"Proportional-odds model: {_title(result)}", columns, rows)


def _counts(result: dict[str, Any], arm: dict[str, Any]) -> list[int]:
    """By grade, in the order of the grades: the names of numbers sort otherwise."""
    return [arm["counts"][grade] for grade in result["grades"]]
