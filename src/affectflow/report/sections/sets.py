"""Sets of labels against a reference, and the agreement of those who give sets."""

from __future__ import annotations

from typing import Any

from ..blocks import Block, Column, Figure, Prose, Section, Table
from ..figures.forest import Row, forest
from ..material import Material, in_order
from ..numbers import count, interval, listing, number, percent, plural
from ..words import plain

DIGITS = 3
PARTS = ("precision", "recall", "average")
TONES = {"precision": "", "recall": "two", "average": "base"}


def build(material: Material) -> Section | None:
    """Precision, recall and their average for each rater; sizes of sets; alpha for sets."""
    found = material.results.analysis("sets")
    if not found:
        return None
    blocks: list[Block] = []
    for name, result in found:
        spec = material.study.analyse.get(name)
        ordered = in_order(result, getattr(spec, "predictions", ()))
        blocks.append(Prose(_sentences(ordered, getattr(spec, "synonyms", {})), plain(name)))
        blocks += _scores(name, ordered, material.synthetic)
        blocks += _agreement(name, ordered)
    lead = "; ".join(
        f"{plain(name)}: {plural(r['items_with_reference'], 'item')} with a set by {r['reference']}"
        for name, r in found
    )
    return Section("sets", "Sets of labels", f"{lead}.", blocks)


def _sentences(result: dict[str, Any], synonyms: dict[str, Any]) -> list[str]:
    size = result["reference_size"]
    joined = f"{plural(len(synonyms), 'group')} of synonyms were joined" if synonyms else "No synonyms were joined here"
    return [
        f"{plural(result['labels'], 'different label')} stand in the sets on {plain(result['scale'])}; a set of the "
        f"reference has {number(size['mean'], 2, size.get('reason'))} on average, and {count(size['empty'])} are "
        f"empty. {joined}. A prediction without members has a precision that is "
        f"{'undefined' if 'undefined' in result['conventions']['empty_prediction'] else 'counted as zero'}."
    ]


def _scores(name: str, result: dict[str, Any], synthetic: bool) -> list[Block]:
    shown = {rater: part for rater, part in result["predictions"].items() if part["n"]}
    rows = [Row(rater, part[of], (), TONES[of], of) for rater, part in shown.items() for of in PARTS]
    caption = f"Predicted sets against {result['reference']}, with {percent(result['level'], 0)} intervals"
    table = Table(
        f"{name}-scores",
        "Precision, recall and their average: means over items, and pooled over all members",
        {
            "rater": Column("Sets by"),
            "n": Column("Items", count, numeric=True),
            "empty": Column("Empty sets", count, numeric=True),
            **{of: Column(of.capitalize(), lambda v: interval(v, DIGITS), numeric=True) for of in PARTS},
            **{
                f"pooled_{of}": Column(f"Pooled {of}", lambda v: interval(v, DIGITS), numeric=True)
                for of in PARTS
            },
        },
        [
            [rater, part["n"], part["empty"], *(part[of] for of in PARTS), *(part[f"pooled_{of}"] for of in PARTS)]
            for rater, part in result["predictions"].items()
        ],
    )  # fmt: skip
    if not rows:
        return [table]
    picture = forest(f"{name}-forest", caption, rows, "share", guide=None, digits=DIGITS, synthetic=synthetic)
    return [Figure(f"{name}-forest", caption, picture, table.name), table, _items(name, shown)]


def _items(name: str, shown: dict[str, Any]) -> Table:
    rows = [
        [item, rater, *numbers]
        for rater, part in shown.items()
        for item, *numbers in zip(
            *(part["items"][key] for key in ("ids", "shared", "predicted", "reference")), strict=True
        )
    ]
    columns = {"item": Column("Item"), "rater": Column("Sets by")}
    titles = {"shared": "In both", "predicted": "Predicted", "reference": "Reference"}
    columns |= {key: Column(title, count, numeric=True) for key, title in titles.items()}
    return Table(f"{name}-items", "Sizes of the sets of each item", columns, rows, shown=10, folded=True)


def _agreement(name: str, result: dict[str, Any]) -> list[Block]:
    found = result["alpha"]
    if not found["raters"] and not found["absent"]:
        return []
    absent = f" Not in the corpus: {listing(found['absent'])}." if found["absent"] else ""
    table = Table(
        f"{name}-alpha",
        f"Agreement of those who give sets ({result['conventions']['distance']} distance)",
        {
            "raters": Column("Raters"),
            "alpha": Column("Krippendorff’s α [interval]", lambda v: interval(v, DIGITS), numeric=True),
        },
        [[listing(found["raters"]) or "none", found]],
        note=f"Agreement is on sets as the analysis joins them.{absent}",
    )
    return [table]
