"""How far the raters agree, and what each rater's votes mean."""

from __future__ import annotations

from typing import Any

from ..blocks import Block, Column, Figure, Notice, Prose, Section, Table
from ..figures.heat import Matrix, panels
from ..material import Material
from ..numbers import count, interval, number, percent, plural, single
from ..words import plain

DIGITS = 3


def build(material: Material) -> Section | None:
    """Alpha with its interval, and each rater's confusion matrix beside what was planted."""
    found = material.results.analysis("agreement")
    if not found:
        return None
    blocks: list[Block] = []
    for name, result in found:
        blocks += [Prose(_sentences(material, name, result)), _alpha(name, result)]
        if result["raters"]["ids"]:
            blocks += _raters(material, name, result)
    lead = "; ".join(
        f"Krippendorff’s α = {interval(r['alpha'], DIGITS)} on the scale {plain(r['scale'])}" for _, r in found
    )
    return Section("agreement", "Agreement of raters", f"{lead}.", blocks)


def _sentences(material: Material, name: str, result: dict[str, Any]) -> list[str]:
    alpha = result["alpha"]
    first = (
        f"{plural(result['raters_n'], 'rater')} gave {plural(result['ratings'], 'rating')} of "
        f"{plural(result['items'], 'item')}; {count(result['items_with_pairs'])} of these have at least two ratings "
        f"and count towards α ({result['level_of_measurement']} data). The observed disagreement is "
        f"{number(alpha['observed_disagreement'], DIGITS, alpha.get('reason'))}; "
        f"{number(alpha['expected_disagreement'], DIGITS, alpha.get('reason'))} is expected by chance."
    )
    second = (
        "α is one minus their ratio: one when the raters always agree, zero when they agree no more than chance "
        "would have it, negative when they disagree systematically. Whether it suffices depends on what the ratings "
        "are used for."
    )
    spec = material.study.analyse.get(name)
    limit = getattr(spec, "min_alpha", None)
    gate = [f"The study set α ≥ {number(limit, 2)} as the least it accepts."] if limit is not None else []
    return [first, second, *gate]


def _alpha(name: str, result: dict[str, Any]) -> Table:
    alpha = result["alpha"]
    return Table(
        f"{name}-alpha",
        f"Agreement on the scale {plain(result['scale'])}, with {percent(alpha['level'], 0)} interval",
        {
            "coefficient": Column("Coefficient"),
            "alpha": Column("Estimate [interval]", lambda v: interval(v, DIGITS), numeric=True),
            "observed_disagreement": Column("Observed disagreement", lambda v: number(v, DIGITS), numeric=True),
            "expected_disagreement": Column("Expected disagreement", lambda v: number(v, DIGITS), numeric=True),
            "items": Column("Items with pairs", count, numeric=True),
            "ratings": Column("Ratings", count, numeric=True),
        },
        [["Krippendorff’s α", alpha, alpha["observed_disagreement"], alpha["expected_disagreement"],
          result["items_with_pairs"], result["ratings"]]],
        note=f"Interval: {alpha['method']}." if alpha.get("method") else "",
    )  # fmt: skip


def _raters(material: Material, name: str, result: dict[str, Any]) -> list[Block]:
    raters, found = result["raters"], result["raters"]["confusion"]
    planted = _planted(material, raters["ids"], found["labels"])
    groups = []
    for i, rater in enumerate(raters["ids"]):
        pair = [Matrix("estimate", found["estimate"][i])]
        groups.append((rater, pair + ([Matrix("planted", planted[rater])] if planted else [])))
    caption = "Confusion matrix of each rater: rows are the latent class, columns the rater’s vote" + (
        "; left the estimate from the votes alone, right what was planted" if planted else ""
    )
    picture = panels(
        f"{name}-raters", caption, groups, found["labels"], across=3 if planted else 5, synthetic=material.synthetic
    )
    table = _cells(f"{name}-confusions", raters, found, planted)
    converged = found.get("converged", True)
    warning = [] if converged else [Notice(["The estimate of the confusion matrices did not converge."])]
    lead = (
        f"The confusion matrices are estimated from the votes alone ({found['method']}; "
        f"{plural(found['iterations'], 'iteration')}, log-likelihood {number(found['log_likelihood'], 1)})."
    )
    return [
        Prose([lead], "Each rater’s votes"),
        *warning,
        Figure(f"{name}-raters", caption, picture, table.name),
        table,
    ]


def _planted(material: Material, ids: list[str], labels: list[str]) -> dict[str, Any] | None:
    """Planted matrices by rater, in the order of `labels`; None when nothing was planted for these raters."""
    truth = (material.results.planted or {}).get("raters")
    if not truth or set(ids) - set(truth["ids"]) or set(labels) != set(truth["labels"]):
        return None
    order = [truth["labels"].index(label) for label in labels]
    by_id = dict(zip(truth["ids"], truth["confusion"], strict=True))
    return {rater: [[by_id[rater][i][j] for j in order] for i in order] for rater in ids}


def _cells(name: str, raters: dict[str, Any], found: dict[str, Any], planted: dict[str, Any] | None) -> Table:
    labels = found["labels"]
    cells = [(i, r, c, v) for i, r in enumerate(raters["ids"]) for c in range(len(labels)) for v in range(len(labels))]
    rows = [
        [
            r,
            labels[c],
            labels[v],
            _cell(found, "estimate", i, c, v),
            _cell(found, "standard_error", i, c, v),
            found["n"][i][c],
        ]
        + ([planted[r][c][v]] if planted else [])
        for i, r, c, v in cells
    ]
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
    reason = found.get("reason") or "no votes in this class"
    return {"estimate": value, "reason": reason if value is None else None}
