"""The sentences of the methods section on agreement, trials, comparisons and recovery."""

from __future__ import annotations

from ...studies.analyse import Agreement, Comparison, Judges, Recovery, Sets, Trial
from ..material import Material
from ..numbers import exact, listing, percent, plural
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


def judges(material: Material, name: str, spec: Judges) -> list[str]:
    """Who is held against whom, and by what."""
    who = (
        f"{listing(list(spec.judges))} were held against {listing(list(spec.people))}"
        if spec.judges
        else (f"the ratings of {listing(list(spec.people))} were described")
    )
    scales = sum(len(scales) for scales in spec.groups.values())
    grades = [
        f"{grade.name} ({listing([words for words in (_least(grade.least), _width(grade.width)) if words])})"
        for grade in (spec.verdict.grades if spec.verdict else ())
    ]
    verdict = (
        f" By thresholds that this study declares for the {spec.verdict.form}, a judge is {listing(grades, 'or')}, "
        f"otherwise {spec.verdict.otherwise}."
        if spec.verdict
        else ""
    )
    own = f" Judges do not judge their own work ({listing(list(spec.own))})." if spec.own else ""
    return [
        f"On {plural(scales, 'scale')} in {plural(len(spec.groups), 'group')}, {who}.{own}{verdict} "
        f"{bootstrap(spec.bootstrap, 'clusters of items')}",
        *_conventions(material, name),
    ]


def _least(least: float | None) -> str:
    return f"lower end at least {exact(least)}" if least is not None else ""


def _width(width: float | None) -> str:
    return f"interval at most {exact(width)} wide" if width is not None else ""


def sets(material: Material, name: str, spec: Sets) -> list[str]:
    """Which sets are compared, and what is taken for the same."""
    joined = f"{plural(len(spec.synonyms), 'group')} of synonyms {'was' if len(spec.synonyms) == 1 else 'were'} joined"
    return [
        f"Sets of {plain(spec.scale)} by {listing(list(spec.predictions))} were compared with those of "
        f"{spec.reference}, after {joined if spec.synonyms else 'words were set in lower case'}. "
        f"{bootstrap(spec.bootstrap, 'items')}",
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
