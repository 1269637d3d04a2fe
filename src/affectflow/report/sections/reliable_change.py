"""Reliable change: who recovered, improved, stayed and got worse, by arm."""

from __future__ import annotations

from typing import Any

from ..blocks import Block, Column, Facts, Figure, Notice, Section, Table
from ..figures.bars import Counted, bars
from ..material import Material, in_order
from ..numbers import bare_p, count, exact, interval, number, percent
from ..words import capital, plain

CLASSES = ("recovered", "improved", "unchanged", "deteriorated")
COMPARED = ("recovered", "improved_or_recovered", "deteriorated")


def build(material: Material) -> Section | None:
    """Counts by arm of each analysis of reliable change."""
    read = material.results.analysis("reliable_change")
    if not read:
        return None
    found = [(name, in_order(result, [*result["order"], *CLASSES, "improved_or_recovered"])) for name, result in read]
    blocks: list[Block] = []
    for name, result in found:
        blocks += _analysis(name, result, material.synthetic)
    return Section("reliable_change", "Reliable change", " ".join(_lead(result) for _, result in found), blocks)


def _title(result: dict[str, Any]) -> str:
    return f"{plain(result['measure'])} from {plain(result['before'])} to {plain(result['after'])}"


def _lead(result: dict[str, Any]) -> str:
    told = [
        f"{count(arm['counts']['improved_or_recovered'])} of {count(arm['n'])} in {plain(name)} reliably improved, "
        f"{count(arm['counts']['recovered'])} of them recovered"
        for name, arm in result["arms"].items()
        if arm["counts"]
    ]
    return f"{capital(_title(result))}: {'; '.join(told) or 'no change can be judged'}."


def _analysis(name: str, result: dict[str, Any], synthetic: bool) -> list[Block]:
    warnings: list[Block] = [Notice(result["warnings"])] if result["warnings"] else []
    shares, caption = _shares(name, result), f"Participants by class of change: {_title(result)}"
    panels = [
        Counted(plain(arm), f"n = {count(found['n'])}", [found["counts"][one] for one in CLASSES])
        for arm, found in result["arms"].items()
        if found["counts"]
    ]
    drawn = bars(f"{name}-change", caption, [plain(one) for one in CLASSES], panels, synthetic=synthetic)
    picture: list[Block] = [Figure(f"{name}-change", caption, drawn, shares.name)] if panels else []
    tests: list[Block] = [_tests(name, result)] if result["comparisons"] else []
    return [*warnings, _facts(result), *picture, shares, *tests]


def _facts(result: dict[str, Any]) -> Facts:
    change, limit = result["smallest_change"], result["cutoff"]
    return Facts(
        [
            ("Reliable change, more than", f"{number(change['value'], 2, change.get('reason'))} scale points"),
            ("Standard deviation", f"{number(change['sd'], 2, change.get('reason'))} ({change['sd_source']})"),
            ("Reliability", f"{exact(change['reliability'])} ({change['reliability_source']})"),
            (
                f"Cut-off ({limit['kind']})",
                f"{number(limit['value'], 2, limit.get('reason'))} ({limit['source']})",
            ),
        ]
    )


def _shares(name: str, result: dict[str, Any]) -> Table:
    rows = [
        [arm, one, found["counts"][one], found["n"], share]
        for arm, found in result["arms"].items()
        for one, share in found["shares"].items()
    ]
    columns = {
        "arm": Column("Arm", plain),
        "class": Column("Class", plain),
        "count": Column("Count", count, numeric=True),
        "n": Column("n", count, numeric=True),
        "share": Column("Share [interval]", lambda v: interval(v, 3), numeric=True),
    }
    level = percent(result["level"], 0)
    caption = f"Classes of change by arm, with {level} Wilson intervals: {_title(result)}"
    return Table(f"{name}-classes", caption, columns, rows)


def _tests(name: str, result: dict[str, Any]) -> Table:
    rows = [
        [arm, one, {"estimate": tests[one]["p"], "reason": tests[one].get("reason")}]
        for arm, tests in result["comparisons"].items()
        for one in COMPARED
    ]
    columns = {
        "arm": Column(f"Against {plain(result['reference'])}", plain),
        "class": Column("Class", plain),
        "p": Column("p", bare_p, numeric=True),
    }
    return Table(f"{name}-tests", f"Fisher’s exact tests of classes of change: {_title(result)}", columns, rows)
