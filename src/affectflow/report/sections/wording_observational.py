"""The sentences of the methods section on exposures and regressions."""

from __future__ import annotations

from ...studies.analyse import Exposure, Regression
from ...studies.analyse.observed import Measured, Term
from ..material import Material
from ..numbers import exact, listing, percent
from ..words import capital, plain
from .wording_analyses import conventions

TARGETS = {
    "ATE": "the mean effect in everyone",
    "ATT": "the mean effect in the exposed",
    "overlap": "the mean effect in those whose exposure was open, by overlap weights",
}
ADJUSTMENTS = {"holm": "Holm (1979)", "benjamini_hochberg": "Benjamini and Hochberg (1995)"}


def exposure(material: Material, name: str, spec: Exposure) -> list[str]:
    """Estimand, confounders, estimator and controls."""
    ways = {
        "estimated": "weighted by the propensity score, with a standard error from stacked estimating equations "
        "(Lunceford and Davidian, 2004), which counts that the score was estimated",
        "known": "weighted by the propensity score, with the sandwich standard error of a weighted mean, which takes "
        "the weights as known",
        "aipw": "estimated by augmented inverse probability weighting, with a standard error from its "
        "influence function",
    }
    way = spec.score if spec.method == "weighting" else spec.method
    clustered = f", clustered by {plain(spec.cluster)}" if spec.cluster else ""
    bound = f" Scores were held within {exact(spec.score_bound)} of 0 and 1." if spec.score_bound else ""
    controls = listing([plain(control) for control in spec.negative_controls])
    told = f" Negative controls, analysed in the same way: {controls}." if controls else ""
    return [
        f"The effect of {plain(spec.exposure)} on {_outcome(spec.outcome)} is {TARGETS[spec.estimand]}, given "
        f"{_terms(spec.confounders)}, {ways[way]}{clustered}.{bound}{told} Intervals have level "
        f"{percent(spec.level, 0)}.",
        *conventions(material, name),
    ]


def regression(material: Material, name: str, spec: Regression) -> list[str]:
    """Outcome, terms, clusters and families."""
    by = f"clustered by {listing([plain(c) for c in spec.clusters])}" if spec.clusters else "robust to unequal variance"
    mixed = (
        f" Beside it, a mixed model has a random intercept for {plain(spec.random_intercept)} (REML)."
        if spec.random_intercept
        else ""
    )
    family = (
        f" p-values of {listing([plain(term) for term in spec.family.terms])} are adjusted as one family by "
        f"{ADJUSTMENTS[spec.family.method]}."
        if spec.family
        else ""
    )
    return [
        f"{capital(_outcome(spec.outcome))} was regressed on {_terms(spec.terms)}, with {spec.covariance} standard "
        f"errors {by}.{mixed}{family} Intervals have level {percent(spec.level, 0)}.",
        *conventions(material, name),
    ]


def _outcome(asked: Measured) -> str:
    if asked.form == "change":
        return f"the change in {plain(asked.measure)} from {plain(asked.baseline or '')} to {plain(asked.occasion)}"
    measure = plain(asked.measure)
    given = f", given {measure} ({plain(asked.baseline)})," if asked.baseline else ""
    return f"{measure} ({plain(asked.occasion)}){given}"


def _terms(terms: dict[str, Term]) -> str:
    words = [
        f"{plain(name)} (against {term.reference})" if term.reference else plain(name) for name, term in terms.items()
    ]
    return listing(words)
