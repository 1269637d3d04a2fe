"""Linear models by scikit-learn."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.svm import SVC

from ..studies.train import Linear
from .material import SCALING, Array, Fits, Material, Scaler, fit_scaler

MAX_ITERATIONS = 10_000
CONVENTIONS = {
    "logistic": "multinomial logistic regression, penalty |w|^2 / (2 C) without the intercepts, solver lbfgs",
    "svm": "support vector machine with linear kernel, one class against one; it gives no probabilities",
}
SEEDS = "the model has no randomness: it is fitted once and its predictions stand under every seed"


@dataclass(frozen=True)
class Fold:
    """The model of one fold."""

    scaler: Scaler
    estimator: LogisticRegression | SVC
    warnings: list[str]

    def weights(self, prefix: str) -> dict[str, NDArray]:
        """What was learnt; rows are classes, or pairs of classes in the SVM."""
        learnt = {f"{prefix}/coefficients": self.estimator.coef_, f"{prefix}/intercepts": self.estimator.intercept_}
        return learnt | self.scaler.named(f"{prefix}/scaler")


def fit(material: Material, model: Linear, seeds: Sequence[int], device: dict[str, Any]) -> Fits:
    """Fit one linear model to each fold's training items that have a class.

    Args:
        material: the items; all feature sets are taken side by side.
        model: the spec.
        seeds: S of them; all get the same predictions.
        device: not used.
    """
    features = np.hstack(list(material.features.values()))
    with_class = material.truth >= 0
    training = {fold: material.training(fold) & with_class for fold in material.fold_numbers}
    fitted = {fold: _fit_fold(features[items], material.truth[items], model) for fold, items in training.items()}
    predicted = np.empty((1, features.shape[0]), np.int64)
    probabilities = np.empty((1, features.shape[0], len(material.labels)))
    for fold, part in fitted.items():
        test = ~material.training(fold)
        scaled = part.scaler(features[test])
        predicted[0, test] = part.estimator.predict(scaled)
        if model.estimator == "logistic":
            probabilities[0, test] = part.estimator.predict_proba(scaled)
    return Fits(
        predicted.repeat(len(seeds), axis=0),
        probabilities.repeat(len(seeds), axis=0) if model.estimator == "logistic" else None,
        {name: value for fold, part in fitted.items() for name, value in part.weights(f"fold{fold}").items()},
        conventions={"model": CONVENTIONS[model.estimator], "scaling": SCALING, "seeds": SEEDS},
        warnings=[f"fold {fold}: {text}" for fold, part in fitted.items() for text in part.warnings],
    )


def _fit_fold(features: Array, truth: NDArray[np.int64], model: Linear) -> Fold:
    scaler = fit_scaler(features)
    if model.estimator == "svm":
        estimator = SVC(kernel="linear", C=model.c)
    else:
        estimator = LogisticRegression(C=model.c, solver="lbfgs", max_iter=MAX_ITERATIONS)
    with warnings.catch_warnings(record=True) as raised:
        warnings.simplefilter("always", ConvergenceWarning)
        estimator.fit(scaler(features), truth)
    said = [f"{MAX_ITERATIONS} iterations were not enough" for w in raised if w.category is ConvergenceWarning]
    return Fold(scaler, estimator, said)
