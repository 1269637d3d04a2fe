"""`analyse: {kind: relabelling}`: what distributions say that one label does not."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..errors import Problem, StudyError
from ..layouts.emotion_terms import gaussians
from ..statistics.bootstrap import cluster_weights, percentile_interval
from ..statistics.vad import CONVENTIONS as SHARES
from ..statistics.vad import emotion_shares, entropy
from ..studies.analyse.relabelling import Relabelling
from ..studies.ingest import Ingest
from ..studies.vad_target import VadTarget
from ..tables.vad_points import vad_points
from .picking import on_scale, picked

Floats = NDArray[np.float64]

CONVENTIONS = SHARES | {
    "point": "the mean of an item's ratings on each scale, from -1 to 1",
    "most_likely": "the emotion with the largest share; of equal ones the first in the order of the emotions",
    "given": "the label with most votes on the scale; items whose first place is tied, and labels without a "
    "distribution, are left out of what is said of given labels, and counted",
    "entropy": "in bits; its largest value is the logarithm of the number of emotions",
    "interval": "speakers are drawn with replacement; each statistic is a mean over the items drawn",
}


@dataclass(frozen=True)
class _Means:
    """Means over items with intervals over speakers."""

    speaker: NDArray[np.int64]
    weights: NDArray[np.int64]
    level: float

    def __call__(self, values: Floats, among: NDArray[np.bool_] | None = None) -> dict[str, Any]:
        used = np.ones(len(values), bool) if among is None else among
        if not used.any():
            nothing = {"estimate": float("nan"), "low": float("nan"), "high": float("nan")}
            return nothing | {"reason": "no item", "n": 0}
        speakers = self.weights.shape[1]
        sums = np.bincount(self.speaker[used], values[used], speakers)
        counts = np.bincount(self.speaker[used], minlength=speakers)
        with np.errstate(invalid="ignore"):
            draws = (self.weights @ sums) / (self.weights @ counts)
        clusters = int(np.count_nonzero(counts))
        found = percentile_interval(float(values[used].mean()), draws, self.level, clusters, "speaker")
        return found | {"n": int(used.sum())}


def relabelling(items: pd.DataFrame, ratings: pd.DataFrame, *, spec: dict, ingest: dict) -> dict:
    """Distributions over emotions of all items, and how they compare with the given labels.

    Args:
        items: table `items`; `ingest.where` picks from it.
        ratings: table `ratings`.
        spec: plain data of `studies.analyse.Relabelling`.
        ingest: plain data of `studies.ingest.Ingest`.

    Returns:
        the document of the analysis: the emotions' distributions in valence and arousal, mean
        shares, entropy, agreement of the most likely emotion with the given label, the
        confusion of both, and which emotions are mixed how often. Nothing of it is about one item.

    Raises:
        StudyError: when a name in the spec is not in the data, or no distributions are declared.
    """
    asked, chosen = Relabelling.load(spec), Ingest.load(ingest)
    vad = asked.vad or (chosen.target.vad if chosen.target else None)
    if vad is None:
        raise StudyError(Problem("study", "analyse.relabelling.vad", "nothing", "emotions, here or in ingest.target"))
    some = picked(items, chosen)
    votes = on_scale(ratings, some, asked.scale, "relabelling")
    for scale in vad.scales:
        on_scale(ratings, some, scale, "relabelling.vad")
    points = vad_points(some["item_id"], ratings, vad)
    means, covariances, prior = gaussians(vad)
    shares = emotion_shares(points.to_numpy(), means, covariances, prior, vad.temperature)
    known = ~np.isnan(shares[:, 0])
    speakers = pd.factorize(some["speaker_id"][known])
    boot = asked.bootstrap
    weights = cluster_weights(max(len(speakers[1]), 1), boot.resamples, np.random.default_rng(boot.seed))
    mean = _Means(np.asarray(speakers[0]), weights, boot.level)
    labels, given = list(vad.emotions), _given(votes, some["item_id"])[known].to_numpy()
    return {
        "kind": "relabelling",
        "scale": asked.scale,
        "labels": labels,
        "items": int(known.sum()),
        "speakers": len(speakers[1]),
        "items_left_out": {"not_rated": int((~known).sum())},
        "items_with_a_missing_dimension": int((points.isna().any(axis=1).to_numpy() & known).sum()),
        "emotions": _emotions(vad, means, covariances, prior),
        "mean": {label: mean(shares[known, place]) for place, label in enumerate(labels)},
        "entropy": mean(entropy(shares[known])) | {"largest": float(np.log2(len(labels)))},
        "given": _against(shares[known], given, labels, mean),
        "mixtures": _mixtures(shares[known], labels, asked.mixture, mean),
        "points": _points(points[known], given, labels, vad),
        "conventions": CONVENTIONS,
    }


def _given(votes: pd.DataFrame, ids: pd.Series) -> pd.Series:
    counts = pd.crosstab(votes["item_id"], votes["label"]).reindex(ids, fill_value=0)
    most = counts.max(axis=1)
    single = counts.eq(most, axis=0).sum(axis=1).eq(1) & most.gt(0)
    return counts.idxmax(axis=1).where(single)


def _emotions(vad: VadTarget, means: Floats, covariances: Floats, prior: Floats) -> dict[str, Any]:
    spread = np.sqrt(np.diagonal(covariances, axis1=1, axis2=2))
    return {
        label: {
            "mean": dict(zip(vad.scales, means[place].tolist(), strict=True)),
            "sd": dict(zip(vad.scales, spread[place].tolist(), strict=True)),
            "covariance_valence_arousal": float(covariances[place, 0, 1]),
            "prior": float(prior[place]),
            "term": told if isinstance(told, str) else None,
        }
        for place, (label, told) in enumerate(vad.emotions.items())
    }


def _against(shares: Floats, given: NDArray, labels: list[str], mean: _Means) -> dict[str, Any]:
    place = pd.Index(labels).get_indexer(pd.Index(given))
    there, likely = place >= 0, shares.argmax(axis=1)
    rows = np.zeros((len(labels), len(labels)), dtype=int)
    np.add.at(rows, (place[there], likely[there]), 1)
    outside = pd.Series(given[~there]).dropna().value_counts().sort_index()
    own = np.where(there, shares[np.arange(len(shares)), np.where(there, place, 0)], np.nan)
    return {
        "agreement": mean((place == likely).astype(float), there),
        "not_most_likely": mean((place != likely).astype(float), there),
        "expected_agreement": mean(shares.max(axis=1), there),
        "share_of_given": mean(own, there),
        "confusion": {"rows": "given label", "columns": "most likely emotion", "n": rows.tolist()},
        "mean_by_given": [_row(shares, place == number) for number in range(len(labels))],
        "left_out": {
            "no_single_label": int(pd.isna(given).sum()),
            "other_labels": {str(label): int(n) for label, n in outside.items()},
        },
    }


def _row(shares: Floats, among: NDArray[np.bool_]) -> dict[str, Any]:
    if not among.any():
        return {"n": 0, "shares": [float("nan")] * shares.shape[1], "reason": "no item with this label"}
    return {"n": int(among.sum()), "shares": shares[among].mean(axis=0).tolist()}


def _mixtures(shares: Floats, labels: list[str], least: float, mean: _Means) -> dict[str, Any]:
    parts = shares >= least
    number = parts.sum(axis=1)
    pairs = {
        f"{labels[one]}|{labels[other]}": int((parts[:, one] & parts[:, other]).sum())
        for one, other in combinations(range(len(labels)), 2)
    }
    ordered = sorted(((pair, n) for pair, n in pairs.items() if n), key=lambda item: (-item[1], item[0]))
    return {
        "least_share": least,
        "mixed": mean((number >= 2).astype(float)),
        "parts": {str(n): int((number == n).sum()) for n in sorted(set(number.tolist()))},
        "pairs": [{"pair": pair.split("|"), "n": n, "share": n / len(shares)} for pair, n in ordered],
    }


def _points(points: pd.DataFrame, given: NDArray, labels: list[str], vad: VadTarget) -> dict[str, Any]:
    """Where the items with each given label lie on average: means over those rated on both scales."""
    table = points[[vad.valence, vad.arousal]].to_numpy()
    whole = ~np.isnan(table).any(axis=1)
    found = {}
    for label in labels:
        among = whole & (given == label)
        centre = table[among].mean(axis=0).tolist() if among.any() else [float("nan")] * 2
        told = {} if among.any() else {"reason": "no item with this label"}
        found[label] = {"n": int(among.sum()), "valence": centre[0], "arousal": centre[1]} | told
    return found
