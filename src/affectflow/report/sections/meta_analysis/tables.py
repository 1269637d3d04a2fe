"""Tables of a meta-analysis: studies, heterogeneity, moderators and small-study effects."""

from __future__ import annotations

from typing import Any

from ...blocks import Column, Table
from ...numbers import bare_p, count, interval, is_undefined, number, percent, single, undefined
from ...words import plain

ESTIMATORS = {"l0": "L0", "r0": "R0"}
LEVELS = {"between": "between studies", "within": "within studies"}


def on(result: dict[str, Any]) -> str:
    """Whose effects they are, where the analysis names the outcome."""
    return f" on {plain(result['outcome'])}" if result["outcome"] else ""


def studies(name: str, result: dict[str, Any], axis: str) -> Table:
    """Each study, or each effect of several of a study, with its interval and its weight."""
    several = result["dependent"] == "multilevel"
    rows = [
        [row, *([one["study"]] if several else []), one, one["standard_error"], one["weight"], one["n"]]
        for row, one in result["studies"].items()
    ]
    columns = {
        **({"row": Column("Estimate")} if several else {}),
        "study": Column("Study"),
        "effect": Column("Effect [interval]", interval, numeric=True),
        "standard_error": Column("SE", lambda v: number(v, 3), numeric=True),
        "weight": Column("Weight", percent, numeric=True),
        "n": Column("n", count, numeric=True),
    }
    return Table(f"{name}-studies", f"Effects of the studies{on(result)} ({axis})", columns, rows, folded=True)


def heterogeneity(name: str, result: dict[str, Any]) -> Table:
    """The pooled effect, the prediction, and how much studies differ; by level where several effects stay apart."""
    spread = result["heterogeneity"]
    rows = [
        ["pooled effect", result["pooled"], result["pooled"]["p"]],
        ["prediction interval", result["prediction"], None],
        ["Q", spread["q"], spread["q"]["p"]],
        ["τ²", spread["tau2"], None],
        ["I²", spread["i2"], None],
        ["H²", spread["h2"], None],
    ]
    for level, one in spread.get("levels", {}).items():
        rows += [[f"σ² {LEVELS[level]}", one["variance"], None], [f"I² {LEVELS[level]}", one["i2"], None]]
    caption = f"The pooled effect{on(result)} and how much studies differ"
    return Table(f"{name}-heterogeneity", caption, tested("Quantity"), rows)


def tested(first: str) -> dict[str, Column]:
    """Columns of an estimate with its interval and its p-value."""
    return {
        "what": Column(first),
        "estimate": Column("Estimate [interval]", either, numeric=True),
        "p": Column("p", lambda v: "–" if is_undefined(v) else bare_p({"estimate": v}), True),
    }


def either(one: dict[str, Any], digits: int = 3) -> str:
    """An estimate with its interval, or alone where its method gives none."""
    return interval(one, digits) if "low" in one else single(one, 2)


def moderators(name: str, result: dict[str, Any]) -> Table:
    """Coefficients of the meta-regression and their omnibus test, or why there are none."""
    told = result["moderators"]
    qm = told["qm"]
    rows = [[words, one, one["p"]] for words, one in told["coefficients"].items()]
    rows.append([f"all moderators: {_statistic(qm)}", qm, qm["p"]])
    caption = f"Meta-regression{on(result)} of {count(told['k'])} studies; {count(told['uncoded'])} lack a moderator"
    return Table(f"{name}-moderators", caption, tested("Coefficient"), rows)


def _statistic(qm: dict[str, Any]) -> str:
    if "df" not in qm:
        return "no test"
    if "df2" not in qm:
        return f"QM, χ²({count(qm['df'])})"
    last = undefined(qm.get("reason")) if is_undefined(qm["df2"]) else number(qm["df2"], 1)
    return f"F({count(qm['df'])}, {last})"


def small_studies(name: str, result: dict[str, Any]) -> Table:
    """Egger's regression, and the pooled effect with the studies that trim and fill adds."""
    egger, full = result["egger"], result["trim_and_fill"]
    side = f"{count(full['added'])} studies added, {full['side']}" if full["added"] is not None else "not done"
    rows = [
        ["Egger’s regression: slope on the standard error", egger, egger["p"]],
        [
            f"pooled after trim and fill by {ESTIMATORS[full['estimator']]} ({side})",
            full["pooled"],
            full["pooled"]["p"],
        ],
    ]
    return Table(
        f"{name}-small-studies", f"Whether small studies tell another effect{on(result)}", tested("Method"), rows
    )
