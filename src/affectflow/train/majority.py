"""The baseline that sees no features."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..studies.train import Majority
from .material import Fits, Material

MODELS = {
    "hard": "class shares of the training items as probabilities, and the largest class as prediction (the first in "
    "the alphabet if several are largest)",
    "soft": "mean distribution of the votes of the training items as probabilities, and its largest class as "
    "prediction (the first in the alphabet if several are largest)",
}
CONVENTIONS = {
    "seeds": "the model has no randomness: it is fitted once and its predictions stand under every seed",
}


def fit(material: Material, model: Majority, seeds: Sequence[int], device: dict[str, Any]) -> Fits:
    """Give every test item the class shares of its training fold, over the items that have a class.

    Args:
        material: the items; features are not looked at.
        model: the spec.
        seeds: S of them; all get the same predictions.
        device: not used.
    """
    soft = model.labels == "soft"
    target = material.votes_needed("the baseline averages") if soft else np.eye(len(material.labels))[material.truth]
    counted = np.ones(material.truth.size, dtype=bool) if soft else material.truth >= 0
    shares = {fold: target[material.training(fold) & counted].mean(axis=0) for fold in material.fold_numbers}
    probabilities = np.stack([shares[fold] for fold in material.folds])
    weights = {f"fold{fold}/class_shares": share for fold, share in shares.items()}
    every_seed = np.repeat(probabilities[None], len(seeds), axis=0)
    return Fits(every_seed.argmax(-1), every_seed, weights, conventions=CONVENTIONS | {"model": MODELS[model.labels]})
