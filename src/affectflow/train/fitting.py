"""Fits one model: all of its folds and seeds in one call."""

from __future__ import annotations

import importlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pydantic import TypeAdapter

from ..studies.ingest import Target
from ..studies.train import Evaluation, Model
from ..tables import check, classes
from .material import Fits, Material, gather
from .scores import score
from .votes import gather_votes


@dataclass(frozen=True)
class Fitted:
    """One model's out-of-fold predictions, scores and what it learnt.

    Attributes:
        predictions: table `predictions`.
        scores: the document of scores.
        weights: what was learnt in each fold (and seed), by name.
        history: training loss of each epoch, fold and seed; empty without epochs.
    """

    predictions: pd.DataFrame
    scores: dict[str, Any]
    weights: dict[str, NDArray]
    history: list[dict[str, Any]]


def fit(
    sample: pd.DataFrame,
    features: Mapping[str, pd.DataFrame],
    ratings: pd.DataFrame,
    *,
    target: dict[str, Any],
    modalities: Mapping[str, str],
    model: dict[str, Any],
    train: dict[str, Any],
    device: dict[str, Any],
) -> Fitted:
    """Fit one model to every training fold with every seed and predict the test folds.

    Args:
        sample: table `sample`.
        features: tables `features` of at least the model's feature sets, by id.
        ratings: table `ratings` of the corpus; it is looked at only for a model that
            follows single raters, and may be empty for others.
        target: the study's target, as plain data.
        modalities: modality of each feature set, by id.
        model: one of the study's models, as plain data. Its `kind` names the module of
            this package that fits it.
        train: the study's section without its models, as plain data.
        device: `accelerator`, `precision` and `devices` for Lightning.

    Returns:
        predictions of every item by models that did not see its group, and their scores.

    Raises:
        TableError: a feature set is absent or lacks an item of the sample, or the model
            needs votes that are not there.
    """
    spec: Any = TypeAdapter(Model).validate_json(json.dumps(model))
    plan = Evaluation.load(train)
    sample = check(sample, "sample")
    ids, follows = sample["item_id"], getattr(spec, "needs_ratings", False)
    votes = gather_votes(ratings, ids, classes(sample), Target.load(target)) if follows else None
    material = gather(sample, features, getattr(spec, "features", ()), modalities, votes)
    kind = importlib.import_module(f"{__package__}.{spec.kind}")
    fits: Fits = kind.fit(material, spec, plan.seeds, device)
    predictions = _predictions(sample, material, fits, plan.seeds)
    scores = {"kind": spec.kind, "model": spec.plain(), "warnings": fits.warnings}
    scores |= score(predictions, sample, material.labels, plan)
    scores["conventions"] |= fits.conventions
    return Fitted(predictions, scores, fits.weights, fits.history)


def _predictions(sample: pd.DataFrame, material: Material, fits: Fits, seeds: tuple[int, ...]) -> pd.DataFrame:
    parts = []
    for place, seed in enumerate(seeds):
        part = sample[["item_id", "fold", "group", "label"]].assign(seed=seed)
        part["predicted"] = np.array(material.labels)[fits.predicted[place]]
        if fits.probabilities is not None:
            part[[f"p_{label}" for label in material.labels]] = fits.probabilities[place]
        parts.append(part)
    return check(pd.concat(parts, ignore_index=True), "predictions")
