"""The sentences of the methods section on agreement, trials, comparisons and recovery."""

from __future__ import annotations

from ...studies.analyse import Agreement, Comparison, Recovery, Relabelling, Trial
from ..material import Material
from ..numbers import exact, listing, percent, plural
from ..words import capital, metric, plain, unit
from .wording import bootstrap


def agreement(material: Material, name: str, spec: Agreement) -> list[str]:
    """Alpha and the raters' confusion matrices."""
    return [
        f"Agreement on {plain(spec.scale)} is Krippendorff’s α for {spec.level_of_measurement} data (Krippendorff, "
        f"2011). {bootstrap(spec.bootstrap, 'items')} Each rater’s confusion matrix was estimated from the votes alone "
        f"by the EM algorithm of Dawid and Skene (1979), with at most {plural(spec.max_iterations, 'iteration')} and "
        f"tolerance {exact(spec.tolerance)}.",
        *_conventions(material, name),
    ]


def trial(material: Material, name: str, spec: Trial) -> list[str]:
    """Estimands, models and conventions of the trial."""
    occasions, treated, control = (
        listing([plain(at) for at in spec.occasions]),
        plain(spec.treated),
        plain(spec.control),
    )
    robust = "classical" if spec.robust == "none" else f"heteroscedasticity-robust ({spec.robust})"
    return [
        f"{capital(plain(spec.measure))} was compared between {treated} and {control} at {occasions}; effects are "
        f"{treated} minus {control}, and the primary occasion is {plain(spec.primary)}. At each occasion an ANCOVA "
        f"regresses the outcome on arm and {plain(spec.baseline)}, on complete cases in the arm that was drawn, with "
        f"{robust} standard errors and the t distribution. A linear mixed model uses all observed outcomes, with "
        "occasion by arm and a random intercept per participant, fitted by REML. Intervals have level "
        f"{percent(spec.level, 0)}.",
        *_conventions(material, name),
    ]


def comparison(material: Material, name: str, spec: Comparison) -> list[str]:
    """Paired differences."""
    clusters = f"{unit(material.study.train.split.by)}s" if material.study.train else "groups"
    others = listing([plain(model) for model in spec.against])
    return [
        f"{capital(plain(spec.reference))} was compared with {others} by the difference in {metric(spec.metric).full} "
        f"on the same items; the interval resamples whole {clusters}, the same ones for both models.",
        *_conventions(material, name),
    ]


def relabelling(material: Material, name: str, spec: Relabelling) -> list[str]:
    """Where the emotions' distributions come from, and what is made of them."""
    target = material.study.ingest.target
    vad = spec.vad or (target.vad if target else None)
    assert vad
    terms = sorted({told for told in vad.emotions.values() if isinstance(told, str)})
    own = [plain(label) for label, told in vad.emotions.items() if not isinstance(told, str)]
    published = (
        f" Means and standard deviations of {listing(terms)} are those of the terms in Russell and Mehrabian (1977), "
        "taken as independent dimensions."
        if terms
        else ""
    )
    declared = f" The distribution of {listing(own)} is the study’s own." if own else ""
    prior = "equal priors" if vad.prior is None else "the priors in the table"
    return [
        f"Distributions over {plural(len(vad.emotions), 'emotion')} follow from ratings of "
        f"{listing([plain(scale) for scale in vad.scales])} by Bayes’ rule, with {prior} and temperature "
        f"{exact(vad.temperature)}.{published}{declared} {bootstrap(spec.bootstrap, 'speakers')}",
        *_conventions(material, name),
    ]


def recovery(material: Material, name: str, spec: Recovery) -> list[str]:
    """What counts as recovered."""
    return [
        f"{plural(len(spec.checks), 'planted effect')} of the twin {'is' if len(spec.checks) == 1 else 'are'} held "
        "against what the workflow measured, each by the rule that stands beside it in the table of recovery.",
        *_conventions(material, name),
    ]


def _conventions(material: Material, name: str) -> list[str]:
    """The conventions that the result itself states."""
    stated = material.results.analyses.get(name, {}).get("conventions", {})
    told = [f"{plain(key)}: {value}" for key, value in stated.items() if isinstance(value, str | int | float)]
    return [f"Conventions, as the result states them. {'. '.join(capital(words) for words in told)}."] if told else []
