"""What rules of aggregation make of the votes, what raters are worth, and what more votes would give."""

from __future__ import annotations

from typing import Any

from ...blocks import Block, Column, Figure, Notice, Prose, Section, Table
from ...figures.heat import Matrix, panels
from ...material import Material
from ...numbers import count, interval, listing, number, percent, plural, single
from ...words import aggregation_rule, plain
from . import advice as aggregation_advice
from . import raters as aggregation_raters

DIGITS = 3


def build(material: Material) -> Section | None:
    """Rules against each other, competence of raters, confusion matrices, and advice on more votes."""
    found = material.results.analysis("aggregation")
    if not found:
        return None
    blocks: list[Block] = []
    leads = []
    for name, result in found:
        asked = [rule for rule in getattr(material.study.analyse.get(name), "rules", ()) if rule in result["rules"]]
        order = asked or list(result["rules"])
        leads.append(f"{plain(result['scale'])}: {listing([aggregation_rule(rule) for rule in order])}")
        blocks.append(Prose(_sentences(result, order), f"Rules on the scale {plain(result['scale'])}"))
        blocks += _classes(material, name, result, order) if result["labels"] else _numbers(name, result, order)
        blocks += aggregation_raters.blocks(material, name, result)
        blocks += aggregation_advice.blocks(material, name, result)
    lead = f"Rules held against each other on {'; '.join(leads)}."
    return Section("aggregation", "Aggregation of votes", lead, blocks)


def _sentences(result: dict[str, Any], order: list[str]) -> list[str]:
    unnamed = result["unnamed_ratings"]
    told = [
        f"{plural(result['ratings'], 'rating')} of {plural(result['items'], 'item')} were aggregated by "
        f"{plural(len(order), 'rule')}. No rule is true by itself: a majority drops items that divide raters, the "
        "all-inclusive rule keeps every vote, and models weigh raters by how well they go with the others."
    ]
    rest = "they count where votes are counted and are left out where a rater is followed across items"
    return told + ([f"{plural(unnamed, 'rating')} are of raters who are not named: {rest}."] if unnamed else [])


def _classes(material: Material, name: str, result: dict[str, Any], order: list[str]) -> list[Block]:
    told = {rule: result["rules"][rule] for rule in order}
    open_ = [aggregation_rule(rule) for rule, one in told.items() if one.get("converged") is False]
    warning: list[Block] = [Notice([f"EM did not converge for {listing(open_)}."])] if open_ else []
    return [*warning, _rules(name, told), *_pairs(material, name, result, order), _counts(name, result, told)]


def _rules(name: str, told: dict[str, Any]) -> Table:
    rows = [
        [rule, one.get("labelled"), one.get("share_labelled"), _why(one), one.get("intended"),
         one.get("label_without_vote"), one.get("iterations"), one.get("objective")]
        for rule, one in told.items()
    ]  # fmt: skip
    columns = {
        "rule": Column("Rule", aggregation_rule),
        "labelled": Column("Items with a label", count, numeric=True),
        "share": Column("Share of items [interval]", lambda v: interval(v, DIGITS), numeric=True),
        "why_not": Column("Items without one"),
        "intended": Column("Share that is as intended [interval]", lambda v: interval(v, DIGITS), numeric=True),
        "unvoted": Column("Labels nobody voted for", count, numeric=True),
        "iterations": Column("Iterations", count, numeric=True),
        "objective": Column("Log-likelihood", lambda v: number(v, 1), numeric=True),
    }
    level = next((one["share_labelled"]["level"] for one in told.values() if "share_labelled" in one), None)
    note = f"Intervals: {percent(level, 0)}, Wilson’s score interval over items. " if level else ""
    note += "The log-likelihoods of MACE and GLAD include their priors, so they cannot be held against the others."
    return Table(f"{name}-rules", "What each rule makes of the votes", columns, rows, note=note)


def _why(one: dict[str, Any]) -> str:
    if "labelled" not in one:
        return f"all: {one['reason']}"
    return "; ".join(f"{count(n)}: {why}" for why, n in one["without_label"].items()) or "none"


def _pairs(material: Material, name: str, result: dict[str, Any], order: list[str]) -> list[Block]:
    rows = [
        [*pair["rules"], pair["same_label"], pair["same_label"]["n"], _distance(pair)] for pair in result["agreement"]
    ]
    if not rows:
        return []
    columns = {
        "rule": Column("Rule", aggregation_rule),
        "other": Column("Other rule", aggregation_rule),
        "same_label": Column("Same label [interval]", lambda v: interval(v, DIGITS), numeric=True),
        "items": Column("Items with both labels", count, numeric=True),
        "distance": Column("Distance of distributions", lambda v: single(v, DIGITS), numeric=True),
    }
    note = "Distance: total variation between the two distributions over classes, mean over items with both."
    table = Table(f"{name}-pairs", "How far rules agree with each other", columns, rows, note=note, folded=True)
    ran = [rule for rule in order if "labelled" in result["rules"][rule]]
    caption = "Share of items to which two rules give the same label, of those that both label"
    share = {frozenset(pair["rules"]): pair["same_label"]["estimate"] for pair in result["agreement"]}
    matrix = Matrix("same label", [[1.0 if a == b else share[frozenset((a, b))] for b in ran] for a in ran])
    titled = [("rules", [matrix])]
    picture = panels(
        f"{name}-pairs", caption, titled, [aggregation_rule(r) for r in ran], across=1, synthetic=material.synthetic
    )
    return [Figure(f"{name}-pairs", caption, picture, table.name), table]


def _distance(pair: dict[str, Any]) -> dict[str, Any]:
    return {"estimate": pair["total_variation"], "reason": pair.get("reason")}


def _counts(name: str, result: dict[str, Any], told: dict[str, Any]) -> Table:
    ran = {rule: one for rule, one in told.items() if "labelled" in one}
    rows = [
        [rule, words, one["counts"][words], {"estimate": one["mean_shares"][words], "reason": one.get("reason")}]
        for rule, one in ran.items()
        for words in result["labels"]
    ]
    columns = {
        "rule": Column("Rule", aggregation_rule),
        "class": Column("Class", plain),
        "items": Column("Items with this label", count, numeric=True),
        "share": Column("Mean share of the distribution", lambda v: single(v, DIGITS), numeric=True),
    }
    return Table(f"{name}-classes", "Classes by rule", columns, rows, folded=True)


def _numbers(name: str, result: dict[str, Any], order: list[str]) -> list[Block]:
    parts = ("mean", "standard_deviation", "low", "high")
    rows = []
    for rule in order:
        one = result["rules"][rule]
        values = [{"estimate": one[part], "reason": one.get("reason")} if part in one else None for part in parts]
        rows.append([rule, one.get("valued"), _why_no_value(one), *values])
    columns = {
        "rule": Column("Rule", aggregation_rule),
        "items": Column("Items with a value", count, numeric=True),
        "why_not": Column("Items without one"),
        "mean": Column("Mean", lambda v: single(v, DIGITS), numeric=True),
        "sd": Column("Standard deviation", lambda v: single(v, DIGITS), numeric=True),
        "low": Column("Lowest", lambda v: single(v, DIGITS), numeric=True),
        "high": Column("Highest", lambda v: single(v, DIGITS), numeric=True),
    }
    rules = Table(f"{name}-rules", "What each rule makes of the ratings, in scale points", columns, rows)
    return [rules, *([_pairs_of_numbers(name, result)] if result["agreement"] else [])]


def _why_no_value(one: dict[str, Any]) -> str:
    if "valued" not in one:
        return f"all: {one['reason']}"
    return "; ".join(f"{count(n)}: {why}" for why, n in one["without_value"].items()) or "none"


def _pairs_of_numbers(name: str, result: dict[str, Any]) -> Table:
    parts = ("correlation", "mean_difference", "mean_absolute_difference")
    rows = [
        [*pair["rules"], pair["items"], *({"estimate": pair[part], "reason": pair.get("reason")} for part in parts)]
        for pair in result["agreement"]
    ]
    columns = {
        "rule": Column("Rule", aggregation_rule),
        "other": Column("Other rule", aggregation_rule),
        "items": Column("Items", count, numeric=True),
        "correlation": Column("Correlation", lambda v: single(v, DIGITS), numeric=True),
        "difference": Column("Mean difference", lambda v: single(v, DIGITS), numeric=True),
        "absolute": Column("Mean absolute difference", lambda v: single(v, DIGITS), numeric=True),
    }
    return Table(f"{name}-pairs", "How far rules agree with each other, in scale points", columns, rows)
