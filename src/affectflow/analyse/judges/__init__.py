"""`analyse: {kind: judges}`: how far judges agree with people, and by how much they inflate."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from ...statistics.multiple_tests import holm
from ...studies.analyse.judges import Judges
from ...studies.ingest import Ingest
from .data import Panel, panel
from .measures import measured, pairs

CONVENTIONS = {
    "people": "together they are the mean or median of those who rated an item; 'people' stands for it",
    "bias": "judge minus people, on the items that the judge and at least one person rated; positive is inflation",
    "inflation_test": "two-sided test of no bias, cluster-robust t; p_holm is adjusted over the scales of one judge "
    "(Holm, 1979), and over its groups apart from them; inflated: bias above 0 and p_holm at most 1 - level",
    "limits": "Bland and Altman (1986), differences judge minus people; where a cluster has several items, of "
    "repeated ratings whose true value varies (Bland and Altman, 2007)",
    "icc": "McGraw and Wong (1996) on two columns, people and judge; low and high by the F distribution, bootstrap_low "
    "and bootstrap_high by percentiles over the unit's clusters; k is 2",
    "unit": "condition: the columns are means over the items of a condition that both rated, and conditions are drawn",
    "against_people": "mean quadratic-weighted kappa (by values) of the judge with each person, minus that of all "
    "pairs of persons, on the same resamples of clusters",
    "kappa": "quadratic weights; values: of the ratings' difference; positions: of their places among the values that "
    "either of the two used. Its interval takes items as independent",
    "tally": "numbers of scales, of which so many could be compared with people among themselves; below and above "
    "people: the whole interval of against_people is below or above 0",
    "group": "a group's measure is the mean of its scales, for raters who rated all of them",
    "metrics": "correlations with people together; p_holm is adjusted over scales and metrics, for each coefficient",
    "verdict": "the first grade whose thresholds the interval meets; thresholds are the study's own",
}


def judges(items: pd.DataFrame, ratings: pd.DataFrame, *, spec: dict[str, Any], ingest: dict[str, Any]) -> dict:
    """Reliability and bias of judges.

    Args:
        items: table `items`; `ingest.where` picks from it.
        ratings: table `ratings`.
        spec: plain data of `studies.analyse.Judges`.
        ingest: plain data of `studies.ingest.Ingest`.

    Returns:
        the document `judges.json`: `scales` and `groups` hold for each measure what people are, what each judge
        is and what each metric is; `tally` counts scales by judge; `pairs` holds kappas of all pairs of raters on
        each scale.

    Raises:
        StudyError: when a rater, a scale, a condition or a value of `where` is not in the data; all at once.
    """
    asked = Judges.load(spec)
    data = panel(items, ratings, asked, Ingest.load(ingest))
    scales = {name: measured(data.scale(name), asked, name) for group in asked.groups.values() for name in group}
    groups = {
        name: {"scales": list(members)} | measured(data.group(members), asked, name)
        for name, members in asked.groups.items()
    }
    for family in (scales, groups):
        _adjust(family, asked)
    return {
        "kind": asked.kind,
        "people": list(asked.people),
        "judges": list(asked.judges),
        "combine": asked.combine,
        "unit": asked.unit,
        "cluster": asked.cluster,
        "level": asked.bootstrap.level,
        "counts": _counts(data, list(scales)),
        "scales": scales,
        "groups": groups,
        "tally": {judge: _tally([scale["judges"][judge] for scale in scales.values()]) for judge in asked.judges},
        "pairs": {name: pairs(data.scale(name), asked) for name in scales},
        "conventions": CONVENTIONS | {"distance": asked.kappa},
    }


def _counts(data: Panel, scales: list[str]) -> dict[str, Any]:
    used = data.ratings[data.ratings["scale"].isin(scales)]
    people = used["rater_id"].isin(data.people)
    return {
        "items": len(data.items),
        "items_rated": int(used["item_id"].nunique()),
        "conditions": int(data.items["condition"].nunique()),
        "clusters": int(data.items["cluster"].nunique()),
        "scales": len(scales),
        "ratings_by_people": int(people.sum()),
        "ratings_by_judges": int(used["rater_id"].isin(data.judges).sum()),
    }


def _tally(cells: list[dict[str, Any]]) -> dict[str, Any]:
    """On how many scales a judge inflates, and agrees with people worse or better than they among themselves."""
    against = [cell["against_people"] for cell in cells]
    told = [part for part in against if not math.isnan(part["estimate"])]
    grades = [cell["verdict"]["grade"] for cell in cells if "verdict" in cell]
    return {
        "scales": len(cells),
        "inflated": sum(cell["bias"]["inflated"] for cell in cells),
        "compared": len(told),
        "below_people": sum(part["high"] < 0 for part in told),
        "above_people": sum(part["low"] > 0 for part in told),
        "grades": {grade: grades.count(grade) for grade in sorted({grade for grade in grades if grade})},
    }


def _adjust(family: dict[str, dict[str, Any]], asked: Judges) -> None:
    """Holm's correction over the measures of a family."""
    for judge in asked.judges:
        found = [measure["judges"][judge]["bias"] for measure in family.values()]
        for bias, adjusted in zip(found, holm([bias["p"] for bias in found]), strict=True):
            bias["p_holm"] = float(adjusted)
            bias["inflated"] = bool(bias["estimate"] > 0 and adjusted <= 1 - asked.bootstrap.level)
    for coefficient in ("pearson", "spearman", "kendall"):
        told = [part[coefficient] for measure in family.values() for part in measure["metrics"].values()]
        for part, adjusted in zip(told, holm([part["p"] for part in told]), strict=True):
            part["p_holm"] = float(adjusted)
