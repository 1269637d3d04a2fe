"""The votes that an analysis of agreement reads, as numbers, and what it leaves out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from ...errors import Problem, StudyError
from ...statistics.agreement.table import Floats, Integers, Votes
from ...studies.analyse.agreement import Agreement
from ...studies.ingest import Ingest
from ...tables import items_where, named, unknown, wrong_where

SETS = ("jaccard", "masi")


@dataclass(frozen=True)
class Units:
    """Votes on units, which are items on scales.

    Attributes:
        votes: coded votes; their items are the units. Raters from `len(raters)` on are
            unnamed, each vote by another.
        levels: what may be voted, in order: labels, or values. Of sets, the sets found.
        members: of sets, whether each member is in each level, shape (levels, members).
        labels: what a reader sees votes for: the levels, or the members of sets.
        declared: whether the levels were declared or found.
        item, scale: number of the item and of the scale of each unit, shape (units,).
        items: the items that were picked, table `items`, sorted.
        scales: names of the scales.
        raters: names of the raters who are known, sorted.
        left_out: votes that are not read, by reason.
    """

    votes: Votes
    levels: tuple[str, ...] | Floats
    members: np.ndarray | None
    labels: list[str] | list[float]
    declared: bool
    item: Integers
    scale: Integers
    items: pd.DataFrame
    scales: tuple[str, ...]
    raters: list[str]
    left_out: dict[str, Any]

    @property
    def values(self) -> Floats | None:
        """Value of each level; None where levels are labels."""
        return self.levels if isinstance(self.levels, np.ndarray) else None

    @property
    def follows(self) -> np.ndarray:
        """Whether the rater of each vote is known, shape (votes,)."""
        return self.votes.rater < len(self.raters)

    def named(self) -> Votes:
        """The votes of raters who are known, who alone can be followed over units."""
        known = self.votes.picked(self.follows)
        return replace(known, raters=max(len(self.raters), 1))

    def picked(self, units: np.ndarray) -> Units:
        """Some of the units, which keep their numbers; `units` says which, shape (units,)."""
        return replace(self, votes=self.votes.picked(units[self.votes.item]))


def pick(items: pd.DataFrame, ratings: pd.DataFrame, asked: Agreement, chosen: Ingest) -> pd.DataFrame:
    """The items of `where`, sorted, after all names in the spec were held against the data.

    Raises:
        StudyError: when a column of `where`, a value in it, or a scale is not in the data.
    """
    problems = list(wrong_where(items, chosen.where))
    known = set(ratings["scale"])
    problems += [unknown("analyse.agreement.scales", name, known) for name in asked.scales if name not in known]
    if problems:
        raise StudyError(problems)
    return items_where(items, chosen.where)


def read_units(picked: pd.DataFrame, ratings: pd.DataFrame, asked: Agreement, chosen: Ingest) -> Units:
    """Votes on the picked items and the asked scales.

    Raises:
        StudyError: when a scale has no ratings of the kind that its measurement reads, when
            ordinal labels have no declared order, or when a scale has values out of its range.
    """
    item = pd.Index(picked["item_id"]).get_indexer(pd.Index(ratings["item_id"]))
    scale = pd.Index(asked.scales).get_indexer(pd.Index(ratings["scale"]))
    on = (item >= 0) & (scale >= 0)
    rows = ratings[on]
    numeric = _numeric(rows, asked)
    column = "value" if numeric else "label"
    given = rows[column].notna().to_numpy()
    levels, declared = _levels(rows.loc[given, column], asked, chosen, numeric)
    used, code, outside = _coded(rows.loc[given, column], levels, asked)
    levels, members, code = _sets(levels, code, asked)
    kept = np.flatnonzero(on)[np.flatnonzero(given)[used]]
    unit = item[kept] * len(asked.scales) + scale[kept]
    rater, raters = _raters(ratings.iloc[kept])
    order = np.lexsort((rater, unit))
    units, number = len(picked) * len(asked.scales), np.arange(len(picked) * len(asked.scales))
    return Units(
        votes=Votes(
            unit[order], rater[order], code[order], units, max(int(rater.max(initial=0)) + 1, len(raters)), len(levels)
        ),
        levels=levels,
        members=members[0] if members else None,
        labels=members[1] if members else list(levels),
        declared=declared,
        item=number // len(asked.scales),
        scale=number % len(asked.scales),
        items=picked,
        scales=asked.scales,
        raters=raters,
        left_out={f"without_{column}": int((~given).sum()), "outside_levels": outside},
    )


def strata(units: Units, by: str) -> Iterator[tuple[str, np.ndarray]]:
    """Each stratum and which units are in it, shape (units,); items without a value are in none."""
    if by == "scale":
        yield from ((name, units.scale == number) for number, name in enumerate(units.scales))
        return
    column = units.items[by]
    for name in sorted(column.dropna().unique()):
        yield str(name), (column == name).to_numpy()[units.item]


def _numeric(rows: pd.DataFrame, asked: Agreement) -> bool:
    """Whether votes are values; ordinal and nominal ones are where no vote has a label."""
    if asked.measurement in (*SETS, "interval", "ratio", "circular"):
        return asked.measurement not in SETS
    return bool(rows["label"].isna().all() and rows["value"].notna().any())


def _levels(given: pd.Series, asked: Agreement, chosen: Ingest, numeric: bool) -> tuple[tuple[str, ...] | Floats, bool]:
    if asked.levels:
        if numeric != isinstance(asked.levels[0], float):
            kind = "numbers" if numeric else "labels"
            wrong = f"{asked.levels[0]!r} for a scale of {'values' if numeric else 'labels'}"
            raise StudyError(Problem("study", "analyse.agreement.levels", wrong, kind))
        return (np.sort(np.array(asked.levels, dtype=np.float64)) if numeric else tuple(map(str, asked.levels))), True
    if numeric:
        return np.unique(given.to_numpy(dtype=np.float64)), False
    if asked.measurement == "ordinal":
        allowed = "the labels from low to high"
        raise StudyError(Problem("study", "analyse.agreement.levels", "no levels for ordinal labels", allowed))
    target = chosen.target
    if target is not None and target.scale in asked.scales and asked.measurement == "nominal":
        return target.labels, True
    labels = set(given.unique())
    if asked.measurement in SETS:
        labels = {member for label in labels for member in label.split("|") if member}
    return tuple(sorted(labels)), False


def _coded(
    given: pd.Series, levels: tuple[str, ...] | Floats, asked: Agreement
) -> tuple[np.ndarray, np.ndarray, dict[str, int]]:
    """Which votes are among the levels, their codes (of sets, the rows of a table of members), and the others."""
    if asked.measurement in SETS:
        place = {member: number for number, member in enumerate(levels)}
        texts, which = np.unique(given.to_numpy(dtype=str), return_inverse=True)
        table, known = np.zeros((len(texts), len(levels)), dtype=bool), np.ones(len(texts), dtype=bool)
        for row, text in enumerate(texts):
            members = [member for member in text.split("|") if member]
            known[row] = all(member in place for member in members)
            table[row, [place[member] for member in members if member in place]] = True
        used = known[which]
        coded = table[which[used]]
    else:
        numbers = pd.Index(levels).get_indexer(pd.Index(given))
        used = numbers >= 0
        coded = numbers[used]
    outside = given[~used].value_counts()
    return used, coded, {str(k): int(n) for k, n in sorted(outside.items())}


def _sets(levels: Any, code: np.ndarray, asked: Agreement) -> tuple[Any, tuple[np.ndarray, list[str]] | None, Any]:
    if asked.measurement not in SETS:
        return levels, None, code.astype(np.int64)
    from ...statistics.agreement.alpha_sets import sets_of

    table, number = sets_of(code) if len(code) else (np.zeros((0, len(levels)), dtype=bool), np.zeros(0, np.int64))
    words = tuple("|".join(np.array(levels)[row]) if row.any() else "none" for row in table)
    return words, (table, list(levels)), number


def _raters(rows: pd.DataFrame) -> tuple[Integers, list[str]]:
    known = named(rows).to_numpy()
    names = rows["rater_id"].to_numpy()
    raters, code = np.unique(names[known].astype(str), return_inverse=True)
    rater = np.empty(len(rows), dtype=np.int64)
    rater[known] = code
    rater[~known] = len(raters) + np.arange(int((~known).sum()))
    return rater, raters.tolist()
