"""What a network learns from, and by which loss, in words."""

from __future__ import annotations

from typing import get_args

from ..studies.train import Network, RaterRule
from . import heads, losses, wheel

LABELS = {
    "hard": "the target class",
    "soft": "the distribution of the raters' votes",
    "set": "equal shares of the classes whose share of the votes is above 1 / C for C classes (where none is, of those "
    "with a vote)",
}

BELIEFS = {
    "hard": "the class that the rule finds most probable",
    "soft": "the probabilities of the classes by the rule",
    "set": "equal shares of the classes that the rule finds more probable than 1 / C for C classes",
}
RULES = {
    "majority": "items with a class that more than half of their votes name",
    "plurality": "items with a class that has most of their votes, alone",
    "all_inclusive": "every item with a vote for a class of the target",
}
RULES |= {
    rule: f"posterior class probabilities by {name} from the votes on the training items of the fold alone, by raters "
    "who are named; items without such a vote are not trained on"
    for rule, name in (
        ("dawid_skene", "the model of Dawid and Skene (1979)"),
        ("one_coin", "the one-coin model (each rater errs at one rate, alike for all classes)"),
        ("mace", "MACE (Hovy et al., 2013)"),
        ("glad", "GLAD (Whitehill et al., 2009)"),
    )
}
PENALTY = (
    "a prediction of class d for an item with share t of votes for class c adds weight * t * p_d * (1 - P(d | c)), "
    "where P(d | c) is the part of the fold's training items with a vote for c that have one for d too. That pairs are "
    "counted in the training set and seldom ones cost more is of Chou et al. (2022); this formula is our own"
)


def told(model: Network) -> dict[str, str]:
    """What the model learns from and by which loss, in words."""
    of_model = model.rule in get_args(RaterRule)
    stated = {
        "labels": f"the loss is {losses.CONVENTIONS[model.loss]} to {(BELIEFS if of_model else LABELS)[model.labels]}"
    }
    if model.rule is not None:
        stated["rule"] = RULES[model.rule]
    if model.least_share > 0:
        stated["least_share"] = f"shares below {model.least_share} are cut, but for the largest, and the rest sum to 1"
    if model.smoothing > 0:
        stated["smoothing"] = f"labels are mixed with {model.smoothing} of equal shares of all classes"
    if model.positions is not None:
        stated["emd"] = wheel.LINE if model.positions.period is None else wheel.WHEEL
        stated["positions"] = model.positions.source
    if model.penalty > 0:
        stated["penalty"] = PENALTY
    return stated | ({"raters": heads.CONVENTION} if model.raters else {})
