"""Participants at baseline: who they were, and how far the arms are apart."""

from __future__ import annotations

from typing import Any

from ..blocks import Block, Column, Figure, Notice, Section, Table
from ..figures.love import Compared, love
from ..material import Material
from ..numbers import MINUS, count, number, percent, plural, single
from ..words import plain

FAR = 0.1
"""Distance from which on arms are often called unlike (Austin, 2009); a guide for the eye, no test."""


def build(material: Material) -> Section | None:
    """Table 1 and a figure of standardised differences, for each description."""
    found = material.results.analysis("baseline")
    if not found:
        return None
    blocks: list[Block] = []
    for name, result in found:
        warnings: list[Block] = [Notice(result["warnings"])] if result["warnings"] else []
        caption = f"Standardised differences from {plain(result['reference'])}, without sign"
        table = _differences(name, result)
        drawn = love(f"{name}-balance", caption, _compared(result), FAR, synthetic=material.synthetic)
        blocks += [
            *warnings,
            _table(name, result),
            Figure(f"{name}-balance", caption, drawn, table.name),
            table,
            _numbers(name, result),
        ]
    return Section("baseline", "Participants at baseline", " ".join(_lead(result) for _, result in found), blocks)


def _lead(result: dict[str, Any]) -> str:
    far = [
        one["estimate"]
        for variable in result["variables"].values()
        for one in variable["differences"].values()
        if one["estimate"] is not None
    ]
    total = plural(sum(result["n"].values()), "participant")
    largest = f" The largest standardised difference is {number(max(map(abs, far)))}." if far else ""
    return f"{total} in {plural(len(result['arms']), 'arm')}.{largest}"


def _table(name: str, result: dict[str, Any]) -> Table:
    arms = result["arms"]
    others = [arm for arm in arms if arm != result["reference"]]
    columns = {"characteristic": Column("Characteristic")}
    columns |= {arm: Column(f"{plain(arm)} (n = {count(result['n'][arm])})", numeric=True) for arm in arms}
    columns |= {f"smd_{arm}": Column(f"SMD {plain(arm)}" if len(others) > 1 else "SMD", single, True) for arm in others}
    rows: list[list[Any]] = []
    for variable in result["order"]:
        rows += _rows(variable, result["variables"][variable], arms, others)
    return Table(
        name,
        "Participants at baseline, by arm",
        columns,
        rows,
        "Numbers are mean (SD) or median [quartiles], categories n (%) of those known. SMD: standardised difference "
        f"from {plain(result['reference'])}. No tests: arms drawn at random differ by chance alone.",
    )


def _rows(name: str, found: dict[str, Any], arms: list[str], others: list[str]) -> list[list[Any]]:
    told = [found["arms"][arm] for arm in arms]
    differences = [found["differences"][arm] for arm in others]
    nothing: list[Any] = [None] * len(others)
    if found["type"] == "number":
        rows = [
            [f"{plain(name)}, {WORDS[found['shown']]}", *(_number(one, found["shown"]) for one in told), *differences]
        ]
    else:
        rows = [[f"{plain(name)}, n (%)", *(count(one["n"]) for one in told), *differences]]
        for label in found["labels"]:
            rows.append([f"\u2003{plain(label)}", *(_share(one, label) for one in told), *nothing])
    if any(one["missing"] for one in told):
        rows.append(["\u2003missing", *(count(one["missing"]) for one in told), *nothing])
    return rows


WORDS = {"mean": "mean (SD)", "median": "median [quartiles]"}


def _number(one: dict[str, Any], shown: str) -> str:
    reason = one.get("reason")
    if shown == "mean":
        return (
            f"{number(one['mean'], 2, reason)} ({number(one['sd'], 2, reason)})"
            if one["n"]
            else number(None, 2, reason)
        )
    ends = f"{number(one['lower_quartile'])} to {number(one['upper_quartile'])}"
    return f"{number(one['median'])} [{ends}]" if one["n"] else number(None, 2, reason)


def _share(one: dict[str, Any], label: str) -> str:
    return f"{count(one['counts'][label])} ({percent(one['shares'][label], 1, one.get('reason'))})"


def _compared(result: dict[str, Any]) -> list[Compared]:
    return [
        Compared(
            plain(name),
            {
                plain(arm): variable["differences"][arm]["estimate"]
                for arm in result["arms"]
                if arm != result["reference"]
            },
        )
        for name in result["order"]
        for variable in [result["variables"][name]]
    ]


def _numbers(name: str, result: dict[str, Any]) -> Table:
    """Everything that table 1 is made of, with all digits in the CSV."""
    parts = ("mean", "sd", "median", "lower_quartile", "upper_quartile")
    rows: list[list[Any]] = []
    for variable in result["order"]:
        found = result["variables"][variable]
        for arm in result["arms"]:
            one = found["arms"][arm]
            head, reason = [variable, arm, one["n"], one["missing"]], one.get("reason")
            if found["type"] == "number":
                values = [{"estimate": one[p], "reason": reason if one[p] is None else None} for p in parts]
                rows.append([*head, None, *values, None])
            else:
                rows += [[*head, label, *[None] * len(parts), one["counts"][label]] for label in found["labels"]]
    columns = {
        "characteristic": Column("Characteristic", plain),
        "arm": Column("Arm", plain),
        "known": Column("Known", count, numeric=True),
        "missing": Column("Missing", count, numeric=True),
        "category": Column("Category", plain),
        **{part: Column(plain(part).capitalize(), single, numeric=True) for part in parts},
        "n": Column("n", count, numeric=True),
    }
    return Table(f"{name}-numbers", "Numbers behind the description of the arms", columns, rows, folded=True)


def _differences(name: str, result: dict[str, Any]) -> Table:
    rows = [
        [variable, arm, one]
        for variable in result["order"]
        for arm, one in result["variables"][variable]["differences"].items()
    ]
    columns = {
        "characteristic": Column("Characteristic", plain),
        "arm": Column(f"Arm {MINUS} {plain(result['reference'])}", plain),
        "difference": Column("Standardised difference", single, numeric=True),
    }
    return Table(f"{name}-differences", "Standardised differences at baseline", columns, rows, folded=True)
