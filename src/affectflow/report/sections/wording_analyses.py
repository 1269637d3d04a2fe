"""The sentences of the methods section on agreement, trials, comparisons and recovery."""

from __future__ import annotations

from ...studies.analyse import Agreement, Comparison, Expressions, Recovery, Trial
from ..material import Material
from ..numbers import listing, percent, plural
from ..words import capital, metric, plain, unit
from .wording import bootstrap


def agreement(material: Material, name: str, spec: Agreement) -> list[str]:
    """Alpha and the raters' confusion matrices."""
    return [
        f"Agreement on {listing([plain(scale) for scale in spec.scales])} is Krippendorff’s α for {spec.measurement} "
        f"data (Krippendorff, 2011). {bootstrap(spec.bootstrap, 'items')}",
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


def expressions(material: Material, name: str, spec: Expressions) -> list[str]:
    """Which items were set against which, and how many tests were corrected for."""
    by = f"that {plain(spec.model)} decides to be of" if spec.model else "of"
    kinds = {"fisher": "Fisher’s exact test", "likelihood_ratio": "the likelihood-ratio test"}
    rules = {
        "holm": "p was adjusted after Holm (1979)",
        "benjamini_hochberg": "p was adjusted after Benjamini and Hochberg (1995)",
        "none": "p was not adjusted for the number of tests",
    }
    return [
        f"Items {by} the class {plain(spec.label)} were set against all others. Each expression of up to "
        f"{plural(spec.longest, spec.tokens.removesuffix('s'))} that at least {plural(spec.at_least, 'item')} hold was "
        f"tested by {kinds[spec.test]} on the numbers of items that hold it; {rules[spec.correction]}.",
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
