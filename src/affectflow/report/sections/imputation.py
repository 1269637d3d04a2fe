"""Effects with missing outcomes imputed: how much is missing, what it changes, and how far from random it may be."""

from __future__ import annotations

from typing import Any

from ..blocks import Block, Column, Facts, Figure, Notice, Section, Table
from ..figures.forest import Guide, Row, forest
from ..material import Material
from ..numbers import count, interval, number, number_of, p_value, percent, single
from ..words import plain

UNIT = "scale points"


def build(material: Material) -> Section | None:
    """Pooled and complete-case effects side by side, and effects under shifts of what was imputed."""
    found = material.results.analysis("imputation")
    if not found:
        return None
    blocks = [block for name, result in found for block in _blocks(name, result, material.synthetic)]
    return Section("imputation", "Missing outcomes", " ".join(_lead(result) for _, result in found), blocks)


def _lead(result: dict[str, Any]) -> str:
    effect = result["effect"]
    return (
        f"With missing outcomes imputed {count(result['imputations'])} times, {plain(result['treated'])} minus "
        f"{plain(result['control'])} in {plain(result['measure'])} at {plain(result['occasion'])}: {interval(effect)} "
        f"{UNIT}, {p_value(effect['p'], effect.get('reason'))}; complete cases {interval(result['complete_cases'])}."
    )


def _blocks(name: str, result: dict[str, Any], synthetic: bool) -> list[Block]:
    rows, effect = _effects(result), f"Effect on {plain(result['measure'])}"
    table = Table(
        f"{name}-effects",
        f"{effect} at {plain(result['occasion'])}, by how missing outcomes are taken ({UNIT})",
        {
            "taken": Column("Missing outcomes"),
            "delta": Column("Shift", lambda v: number(v, 2), numeric=True),
            "effect": Column("Effect [interval]", interval, numeric=True),
            "standard_error": Column("SE", single, numeric=True),
            "df": Column("df", lambda v: single(v, 1), numeric=True),
            "n": Column("n", count, numeric=True),
        },
        [[words, delta, e, number_of(e, "standard_error"), number_of(e, "df"), e["n"]] for words, delta, e in rows],
    )
    title = f"{effect} with {percent(result['level'], 0)} intervals, by how missing outcomes are taken"
    picture = forest(
        f"{name}-effects-figure",
        title,
        [Row(words, each, (), "" if delta is None or delta == 0 else "two") for words, delta, each in rows],
        f"difference in {plain(result['measure'])} ({UNIT})",
        guide=Guide(0.0, "no difference"),
        digits=2,
        synthetic=synthetic,
    )
    warnings: list[Block] = [Notice(result["warnings"])] if result["warnings"] else []
    figure = Figure(f"{name}-effects-figure", title, picture, table.name)
    return [*warnings, Facts(_facts(result)), figure, table, _missing(name, result)]


def _effects(result: dict[str, Any]) -> list[tuple[str, float | None, dict[str, Any]]]:
    rows: list[tuple[str, float | None, dict[str, Any]]] = [("complete cases", None, result["complete_cases"])]
    rows.append(("imputed, at random", 0.0, result["effect"]))
    shifted = [
        (f"imputed, {number(part['delta'], 1)} if treated", part["delta"], part["effect"]) for part in result["shifted"]
    ]
    return rows + shifted


def _facts(result: dict[str, Any]) -> list[tuple[str, str]]:
    tipping, effect = result["tipping_point"], result["effect"]
    return [
        ("Imputations", count(result["imputations"])),
        ("Missing information", number(effect["missing_information"], 2, effect.get("reason"))),
        ("Tipping point", number(tipping["delta"], 2, tipping.get("reason"))),
    ]


def _missing(name: str, result: dict[str, Any]) -> Table:
    rows = [
        [arm, occasion, n, part["n"]]
        for arm, part in result["missing"].items()
        for occasion, n in part["missing"].items()
    ]
    columns = {"arm": Column("Arm", plain), "occasion": Column("Occasion", plain)}
    columns |= {"missing": Column("Missing", count, numeric=True), "n": Column("of", count, numeric=True)}
    return Table(f"{name}-missing", "Missing values by arm and occasion", columns, rows)
