"""Panels of raters with known ways of judging, for the twins of corpora whose point is the votes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .seeds import stream

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True)
class Panel:
    """Raters who choose one class.

    Attributes:
        names: R names.
        labels: C classes.
        confusion: probability of each vote given the planted class, shape (R, C, C), rows are planted classes.
    """

    names: tuple[str, ...]
    labels: tuple[str, ...]
    confusion: Floats

    def votes(self, rng: np.random.Generator, truth: Integers, seen: NDArray[np.bool_]) -> Integers:
        """Class that each rater votes, shape (I, R); -1 where a rater did not see an item.

        Args:
            rng: source of randomness.
            truth: planted class of each item, shape (I,).
            seen: who saw what, shape (I, R).
        """
        steps = np.cumsum(self.confusion[:, truth], axis=-1)
        points = rng.random((len(self.names), len(truth), 1))
        drawn = np.minimum((points > steps).sum(axis=-1), len(self.labels) - 1).T
        return np.where(seen, drawn, -1)

    def votes_on_mixtures(self, rng: np.random.Generator, shares: Floats, seen: NDArray[np.bool_]) -> Integers:
        """The same for items that lie between classes: a rater sees an item as one of them by its share.

        Args:
            rng: source of randomness.
            shares: how far each item is of each class, shape (I, C); rows sum to 1.
            seen: who saw what, shape (I, R).
        """
        points = rng.random((len(shares), len(self.names), 1))
        steps = np.cumsum(self.expected(shares), axis=-1)
        drawn = np.minimum((points > steps).sum(axis=-1), len(self.labels) - 1)
        return np.where(seen, drawn, -1)

    def expected(self, shares: Floats) -> Floats:
        """Probability of each rater's vote on items that lie between classes, shape (I, R, C)."""
        return np.einsum("ic,rcv->irv", shares, self.confusion)

    def planted(self) -> dict[str, Any]:
        """The panel as the truth that a twin writes down; `recovery` holds estimates against `confusion`."""
        return {
            "ids": list(self.names), "labels": list(self.labels), "confusion": self.confusion.tolist(),
            "rows": "planted class", "columns": "vote",
        }  # fmt: skip


def expected_alpha(votes: Floats) -> float:
    """Krippendorff's nominal alpha of infinitely many votes of different raters on each of these items.

    Args:
        votes: probability of each rater's vote, shape (I, R, C), as of `Panel.expected`.
    """
    n, mean = votes.shape[1], votes.mean(axis=1)
    same = (n**2 * (mean**2).sum(axis=1) - (votes**2).sum(axis=(1, 2))) / (n * (n - 1))
    return float(1 - (1 - same.mean()) / (1 - (mean.mean(axis=0) ** 2).sum()))


def panel(seed: int, names: tuple[str, ...], labels: tuple[str, ...], best: float, worst: float) -> Panel:
    """Raters from the most competent to the least.

    Args:
        seed: the twin's seed.
        names: of the raters.
        labels: of the classes.
        best, worst: probability that the first and the last rater vote the planted class; between
            them it falls evenly. Mistakes are spread unevenly over the other classes, by chance.
    """
    right = np.linspace(best, worst, len(names))
    confusion = np.array([_confusion(seed, number, share, len(labels)) for number, share in enumerate(right)])
    return Panel(names, labels, confusion)


def assignments(rng: np.random.Generator, items: int, raters: int, each: int) -> NDArray[np.bool_]:
    """Who sees what, shape (items, raters): each item is seen by `each` different raters, drawn at random."""
    order = rng.random((items, raters)).argsort(axis=1)
    return order < each


def _confusion(seed: int, number: int, right: float, classes: int) -> Floats:
    rng = stream(seed, "panel", number)
    wrong = rng.dirichlet(np.full(classes, 5.0), size=classes) * (1 - np.eye(classes))
    return right * np.eye(classes) + (1 - right) * wrong / wrong.sum(axis=1, keepdims=True)


@dataclass(frozen=True)
class Scorers:
    """Raters who give a number: planted value plus the rater's bias plus noise, rounded and cut to the scale.

    Attributes:
        names: R names.
        bias: what each rater adds, in scale points, shape (R,).
        noise: standard deviation of each rater's error, in scale points, shape (R,).
        low, high, step: the scale: its ends, and the distance of its points; 0 for no rounding.
    """

    names: tuple[str, ...]
    bias: Floats
    noise: Floats
    low: float
    high: float
    step: float = 1.0

    def scores(self, rng: np.random.Generator, truth: Floats, seen: NDArray[np.bool_]) -> Floats:
        """Score of each rater, shape (I, R); NaN where a rater did not see an item.

        Args:
            rng: source of randomness.
            truth: planted value of each item in scale points, shape (I,).
            seen: who saw what, shape (I, R).
        """
        error = rng.normal(size=(len(truth), len(self.names))) * self.noise
        values = np.asarray(truth)[:, None] + self.bias + error
        if self.step:
            values = self.low + self.step * np.round((values - self.low) / self.step)
        return np.where(seen, np.clip(values, self.low, self.high), np.nan)

    def planted(self) -> dict[str, Any]:
        """The scorers as the truth that a twin writes down."""
        return {
            "ids": list(self.names), "bias": self.bias.tolist(), "noise": self.noise.tolist(),
            "scale": {"low": self.low, "high": self.high, "step": self.step},
        }  # fmt: skip
