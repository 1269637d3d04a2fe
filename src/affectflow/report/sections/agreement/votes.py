"""What the votes look like: how often each was cast, and on which items they differ."""

from __future__ import annotations

from typing import Any

from ...blocks import Block, Column, Figure, Prose, Table
from ...figures.bars import Counted, bars
from ...figures.histograms import Histogram, at_values, between, histograms
from ...material import Material
from ...numbers import count, number, number_of, percent, plural
from ...words import capital, plain

MOST_PANELS = 6
MOST_VOTES = 8


def blocks(material: Material, name: str, result: dict[str, Any]) -> list[Block]:
    """Distribution of votes, disagreement by item, and the most disputed items."""
    parts = _parts(result)
    found: list[Block] = [Prose(_per_unit(result), "Votes")]
    found += _distribution(material, name, parts)
    found += _disagreement(material, name, parts)
    return found + _disputed(name, result)


def _parts(result: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Votes by scale where the study has these strata, else over all."""
    scales = result["by"].get("scale", {})
    if 1 < len(scales) <= MOST_PANELS:
        return {plain(scale): found["votes"] for scale, found in scales.items()}
    return {" and ".join(plain(scale) for scale in result["scales"]): result["votes"]}


def _per_unit(result: dict[str, Any]) -> list[str]:
    votes = result["votes"]["per_unit"]
    if not votes["votes"]:
        return ["There are no votes."]
    least, most = votes["votes"][0], votes["votes"][-1]
    total = sum(v * n for v, n in zip(votes["votes"], votes["units"], strict=True))
    mean = number(total / sum(votes["units"]), 1)
    each = count(least) if least == most else f"{count(least)} to {count(most)} (mean {mean})"
    return [f"Each rated item has {each} votes on a scale."]


def _distribution(material: Material, name: str, parts: dict[str, Any]) -> list[Block]:
    first = next(iter(parts.values()))["distribution"]
    rows, caption = [], "Distribution of votes"
    numeric = "mean" in first
    for part, votes in parts.items():
        found = votes["distribution"]
        spans = _named(found) if "counts" in found else []
        rows += [[part, at, n, n / found["n"] if found["n"] else None]
                 for at, n in zip(spans, found.get("counts", []), strict=True)]  # fmt: skip
    columns = {
        "scale": Column("Scale"),
        "vote": Column("Vote", str if numeric else plain),
        "votes": Column("Votes", count, numeric=True),
        "share": Column("Share", lambda v: percent(v, 1), numeric=True),
    }
    table = Table(f"{name}-votes", caption, columns, rows, folded=True)
    picture = _values(material, name, parts) if numeric else _labels(material, name, parts)
    told = [Figure(f"{name}-votes-figure", caption, picture, table.name)] if rows else []
    return [*told, table, *([_moments(name, parts)] if numeric else [])]


def _named(found: dict[str, Any]) -> list[str]:
    if "labels" in found:
        return [f"{label:g}" if isinstance(label, float | int) else label for label in found["labels"]]
    return [f"{low:.4g} to {high:.4g}" for low, high in between(found["edges"])]


def _labels(material: Material, name: str, parts: dict[str, Any]):
    labels = next(iter(parts.values()))["distribution"]["labels"]
    panels = [Counted(part, f"{count(v['distribution']['n'])} votes", v["distribution"]["counts"])
              for part, v in parts.items()]  # fmt: skip
    words = [plain(label) for label in labels]
    return bars(f"{name}-votes-figure", "Distribution of votes", words, panels, synthetic=material.synthetic)


def _values(material: Material, name: str, parts: dict[str, Any]):
    panels = []
    for part, votes in parts.items():
        found = votes["distribution"]
        spans = at_values(found["labels"]) if "labels" in found else between(found.get("edges", []))
        note = f"{count(found['n'])} votes, mean {number(found['mean'], 2, found.get('reason'))}"
        panels.append(Histogram(part, note, spans, found.get("counts", [])))
    return histograms(
        f"{name}-votes-figure", "Distribution of votes", "vote (scale points)", panels, synthetic=material.synthetic
    )


def _moments(name: str, parts: dict[str, Any]) -> Table:
    keys = ("n", "mean", "sd", "skewness", "least", "most")
    rows = [[part, *(number_of(votes["distribution"], key) for key in keys)] for part, votes in parts.items()]
    columns = {"scale": Column("Scale"), "n": Column("Votes", lambda v: count(v["estimate"]), numeric=True)}
    titles = {"mean": "Mean", "sd": "SD", "skewness": "Skewness", "least": "Least", "most": "Most"}
    columns |= {key: Column(title, _single, numeric=True) for key, title in titles.items()}
    return Table(f"{name}-moments", "Moments of the votes (scale points)", columns, rows)


def _single(found: dict[str, Any]) -> str:
    return number(found["estimate"], 2, found["reason"])


def _disagreement(material: Material, name: str, parts: dict[str, Any]) -> list[Block]:
    panels, rows = [], []
    measure = next(iter(parts.values()))["disagreement"]["measure"]
    for part, votes in parts.items():
        found = votes["disagreement"]
        if "histogram" not in found:
            continue
        edges, counts = found["histogram"]["edges"], found["histogram"]["counts"]
        middle = f"median {number(found['quantiles']['50'], 2)}, none in {count(found['none'])} of {count(found['n'])}"
        panels.append(Histogram(part, middle, between(edges), counts))
        rows += [[part, low, high, n] for (low, high), n in zip(between(edges), counts, strict=True)]
    if not panels:
        return []
    caption = f"Disagreement by item: {measure}"
    columns = {
        "scale": Column("Scale"),
        "low": Column("From", lambda v: number(v, 3), numeric=True),
        "high": Column("To", lambda v: number(v, 3), numeric=True),
        "items": Column("Items", count, numeric=True),
    }
    table = Table(f"{name}-disagreement", caption, columns, rows, folded=True)
    picture = histograms(f"{name}-disagreement-figure", caption, measure, panels, synthetic=material.synthetic)
    return [Figure(f"{name}-disagreement-figure", caption, picture, table.name), table]


def _disputed(name: str, result: dict[str, Any]) -> list[Block]:
    found = result["disputed"]
    if not found["ids"]:
        return []
    several = len(result["scales"]) > 1
    rows = [
        [item, *([scale] if several else []), apart, n, _votes(votes)]
        for item, scale, apart, n, votes in zip(
            found["ids"], found["scales"], found["disagreement"], found["n"], found["votes"], strict=True
        )
    ]
    columns = {"item": Column("Item")}
    columns |= {"scale": Column("Scale", plain)} if several else {}
    columns |= {
        "disagreement": Column("Disagreement", lambda v: number(v, 2), numeric=True),
        "n": Column("Votes", count, numeric=True),
        "votes": Column("What was voted"),
    }
    caption = f"The {plural(len(rows), 'most disputed item')}: {found['measure']}"
    return [Table(f"{name}-disputed", capital(caption), columns, rows)]


def _votes(votes: list[Any] | str) -> str:
    if isinstance(votes, str):
        return votes
    told = [f"{plain(v) if isinstance(v, str) else f'{v:g}'} ×{count(n)}" for v, n in votes[:MOST_VOTES]]
    return ", ".join(told) + (f" and {count(len(votes) - MOST_VOTES)} more" if len(votes) > MOST_VOTES else "")
