"""Competence of raters with intervals, and their confusion matrices."""

from __future__ import annotations

from typing import Any

from ...blocks import Block, Column, Figure, Notice, Prose, Table
from ...figures.forest import Row, forest
from ...figures.heat import Matrix, panels
from ...material import Material
from ...numbers import count, interval, is_undefined, number, percent, plural, single
from ...words import aggregation_rule, capital, plain

DIGITS = 3
SHOWN = 24
"""Raters in a figure, at most; the table behind it has all."""


def blocks(material: Material, name: str, result: dict[str, Any]) -> list[Block]:
    """What the raters are worth by each rule that follows them."""
    raters = result["raters"]
    told: list[Block] = []
    if raters["competence"]:
        told += _competence(material, name, result)
    if raters.get("confusion", {}).get("estimate"):
        told += _confusions(material, name, raters)
    return told


def _competence(material: Material, name: str, result: dict[str, Any]) -> list[Block]:
    raters, boot = result["raters"], result["options"]["bootstrap"]
    lead = [
        f"{capital(aggregation_rule(rule))}: {one['meaning']}." for rule, one in sorted(raters["competence"].items())
    ]
    how = (
        f"Intervals ({percent(boot['level'], 0)}) are from the standard error over "
        f"{plural(boot['resamples'], 'resample')} of items with all their votes, on the logit scale (of correlations, "
        "on Fisher’s z); the raters stay the same. A rater whose interval is undefined gave too few votes, or "
        "votes that are all alike in this."
    )
    rule = next(r for r in ("dawid_skene", "one_coin", "mace", "glad", "ewe") if r in raters["competence"])
    table = _table(name, raters)
    figure = _forest(material, name, raters, rule, table.name)
    return [Prose([*lead, how], "Competence of raters"), *figure, table]


def _forest(material: Material, name: str, raters: dict[str, Any], rule: str, values: str) -> list[Block]:
    one = raters["competence"][rule]
    ranked = sorted(
        (r for r, value in enumerate(one["estimate"]) if not is_undefined(value)), key=lambda r: -one["estimate"][r]
    )
    if not ranked:
        return []
    shown = _evenly(ranked)
    which = "" if len(shown) == len(ranked) else f" ({len(shown)} of {count(len(ranked))} raters, evenly by rank)"
    caption = f"Competence of raters by {aggregation_rule(rule)}, from the highest to the lowest{which}"
    rows = [Row(raters["ids"][r], _interval(one, r), note=plural(raters["votes"][r], "vote")) for r in shown]
    picture = forest(
        f"{name}-competence", caption, rows, one["meaning"], guide=None, digits=2, synthetic=material.synthetic
    )
    return [Figure(f"{name}-competence", caption, picture, values)]


def _evenly(ranked: list[int]) -> list[int]:
    """Of many raters, the first, the last, and between them every so many."""
    if len(ranked) <= SHOWN:
        return ranked
    return [ranked[round(i * (len(ranked) - 1) / (SHOWN - 1))] for i in range(SHOWN)]


def _interval(one: dict[str, Any], r: int) -> dict[str, Any]:
    return {part: one[part][r] for part in ("estimate", "low", "high")} | {"reason": "see the table"}


def _table(name: str, raters: dict[str, Any]) -> Table:
    why = {rule: {u["rater"]: u["why"] for u in one.get("undefined", [])} for rule, one in raters["competence"].items()}
    rows = [
        [rule, rater, raters["votes"][r], _interval(one, r) | {"reason": why[rule].get(rater)},
         {"estimate": one["standard_error"][r], "reason": why[rule].get(rater)}]
        for rule, one in sorted(raters["competence"].items())
        for r, rater in enumerate(raters["ids"])
    ]  # fmt: skip
    columns = {
        "rule": Column("Rule", aggregation_rule),
        "rater": Column("Rater"),
        "votes": Column("Votes", count, numeric=True),
        "competence": Column("Competence [interval]", lambda v: interval(v, DIGITS), numeric=True),
        "standard_error": Column("Standard error", lambda v: single(v, DIGITS), numeric=True),
    }
    return Table(f"{name}-competence", "Competence of every rater by rule", columns, rows, shown=40, folded=True)


def _confusions(material: Material, name: str, raters: dict[str, Any]) -> list[Block]:
    found = raters["confusion"]
    planted = _planted(material, raters["ids"], found["labels"])
    most = sorted(range(len(raters["ids"])), key=lambda r: -raters["votes"][r])[:SHOWN]
    groups = []
    for r in sorted(most):
        rater = raters["ids"][r]
        pair = [Matrix("estimate", found["estimate"][r])]
        groups.append((rater, pair + ([Matrix("planted", planted[rater])] if planted else [])))
    some = "" if len(most) == len(raters["ids"]) else f" (the {len(most)} of {len(raters['ids']):,} with most votes)"
    caption = f"Confusion matrix of each rater{some}: rows are the latent class, columns the rater’s vote" + (
        "; left the estimate from the votes alone, right what was planted" if planted else ""
    )
    across = max(1, (3 if planted else 5) * 4 // max(4, len(found["labels"])))
    picture = panels(f"{name}-raters", caption, groups, found["labels"], across=across, synthetic=material.synthetic)
    table = _cells(f"{name}-confusions", raters, found, planted)
    warning = [] if found["converged"] else [Notice(["The estimate of the confusion matrices did not converge."])]
    lead = (
        f"The confusion matrices are estimated from the votes alone ({found['method']}; "
        f"{plural(found['iterations'], 'iteration')}, log-likelihood {number(found['log_likelihood'], 1)})."
    )
    figure = Figure(f"{name}-raters", caption, picture, table.name)
    return [Prose([lead], "Each rater’s votes"), *warning, figure, table]


def _planted(material: Material, ids: list[str], labels: list[str]) -> dict[str, Any] | None:
    """Planted matrices by rater, in the order of `labels`; None when nothing was planted for these raters."""
    truth = (material.results.planted or {}).get("raters")
    if not truth or "confusion" not in truth or set(ids) - set(truth["ids"]) or set(labels) != set(truth["labels"]):
        return None
    order = [truth["labels"].index(label) for label in labels]
    by_id = dict(zip(truth["ids"], truth["confusion"], strict=True))
    return {rater: [[by_id[rater][i][j] for j in order] for i in order] for rater in ids}


def _cells(name: str, raters: dict[str, Any], found: dict[str, Any], planted: dict[str, Any] | None) -> Table:
    labels = found["labels"]
    cells = [(i, r, c, v) for i, r in enumerate(raters["ids"]) for c in range(len(labels)) for v in range(len(labels))]
    rows = [
        [r, labels[c], labels[v], _cell(found, "estimate", i, c, v), _cell(found, "standard_error", i, c, v),
         found["n"][i][c]] + ([planted[r][c][v]] if planted else [])
        for i, r, c, v in cells
    ]  # fmt: skip
    columns = {
        "rater": Column("Rater"),
        "class": Column("Latent class", plain),
        "vote": Column("Vote", plain),
        "estimate": Column("Share of votes", lambda v: single(v, DIGITS), numeric=True),
        "standard_error": Column("Standard error", lambda v: single(v, DIGITS), numeric=True),
        "n": Column("Expected votes", lambda v: number(v, 1), numeric=True),
    }
    columns |= {"planted": Column("Planted", lambda v: number(v, DIGITS), numeric=True)} if planted else {}
    return Table(
        name, "Confusion matrices of the raters, cell by cell", columns, rows, shown=len(labels) ** 2, folded=True
    )


def _cell(found: dict[str, Any], part: str, rater: int, row: int, column: int) -> dict[str, Any]:
    value = found[part][rater][row][column]
    return {"estimate": value, "reason": "no votes are expected in this class" if value is None else None}
