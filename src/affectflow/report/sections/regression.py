"""Regressions: coefficients with their intervals, what they rest on, and what to be careful about."""

from __future__ import annotations

from typing import Any

from ..blocks import Block, Column, Facts, Figure, Notice, Section, Table
from ..figures.forest import Guide, Row, forest
from ..material import Material
from ..numbers import bare_p, count, interval, listing, number, number_of, percent, plural, single
from ..words import capital, plain

DIGITS = 3
MODELS = {"coefficients": "least squares", "mixed": "random intercept"}


def build(material: Material) -> Section | None:
    """Forest plot, coefficients, clusters and variances of each regression."""
    found = material.results.analysis("regression")
    if not found:
        return None
    blocks = [block for name, result in found for block in _regression(name, result, material.synthetic)]
    lead = " ".join(_lead(name, result) for name, result in found)
    return Section("regression", "Regression", lead, blocks)


def outcome(result: dict[str, Any]) -> str:
    """What an analysis explains, in words: the change in a measure, or its value."""
    measure, at = plain(result["measure"]), plain(result["occasion"])
    if result["form"] == "change":
        return f"change in {measure} from {plain(result['baseline'])} to {at}"
    return f"{measure} ({at})" + (f", given {measure} ({plain(result['baseline'])})" if result["baseline"] else "")


def unit(result: dict[str, Any]) -> str:
    """The unit of a coefficient."""
    return {
        "none": "scale points per unit",
        "terms": "scale points per SD",
        "terms_and_outcome": "SD per SD",
    }[result["standardise"]]


def label(name: str) -> str:
    """A coefficient's name in words: ``gender=woman`` is told as ``gender: woman``."""
    term, _, value = name.partition("=")
    return f"{plain(term)}: {value}" if value else plain(term)


def counted(result: dict[str, Any]) -> str:
    """Complete rows and clusters in a sentence."""
    groups = [f"{plural(sizes['n'], 'cluster')} of {plain(name)}" for name, sizes in result["clusters"].items()]
    rows = f"{count(result['n'])} of {count(result['of'])} rows are complete"
    return rows + (f", in {listing(groups)}" if groups else "")


def missing(result: dict[str, Any]) -> str:
    """What was missing in how many rows, or nothing."""
    return "; ".join(f"{plain(name)} {count(n)}" for name, n in result["missing"].items()) or "nothing"


def _lead(name: str, result: dict[str, Any]) -> str:
    clear = [key for key, found in _shown(result) if (found.get("p_adjusted", found["p"]) or 1) < 1 - result["level"]]
    tests = "p (adjusted within the family)" if result["family"] else "p"
    words = listing([label(key) for key in clear]) or "no term"
    told = f"{capital(outcome(result))}: {counted(result)}."
    return f"{told} {capital(words)} with {tests} below {number(1 - result['level'], 2)}."


def _shown(result: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Coefficients in the order of the terms, without the intercept and the baseline."""
    own = f"{result['measure']}_{result['baseline']}"
    names = [name for term, parts in result["terms"].items() for name in parts if term != own]
    return [(name, result["coefficients"][name]) for name in names]


def _regression(name: str, result: dict[str, Any], synthetic: bool) -> list[Block]:
    table = _table(name, result)
    caption = f"Coefficients for {outcome(result)} ({unit(result)}), with {percent(result['level'], 0)} intervals"
    return [
        *([Notice(result["warnings"])] if result["warnings"] else []),
        Figure(f"{name}-coefficients", caption, _plot(name, caption, result, synthetic), table.name),
        table,
        *_facts(result),
    ]


def _plot(name: str, title: str, result: dict[str, Any], synthetic: bool):
    rows = []
    for key, found in _shown(result):
        rows.append(Row(label(key), found, (), "", found.get("relevance", "")))
        mixed = result["mixed"].get("coefficients", {}).get(key)
        rows += [Row(label(key), mixed, (), "two", MODELS["mixed"])] if mixed else []
    axis = f"coefficient ({unit(result)})"
    guide = Guide(0.0, "no effect")
    return forest(f"{name}-coefficients", title, rows, axis, guide=guide, digits=DIGITS, synthetic=synthetic)


def _table(name: str, result: dict[str, Any]) -> Table:
    models = {"coefficients": result["coefficients"], "mixed": result["mixed"].get("coefficients", {})}
    place = {key: i for i, (key, _) in enumerate(_shown(result))}
    rows = [
        [label(key), MODELS[model], found, *(number_of(found, at) for at in ("standard_error", "df", "p")),
         number_of(found, "p_adjusted") if "p_adjusted" in found else None, found.get("relevance")]
        for model, coefficients in models.items()
        for key, found in sorted(coefficients.items(), key=lambda pair: place.get(pair[0], -1))
    ]  # fmt: skip
    columns = {
        "term": Column("Term"),
        "model": Column("Model"),
        "coefficient": Column("Coefficient [interval]", lambda v: interval(v, DIGITS), numeric=True),
        "standard_error": Column("SE", lambda v: single(v, DIGITS), numeric=True),
        "df": Column("df", lambda v: single(v, 1), numeric=True),
        "p": Column("p", bare_p, numeric=True),
        "p_adjusted": Column("p, adjusted", bare_p, numeric=True),
        "relevance": Column("Relevance"),
    }
    kept = [i for i, key in enumerate(columns) if i < 6 or any(row[i] is not None for row in rows)]
    shown = {key: column for i, (key, column) in enumerate(columns.items()) if i in kept}
    caption = f"Coefficients for {outcome(result)} ({unit(result)})"
    return Table(f"{name}-terms", caption, shown, [[row[i] for i in kept] for row in rows])


def _facts(result: dict[str, Any]) -> list[Block]:
    raw = outcome(result if result["form"] == "change" else result | {"baseline": None})
    facts = [(f"Mean {raw}", f"{interval(result['overall'])} scale points"), ("Missing", missing(result))]
    for name, sizes in result["clusters"].items():
        if sizes["n"]:
            span = f"{count(sizes['smallest'])} to {count(sizes['largest'])} rows each"
            facts.append((f"Clusters of {plain(name)}", f"{count(sizes['n'])}, {span}"))
    if family := result["family"]:
        method = {"holm": "Holm", "benjamini_hochberg": "Benjamini–Hochberg"}[family["method"]]
        facts.append(("Family of tests", f"{listing([plain(term) for term in family['terms']])}, by {method}"))
    if result["smallest"] is not None:
        facts.append(("Smallest effect that matters", f"{number(result['smallest'], DIGITS)} ({unit(result)})"))
    mixed = result["mixed"]
    if "intraclass" in mixed:
        facts += [
            (f"Variance between {plain(mixed['cluster'])}", number(mixed["variance_between"], DIGITS)),
            ("Variance within", number(mixed["variance_within"], DIGITS)),
            ("Intraclass correlation", number(mixed["intraclass"], DIGITS)),
        ]
    alarms = [f"The mixed model {words}." for words, holds in (
        ("did not converge", mixed.get("converged") is False),
        (f"finds no variance between clusters of {plain(mixed.get('cluster', ''))} (singular)", mixed.get("singular")),
    ) if holds]  # fmt: skip
    return [*([Notice(alarms)] if alarms else []), Facts(facts)]
