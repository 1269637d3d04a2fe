"""The sentences of the methods section on data, features, models and evaluation.

Every number in them is bound to the declaration or to a result.
"""

from __future__ import annotations

from typing import Any

from ...studies.base import Bootstrap
from ...studies.perspectives import Perspectives
from ...studies.train import GroupKFold, Linear, Majority, Network
from ..material import Material
from ..numbers import count, exact, listing, percent, plural
from ..words import METRICS, MODALITIES, capital, metric, plain, unit
from . import wording_labels

RULES = {
    "plurality": "the most frequent class of the raters’ votes; items with a tied first place are left out and counted",
    "majority": "the class that more than half of the raters’ votes name; items without one are left out and counted",
    "all_inclusive": "the most frequent class of the raters’ votes; every item with a vote for a class of the target "
    "is kept, also one without a single most frequent class, and is tested by the distribution of its votes",
}


def data(material: Material) -> list[str]:
    """Corpus, selection and target."""
    study, found = material.study, material.results.flow
    origin = "We used a synthetic twin of" if material.synthetic else "We used"
    sentences = [f"{origin} {material.dataset.title}."]
    if study.ingest.where:
        chosen = [f"{plain(column)} “{value}”" for column, value in study.ingest.where.items()]
        sentences.append(f"The study looks at items with {listing(chosen)}.")
    if found:
        who = plural(found["groups"], unit(found.get("group_unit", "speaker_id")))
        sentences.append(f"{plural(found['steps'][-1]['n'], 'item')} from {who} entered the analysis.")
    sentences.append(
        "Items that could not be read were quarantined and counted; the workflow stops when more than "
        f"{percent(study.ingest.max_quarantined)} of the items are affected."
    )
    return [" ".join(sentences), *_target(material)]


def _target(material: Material) -> list[str]:
    target = material.study.ingest.target
    if target is None:
        return []
    classes = f"{plural(len(target.labels), 'class', 'classes')} ({listing(list(target.labels))})"
    if both := material.study.ingest.perspectives.get(target.scale):
        return [f"The target is {plain(target.scale)}, one of {classes}: {_perspectives(both)}."]
    if target.source == "intended":
        return [f"The target is the {plain(target.scale)} that the speaker was asked to express, one of {classes}."]
    return [f"The target is {plain(target.scale)}, one of {classes}. It is {RULES[target.aggregate]}."]


def _perspectives(both: Perspectives) -> str:
    return (
        f"{plain(both.labels[0])} where the mean of {plain(both.felt)} is at least {exact(both.at_least)} and no "
        f"rating of {plain(both.seen)} is above {exact(both.at_most)}, and {plain(both.labels[1])} elsewhere"
    )


def features(material: Material) -> list[str]:
    """How many feature sets describe the items, and from what."""
    sources = list(dict.fromkeys(MODALITIES.get(f.modality, f.modality) for f in material.features.values()))
    sets = plural(len(material.features), "feature set")
    return [f"Items are described by {sets}, made from {listing(sources)}; an item must have all of them."]


def models(material: Material) -> list[str]:
    """One paragraph for all models."""
    assert material.study.train
    declared = material.study.train.models
    first = f"{plural(len(declared), 'model')} {'was' if len(declared) == 1 else 'were'} fitted."
    if any(isinstance(spec, Linear | Network) for spec in declared.values()):
        first += " Features are standardised with the mean and standard deviation of the training folds."
    alike: dict[str, list[str]] = {}
    for name, spec in declared.items():
        alike.setdefault(_model(spec), []).append(_named(name, spec))
    told = [f"{capital(listing(names))}: {about}." for about, names in alike.items()]
    return [first, " ".join(told)]


def _named(name: str, spec: Any) -> str:
    used = getattr(spec, "features", ())
    return f"{plain(name)} (on {listing(list(used))})" if used else plain(name)


def _model(spec: Any) -> str:
    """What a model is, but for its name and features, so that equal ones are told together."""
    if isinstance(spec, Linear):
        kinds = {"logistic": "multinomial logistic regression", "svm": "linear support vector machine"}
        return f"{kinds[spec.estimator]} with C = {exact(spec.c)}"
    if isinstance(spec, Network):
        return (
            f"network with one encoder of {plural(spec.hidden, 'hidden unit')} per modality, trained on "
            f"{wording_labels.learnt(spec)} for {plural(spec.epochs, 'epoch')} in batches of {count(spec.batch_size)}, "
            f"with learning rate {exact(spec.learning_rate)} and weight decay {exact(spec.weight_decay)}"
        )
    given = "mean distribution of the votes" if isinstance(spec, Majority) and spec.labels == "soft" else "class shares"
    return f"baseline that sees no features and gives the {given} of its training items"


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
        f"Models were tested by {split}, so that no {group} is in training and test at once. Each fit was repeated "
        f"with {plural(len(train.seeds), 'seed')} ({listing([count(s) for s in train.seeds])}); scores are averaged "
        f"over them. We report {listing(scored)}. Models are ranked by {metric(train.metrics[0]).full}; the best of "
        "several models, chosen on the data it is scored on, is an optimistic estimate."
    )
    return [first, bootstrap(train.bootstrap, f"{group}s")]


def bootstrap(boot: Bootstrap, clusters: str) -> str:
    """How an interval was resampled."""
    return (
        f"Intervals are {percent(boot.level, 0)} percentile intervals of a cluster bootstrap: {clusters} are drawn "
        f"with replacement, {count(boot.resamples)} times, with seed {count(boot.seed)} (Efron and Tibshirani, 1993)."
    )
