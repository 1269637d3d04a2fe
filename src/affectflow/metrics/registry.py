"""All metrics by name: how each is summed over groups, and what it is of the sums."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from . import classification, distributions, sets, uncertainty
from .outcome import Outcome

Array = NDArray[np.float64]
IMPOSSIBLE = "a class with a positive target has predicted probability 0"
NOTHING_CHOSEN = "no class is voted or predicted above its threshold"


def _every(outcome: Outcome) -> NDArray[np.bool_]:
    return np.ones(outcome.truth.size, dtype=bool)


def _with_class(outcome: Outcome) -> NDArray[np.bool_]:
    return outcome.truth >= 0


def _with_majority(outcome: Outcome) -> NDArray[np.bool_]:
    return np.zeros(outcome.truth.size, dtype=bool) if outcome.majority is None else outcome.majority >= 0


@dataclass(frozen=True)
class Metric:
    """A metric as a function of sums over groups of items.

    Attributes:
        convention: what exactly is computed, and when it is undefined.
        sums: Outcome -> sums of each group, shape (G, ...).
        of: sums, shape (..., as above without G) -> metric, shape (...).
        needs_probabilities: whether a model must give a distribution.
        higher_is_better: the direction of a better model.
        scored: Outcome -> which items count, shape (N,).
        undefined: why it is NaN although there are items.
    """

    convention: str
    sums: Callable[[Outcome], Array]
    of: Callable[[Array], Array]
    needs_probabilities: bool = False
    higher_is_better: bool = True
    scored: Callable[[Outcome], NDArray[np.bool_]] = _every
    undefined: str = IMPOSSIBLE

    def value(self, outcome: Outcome) -> float:
        """The metric over all items that count; NaN when it is undefined."""
        if self.needs_probabilities and outcome.probabilities is None:
            return float("nan")
        return float(self.of(self.sums(outcome).sum(0)))

    def items(self, outcome: Outcome) -> int:
        """How many items count."""
        return int(self.scored(outcome).sum())

    def why_undefined(self, outcome: Outcome) -> str:
        """A sentence on why `value` is NaN; empty when it is defined."""
        if self.needs_probabilities and outcome.probabilities is None:
            return "the model gives no probabilities"
        if not np.isnan(self.value(outcome)):
            return ""
        if outcome.truth.size == 0:
            return "there are no items"
        return self.undefined if self.items(outcome) else "no item has a consensus of its raters"


def _by_majority(outcome: Outcome) -> Array:
    truth = np.full(outcome.truth.size, -1) if outcome.majority is None else outcome.majority
    return classification.tabulate(outcome, truth)


def _of_classes(name: str, convention: str) -> Metric:
    return Metric(convention, classification.confusion, getattr(classification, name), scored=_with_class)


def _mean_of(per_item: Callable[[Outcome], Array], convention: str, *, higher: bool) -> Metric:
    def totals(outcome: Outcome) -> Array:
        return distributions.sums(outcome, per_item(outcome))

    return Metric(convention, totals, distributions.mean, needs_probabilities=True, higher_is_better=higher)


def _of_distributions(name: str, convention: str, *, higher: bool = False) -> Metric:
    per_item = getattr(distributions, name)
    return _mean_of(lambda outcome: per_item(outcome.target, outcome.probabilities), convention, higher=higher)


def _of_sets(name: str, convention: str) -> Metric:
    of = getattr(sets, name)
    return Metric(convention, sets.counts, of, needs_probabilities=True, undefined=NOTHING_CHOSEN)


METRICS: dict[str, Metric] = {
    "uar": _of_classes("uar", classification.UAR),
    "accuracy": _of_classes("accuracy", classification.ACCURACY),
    "macro_f1": _of_classes("macro_f1", classification.MACRO_F1),
    "macro_f1_majority": Metric(
        classification.MACRO_F1_MAJORITY, _by_majority, classification.macro_f1, scored=_with_majority
    ),
    "macro_f1_all_inclusive": _of_sets("macro_f1", sets.MACRO_F1),
    "log_loss": _of_distributions("log_loss", distributions.LOG_LOSS),
    "js_divergence": _of_distributions("js_divergence", distributions.JS_DIVERGENCE),
    "kl_divergence": _of_distributions("kl_divergence", distributions.KL_DIVERGENCE),
    "soft_accuracy": _of_distributions("soft_accuracy", distributions.SOFT_ACCURACY, higher=True),
    "cosine_similarity": _of_distributions("cosine_similarity", distributions.COSINE, higher=True),
    "euclidean_distance": _of_distributions("euclidean_distance", distributions.EUCLIDEAN),
    "top_2_accuracy": _of_distributions("top_2_accuracy", distributions.TOP_2, higher=True),
    "entropy_correlation": Metric(
        uncertainty.ENTROPY_CORRELATION,
        uncertainty.moments,
        uncertainty.correlation,
        needs_probabilities=True,
        undefined=uncertainty.FLAT,
    ),
    "set_exact_match": _mean_of(sets.exact_match, sets.EXACT_MATCH, higher=True),
    "set_hamming": _mean_of(sets.hamming, sets.HAMMING, higher=False),
    "set_jaccard": _mean_of(sets.jaccard, sets.JACCARD, higher=True),
    "set_micro_f1": _of_sets("micro_f1", sets.MICRO_F1),
    "set_weighted_f1": _of_sets("weighted_f1", sets.WEIGHTED_F1),
}
