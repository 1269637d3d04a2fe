"""Arms and occasions in a mixed analysis of variance: means over time and the three tests."""

from __future__ import annotations

from typing import Any

from ..blocks import Block, Column, Figure, Notice, Section, Table
from ..figures.lines import Series, over_occasions
from ..material import Material, in_order
from ..numbers import bare_p, count, interval, number_of, p_value, percent, single
from ..words import capital, plain

TERMS = {"group": "arm", "time": "occasion", "interaction": "arm by occasion"}


def build(material: Material) -> Section | None:
    """A figure of means for each measure, and one table of all tests for each analysis."""
    found = material.results.analysis("anova")
    if not found:
        return None
    told = [(name, in_order(result, [*result["arms"], *result["occasions"]])) for name, result in found]
    blocks = [block for name, result in told for block in _blocks(name, result, material.synthetic)]
    return Section("anova", "Analysis of variance", " ".join(_lead(result) for _, result in told), blocks)


def _lead(result: dict[str, Any]) -> str:
    parts = []
    for measure, part in result["measures"].items():
        test = part["tests"]["interaction"]
        if test.get("reason"):
            parts.append(f"{plain(measure)}: not tested, {test['reason']}")
        else:
            f, df, error_df = (
                single(number_of(test, name), 2 if name == "f" else 0) for name in ("f", "df", "error_df")
            )
            parts.append(f"{plain(measure)} F({df}, {error_df}) = {f}, {p_value(test['p'])}")
    return f"Interaction of arm and occasion: {'; '.join(parts)}."


def _blocks(name: str, result: dict[str, Any], synthetic: bool) -> list[Block]:
    warnings: list[Block] = [Notice(result["warnings"])] if result["warnings"] else []
    figures = [_figure(name, measure, part, result, synthetic) for measure, part in result["measures"].items()]
    return [*warnings, *figures, _means(name, result), _tests(name, result)]


def _figure(name: str, measure: str, part: dict[str, Any], result: dict[str, Any], synthetic: bool) -> Figure:
    means = {arm: [part["means"][arm][at] for at in result["occasions"]] for arm in result["arms"]}
    series = [Series(plain(arm), found, [one["n"] for one in found]) for arm, found in means.items()]
    title = f"Mean {plain(measure)} by arm and occasion, with {percent(result['level'], 0)} intervals"
    stem = f"{name}-{measure}-means"
    occasions, axis = [plain(at) for at in result["occasions"]], f"{plain(measure)} (scale points)"
    picture = over_occasions(stem, title, series, occasions, axis, synthetic=synthetic)
    return Figure(stem, title, picture, f"{name}-means")


def _means(name: str, result: dict[str, Any]) -> Table:
    rows = [
        [measure, arm, at, one["n"], one, number_of(one, "sd")]
        for measure, part in result["measures"].items()
        for arm, occasions in part["means"].items()
        for at, one in occasions.items()
    ]
    columns = {"measure": Column("Measure", plain), "arm": Column("Arm", plain), "occasion": Column("Occasion", plain)}
    columns |= {
        "n": Column("n", count, numeric=True),
        "mean": Column("Mean [interval]", interval, numeric=True),
        "sd": Column("SD", lambda v: single(v, 2), numeric=True),
    }
    return Table(f"{name}-means", "Means of complete cases (scale points)", columns, rows, folded=True)


def _tests(name: str, result: dict[str, Any]) -> Table:
    parts = ("f", "df", "error_df", "p", "partial_eta2", "partial_omega2")
    rows = [
        [measure, TERMS[term], *(number_of(test, part) for part in parts), test["n"]]
        for measure, part in result["measures"].items()
        for term, test in part["tests"].items()
    ]
    columns = {"measure": Column("Measure", plain), "term": Column("Term", capital)}
    columns |= {
        "f": Column("F", lambda v: single(v, 2), numeric=True),
        "df": Column("df", lambda v: single(v, 1), numeric=True),
        "error_df": Column("Error df", lambda v: single(v, 1), numeric=True),
        "p": Column("p", bare_p, numeric=True),
        "partial_eta2": Column("Partial η²", lambda v: single(v, 3), numeric=True),
        "partial_omega2": Column("Partial ω²", lambda v: single(v, 3), numeric=True),
        "n": Column("n", count, numeric=True),
    }
    note = f"Correction of the degrees of freedom for sphericity: {plain(result['sphericity'])}."
    return Table(f"{name}-tests", "Tests of arm, occasion and their interaction", columns, rows, note=note)
