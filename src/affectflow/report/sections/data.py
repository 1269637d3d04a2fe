"""The corpus, who and what was left out and why, and what remained."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pandas as pd

from ..blocks import Block, Column, Facts, Figure, Prose, Section, Table
from ..figures.boxes import Box, flow, narrow_flow
from ..material import Material
from ..numbers import count, percent, plural
from ..words import capital, plain, unit
from . import persons, terms

ROWS_SHOWN = 12


def build(material: Material) -> Section:
    """Always there: a study has a corpus."""
    flowing = material.results.flow
    blocks: list[Block] = [Facts(_facts(material)), *terms.notice(material)]
    if flowing:
        blocks += [*_exclusions(flowing, material.synthetic), _classes(flowing), _folds(flowing)]
    blocks += persons.measures(material)
    return Section("data", "Data", _lead(material), [*blocks, *_quarantine(material)])


def _lead(material: Material) -> str:
    found = material.results.flow
    if not found:
        return persons.lead(material)
    first, last = found["steps"][0], found["steps"][-1]
    who = plural(found["groups"], unit(found.get("group_unit", "speaker_id")))
    return f"Of {plural(first['n'], 'item')} in the corpus, {count(last['n'])} from {who} were analysed."


def _facts(material: Material) -> list[tuple[str, str]]:
    dataset = material.dataset
    facts = [("Corpus", dataset.title)]
    if material.synthetic:
        facts.append(
            ("Origin", "SYNTHETIC: made by the corpus’s generator in the layout of the corpus, with planted effects")
        )
    facts += terms.facts(material)
    facts += [("Citation", dataset.citation)] if dataset.citation else []
    facts += [("Obtain", dataset.source.obtain)] if dataset.source else []
    return facts


def _exclusions(found: dict[str, Any], synthetic: bool) -> list[Block]:
    boxes: list[Box] = []
    rows: list[list[Any]] = []
    for step in found["steps"]:
        removed = {plain(reason): n for reason, n in step["removed"].items()}
        if removed:
            lines = [f"{reason}: {count(n)}" for reason, n in removed.items()]
            boxes.append(Box([f"Left out (n = {count(sum(removed.values()))})", *lines], side=True))
        boxes.append(Box([f"{capital(plain(step['name']))} (n = {count(step['n'])})"]))
        rows += [[step["name"], reason, n, step["n"]] for reason, n in removed.items()] or [
            [step["name"], None, None, step["n"]]
        ]
    table = Table(
        "exclusions",
        "Items left out at each step, by reason",
        {
            "step": Column("Step", plain),
            "reason": Column("Reason"),
            "left_out": Column("Left out", count, numeric=True),
            "n": Column("Items after the step", count, numeric=True),
        },
        rows,
        folded=True,
        note=_unbalanced(found),
    )
    caption = "From the corpus to the sample; n counts items"
    return [
        Figure(
            "exclusion-flow",
            caption,
            flow("exclusion-flow", caption, boxes, synthetic=synthetic),
            "exclusions",
            narrow_flow("exclusion-flow", caption, boxes, synthetic=synthetic),
        ),
        table,
    ]


def _unbalanced(found: dict[str, Any]) -> str:
    """A flow must add up; where it does not, the reader is told."""
    steps = found["steps"]
    wrong = [plain(b["name"]) for a, b in pairwise(steps) if a["n"] - sum(b["removed"].values()) != b["n"]]
    return f"The counts of {', '.join(wrong)} do not add up." if wrong else ""


def _classes(found: dict[str, Any]) -> Table:
    total = sum(found["classes"].values())
    without = found["items"] - total if "consensus" in found else 0
    kept = f"{plural(without, 'more item')} without a single most frequent class; shares are of those with one."
    return Table(
        "classes",
        "Items of each class in the sample",
        {
            "class": Column("Class", plain),
            "n": Column("Items", count, numeric=True),
            "share": Column("Share", percent, numeric=True),
        },
        [[label, n, n / total] for label, n in found["classes"].items()],
        note=f"Besides, {kept}" if without else "",
    )


def _folds(found: dict[str, Any]) -> Table:
    labels = list(found["classes"])
    groups = unit(found.get("group_unit", "speaker_id")) + "s"
    columns = {"fold": Column("Fold", count), "items": Column("Items", count, numeric=True)}
    columns |= {"groups": Column(groups.capitalize(), count, numeric=True)}
    columns |= {label: Column(plain(label), count, numeric=True) for label in labels}
    rows = [[f["fold"], f["items"], f["groups"], *(f["classes"].get(c, 0) for c in labels)] for f in found["folds"]]
    return Table("folds", f"Test folds: items, {groups} and classes of each", columns, rows, folded=True)


def _quarantine(material: Material) -> list[Block]:
    frame = material.results.quarantine
    if frame.empty:
        return [Prose(["Nothing was set aside: every file and every row could be read."], "Quarantine")]
    lead = f"{plural(len(frame), 'entry', 'entries')} set aside rather than skipped in silence."
    if material.results.flow:
        lead += (
            f" Of the items that would have been analysed, {percent(material.results.flow['quarantine_share'])} "
            f"are in quarantine; the study tolerates {percent(material.study.ingest.max_quarantined)}."
        )
    return [Prose([lead], "Quarantine"), _reasons(frame), _entries(frame)]


def _reasons(frame: pd.DataFrame) -> Table:
    counted = frame.groupby(["stage", "reason"], sort=True).size().reset_index()
    return Table(
        "quarantine-reasons",
        "Entries in quarantine, by stage and reason",
        {
            "stage": Column("Stage", plain),
            "reason": Column("Reason", plain),
            "n": Column("Entries", count, numeric=True),
        },
        [[stage, reason, int(n)] for stage, reason, n in counted.itertuples(index=False)],
    )


def _entries(frame: pd.DataFrame) -> Table:
    titles = {"stage": "Stage", "item_id": "Item", "file": "File", "place": "Place", "reason": "Reason"}
    titles |= {"found": "Found", "allowed": "Allowed"}
    ordered = frame.sort_values(list(titles), kind="stable", na_position="last")[list(titles)]
    rows = [[None if pd.isna(value) else value for value in row] for row in ordered.itertuples(index=False)]
    return Table(
        "quarantine",
        "What was set aside: where it was, what was found and what is allowed",
        {name: Column(title, plain if name in ("stage", "reason") else str) for name, title in titles.items()},
        rows,
        shown=ROWS_SHOWN,
        folded=True,
    )
