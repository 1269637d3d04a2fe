"""Rated conditions: means, paired differences and relative improvements."""

from __future__ import annotations

from typing import Any

from ..blocks import Block, Column, Figure, Notice, Section, Table
from ..figures.forest import Guide, Row, forest
from ..material import Material, in_order
from ..numbers import bare_p, count, interval, percent, plural
from ..words import plain

UNIT = "scale points"


def build(material: Material) -> Section | None:
    """One forest plot and two tables for each contrast of each analysis."""
    found = material.results.analysis("rated_conditions")
    if not found:
        return None
    blocks: list[Block] = []
    leads = []
    for name, result in found:
        spec = material.study.analyse.get(name)
        ordered = in_order(result, list(getattr(spec, "scales", ())))
        leads.append(_lead(ordered))
        blocks += [Notice(ordered["warnings"])] if ordered["warnings"] else []
        blocks.append(_means(name, ordered))
        for condition in ordered["contrasts"]:
            blocks += _contrast(name, condition, ordered, material.synthetic)
    return Section("rated_conditions", "Rated conditions", " ".join(leads), blocks)


def _lead(result: dict[str, Any]) -> str:
    told = [
        f"{plain(condition)} against {plain(result['reference'])}: {interval(found)} % over all scales"
        for condition, found in result["overall"].items()
    ]
    overall = f"; {'; '.join(told)} ({percent(result['level'], 0)} interval)" if told else ""
    return (
        f"{plural(result['sessions'], 'session')}, {plural(result['raters'], 'rater')}, "
        f"{plural(result['ratings'], 'rating')}{overall}."
    )


def _means(name: str, result: dict[str, Any]) -> Table:
    columns = {"scale": Column("Scale", plain)}
    columns |= {c: Column(f"{plain(c)} [interval]", interval, numeric=True) for c in result["means"]}
    scales = next(iter(result["means"].values()))
    rows = [[scale, *(found[scale] for found in result["means"].values())] for scale in scales]
    return Table(f"{name}-condition-means", f"Mean rating by condition, over sessions ({UNIT})", columns, rows)


def _contrast(name: str, condition: str, result: dict[str, Any], synthetic: bool) -> list[Block]:
    found, stem = result["contrasts"][condition], f"{name}-{condition}".replace(" ", "-")
    caption = f"{plain(condition)} less {plain(result['reference'])}, with {percent(result['level'], 0)} intervals"
    rows = [Row(plain(s), part["difference"], note=f"n = {part['difference']['n']}") for s, part in found.items()]
    axis = f"paired difference ({UNIT})"
    guide = Guide(0.0, "no difference")
    picture = forest(f"{stem}-forest", caption, rows, axis, guide=guide, digits=2, synthetic=synthetic)
    table = _table(stem, caption, found, result["conventions"])
    return [Figure(f"{stem}-forest", caption, picture, table.name), table]


def _table(stem: str, caption: str, found: dict[str, Any], stated: dict[str, str]) -> Table:
    def test(part: dict[str, Any], key: str) -> dict[str, Any]:
        return {"estimate": part.get(key), "reason": part.get("reason")}

    p = Column("p", bare_p, True)
    columns = {
        "scale": Column("Scale", plain),
        "difference": Column("Difference [interval]", interval, numeric=True),
        "bootstrap": Column("By bootstrap [interval]", interval, numeric=True),
        "relative": Column("Relative, % [interval]", interval, numeric=True),
        "p": p,
        "p_holm": Column("p (Holm)", p.show, numeric=True),
        "p_signed_rank": Column("p (signed rank)", p.show, numeric=True),
        "rank_biserial": Column("Rank-biserial r [interval]", interval, numeric=True),
        "n": Column("n", count, numeric=True),
    }
    rows = [
        [
            scale, part["difference"], part["bootstrap"], part["relative"], test(part["difference"], "p"),
            test(part["difference"], "p_holm"), test(part["signed_rank"], "p"),
            part["signed_rank"]["rank_biserial"], part["difference"]["n"],
        ]
        for scale, part in found.items()
    ]  # fmt: skip
    note = f"Signed ranks: {stated['ranks']}; {stated['zeros']}; rank-biserial {stated['rank_biserial']}."
    return Table(f"{stem}-differences", caption, columns, rows, note=note)
