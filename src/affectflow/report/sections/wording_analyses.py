"""The sentences of the methods section on agreement, trials, comparisons and recovery."""

from __future__ import annotations

from ...studies.analyse import Agreement, Comparison, Recovery, Trial
from ..material import Material
from ..numbers import listing, percent, plural
from ..words import capital, metric, plain, unit
from .wording import bootstrap

COEFFICIENTS = {
    "alpha": "Krippendorff’s α (Krippendorff, 2011)",
    "percent": "the share of agreeing pairs",
    "recognition": "recognition, the share of votes for the intended class,",
    "cohen": "Cohen’s κ (Cohen, 1960; over several pairs their mean, Light, 1971)",
    "scott": "Scott’s π (Scott, 1955)",
    "fleiss": "Fleiss’ κ (Fleiss, 1971)",
    "conger": "Conger’s κ (Conger, 1980)",
    "brennan_prediger": "Brennan and Prediger’s coefficient (1981)",
    "gwet": "Gwet’s AC (Gwet, 2008)",
    "icc": "intraclass correlations (McGraw and Wong, 1996)",
    "kendall_w": "Kendall’s W (Kendall, 1970)",
    "finn": "Finn’s coefficient (Finn, 1970)",
    "cronbach": "Cronbach’s α (Cronbach, 1951)",
    "ccc": "the concordance correlation (Lin, 1989; King and Chinchilli, 2001)",
    "bland_altman": "limits of agreement (Bland and Altman, 1986)",
}
MEASUREMENTS = {
    "nominal": "categories",
    "ordinal": "ordered levels",
    "interval": "values on an interval scale",
    "ratio": "values on a ratio scale",
    "circular": "values on a circle",
    "jaccard": "sets of labels with Jaccard’s difference",
    "masi": "sets of labels with the MASI difference (Passonneau, 2006)",
}


def agreement(material: Material, name: str, spec: Agreement) -> list[str]:
    """Coefficients, their intervals, and what is a unit."""
    scales = listing([plain(scale) for scale in spec.scales])
    several = f" An item on a scale is a unit; {_pooled(spec)}" if len(spec.scales) > 1 else ""
    strata = listing([plain(by).removesuffix(" id") for by in spec.by])
    by = f" The same was done within each {strata} alone." if spec.by else ""
    weights = f", with {spec.weights} agreement weights for coefficients of categories" if _weighs(spec) else ""
    return [
        f"Agreement on {scales} was measured by {listing([COEFFICIENTS[name] for name in spec.coefficients])}, the "
        f"ratings being taken as {MEASUREMENTS[spec.measurement]}{weights}.{several}{by} {_interval(spec)}",
        *conventions(material, name),
    ]


def _pooled(spec: Agreement) -> str:
    return "units of all scales were taken together." if spec.pool else "scales were not taken together."


def _weighs(spec: Agreement) -> bool:
    return spec.weights != "identity"


def _interval(spec: Agreement) -> str:
    units = {"item": "items", "speaker_id": "speakers", "session_id": "sessions", "rater": "raters"}[spec.resample]
    if spec.interval == "analytic":
        level = percent(spec.bootstrap.level, 0)
        return (
            f"Intervals of level {level} are analytic, {units} being taken as independent, by the method beside each."
        )
    kind = {"percentile": "", "expanded": "; limits are expanded (Hesterberg, 2015)", "bca": "; limits are BCa"}
    words = bootstrap(spec.bootstrap, units)
    if kind[spec.interval]:
        words = words.replace("percentile intervals", "intervals").removesuffix(".") + f"{kind[spec.interval]}."
    return words


def trial(material: Material, name: str, spec: Trial) -> list[str]:
    """Estimands, models and conventions of the trial."""
    occasions = listing([plain(at) for at in spec.occasions])
    pairs = listing([f"{plain(first)} minus {plain(second)}" for first, second in spec.compared.values()])
    names = [plain(name) for name in (spec.baseline, *spec.covariates) if name]
    adjusted = f" and {listing(names)}" if names else ""
    robust = "classical" if spec.robust == "none" else f"heteroscedasticity-robust ({spec.robust})"
    return [
        f"{capital(plain(spec.measure))} was compared at {occasions}; effects are {pairs}, and the primary occasion is "
        f"{plain(spec.primary)}. At each occasion an ANCOVA regresses the outcome on arm"
        f"{adjusted}, on complete cases in the arm that was drawn, with {robust} standard "
        f"errors and the t distribution. Intervals have level {percent(spec.level, 0)}.",
        *conventions(material, name),
    ]


def comparison(material: Material, name: str, spec: Comparison) -> list[str]:
    """Paired differences."""
    clusters = f"{unit(material.study.train.split.by)}s" if material.study.train else "groups"
    others = listing([plain(model) for model in spec.against])
    return [
        f"{capital(plain(spec.reference))} was compared with {others} by the difference in {metric(spec.metric).full} "
        f"on the same items; the interval resamples whole {clusters}, the same ones for both models.",
        *conventions(material, name),
    ]


def recovery(material: Material, name: str, spec: Recovery) -> list[str]:
    """What counts as recovered."""
    return [
        f"{plural(len(spec.checks), 'planted effect')} of the twin {'is' if len(spec.checks) == 1 else 'are'} held "
        "against what the workflow measured, each by the rule that stands beside it in the table of recovery.",
        *conventions(material, name),
    ]


def conventions(material: Material, name: str) -> list[str]:
    """The conventions that the result itself states."""
    stated = material.results.analyses.get(name, {}).get("conventions", {})
    told = [f"{plain(key)}: {value}" for key, value in stated.items() if isinstance(value, str | int | float)]
    return [f"Conventions, as the result states them. {'. '.join(capital(words) for words in told)}."] if told else []
