"""What each rater is worth under each rule that follows raters, and how each rater confuses classes."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...statistics.aggregation import uncertainty
from ...statistics.aggregation.dawid_skene import described
from ...statistics.aggregation.numeric import Ratings
from ...statistics.aggregation.rules import Aggregated
from ...statistics.aggregation.uncertainty import Competence
from ...studies.analyse.aggregation import Aggregation
from .votes import Given

MEANING = {
    "dawid_skene": "expected share of a rater's votes that name the latent class",
    "one_coin": "probability to vote the latent class",
    "mace": "probability to know the latent class rather than guess",
    "glad": "expected share of a rater's votes that name the latent class, by ability and difficulty",
    "ewe": "correlation with the mean rating of the other raters",
}
EWE_OF_ALL = "correlation with the mean rating of all raters, the rater among them"


def raters(given: Given, found: dict[str, Any], asked: Aggregation) -> dict[str, Any]:
    """Named raters: how many ratings each gave, competence by rule, and confusion matrices.

    Returns:
        ids and votes, and by rule lists of estimate, low, high and standard_error in the
        order of ids; undefined ones are NaN and named in `undefined`.
    """
    ratings = given.of_named()
    votes = np.bincount(ratings.rater, minlength=len(ratings.raters))
    told: dict[str, Any] = {"ids": ratings.raters, "votes": votes.tolist(), "competence": {}}
    for rule, one in found.items():
        competence = _competence(ratings, one, asked) if rule in MEANING and one is not None else None
        if competence is not None:
            meaning = EWE_OF_ALL if rule == "ewe" and asked.against == "all" else MEANING[rule]
            told["competence"][rule] = {"meaning": meaning} | _lists(competence, ratings.raters)
        if rule == "glad" and competence is not None:
            told["competence"][rule]["ability"] = one.fit.state.ability.tolist()
    if "dawid_skene" in found:
        told["confusion"] = _confusion(found["dawid_skene"], ratings)
    return told


def _competence(ratings: Given, one: Any, asked: Aggregation) -> Competence | None:
    boot = asked.bootstrap
    options: dict[str, Any] = {
        "resamples": boot.resamples,
        "level": boot.level,
        "rng": np.random.default_rng(boot.seed),
    }
    if ratings.numeric:
        numbers = Ratings(ratings.item, ratings.rater, ratings.code, len(ratings.items), len(ratings.raters))
        return uncertainty.of_trust(numbers, asked.against, **options)
    return None if one.fit is None else uncertainty.of_model(one.model, one.fit, **options)


def _lists(found: Competence, ids: list[str]) -> dict[str, Any]:
    parts = ("estimate", "low", "high", "standard_error")
    told: dict[str, Any] = {part: getattr(found, part).tolist() for part in parts}
    undefined = [{"rater": ids[r], "why": str(found.reason[r])} for r in np.flatnonzero(found.reason != "")]
    return told | ({"undefined": undefined, "reason": "see undefined"} if undefined else {})


def _confusion(found: Aggregated | None, ratings: Given) -> dict[str, Any]:
    labels = ratings.labels
    if found is None or found.fit is None:
        nothing = {"labels": labels, "estimate": [], "standard_error": [], "n": []}
        return nothing | {"reason": "no vote of a named rater for any of the labels"}
    fit = described(found.fit)
    document = {
        "labels": labels,
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
    empty = [{"rater": ratings.raters[r], "latent_class": labels[c]} for r, c in zip(rater, latent, strict=True)]
    if empty:
        document["undefined_rows"] = empty
        document["reason"] = f"no votes are expected in {len(empty)} rows: see undefined_rows"
    return document
