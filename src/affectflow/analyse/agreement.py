"""`analyse: {kind: agreement}`: how far raters agree, and what each rater's votes mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ..errors import LimitError, Problem, StudyError, did_you_mean
from ..statistics.aggregation.dawid_skene import DawidSkene, dawid_skene
from ..statistics.krippendorff import count_votes, krippendorff_alpha
from ..studies.analyse.agreement import Agreement
from ..studies.ingest import Ingest

CONVENTIONS = {
    "alpha": "Krippendorff (2011), nominal: 1 - observed / expected disagreement, expected with n (n - 1)",
    "items": "items with fewer than two votes are left out of alpha and its resamples; the confusions use every vote",
    "interval": "items are drawn with replacement; observed and expected disagreement are computed anew",
    "votes": "votes for a class that is not among the labels are left out and counted",
    "confusion": "rows are latent classes in the order of the labels, columns are votes; no smoothing",
    "standard_error": "multinomial, sqrt(p (1 - p) / n), conditional on the expected votes n",
    "latent_classes": "assumed to be what the votes' majority means: EM starts from the shares of votes",
}


@dataclass(frozen=True)
class _Votes:
    """Usable votes as numbers, and what was left out."""

    item: np.ndarray
    rater: np.ndarray
    label: np.ndarray
    items: int
    raters: list[str]
    labels: list[str]
    left_out: dict[str, Any]


def agreement(items: pd.DataFrame, ratings: pd.DataFrame, *, spec: dict, ingest: dict) -> dict:
    """Krippendorff's alpha with an interval, and each rater's confusion matrix.

    Args:
        items: table `items`; `ingest.where` picks from it.
        ratings: table `ratings`, every vote.
        spec: plain data of `studies.analyse.Agreement`.
        ingest: plain data of `studies.ingest.Ingest`. The classes are the target's labels
            when the target is on the same scale, else the labels found, sorted.

    Returns:
        the document `agreement.json`.

    Raises:
        StudyError: when a column of `where`, a value in it or the scale is not in the data.
        LimitError: when alpha is undefined or below `min_alpha`.
    """
    asked, chosen = Agreement.load(spec), Ingest.load(ingest)
    picked = _pick(items, ratings, asked, chosen)
    votes = _votes(picked, ratings, asked, chosen)
    counts = count_votes(votes.item, votes.label, votes.items, len(votes.labels))
    boot = asked.bootstrap
    alpha = krippendorff_alpha(counts, resamples=boot.resamples, level=boot.level, seed=boot.seed)
    _hold_limit(alpha, asked)
    per_item = counts.sum(axis=1)
    return {
        "kind": "agreement",
        "scale": asked.scale,
        "level_of_measurement": asked.level_of_measurement,
        "labels": votes.labels,
        "items": votes.items,
        "raters_n": len(votes.raters),
        "ratings": len(votes.item),
        "items_with_pairs": int(np.sum(per_item >= 2)),
        "items_left_out": {"no_vote": int(np.sum(per_item == 0)), "one_vote": int(np.sum(per_item == 1))},
        "votes_left_out": votes.left_out,
        "alpha": alpha,
        "raters": _raters(votes, asked),
        "conventions": CONVENTIONS,
    }


def _pick(items: pd.DataFrame, ratings: pd.DataFrame, asked: Agreement, chosen: Ingest) -> pd.DataFrame:
    """The items of `where`, after all names in the spec were held against the data."""
    problems, keep = [], pd.Series(True, index=items.index)
    for column, value in chosen.where.items():
        if column not in items.columns:
            problems.append(_unknown(f"ingest.where.{column}", column, items.columns))
            continue
        if value not in set(items[column]):
            problems.append(_unknown(f"ingest.where.{column}", value, items[column].dropna().unique()))
        keep &= items[column] == value
    if asked.scale not in set(ratings["scale"]):
        problems.append(_unknown("analyse.agreement.scale", asked.scale, ratings["scale"].unique()))
    if problems:
        raise StudyError(problems)
    return items[keep].sort_values("item_id")


def _unknown(place: str, found: str, allowed: Any) -> Problem:
    words = sorted(map(str, allowed))
    return Problem("study", place, f"'{found}'", ", ".join(words) or "nothing", did_you_mean(found, words))


def _votes(picked: pd.DataFrame, ratings: pd.DataFrame, asked: Agreement, chosen: Ingest) -> _Votes:
    on_scale = ratings[(ratings["scale"] == asked.scale) & ratings["item_id"].isin(picked["item_id"])]
    named = on_scale.dropna(subset=["label"])
    target = chosen.target
    same_scale = target is not None and target.scale == asked.scale
    labels = list(target.labels) if target is not None and same_scale else sorted(named["label"].unique())
    used = named[named["label"].isin(labels)]
    outside = named.loc[~named["label"].isin(labels), "label"].value_counts()
    raters = sorted(used["rater_id"].unique())
    return _Votes(
        item=pd.Index(picked["item_id"]).get_indexer(pd.Index(used["item_id"])),
        rater=pd.Index(raters).get_indexer(pd.Index(used["rater_id"])),
        label=pd.Index(labels).get_indexer(pd.Index(used["label"])),
        items=len(picked),
        raters=raters,
        labels=labels,
        left_out={
            "without_label": len(on_scale) - len(named),
            "outside_labels": {str(k): int(n) for k, n in sorted(outside.items())},
        },
    )


def _hold_limit(alpha: dict, asked: Agreement) -> None:
    if asked.min_alpha is None or alpha["estimate"] >= asked.min_alpha:
        return
    found = f"alpha {alpha['estimate']:.3f} [{alpha['low']:.3f}, {alpha['high']:.3f}] on {alpha['clusters']} items"
    if "reason" in alpha:
        found = f"alpha {alpha['estimate']:.3f} ({alpha['reason']})"
    allowed = f"{asked.min_alpha:g} or more"
    raise LimitError(Problem("study", "analyse.agreement.min_alpha", found, allowed))


def _raters(votes: _Votes, asked: Agreement) -> dict[str, Any]:
    if len(votes.item) == 0:
        nothing = {"labels": votes.labels, "estimate": [], "standard_error": [], "n": []}
        return {"ids": [], "votes": [], "confusion": nothing | {"reason": "no vote for any of the labels"}}
    voted, item = np.unique(votes.item, return_inverse=True)
    shape = (len(voted), len(votes.raters), len(votes.labels))
    fit = dawid_skene(
        item, votes.rater, votes.label, shape, max_iterations=asked.max_iterations, tolerance=asked.tolerance
    )
    given = np.bincount(votes.rater, minlength=len(votes.raters))
    return {"ids": votes.raters, "votes": given.tolist(), "confusion": _confusion(fit, votes)}


def _confusion(fit: DawidSkene, votes: _Votes) -> dict[str, Any]:
    document = {
        "labels": votes.labels,
        "estimate": fit.confusion.tolist(),
        "standard_error": fit.standard_error.tolist(),
        "n": fit.expected_votes.tolist(),
        "prior": fit.prior.tolist(),
        "method": "Dawid and Skene (1979), EM from the shares of votes",
        "iterations": len(fit.log_likelihoods),
        "converged": fit.converged,
        "log_likelihood": float(fit.log_likelihoods[-1]),
    }
    rater, latent = np.nonzero(fit.expected_votes == 0)
    empty = [{"rater": votes.raters[r], "latent_class": votes.labels[c]} for r, c in zip(rater, latent, strict=True)]
    if empty:
        document["undefined_rows"] = empty
        document["reason"] = f"no votes are expected in {len(empty)} rows: see undefined_rows"
    return document
