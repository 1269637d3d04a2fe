"""An analysis of variance: means of cells and levels, the tests of all terms, and planned contrasts."""

from __future__ import annotations

from itertools import product
from typing import Any

from ...studies.analyse.anova import OCCASION, Anova
from ..blocks import Block, Column, Notice, Section, Table
from ..material import Material, in_order
from ..numbers import bare_p, count, exact, interval, is_undefined, listing, number_of, p_value, percent, single
from ..words import capital, plain
from .anova_figures import factors, figures, mean_of
from .trial_prose import ADJUSTED

Result = dict[str, Any]
SQUARES = {"type_ii": "type II", "type_iii": "type III"}


def build(material: Material) -> Section | None:
    """Figures of means for each measure, and tables of means, of all tests and of contrasts for each analysis."""
    found = material.results.analysis("anova")
    if not found:
        return None
    told = [(name, in_order(result, _order(material, name))) for name, result in found]
    blocks = [block for name, result in told for block in _blocks(name, result, material.synthetic)]
    return Section("anova", "Analysis of variance", " ".join(_lead(result) for _, result in told), blocks)


def _order(material: Material, name: str) -> list[str]:
    spec = material.study.analyse.get(name)
    assert isinstance(spec, Anova)
    levels = [level for levels in spec.levels.values() for level in levels]
    return [*spec.measures, *levels, *spec.levels, *spec.contrasts]


def _lead(result: Result) -> str:
    term, parts = result["terms"][-1], []
    for measure, part in result["measures"].items():
        test = part["tests"][term]
        if test.get("reason"):
            parts.append(f"{plain(measure)}: not tested, {test['reason']}")
        else:
            f, df, error_df = (
                single(number_of(test, name), 2 if name == "f" else 0) for name in ("f", "df", "error_df")
            )
            parts.append(f"{plain(measure)} F({df}, {error_df}) = {f}, {p_value(test['p'])}")
    named = [plain(factor) for factor in factors(result)]
    what = "Interaction of" if len(named) > 1 else "Differences by"
    return f"{what} {listing(named)}: {'; '.join(parts)}."


def _blocks(name: str, result: Result, synthetic: bool) -> list[Block]:
    warnings: list[Block] = [Notice(result["warnings"])] if result["warnings"] else []
    drawn = [figure for measure in result["measures"] for figure in figures(name, measure, result, synthetic)]
    planned = [_contrasts(name, result)] if result["planned"] else []
    return [*warnings, *drawn, _means(name, result), _tests(name, result), _marginal(name, result), *planned]


def _means(name: str, result: Result) -> Table:
    named = [*result["factors"], OCCASION]
    cells = list(product(*(result["between"][factor] for factor in result["factors"]), result["occasions"]))
    rows = [
        [measure, *cell, one["n"], one, number_of(one, "sd")]
        for measure, part in result["measures"].items()
        for cell in cells
        for one in [mean_of(part["means"], result, dict(zip(named, cell, strict=True)))]
    ]
    columns = {"measure": Column("Measure", plain)}
    columns |= {factor: Column(capital(plain(factor)), plain) for factor in named}
    columns |= {
        "n": Column("n", count, numeric=True),
        "mean": Column("Mean [interval]", interval, numeric=True),
        "sd": Column("SD", lambda v: single(v, 2), numeric=True),
    }
    return Table(f"{name}-means", "Means of complete cases (scale points)", columns, rows, folded=True)


def _tests(name: str, result: Result) -> Table:
    parts = ("f", "df", "error_df", "p", "eta2", "generalised_eta2")
    rows = [
        [measure, term, *(number_of(test, part) for part in parts), test["partial_eta2"], test["partial_omega2"]]
        for measure, part in result["measures"].items()
        for term, test in ((term, part["tests"][term]) for term in result["terms"])
    ]
    level = percent(result["effect_size_level"], 0)
    columns = {
        "measure": Column("Measure", plain),
        "term": Column("Term", lambda term: capital(plain(term))),
        "f": Column("F", lambda v: single(v, 2), numeric=True),
        "df": Column("df", lambda v: single(v, 1), numeric=True),
        "error_df": Column("Error df", lambda v: single(v, 1), numeric=True),
        "p": Column("p", bare_p, numeric=True),
        "eta2": Column("η²", lambda v: single(v, 3), numeric=True),
        "generalised_eta2": Column("Generalised η²", lambda v: single(v, 3), numeric=True),
        "partial_eta2": Column("Partial η² [interval]", _share, numeric=True),
        "partial_omega2": Column("Partial ω² [interval]", _share, numeric=True),
    }
    note = (
        f"Sums of squares of {SQUARES[result['squares']]}; correction of the degrees of freedom for sphericity: "
        f"{plain(result['sphericity'])}. Intervals of effect sizes have level {level}."
    )
    return Table(f"{name}-tests", "Tests of all terms", columns, rows, note=note)


def _share(found: Result) -> str:
    """An effect size with its interval, alone where it has none."""
    return single(found, 3) if is_undefined(found["low"]) else interval(found, 3)


def _marginal(name: str, result: Result) -> Table:
    rows = [
        [measure, factor, level, one["n"], one, number_of(one, "standard_error")]
        for measure, part in result["measures"].items()
        for factor, levels in part["marginal_means"].items()
        for level, one in levels.items()
    ]
    columns = {
        "measure": Column("Measure", plain),
        "factor": Column("Factor", lambda factor: capital(plain(factor))),
        "level": Column("Level", plain),
        "n": Column("n", count, numeric=True),
        "mean": Column("Mean [interval]", interval, numeric=True),
        "standard_error": Column("SE", lambda v: single(v, 2), numeric=True),
    }
    caption = "Marginal means: each level’s mean over cells of the same weight (scale points)"
    return Table(f"{name}-marginal", caption, columns, rows)


def _contrasts(name: str, result: Result) -> Table:
    parts = ("standard_error", "t", "df", "p", "p_adjusted")
    rows = [
        [
            measure,
            planned,
            _weights(result["planned"][planned]),
            one,
            *(number_of(one, part) for part in parts),
            one["n"],
        ]
        for measure, part in result["measures"].items()
        for planned, one in part["contrasts"].items()
    ]
    columns = {
        "measure": Column("Measure", plain),
        "contrast": Column("Contrast", plain),
        "weights": Column("Weights"),
        "estimate": Column("Estimate [interval]", interval, numeric=True),
        "standard_error": Column("SE", lambda v: single(v, 2), numeric=True),
        "t": Column("t", lambda v: single(v, 2), numeric=True),
        "df": Column("df", lambda v: single(v, 0), numeric=True),
        "p": Column("p", bare_p, numeric=True),
        "p_adjusted": Column("p adjusted", bare_p, numeric=True),
        "n": Column("n", count, numeric=True),
    }
    note = f"Adjustment of p over the contrasts of a measure: {ADJUSTED.get(result['multiplicity'], 'none')}."
    return Table(f"{name}-contrasts", "Planned contrasts (scale points times weights)", columns, rows, note=note)


def _weights(planned: dict[str, dict[str, float]]) -> str:
    return "; ".join(
        f"{plain(factor)}: {', '.join(f'{plain(level)} {exact(weight)}' for level, weight in weights.items())}"
        for factor, weights in planned.items()
    )
