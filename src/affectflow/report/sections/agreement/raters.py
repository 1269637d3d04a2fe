"""The map of raters, and what was found for each pair of them."""

from __future__ import annotations

from typing import Any

from ...blocks import Block, Column, Figure, Prose, Table
from ...figures.scatter import Axis, Point, scatter
from ...material import Material
from ...numbers import count, interval, is_undefined, number, plural
from ...words import capital

SHOWN = 20
PAIRED = {"cohen": "Cohen’s κ", "ccc": "Concordance correlation", "bland_altman": "Bias and limits of agreement"}


def blocks(material: Material, name: str, result: dict[str, Any]) -> list[Block]:
    """A dot for each rater, their table, and tables of pairs."""
    raters = result["raters"]
    found: list[Block] = _map(material, name, raters) if raters["ids"] else []
    for key, words in PAIRED.items():
        if "pairs" in result.get(key, {}):
            found.append(_pairs(name, key, words, result[key]["pairs"], raters))
        elif key == "bland_altman" and key in result:
            found.append(_limits(name, result[key]))
    return found


def _map(material: Material, name: str, raters: dict[str, Any]) -> list[Block]:
    numeric = "bias" in raters
    x, y = ("bias", "scatter") if numeric else ("votes", "alpha")
    points = [
        Point(who, across, up)
        for who, across, up in zip(raters["ids"], raters[x], raters[y], strict=True)
        if not (is_undefined(across) or is_undefined(up))
    ]
    caption = "Map of raters: " + (
        "how much each votes above the others on the same items, and how much that varies"
        if numeric
        else "each rater’s agreement with the others on the same items, by number of votes"
    )
    axes = (
        (
            Axis("bias: vote less the mean of the others (scale points)", 0.0, "no bias"),
            Axis("scatter (SD, scale points)"),
        )
        if numeric
        else (Axis("votes"), Axis("agreement with the others (α of one rater against the rest)", 0.0, "chance"))
    )
    table = _table(name, raters)
    words = [
        "Each rater is compared with the other votes on the same items: their difference is the mean over such pairs, "
        "and agreement is one minus its ratio to what that rater’s votes and all others’ would differ by chance."
    ]
    told: list[Block] = [Prose(words, "Raters")]
    if points:
        picture = scatter(f"{name}-raters-figure", caption, points, *axes, synthetic=material.synthetic)
        told.append(Figure(f"{name}-raters-figure", caption, picture, table.name))
    return [*told, table]


def _table(name: str, raters: dict[str, Any]) -> Table:
    columns = {
        "rater": Column("Rater"),
        "votes": Column("Votes", count, numeric=True),
        "paired": Column("Beside others’", count, numeric=True),
        "difference": Column("Mean difference", _shown, numeric=True),
        "alpha": Column("Agreement (α)", _shown, numeric=True),
    }
    numbers = ["difference", "alpha"]
    if "bias" in raters:
        columns |= {
            "bias": Column("Bias", _shown, numeric=True),
            "scatter": Column("Scatter (SD)", _shown, numeric=True),
        }
        numbers += ["bias", "scatter"]
    lists = [raters["ids"], raters["votes"], raters["paired"]]
    lists += [[_one(value, raters) for value in raters[key]] for key in numbers]
    rows = [list(row) for row in zip(*lists, strict=True)]
    return Table(
        f"{name}-raters", "Raters against the others on the same items", columns, rows, shown=SHOWN, folded=True
    )


def _one(value: float | None, around: dict[str, Any]) -> dict[str, Any]:
    return {"estimate": value, "reason": around.get("reason") if is_undefined(value) else None}


def _shown(found: dict[str, Any]) -> str:
    return number(found["estimate"], 3, found["reason"])


def _pairs(name: str, key: str, words: str, pairs: dict[str, Any], raters: dict[str, Any]) -> Table:
    ids = raters["ids"]
    who = [[_name(ids, a), _name(ids, b)] for a, b in zip(pairs["first"], pairs["second"], strict=True)]
    columns = {
        "first": Column("Rater"),
        "second": Column("and rater"),
        "items": Column("Items shared", count, numeric=True),
    }
    reason = pairs.get("reason")
    if key == "bland_altman":
        parts = ("bias", "lower", "upper", "sd")
        titles = ("Bias", "Lower limit", "Upper limit", "SD")
        columns |= {part: Column(title, _shown, numeric=True) for part, title in zip(parts, titles, strict=True)}
        values = [[_one(v, pairs) for v in column] for column in (pairs[part] for part in parts)]
    else:
        columns["estimate"] = Column("Estimate [interval]", lambda v: interval(v, 3), numeric=True)
        each = zip(pairs["estimate"], pairs["low"], pairs["high"], strict=True)
        values = [[{"estimate": e, "low": a, "high": b, "reason": reason} for e, a, b in each]]
    rows = [[*two, n, *row] for two, n, *row in zip(who, pairs["items"], *values, strict=True)]
    left = pairs["not_listed"]
    note = f"{plural(left, 'pair')} that share fewer items {'is' if left == 1 else 'are'} not listed." if left else ""
    caption = f"{words} of each pair of raters"
    return Table(f"{name}-{key}-pairs", caption, columns, rows, note=note, shown=SHOWN, folded=True)


def _name(ids: list[str], number_of: int) -> str:
    return ids[number_of] if number_of < len(ids) else f"rater {number_of + 1}"


def _limits(name: str, found: dict[str, Any]) -> Table:
    reason = found.get("reason")
    rows = [[words, found.get(key, {}) | {"reason": reason}] for key, words in (
        ("bias", "bias"), ("lower", "lower limit of agreement"), ("upper", "upper limit of agreement"))]  # fmt: skip
    columns = {
        "what": Column("", capital),
        "estimate": Column("Scale points [interval]", lambda v: interval(v, 3), numeric=True),
    }
    caption = "Bias (first rater less second) and limits of agreement"
    return Table(f"{name}-limits", caption, columns, rows)
