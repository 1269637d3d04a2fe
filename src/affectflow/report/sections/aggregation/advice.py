"""Items that another vote would tell most about, and what more votes or items would give."""

from __future__ import annotations

from typing import Any

from ...blocks import Block, Column, Figure, Prose, Table
from ...figures.cost import against_votes
from ...material import Material
from ...numbers import count, interval, number, percent, plural, single
from ...words import plain

DIGITS = 3
SHOWN = 10


def blocks(material: Material, name: str, result: dict[str, Any]) -> list[Block]:
    """Advice on more votes, with its assumptions."""
    told = result["advice"]
    found = _items(name, result) if told["items"] else []
    return found + (_cost(material, name, result, told["cost"]) if told.get("cost", {}).get("votes") else [])


def _items(name: str, result: dict[str, Any]) -> list[Block]:
    told = result["advice"]
    if result["labels"]:
        lead = (
            f"{percent(told['share_certain'])} of the items with a vote have a class with probability "
            f"{number(told['certain_from'], 1)} or more; the mean entropy of the posteriors is "
            f"{number(told['mean_entropy'], 2)} bits (model: {told['basis']}). One more vote tells most about the "
            "items below: the information is by how much it is expected to lower an item’s entropy, the gain by how "
            "much it is expected to raise the probability of its most probable class. An item on which raters truly "
            "differ stays uncertain only until it has many votes: then such a model takes disagreement for error."
        )
        return [Prose([lead], "Items that need more votes"), _of_classes(name, told["items"])]
    lead = (
        f"The standard deviation within items is {number(told['spread_within_items'], DIGITS)} scale points. One more "
        "rating helps most where there are fewest; of items with as many, those whose ratings differ most stand first."
    )
    return [Prose([lead], "Items that need more ratings"), _of_numbers(name, told["items"])]


def _of_classes(name: str, items: list[dict[str, Any]]) -> Table:
    parts = ("item", "votes", "label", "probability", "entropy", "information", "gain")
    columns = {
        "item": Column("Item"),
        "votes": Column("Votes", count, numeric=True),
        "label": Column("Most probable class", plain),
        "probability": Column("Its probability", lambda v: number(v, DIGITS), numeric=True),
        "entropy": Column("Entropy (bits)", lambda v: number(v, DIGITS), numeric=True),
        "information": Column("Information of a vote (bits)", lambda v: number(v, DIGITS), numeric=True),
        "gain": Column("Gain in probability", lambda v: number(v, DIGITS), numeric=True),
    }
    rows = [[item[part] for part in parts] for item in items]
    return Table(f"{name}-items", "Items that one more vote tells most about", columns, rows, shown=SHOWN)


def _of_numbers(name: str, items: list[dict[str, Any]]) -> Table:
    columns = {
        "item": Column("Item"),
        "votes": Column("Ratings", count, numeric=True),
        "mean": Column("Mean", lambda v: number(v, DIGITS), numeric=True),
        "standard_error": Column("Standard error now", lambda v: number(v, DIGITS), numeric=True),
        "next": Column("With one more", lambda v: number(v, DIGITS), numeric=True),
        "spread": Column("Own standard deviation", lambda v: single(v, DIGITS), numeric=True),
    }
    rows = [
        [i["item"], i["votes"], i["mean"], i["standard_error"], i["next_standard_error"],
         {"estimate": i["own_spread"], "reason": i.get("reason")}]
        for i in items
    ]  # fmt: skip
    return Table(f"{name}-items", "Items whose mean is least sure, in scale points", columns, rows, shown=SHOWN)


def _cost(material: Material, name: str, result: dict[str, Any], told: dict[str, Any]) -> list[Block]:
    alpha, aggregate = told["alpha"], "distribution of votes" if result["labels"] else "mean rating"
    needed = [f"{number(one['votes'], 1)} votes for {number(one['reliability'], 1)}" for one in told["needed"]]
    lead = (
        f"α of single {'votes' if result['labels'] else 'ratings'} is {interval(alpha, DIGITS)} with "
        f"{number(told['votes_per_item'], 1)} votes of each of {plural(alpha['items'], 'item')} that have two or more. "
        "It is a property of raters and items: more votes do not raise it, they narrow its interval. What grows is the "
        f"reliability of the {aggregate}: the agreement to be expected with that of as many other raters, by the "
        f"formula of Spearman and Brown. It takes {', '.join(needed)}."
    )
    table = _votes(name, told["votes"])
    rows = told["votes"]
    single_votes = [
        {"estimate": alpha["estimate"], "reason": row.get("reason")} | _around(alpha["estimate"], row["half_width"])
        for row in rows
    ]
    caption = f"Reliability of the {aggregate} and α of single votes against votes per item, at as many items"
    series = [("aggregate", [row["reliability"] for row in rows]), ("single votes", single_votes)]
    picture = against_votes(
        f"{name}-cost", caption, [row["votes_per_item"] for row in rows], series, told["votes_per_item"],
        synthetic=material.synthetic,
    )  # fmt: skip
    figure = Figure(f"{name}-cost", f"{caption}; bars are intervals", picture, table.name)
    return [Prose([lead], "What more votes would give"), figure, table, _widths(name, told["items"])]


def _around(middle: float, half: float | None) -> dict[str, Any]:
    return {"low": None, "high": None} if half is None else {"low": middle - half, "high": middle + half}


def _votes(name: str, rows: list[dict[str, Any]]) -> Table:
    columns = {
        "votes_per_item": Column("Votes of each item", count, numeric=True),
        "votes": Column("Votes in all", count, numeric=True),
        "reliability": Column("Reliability of the aggregate [interval]", lambda v: interval(v, DIGITS), numeric=True),
        "half_width": Column("Half of α’s interval", lambda v: single(v, DIGITS), numeric=True),
    }
    told = [[r["votes_per_item"], r["votes"], r["reliability"], _half(r)] for r in rows]
    return Table(f"{name}-cost", "What votes per item give, at as many items as now", columns, told, folded=True)


def _widths(name: str, rows: list[dict[str, Any]]) -> Table:
    columns = {
        "items": Column("Items", count, numeric=True),
        "votes": Column("Votes in all", count, numeric=True),
        "half_width": Column("Half of α’s interval", lambda v: single(v, DIGITS), numeric=True),
    }
    told = [[r["items"], r["votes"], _half(r)] for r in rows]
    caption = "What more items give, at as many votes of each as now"
    return Table(f"{name}-widths", caption, columns, told, note="Neither α nor the aggregate’s reliability changes.")


def _half(row: dict[str, Any]) -> dict[str, Any]:
    return {"estimate": row["half_width"], "reason": row.get("reason")}
