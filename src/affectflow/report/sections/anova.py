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
EPSILONS = {"greenhouse_geisser": "Greenhouse and Geisser", "huynh_feldt": "Huynh and Feldt", "none": "none"}
TERMS = {"measure": Column("Measure", plain), "term": Column("Term", lambda term: capital(plain(term)))}
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
            f, df, error_df = single(number_of(test, "f"), 2), count(test["df"]), count(test["error_df"])
            parts.append(f"{plain(measure)} F({df}, {error_df}) = {f}, {p_value(test['p'])}")
    named = [plain(factor) for factor in factors(result)]
    what = "Interaction of" if len(named) > 1 else "Differences by"
    return f"{what} {listing(named)}: {'; '.join(parts)}."


def _blocks(name: str, result: Result, synthetic: bool) -> list[Block]:
    warnings: list[Block] = [Notice(result["warnings"])] if result["warnings"] else []
    drawn = [figure for measure in result["measures"] for figure in figures(name, measure, result, synthetic)]
    planned = [_contrasts(name, result)] if result["planned"] else []
    spread = [_sphericity(name, result)] if len(result["occasions"]) > 2 else []
    return [
        *warnings,
        *drawn,
        _means(name, result),
        _tests(name, result),
        _effects(name, result),
        *spread,
        _marginal(name, result),
        *planned,
    ]


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


def _each_test(result: Result) -> list[tuple[str, str, Result]]:
    return [
        (measure, term, part["tests"][term]) for measure, part in result["measures"].items() for term in result["terms"]
    ]


def _tests(name: str, result: Result) -> Table:
    parts = ("f", "df", "error_df", "p")
    rows = [
        [measure, term, test["n"], *(number_of(test, part) for part in parts)]
        for measure, term, test in _each_test(result)
    ]
    columns = TERMS | {
        "n": Column("n", count, numeric=True),
        "f": Column("F", lambda v: single(v, 2), numeric=True),
        "df": Column("df", _whole, numeric=True),
        "error_df": Column("Error df", _whole, numeric=True),
        "p": Column("p", bare_p, numeric=True),
    }
    corrected = f"; correction for sphericity: {EPSILONS[result['sphericity']]}" if len(result["occasions"]) > 1 else ""
    note = (
        f"Sums of squares of {SQUARES[result['squares']]}{corrected}. Incomplete and left out: {_incomplete(result)}."
    )
    return Table(f"{name}-tests", "Tests of all terms", columns, rows, note=note)


def _effects(name: str, result: Result) -> Table:
    rows = [
        [
            *(measure, term, number_of(test, "eta2"), number_of(test, "generalised_eta2")),
            *(test["partial_eta2"], test["partial_omega2"]),
        ]
        for measure, term, test in _each_test(result)
    ]
    columns = TERMS | {
        "eta2": Column("η²", lambda v: single(v, 3), numeric=True),
        "generalised_eta2": Column("Generalised η²", lambda v: single(v, 3), numeric=True),
        "partial_eta2": Column("Partial η² [interval]", _share, numeric=True),
        "partial_omega2": Column("Partial ω² [interval]", _share, numeric=True),
    }
    caption = f"Effect sizes of all terms, with {percent(result['effect_size_level'], 0)} intervals"
    note = "Where degrees of freedom were corrected for sphericity, no interval of partial ω² is known."
    corrected = any(test["partial_omega2"].get("reason") and not test.get("reason") for *_, test in _each_test(result))
    return Table(f"{name}-effects", caption, columns, rows, note=note if corrected else "")


def _incomplete(result: Result) -> str:
    return listing([f"{count(part['incomplete'])} ({plain(name)})" for name, part in result["measures"].items()])


def _sphericity(name: str, result: Result) -> Table:
    parts = ("greenhouse_geisser", "huynh_feldt", "mauchly", "mauchly_p")
    rows = [
        [measure, *(number_of(part["sphericity"], one) for one in parts)]
        for measure, part in result["measures"].items()
    ]
    columns = {
        "measure": Column("Measure", plain),
        "greenhouse_geisser": Column("ε, Greenhouse and Geisser", lambda v: single(v, 3), numeric=True),
        "huynh_feldt": Column("ε, Huynh and Feldt", lambda v: single(v, 3), numeric=True),
        "mauchly": Column("Mauchly’s W", lambda v: single(v, 3), numeric=True),
        "mauchly_p": Column("p of W", bare_p, numeric=True),
    }
    return Table(f"{name}-sphericity", "Sphericity of the occasions", columns, rows)


def _whole(found: Result) -> str:
    """Degrees of freedom: whole, unless they were corrected."""
    return count(found["estimate"], found["reason"])


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
        "df": Column("df", _whole, numeric=True),
        "p": Column("p", bare_p, numeric=True),
        "p_adjusted": Column("p adj.", bare_p, numeric=True),
        "n": Column("n", count, numeric=True),
    }
    note = f"p adj.: adjustment over the contrasts of a measure: {ADJUSTED.get(result['multiplicity'], 'none')}."
    return Table(f"{name}-contrasts", "Planned contrasts (scale points times weights)", columns, rows, note=note)


def _weights(planned: dict[str, dict[str, float]]) -> str:
    return "; ".join(
        f"{plain(factor)}: {', '.join(f'{plain(level)} {exact(weight)}' for level, weight in weights.items())}"
        for factor, weights in planned.items()
    )
