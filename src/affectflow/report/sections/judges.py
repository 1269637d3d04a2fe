"""How far judges agree with people, and by how much they inflate."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...studies.analyse import Judges
from ..blocks import Block, Column, Figure, Notice, Prose, Section, Table
from ..figures.forest import Guide
from ..figures.side_by_side import side_by_side
from ..material import Material
from ..numbers import bare_p, count, interval, listing, number, percent, plural, single
from ..words import capital, plain
from ..words import unit as unit_of

DIGITS = 2
FORM = "ICC(A,1)"
PEOPLE = "people"

Found = tuple[str, str, dict[str, Any]]
"""The group of a measure, its name, and what was found; a group's own measure has its name twice."""


def build(material: Material) -> Section | None:
    """Reliability, bias, agreement beside that of people, and automatic metrics, for each analysis."""
    found = material.results.analysis("judges")
    if not found:
        return None
    blocks: list[Block] = []
    leads = [_lead(name, result, len(found) == 1) for name, result in found]
    for name, result in found:
        measures = list(_measures(material, name, result))
        form, resampled = _form(material, name)
        blocks.append(Prose(_sentences(result), plain(name) if len(found) > 1 else ""))
        if result["judges"]:
            blocks.append(_tally(name, result))
            blocks += _reliability(name, result, measures, form, resampled, material.synthetic)
            blocks += _bias(name, result, measures, material.synthetic)
        blocks.append(_people(name, result, measures))
        blocks += _metrics(name, result, measures, material.synthetic)
        blocks.append(_pairs(name, result))
    return Section("judges", "Judges and people", " ".join(leads), blocks)


def _form(material: Material, name: str) -> tuple[str, bool]:
    """The intraclass correlation that is drawn, and whether with its bootstrap interval: those of the verdict."""
    spec = material.study.analyse.get(name)
    verdict = spec.verdict if isinstance(spec, Judges) else None
    return (verdict.form, verdict.interval == "bootstrap") if verdict else (FORM, False)


def _measures(material: Material, name: str, result: dict[str, Any]) -> Iterator[Found]:
    """Groups in the study's order, each before its scales."""
    spec = material.study.analyse.get(name)
    groups = spec.groups if isinstance(spec, Judges) else {g: v["scales"] for g, v in result["groups"].items()}
    for group, scales in groups.items():
        if len(scales) > 1:
            yield group, group, result["groups"][group]
        yield from ((group, scale, result["scales"][scale]) for scale in scales)


def _lead(name: str, result: dict[str, Any], alone: bool) -> str:
    counts = result["counts"]
    told = f"{plural(len(result['people']), 'person', 'people')} gave {plural(counts['ratings_by_people'], 'rating')}"
    told += f" of {plural(counts['items_rated'], 'item')} on {plural(counts['scales'], 'scale')}"
    told = told if alone else f"{capital(plain(name))}: {told}"
    if not result["judges"]:
        return f"{told}."
    cells = [part["bias"] for scale in result["scales"].values() for part in scale["judges"].values()]
    inflated = sum(bias["inflated"] for bias in cells)
    return (
        f"{told}, and {plural(len(result['judges']), 'judge')} {count(counts['ratings_by_judges'])}. In "
        f"{count(inflated)} of {plural(len(cells), 'pair')} of judge and scale the judge inflates (Holm-adjusted)."
    )


def _sentences(result: dict[str, Any]) -> list[str]:
    people = listing(list(result["people"]))
    unit = (
        "Reliability is of means over the items of a condition: how far a judge orders conditions as people do. "
        if result["unit"] == "condition"
        else "Reliability is of single items. "
    )
    together = f"People together are the {result['combine']} of {people}. " if len(result["people"]) > 1 else ""
    clusters = f"Items with the same {unit_of(result['cluster'])} are drawn together."
    return [f"{together}{unit if result['judges'] else ''}{clusters if result['cluster'] != 'item_id' else ''}".strip()]


def _reliability(
    name: str, result: dict[str, Any], measures: list[Found], form: str, resampled: bool, synthetic: bool
) -> list[Block]:
    several = len(result["people"]) > 1
    rows = {
        _words(group, measure): ({PEOPLE: found["people"]["icc"][form]} if several else {})
        | {
            judge: _resampled(part["icc"][form]) if resampled else part["icc"][form]
            for judge, part in ((judge, found["judges"][judge]) for judge in result["judges"])
        }
        for group, measure, found in measures
    }
    columns = [*([PEOPLE] if several else []), *result["judges"]]
    means = "bootstrap intervals" if resampled else "intervals"
    caption = f"{form} of each judge with people, by scale, with {percent(result['level'], 0)} {means}"
    table = _table(name, result, measures, form)
    axis = form + ("; people: among themselves, single items" if several else "")
    picture = side_by_side(
        f"{name}-icc", caption, rows, columns, axis, guide=Guide(0.0, "no reliability"), digits=DIGITS,
        synthetic=synthetic, headings=_headings(measures),
    )  # fmt: skip
    return [Figure(f"{name}-icc", caption, picture, table.name), table, *_ungraded(result)]


def _tally(name: str, result: dict[str, Any]) -> Table:
    columns = {
        "judge": Column("Judge"),
        "scales": Column("Scales", count, numeric=True),
        "inflated": Column("Inflates", count, numeric=True),
    }
    several = any(found["compared"] for found in result["tally"].values())
    if several:
        columns |= {
            "below": Column("Agrees with people worse than they do", count, numeric=True),
            "above": Column("Agrees with people better than they do", count, numeric=True),
        }
    grades = sorted({grade for found in result["tally"].values() for grade in found["grades"]})
    columns |= {grade: Column(capital(grade), count, numeric=True) for grade in grades}
    rows = [
        [judge, found["scales"], found["inflated"],
         *((found["below_people"], found["above_people"]) if several else ()),
         *(found["grades"].get(grade, 0) for grade in grades)]
        for judge, found in ((judge, result["tally"][judge]) for judge in result["judges"])
    ]  # fmt: skip
    caption = "Each judge in short: numbers of scales"
    note = "Worse and better: the whole interval of the difference is below or above zero." if several else ""
    return Table(f"{name}-tally", caption, columns, rows, note=note)


def _ungraded(result: dict[str, Any]) -> list[Block]:
    cells = [part.get("verdict") for scale in result["scales"].values() for part in scale["judges"].values()]
    if any(cells):
        return []
    return [Notice(["The study declares no thresholds of reliability: nothing here is called good or poor."])]


def _table(name: str, result: dict[str, Any], measures: list[Found], form: str) -> Table:
    graded = any("verdict" in part for _, _, found in measures for part in found["judges"].values())
    columns = {
        "scale": Column("Scale", plain),
        "judge": Column("Judge"),
        "n": Column("Items", count, numeric=True),
        "icc": Column(f"{form} [interval]", lambda v: interval(v, DIGITS), numeric=True),
        "consistency": Column("ICC(C,1) [interval]", lambda v: interval(v, DIGITS), numeric=True),
        "average": Column("ICC(A,k) [interval]", lambda v: interval(v, DIGITS), numeric=True),
        "bootstrap": Column(f"{form} [bootstrap]", lambda v: interval(v, DIGITS), numeric=True),
        "kappa": Column("Kappa with single people", lambda v: interval(v, DIGITS), numeric=True),
        "against": Column("Minus people’s own", lambda v: interval(v, DIGITS), numeric=True),
    } | ({"verdict": Column("Verdict")} if graded else {})
    rows = [
        [measure, judge, part["n"], part["icc"][form], part["icc"]["ICC(C,1)"], part["icc"]["ICC(A,k)"],
         _resampled(part["icc"][form]), part["kappa"], part["against_people"]]
        + ([part["verdict"]["grade"] or f"undefined: {part['verdict']['reason']}"] if graded else [])
        for _, measure, found in measures
        for judge, part in ((judge, found["judges"][judge]) for judge in result["judges"])
    ]  # fmt: skip
    caption = "Reliability of judges, and their agreement with single people minus that of people among themselves"
    return Table(
        f"{name}-reliability",
        caption,
        columns,
        rows,
        shown=28,
        folded=True,
        note="k is two: people together, and a judge.",
    )


def _resampled(found: dict[str, Any]) -> dict[str, Any]:
    return found | {"low": found["bootstrap_low"], "high": found["bootstrap_high"]}


def _bias(name: str, result: dict[str, Any], measures: list[Found], synthetic: bool) -> list[Block]:
    rows = {
        _words(group, measure): {judge: found["judges"][judge]["bias"] for judge in result["judges"]}
        for group, measure, found in measures
    }
    level = percent(result["level"], 0)
    caption = f"Bias of each judge, judge minus people, with {level} intervals"
    picture = side_by_side(
        f"{name}-bias", caption, rows, result["judges"], "bias (scale points; above zero: inflation)",
        guide=Guide(0.0, "no bias"), digits=DIGITS, synthetic=synthetic, headings=_headings(measures),
    )  # fmt: skip
    reaches = {
        plain(group): {judge: _reach(part["judges"][judge]) for judge in result["judges"]}
        for group, part in result["groups"].items()
    }
    about = "Limits of agreement by group of scales: bias, and where most differences of single items lie"
    limits = side_by_side(
        f"{name}-limits", about, reaches, result["judges"], "judge minus people (scale points)",
        guide=Guide(0.0, "no difference"), digits=DIGITS, synthetic=synthetic,
    )  # fmt: skip
    table = Table(
        f"{name}-bias-table",
        "Bias of judges and limits of agreement (scale points)",
        {
            "scale": Column("Scale", plain),
            "judge": Column("Judge"),
            "people_mean": Column("Mean of people", lambda v: number(v, DIGITS), numeric=True),
            "mean": Column("Mean of judge", lambda v: number(v, DIGITS), numeric=True),
            "bias": Column("Bias [interval]", lambda v: interval(v, DIGITS), numeric=True),
            "p_holm": Column("p (Holm)", bare_p, numeric=True),
            "lower": Column("Lower limit", lambda v: single(v, DIGITS), numeric=True),
            "upper": Column("Upper limit", lambda v: single(v, DIGITS), numeric=True),
            "inflated": Column("Inflates"),
        },
        [
            [measure, judge, part["people_mean"]["mean"], part["mean"], part["bias"],
             {"estimate": part["bias"]["p_holm"], "reason": part["bias"].get("reason")}, part["limits"]["lower"],
             part["limits"]["upper"], "yes" if part["bias"]["inflated"] else "no"]
            for _, measure, found in measures
            for judge, part in ((judge, found["judges"][judge]) for judge in result["judges"])
        ],
        shown=28,
        folded=True,
    )  # fmt: skip
    return [
        Figure(f"{name}-bias", caption, picture, table.name),
        Figure(f"{name}-limits", about, limits, table.name),
        table,
    ]


def _reach(judge: dict[str, Any]) -> dict[str, Any]:
    """Limits of agreement in the place of an interval around the bias."""
    ends = {end: judge["limits"][key]["estimate"] for end, key in (("low", "lower"), ("high", "upper"))}
    return {"estimate": judge["bias"]["estimate"], "reason": judge["limits"].get("reason"), **ends}


def _people(name: str, result: dict[str, Any], measures: list[Found]) -> Table:
    columns = {
        "scale": Column("Scale", plain),
        "n": Column("Items rated", count, numeric=True),
        "mean": Column("Mean", lambda v: number(v, DIGITS), numeric=True),
    }
    if len(result["people"]) < 2:
        rows = [[measure, found["people"]["n"], found["people"]["mean"]] for _, measure, found in measures]
        return Table(f"{name}-people", f"What {result['people'][0]} says", columns, rows)
    columns |= {
        "n_complete": Column("Rated by all", count, numeric=True),
        "kappa": Column("Mean kappa [interval]", lambda v: interval(v, DIGITS), numeric=True),
        "single": Column("ICC(A,1) [interval]", lambda v: interval(v, DIGITS), numeric=True),
        "average": Column("ICC(A,k) [interval]", lambda v: interval(v, DIGITS), numeric=True),
    }
    rows = [
        [measure, *(found["people"][part] for part in ("n", "mean", "n_complete", "kappa")),
         found["people"]["icc"]["ICC(A,1)"], found["people"]["icc"]["ICC(A,k)"]]
        for _, measure, found in measures
    ]  # fmt: skip
    caption = f"People among themselves; k is {count(len(result['people']))}"
    return Table(f"{name}-people", caption, columns, rows)


def _metrics(name: str, result: dict[str, Any], measures: list[Found], synthetic: bool) -> list[Block]:
    rows = [
        [measure, metric, coefficient, part[coefficient],
         {"estimate": part[coefficient]["p_holm"], "reason": part[coefficient].get("reason")}, part[coefficient]["n"]]
        for _, measure, found in measures
        for metric, part in found["metrics"].items()
        for coefficient in ("pearson", "spearman", "kendall")
    ]  # fmt: skip
    columns = {
        "scale": Column("Scale", plain),
        "metric": Column("Metric", plain),
        "coefficient": Column("Coefficient", lambda c: {"kendall": "Kendall’s τ-b"}.get(c, f"{c.capitalize()}’s r")),
        "correlation": Column("Correlation [interval]", lambda v: interval(v, DIGITS), numeric=True),
        "p_holm": Column("p (Holm)", bare_p, numeric=True),
        "n": Column("Items", count, numeric=True),
    }
    caption = "Automatic metrics and people: correlations over items"
    if not rows:
        return []
    table = Table(f"{name}-metrics", caption, columns, rows, shown=24, folded=True)
    cells = {_words(group, measure): {metric: part["spearman"] for metric, part in found["metrics"].items()}
             for group, measure, found in measures}  # fmt: skip
    metrics = list(dict.fromkeys(metric for each in cells.values() for metric in each))
    about = f"Spearman’s correlation of each metric with people, with {percent(result['level'], 0)} intervals"
    picture = side_by_side(
        f"{name}-spearman", about, cells, metrics, "Spearman’s r", guide=Guide(0.0, "no correlation"), digits=DIGITS,
        synthetic=synthetic, headings=_headings(measures),
    )  # fmt: skip
    return [Figure(f"{name}-spearman", about, picture, table.name), table]


def _pairs(name: str, result: dict[str, Any]) -> Table:
    rows = [[scale, *pair.split("+"), kappa, kappa["items"]]
            for scale, found in result["pairs"].items() for pair, kappa in found.items()]  # fmt: skip
    columns = {
        "scale": Column("Scale", plain),
        "first": Column("First"),
        "second": Column("Second"),
        "kappa": Column("Kappa [interval]", lambda v: interval(v, DIGITS), numeric=True),
        "items": Column("Items", count, numeric=True),
    }
    caption = f"Quadratic-weighted kappa of all pairs of raters, weighted by {result['conventions']['distance']}"
    return Table(f"{name}-pairs", caption, columns, rows, shown=20, folded=True)


def _words(group: str, measure: str) -> str:
    """A measure's name without that of its group before it, which stands above it."""
    return plain(measure) if measure == group else plain(measure.removeprefix(f"{group}_"))


def _headings(measures: list[Found]) -> list[str]:
    return [plain(measure) for group, measure, _ in measures if measure == group]
