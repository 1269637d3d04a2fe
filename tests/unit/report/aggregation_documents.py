"""Votes with planted confusions, and what the analysis makes of them: the section's documents."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from report_documents import LABELS, RATERS, study

from affectflow.analyse.aggregation import aggregation
from affectflow.tables import check, empty

RULES = ["majority", "plurality", "all_inclusive", "dawid_skene", "one_coin", "mace", "glad"]
SPEC = {"kind": "aggregation", "scale": "emotion", "rules": RULES, "bootstrap": {"resamples": 100}}
OF_NUMBERS = {"kind": "aggregation", "scale": "valence", "rules": ["mean", "median", "ewe"]}
INGEST = {"dataset": "parlor", "target": {"scale": "emotion", "labels": LABELS}}


def tables(raters: int = 12) -> Any:
    """80 items, four votes for each: (items, ratings)."""
    rng = np.random.default_rng(5)
    truth, ids = rng.integers(0, 4, 80), np.array([f"turn{k:03d}" for k in range(80)])
    items = empty("items").assign(
        item_id=ids, speaker_id="s1", session_id="t1", condition="all", intended=np.array(LABELS)[truth]
    )
    item, rater = np.nonzero(rng.random((80, raters)).argsort(axis=1) < 4)
    names = np.array(RATERS if raters == len(RATERS) else [f"w{r:03d}" for r in range(raters)])
    right = rng.random(len(item)) < 0.9 - 0.4 * rater / raters
    label = np.where(right, truth[item], rng.integers(0, 4, len(item)))
    rows = {"item_id": ids[item], "rater_id": names[rater]}
    votes = empty("ratings").assign(**rows, scale="emotion", label=np.array(LABELS)[label])
    values = empty("ratings").assign(**rows, scale="valence", value=(label + rng.normal(size=len(item))).round(2))
    return check(items, "items"), check(votes, "ratings"), check(values, "ratings")


def with_aggregation(results: Any, declared: dict[str, Any], raters: int = 12) -> tuple[Any, dict[str, Any]]:
    """Results and declaration of the hand-made study with two analyses more."""
    items, votes, values = tables(raters)
    found = {
        "votes": aggregation(items, votes, spec=SPEC, ingest=INGEST),
        "scores": aggregation(items, values, spec=OF_NUMBERS | {"bootstrap": {"resamples": 100}}, ingest=INGEST),
    }
    asked = study()
    asked["analyse"] |= {"votes": SPEC, "scores": OF_NUMBERS}
    return replace(results, analyses=results.analyses | found), declared | {"study": asked}
