"""What a network learns from the votes, and by which loss, as a part of a sentence."""

from __future__ import annotations

from ...studies.train import Network
from ..numbers import count, exact

LABELS = {
    "hard": "the target class",
    "soft": "the distribution of the raters’ votes",
    "set": "equal shares of the classes with more than an equal share of the votes",
}
RULES = {
    "majority": "items with a majority",
    "plurality": "items with a single most frequent class",
    "all_inclusive": "all items",
    "dawid_skene": "class probabilities by Dawid and Skene’s model",
    "one_coin": "class probabilities by the one-coin model",
    "mace": "class probabilities by MACE",
    "glad": "class probabilities by GLAD",
}
COUNTED = ("majority", "plurality", "all_inclusive")
LOSSES = {
    "cross_entropy": "cross-entropy",
    "kl": "relative entropy",
    "jensen_shannon": "Jensen–Shannon divergence",
    "emd": "squared earth mover’s distance",
}


def learnt(spec: Network) -> str:
    """Such as ``the target class with cross-entropy``; what is not asked for is not told."""
    parts = [LABELS[spec.labels]]
    if spec.rule in COUNTED:
        parts.append(f"of {RULES[spec.rule]}")
    elif spec.rule:
        kind = "the most probable of the " if spec.labels == "hard" else ""
        parts = [f"{kind}{RULES[spec.rule]}, found from the votes of the training fold alone,"]
    if spec.least_share:
        parts.append(f"(shares below {exact(spec.least_share)} cut)")
    if spec.smoothing:
        parts.append(f"(mixed with {exact(spec.smoothing)} of equal shares)")
    parts.append(f"with {LOSSES[spec.loss]}{_wheel(spec)}")
    if spec.penalty:
        parts.append(
            f"and a cost of weight {exact(spec.penalty)} for classes that seldom share an item with the voted ones"
        )
    if spec.raters:
        parts.append(f"and an output of its own for each rater with {count(spec.raters.min_votes)} votes or more")
    return " ".join(parts)


def _wheel(spec: Network) -> str:
    if spec.positions is None:
        return ""
    return f" on {'a line' if spec.positions.period is None else 'a wheel'} of classes ({spec.positions.source})"
