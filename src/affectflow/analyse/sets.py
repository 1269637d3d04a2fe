"""`analyse: {kind: sets}`: sets of labels against a reference, and among raters."""

from __future__ import annotations

import zlib
from typing import Any

import numpy as np
import pandas as pd

from ..errors import StudyError
from ..statistics.agreement.alpha import alpha
from ..statistics.agreement.alpha_sets import jaccard, masi, sets_of
from ..statistics.agreement.intervals import bootstrap_interval
from ..statistics.agreement.table import Votes
from ..statistics.sets import NAMES, Overlap, set_scores
from ..studies.analyse.sets import Sets
from ..studies.ingest import Ingest
from ..tables import items_where, named, unknown, wrong_where

CONVENTIONS = {
    "sets": "members are set in lower case and joined by the declared synonyms; a member named twice counts once; a "
    "rating without a label is an empty set",
    "precision": "of an item, the share of predicted members that the reference has; then the mean over items",
    "recall": "of an item, the share of the reference's members that were predicted; then the mean over items",
    "average": "half the sum of mean precision and mean recall",
    "pooled": "the same of all members of all items together",
    "interval": "items are drawn with replacement",
    "alpha": "Krippendorff (2011), with the distance between two sets in the place of the squared difference",
}
ABSENT = "the corpus has no sets by this rater"
Sized = dict[str, frozenset[str]]


def sets(items: pd.DataFrame, ratings: pd.DataFrame, *, spec: dict[str, Any], ingest: dict[str, Any]) -> dict:
    """Precision and recall of predicted sets, and the agreement of raters of sets.

    Args:
        items: table `items`; `ingest.where` picks from it.
        ratings: table `ratings`; a label has its members joined by `|`, and an empty set has none.
        spec: plain data of `studies.analyse.Sets`.
        ingest: plain data of `studies.ingest.Ingest`.

    Returns:
        the document `sets.json`: `predictions` holds for each rater the scores with intervals and the sizes of
        the sets of each item, `alpha` the agreement.

    Raises:
        StudyError: when the scale, the reference, a column or a value of `where` is not in the data.
    """
    asked = Sets.load(spec)
    picked, on_scale = _picked(items, ratings, asked, Ingest.load(ingest))
    told = {rater: _sets(on_scale, rater, asked) for rater in (asked.reference, *asked.predictions, *asked.raters)}
    return {
        "kind": asked.kind,
        "scale": asked.scale,
        "reference": asked.reference,
        "items": len(picked),
        "items_with_reference": len(told[asked.reference]),
        "labels": len({member for each in told.values() for members in each.values() for member in members}),
        "reference_size": _size(list(told[asked.reference].values())),
        "predictions": {
            rater: _scored(told[rater], told[asked.reference], asked, rater) for rater in asked.predictions
        },
        "alpha": _agreement({rater: told[rater] for rater in asked.raters}, asked),
        "level": asked.bootstrap.level,
        "conventions": CONVENTIONS
        | {"empty_prediction": f"precision {asked.empty}, recall 0", "distance": asked.distance},
    }  # fmt: skip


def _picked(items: pd.DataFrame, ratings: pd.DataFrame, asked: Sets, chosen: Ingest):
    problems = list(wrong_where(items, chosen.where))
    on_scale = ratings[(ratings["scale"] == asked.scale) & named(ratings)]
    if on_scale.empty:
        problems.append(unknown("analyse.sets.scale", asked.scale, ratings["scale"].unique()))
    elif asked.reference not in set(on_scale["rater_id"]):
        problems.append(unknown("analyse.sets.reference", asked.reference, on_scale["rater_id"].unique()))
    if problems:
        raise StudyError(problems)
    picked = items_where(items, chosen.where)["item_id"]
    return picked, on_scale[on_scale["item_id"].isin(picked)].sort_values("item_id")


def _sets(on_scale: pd.DataFrame, rater: str, asked: Sets) -> Sized:
    """The sets of a rater by item, each member as its group."""
    group = {word.lower(): name for name, words in asked.synonyms.items() for word in (name, *words)}
    rows = on_scale[on_scale["rater_id"] == rater]
    labels = rows["label"].where(rows["label"].notna(), "")
    return {
        item: frozenset(group.get(word, word) for word in label.lower().split("|") if word)
        for item, label in zip(rows["item_id"], labels, strict=True)
    }


def _size(sets_: list[frozenset[str]]) -> dict[str, Any]:
    if not sets_:
        return {"mean": float("nan"), "empty": 0, "reason": "no sets"}
    return {"mean": float(np.mean([len(members) for members in sets_])), "empty": sum(not members for members in sets_)}


def _scored(predicted: Sized, reference: Sized, asked: Sets, rater: str) -> dict[str, Any]:
    both = [item for item in reference if item in predicted]
    if not both:
        nothing = {"estimate": float("nan"), "low": float("nan"), "high": float("nan"), "reason": ABSENT}
        return {"n": 0, "empty": 0, **dict.fromkeys(NAMES, nothing), "items": {}}
    sizes = _overlap([predicted[item] for item in both], [reference[item] for item in both])
    boot = asked.bootstrap
    rng = np.random.default_rng(np.random.SeedSequence(boot.seed, spawn_key=(zlib.crc32(rater.encode()),)))
    scores = set_scores(sizes, np.arange(len(both)), asked.empty, resamples=boot.resamples, level=boot.level, rng=rng)
    return {
        "n": len(both),
        "empty": int(np.sum(sizes.predicted == 0)),
        "without_reference": int(np.sum(sizes.reference == 0)),
        **scores,
        "items": {"ids": both, "shared": sizes.shared, "predicted": sizes.predicted, "reference": sizes.reference},
    }


def _overlap(predicted: list[frozenset[str]], reference: list[frozenset[str]]) -> Overlap:
    """Sizes without a table of all items by all labels: open vocabularies are large."""
    sizes = [(len(p & r), len(p), len(r)) for p, r in zip(predicted, reference, strict=True)]
    return Overlap(*np.array(sizes, dtype=np.int64).T)


def _agreement(told: dict[str, Sized], asked: Sets) -> dict[str, Any]:
    present = {rater: each for rater, each in told.items() if each}
    head = {"raters": list(present), "absent": [rater for rater in told if rater not in present]}
    items = sorted({item for each in present.values() for item in each})
    if len(present) < 2:
        nothing = dict.fromkeys(("estimate", "low", "high"), float("nan"))
        return head | nothing | {"reason": "fewer than two raters of sets", "level": asked.bootstrap.level}
    votes, sets_ = _votes(present, items)
    metric = (jaccard if asked.distance == "jaccard" else masi)(sets_)
    boot = asked.bootstrap
    found = bootstrap_interval(
        alpha(votes, metric), rng=np.random.default_rng(boot.seed), level=boot.level, resamples=boot.resamples
    )
    return head | found


def _votes(present: dict[str, Sized], items: list[str]) -> tuple[Votes, np.ndarray]:
    rows = [
        (i, r, each[item]) for r, each in enumerate(present.values()) for i, item in enumerate(items) if item in each
    ]
    labels = sorted({member for _, _, members in rows for member in members})
    place = {label: number for number, label in enumerate(labels)}
    table = np.zeros((len(rows), max(len(labels), 1)), dtype=bool)
    for row, (_, _, members) in enumerate(rows):
        table[row, [place[member] for member in members]] = True
    sets_, code = sets_of(table)
    item, rater = (np.array([row[part] for row in rows], dtype=np.int64) for part in (0, 1))
    return Votes(item, rater, code, len(items), len(present), len(sets_)), sets_
