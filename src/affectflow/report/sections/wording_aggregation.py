"""The sentences of the methods section on the aggregation of votes."""

from __future__ import annotations

from ...studies.analyse import Aggregation
from ..material import Material
from ..numbers import count, exact, listing, percent, plural
from ..words import aggregation_rule, plain
from .wording_analyses import conventions

TIES = {
    "leave_out": "an item whose first place is tied has no label by plurality",
    "share": "the tied classes of an item share it in equal parts by plurality",
    "first": "of tied classes plurality takes the one that is declared first",
}
SOURCES = {
    "all_inclusive": "the all-inclusive rule keeps every class that has a vote, by its share",
    "dawid_skene": "the model of Dawid and Skene (1979) gives each rater a confusion matrix",
    "one_coin": "the one-coin model (Zhang et al., 2016) gives each rater one probability to be right",
    "mace": "MACE (Hovy et al., 2013) tells raters who know from raters who guess by habit",
    "glad": "GLAD (Whitehill et al., 2009) weighs the ability of raters and the difficulty of items",
    "ewe": "the evaluator-weighted estimator (Grimm and Kroschel, 2005) weighs raters by how they go with the others",
}
MODELS = ("dawid_skene", "one_coin", "mace", "glad")


def aggregation(material: Material, name: str, spec: Aggregation) -> list[str]:
    """The rules, how models were fitted, and how sure competence is."""
    named = listing([aggregation_rule(rule) for rule in spec.rules])
    told = [SOURCES[rule] for rule in spec.rules if rule in SOURCES]
    told += [TIES[spec.ties]] if "plurality" in spec.rules else []
    first = f"Ratings of {plain(spec.scale)} were aggregated by {named}" + (f": {'; '.join(told)}." if told else ".")
    if any(rule in MODELS for rule in spec.rules):
        first += (
            f" Models were fitted by EM, with at most {plural(spec.max_iterations, 'iteration')} and relative "
            f"tolerance {exact(spec.tolerance)}; shares of classes are {spec.class_prior}, where a model has any."
        )
    boot = spec.bootstrap
    competence = (
        f" Raters’ competence has {percent(boot.level, 0)} intervals from a bootstrap: items are drawn anew, "
        f"{count(boot.resamples)} times, with seed {count(boot.seed)} (Efron and Tibshirani, 1993)."
    )
    followed = {*MODELS, "ewe"} & set(spec.rules)
    return [first + (competence if followed else ""), *conventions(material, name)]
