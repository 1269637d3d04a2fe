"""All metrics by name: how each is summed over groups, and what it is of the sums."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from . import classification, distributions
from .outcome import Outcome

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Metric:
    """A metric as a function of sums over groups of items.

    Attributes:
        convention: what exactly is computed, and when it is undefined.
        sums: Outcome -> sums of each group, shape (G, ...).
        of: sums, shape (..., as above without G) -> metric, shape (...).
        needs_probabilities: whether a model must give a distribution.
        higher_is_better: the direction of a better model.
    """

    convention: str
    sums: Callable[[Outcome], Array]
    of: Callable[[Array], Array]
    needs_probabilities: bool = False
    higher_is_better: bool = True

    def value(self, outcome: Outcome) -> float:
        """The metric over all items; NaN when it is undefined."""
        if self.needs_probabilities and outcome.probabilities is None:
            return float("nan")
        return float(self.of(self.sums(outcome).sum(0)))

    def why_undefined(self, outcome: Outcome) -> str:
        """A sentence on why `value` is NaN; empty when it is defined."""
        if self.needs_probabilities and outcome.probabilities is None:
            return "the model gives no probabilities"
        if not np.isnan(self.value(outcome)):
            return ""
        if outcome.truth.size == 0:
            return "there are no items"
        return "a class with a positive target has predicted probability 0"


def _of_items(name: str) -> Callable[[Outcome], Array]:
    per_item = getattr(distributions, name)
    return lambda outcome: distributions.sums(outcome, per_item(outcome.target, outcome.probabilities))


def _of_distributions(name: str, convention: str) -> Metric:
    return Metric(convention, _of_items(name), distributions.mean, needs_probabilities=True, higher_is_better=False)


METRICS: dict[str, Metric] = {
    "uar": Metric(classification.UAR, classification.confusion, classification.uar),
    "accuracy": Metric(classification.ACCURACY, classification.confusion, classification.accuracy),
    "macro_f1": Metric(classification.MACRO_F1, classification.confusion, classification.macro_f1),
    "log_loss": _of_distributions("log_loss", distributions.LOG_LOSS),
    "js_divergence": _of_distributions("js_divergence", distributions.JS_DIVERGENCE),
}
