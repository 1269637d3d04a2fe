"""What a kind of model is given to fit, and what it gives back: arrays only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..errors import Problem, TableError, did_you_mean
from ..tables import classes
from .votes import Votes

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Material:
    """N items in F folds and C classes, with their features.

    Attributes:
        labels: the classes, sorted.
        truth: index of the target class, shape (N,); -1 where the item has none.
        shares: distribution of the raters' votes, shape (N, C); None without votes.
        folds: fold in which the item is tested, 0 ... F-1, shape (N,).
        features: matrices of shape (N, D), by feature set, in the model's order.
        modalities: modality of each feature set.
        majority: index of the class with more than half of the votes, shape (N,), -1
            without one; None where the study does not keep all items.
        votes: of single raters; None where the model does not follow raters.
    """

    labels: tuple[str, ...]
    truth: NDArray[np.int64]
    shares: Array | None
    folds: NDArray[np.int64]
    features: dict[str, Array]
    modalities: dict[str, str]
    majority: NDArray[np.int64] | None = None
    votes: Votes | None = None

    @property
    def fold_numbers(self) -> range:
        """All folds."""
        return range(int(self.folds.max()) + 1)

    def training(self, fold: int) -> NDArray[np.bool_]:
        """Which items train the model that is tested on a fold, shape (N,)."""
        return self.folds != fold

    def votes_needed(self, why: str) -> Array:
        """The distributions of the raters' votes.

        Raises:
            TableError: when the sample has none; `why` says what they are for.
        """
        if self.shares is None:
            wanted = ", ".join(f"share_{label}" for label in self.labels)
            raise TableError(Problem("sample", "", f"no shares of votes, which {why}", wanted))
        return self.shares

    def by_modality(self) -> dict[str, Array]:
        """Feature sets of a modality side by side, in the model's order."""
        parts: dict[str, list[Array]] = {}
        for name, matrix in self.features.items():
            parts.setdefault(self.modalities[name], []).append(matrix)
        return {modality: np.hstack(matrices) for modality, matrices in parts.items()}


@dataclass(frozen=True)
class Fits:
    """Out-of-fold predictions of one model.

    Attributes:
        predicted: index of the predicted class, shape (S, N) for S seeds.
        probabilities: shape (S, N, C), rows sum to 1; None if the model gives none.
        weights: everything that was learnt, by name.
        history: one entry for each epoch, fold and seed.
        conventions: what the model does, in words.
        warnings: what went less well than it should.
    """

    predicted: NDArray[np.int64]
    probabilities: Array | None
    weights: dict[str, NDArray]
    history: list[dict[str, Any]] = field(default_factory=list)
    conventions: dict[str, str] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Scaler:
    """Mean and scale of D features over the training items of one fold."""

    mean: Array
    scale: Array

    def __call__(self, matrix: Array) -> Array:
        """Standardised features, of the shape of `matrix`."""
        return (matrix - self.mean) / self.scale

    def named(self, prefix: str) -> dict[str, Array]:
        """Mean and scale for the checkpoint."""
        return {f"{prefix}.mean": self.mean, f"{prefix}.scale": self.scale}


SCALING = (
    "every feature minus its mean, divided by its standard deviation (ddof 0), both over the training items of "
    "the fold; a feature that is constant there is divided by 1"
)


def fit_scaler(training: Array) -> Scaler:
    """Mean and standard deviation of the training items, ddof 0; scale 1 for a constant feature.

    Args:
        training: features of the training items only, shape (n, D).
    """
    constant = training.min(axis=0) == training.max(axis=0)
    return Scaler(training.mean(axis=0), np.where(constant, 1.0, training.std(axis=0)))


def gather(
    sample: pd.DataFrame,
    features: Mapping[str, pd.DataFrame],
    names: Sequence[str],
    modalities: Mapping[str, str],
    votes: Votes | None = None,
) -> Material:
    """Line up the features of a model with the sample.

    Args:
        sample: table `sample`, sorted by item.
        features: tables `features` by id; must hold those named.
        names: the model's feature sets, in its order.
        modalities: modality of each feature set.
        votes: of single raters, for models that follow them.

    Raises:
        TableError: a named feature set is absent, or lacks an item of the sample.
    """
    problems = [*_absent(names, features, "features"), *_absent(names, modalities, "modalities")]
    problems += [p for name in names if name in features for p in _without(sample["item_id"], features[name], name)]
    if problems:
        raise TableError(problems)
    labels = classes(sample)
    return Material(
        labels=labels,
        truth=_indices(sample["label"], labels),
        shares=_shares(sample, labels),
        folds=sample["fold"].to_numpy(),
        features={name: _matrix(features[name], sample["item_id"]) for name in names},
        modalities={name: modalities[name] for name in names},
        majority=_indices(sample["majority"], labels) if "majority" in sample else None,
        votes=votes,
    )


def _indices(given: pd.Series, labels: Sequence[str]) -> NDArray[np.int64]:
    return pd.Index(labels).get_indexer(pd.Index(given)).astype(np.int64)


def _shares(sample: pd.DataFrame, labels: Sequence[str]) -> Array | None:
    columns = [f"share_{label}" for label in labels]
    return sample[columns].to_numpy(float) if set(columns) <= set(sample.columns) else None


def _matrix(table: pd.DataFrame, ids: pd.Series) -> Array:
    return table.set_index("item_id").loc[ids].to_numpy(float)


def _absent(names: Sequence[str], given: Mapping[str, Any], what: str) -> list[Problem]:
    return [
        Problem(what, "", f"no '{name}'", ", ".join(given) or "nothing", did_you_mean(name, given))
        for name in names
        if name not in given
    ]


def _without(ids: pd.Series, table: pd.DataFrame, name: str) -> list[Problem]:
    absent = ids[~ids.isin(table["item_id"])]
    if absent.empty:
        return []
    found = f"no row for '{absent.iloc[0]}' ({len(absent)} in all)"
    return [Problem(f"features '{name}'", "item_id", found, "a row for every item of the sample")]
