"""The sentences of the methods section; every number in them is bound to the declaration or a result."""

from __future__ import annotations

from typing import Any

from ...studies.analyse import Agreement, Comparison, Recovery, Trial
from ...studies.base import Bootstrap
from ...studies.train import GroupKFold, Linear, Network
from ..material import Material
from ..numbers import count, exact, listing, percent, plural
from ..words import METRICS, MODALITIES, metric, plain, unit


def data(material: Material) -> list[str]:
    """Corpus, selection and target."""
    study, dataset = material.study, material.dataset
    origin = "We used a synthetic twin of " if material.synthetic else "We used "
    sentences = [f"{origin}{dataset.title}."]
    if study.ingest.where:
        chosen = [f"{plain(column)} “{value}”" for column, value in study.ingest.where.items()]
        sentences.append(f"The study looks at items with {listing(chosen)}.")
    found = material.results.flow
    if found:
        who = plural(found["groups"], unit(found.get("group_unit", "speaker_id")))
        sentences.append(f"{plural(found['steps'][-1]['n'], 'item')} from {who} entered the analysis.")
    sentences.append(
        f"Items that could not be read were quarantined and counted; the workflow stops when more than "
        f"{percent(study.ingest.max_quarantined)} of the items are affected."
    )
    return [" ".join(sentences), *_target(material)]


def _target(material: Material) -> list[str]:
    target = material.study.ingest.target
    if target is None:
        return []
    classes = f"{plural(len(target.labels), 'class', 'classes')} ({listing(list(target.labels))})"
    if target.source == "intended":
        return [f"The target is the {plain(target.scale)} that the speaker was asked to express, one of {classes}."]
    rule = {
        "plurality": "the most frequent class of the raters’ votes; items whose first place is tied are left out and counted",
        "majority": "the class that more than half of the raters’ votes name; items without one are left out and counted",
    }[target.aggregate]
    return [f"The target is {plain(target.scale)}, one of {classes}. It is {rule}."]


def features(material: Material) -> list[str]:
    """One sentence per feature set."""
    sentences = []
    for name, found in material.features.items():
        numbers = [f"{plain(k)} {exact(v)}" for k, v in found.extractor.plain().items() if isinstance(v, int | float)]
        options = f" ({listing(numbers)})" if numbers else ""
        about = MODALITIES.get(found.modality, found.modality)
        sentences.append(f"{plain(name)}, from the {about}: {found.title}{options}; licence {found.licence.name}")
    return [f"{plural(len(sentences), 'feature set')} describe the items. {'. '.join(s[0].upper() + s[1:] for s in sentences)}."]


def models(material: Material) -> list[str]:
    """One paragraph for all models."""
    assert material.study.train
    sentences = [f"{plain(name).capitalize()}: {_model(spec)}." for name, spec in material.study.train.models.items()]
    first = (
        f"{plural(len(sentences), 'model')} were compared. Features are standardised with the mean and standard "
        "deviation of the training fold."
    )
    return [first, " ".join(sentences)]


def _model(spec: Any) -> str:
    if isinstance(spec, Linear):
        kind = {"logistic": "multinomial logistic regression (L2)", "svm": "linear support vector machine, one against one"}
        return f"{kind[spec.estimator]} with C = {exact(spec.c)} on {_names(spec.features)}"
    if isinstance(spec, Network):
        target = "the distribution of the raters’ votes" if spec.labels == "soft" else "the target class"
        return (
            f"a network with one encoder of {plural(spec.hidden, 'hidden unit')} per modality on {_names(spec.features)}, "
            f"trained on {target} with cross-entropy for {plural(spec.epochs, 'epoch')} in batches of "
            f"{count(spec.batch_size)} (learning rate {exact(spec.learning_rate)}, weight decay {exact(spec.weight_decay)})"
        )
    return "a baseline that sees no features and gives the class shares of its training items"


def _names(features: tuple[str, ...]) -> str:
    return listing([plain(name) for name in features])


def evaluation(material: Material) -> list[str]:
    """Split, seeds, metrics and intervals."""
    train = material.study.train
    assert train
    group = unit(train.split.by)
    if isinstance(train.split, GroupKFold):
        split = (
            f"{count(train.split.folds)}-fold cross-validation in which each {group} is in one fold only "
            f"({group}s shuffled with seed {count(train.split.seed)})"
        )
    else:
        split = f"cross-validation in which each {group} is the test fold once"
    scored = [f"{metric(name).full} ({metric(name).about})" for name in train.metrics if name in METRICS]
    first = (
        f"Models were tested by {split}, so that no {group} is in training and test at once. Each fit was repeated with "
        f"{plural(len(train.seeds), 'seed')} ({listing([count(s) for s in train.seeds])}); scores are averaged over them. "
        f"We report {listing(scored)}. Models are ranked by {metric(train.metrics[0]).full}."
    )
    return [first, _bootstrap(train.bootstrap, f"{group}s")]


def _bootstrap(boot: Bootstrap, clusters: str) -> str:
    return (
        f"Intervals are {percent(boot.level, 0)} percentile intervals of a cluster bootstrap: {clusters} are drawn with "
        f"replacement, {count(boot.resamples)} times, with seed {count(boot.seed)} (Efron and Tibshirani, 1993)."
    )


def agreement(material: Material, name: str, spec: Agreement) -> list[str]:
    """Alpha and the raters' confusion matrices."""
    found = material.results.analyses.get(name)
    return [
        f"Agreement on {plain(spec.scale)} is Krippendorff’s α for {spec.level_of_measurement} data (Krippendorff, 2011). "
        + _bootstrap(spec.bootstrap, "items"),
        f"Each rater’s confusion matrix was estimated from the votes alone by the EM algorithm of Dawid and Skene (1979), "
        f"with at most {plural(spec.max_iterations, 'iteration')} and tolerance {exact(spec.tolerance)}.",
        *_conventions(found),
    ]


def trial(material: Material, name: str, spec: Trial) -> list[str]:
    """Estimands, models and conventions of the trial."""
    occasions = listing([plain(at) for at in spec.occasions])
    robust = "classical" if spec.robust == "none" else f"heteroscedasticity-robust ({spec.robust})"
    return [
        f"{plain(spec.measure).capitalize()} was compared between {plain(spec.treated)} and {plain(spec.control)} (effects "
        f"are {plain(spec.treated)} minus {plain(spec.control)}) at {occasions}; the primary occasion is {plain(spec.primary)}.",
        f"At each occasion an ANCOVA regresses the outcome on arm and {plain(spec.baseline)}, on complete cases in the arm that "
        f"was drawn, with {robust} standard errors and the t distribution. A linear mixed model uses all observed outcomes, "
        f"with occasion by arm and a random intercept per participant, fitted by REML. Intervals have level "
        f"{percent(spec.level, 0)}.",
        *_conventions(material.results.analyses.get(name)),
    ]


def comparison(material: Material, name: str, spec: Comparison) -> list[str]:
    """Paired differences."""
    train = material.study.train
    clusters = unit(train.split.by) if train else "group"
    return [
        f"{plain(spec.reference).capitalize()} was compared with {listing([plain(m) for m in spec.against])} by the difference in "
        f"{metric(spec.metric).full} on the same items; its interval resamples whole {clusters}s, the same ones for both models.",
        *_conventions(material.results.analyses.get(name)),
    ]


def recovery(material: Material, name: str, spec: Recovery) -> list[str]:
    """What counts as recovered."""
    return [
        f"{plural(len(spec.checks), 'planted effect')} of the twin {'is' if len(spec.checks) == 1 else 'are'} held against what "
        "the workflow measured, each by the rule that stands beside it in the table of recovery.",
        *_conventions(material.results.analyses.get(name)),
    ]


def _conventions(found: dict[str, Any] | None) -> list[str]:
    """The conventions that the result itself states."""
    stated = (found or {}).get("conventions", {})
    told = "; ".join(f"{plain(key)}: {value}" for key, value in stated.items() if isinstance(value, str | int | float))
    return [f"Conventions, as written in the result. {told[0].upper()}{told[1:]}."] if told else []
