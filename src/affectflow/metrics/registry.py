"""All metrics by name, and what each is for weights of groups, so that resamples need no table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from . import classification, distributions, ranking, sets, uncertainty
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


@dataclass(frozen=True, kw_only=True)
class Metric:
    """A metric of predictions; subclasses say what it is for weights of groups.

    Attributes:
        convention: what exactly is computed, and when it is undefined.
        needs_probabilities: whether a model must give a distribution.
        higher_is_better: the direction of a better model.
        scored: Outcome -> which items count, shape (N,).
        undefined: why it is NaN although there are items.
    """

    convention: str
    needs_probabilities: bool = False
    higher_is_better: bool = True
    scored: Callable[[Outcome], NDArray[np.bool_]] = _every
    undefined: str = IMPOSSIBLE

    def weighted(self, outcome: Outcome, weights: Array) -> Array:
        """The metric for weights of groups, shape (B, G) -> (B,), where the model gives what it needs."""
        raise NotImplementedError

    def draws(self, outcome: Outcome, weights: NDArray) -> Array:
        """The metric on resamples: how often each group is in each, shape (B, G) -> (B,); NaN where undefined."""
        if self.needs_probabilities and outcome.probabilities is None:
            return np.full(len(weights), np.nan)
        return self.weighted(outcome, np.asarray(weights, dtype=float))

    def value(self, outcome: Outcome) -> float:
        """The metric over all items that count; NaN when it is undefined."""
        return float(self.draws(outcome, np.ones((1, outcome.clusters)))[0])

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


@dataclass(frozen=True, kw_only=True)
class Summed(Metric):
    """A metric that is a function of sums over groups of items.

    Attributes:
        sums: Outcome -> sums of each group, shape (G, ...).
        of: sums, shape (..., as above without G) -> metric, shape (...).
    """

    sums: Callable[[Outcome], Array]
    of: Callable[[Array], Array]

    def weighted(self, outcome: Outcome, weights: Array) -> Array:
        """Sums of groups, weighted and added, then the metric of them."""
        sums = self.sums(outcome)
        flat = weights @ sums.reshape(sums.shape[0], -1)
        return self.of(flat.reshape(weights.shape[0], *sums.shape[1:]))


@dataclass(frozen=True, kw_only=True)
class Ranked(Metric):
    """A metric of the order of items of different groups, which sums over groups do not tell.

    Attributes:
        rank: Outcome and weights of groups, shape (B, G) -> metric, shape (B,).
    """

    rank: Callable[[Outcome, Array], Array]

    def weighted(self, outcome: Outcome, weights: Array) -> Array:
        """As `rank` has it."""
        return self.rank(outcome, weights)


def _by_majority(outcome: Outcome) -> Array:
    truth = np.full(outcome.truth.size, -1) if outcome.majority is None else outcome.majority
    return classification.tabulate(outcome, truth)


def _of_classes(name: str, convention: str) -> Metric:
    of = getattr(classification, name)
    return Summed(convention=convention, sums=classification.confusion, of=of, scored=_with_class)


def _mean_of(per_item: Callable[[Outcome], Array], convention: str, *, higher: bool) -> Metric:
    def totals(outcome: Outcome) -> Array:
        return distributions.sums(outcome, per_item(outcome))

    return Summed(
        convention=convention, sums=totals, of=distributions.mean, needs_probabilities=True, higher_is_better=higher
    )


def _of_distributions(name: str, convention: str, *, higher: bool = False) -> Metric:
    per_item = getattr(distributions, name)
    return _mean_of(lambda outcome: per_item(outcome.target, outcome.probabilities), convention, higher=higher)


def _of_sets(name: str, convention: str) -> Metric:
    of = getattr(sets, name)
    return Summed(convention=convention, sums=sets.counts, of=of, needs_probabilities=True, undefined=NOTHING_CHOSEN)


METRICS: dict[str, Metric] = {
    "uar": _of_classes("uar", classification.UAR),
    "accuracy": _of_classes("accuracy", classification.ACCURACY),
    "macro_f1": _of_classes("macro_f1", classification.MACRO_F1),
    "macro_f1_majority": Summed(
        convention=classification.MACRO_F1_MAJORITY,
        sums=_by_majority,
        of=classification.macro_f1,
        scored=_with_majority,
    ),
    "auc": Ranked(
        convention=ranking.AUC,
        rank=ranking.auc,
        needs_probabilities=True,
        scored=_with_class,
        undefined=ranking.ONE_CLASS,
    ),
    "macro_f1_all_inclusive": _of_sets("macro_f1", sets.MACRO_F1),
    "log_loss": _of_distributions("log_loss", distributions.LOG_LOSS),
    "js_divergence": _of_distributions("js_divergence", distributions.JS_DIVERGENCE),
    "kl_divergence": _of_distributions("kl_divergence", distributions.KL_DIVERGENCE),
    "soft_accuracy": _of_distributions("soft_accuracy", distributions.SOFT_ACCURACY, higher=True),
    "cosine_similarity": _of_distributions("cosine_similarity", distributions.COSINE, higher=True),
    "euclidean_distance": _of_distributions("euclidean_distance", distributions.EUCLIDEAN),
    "top_2_accuracy": _of_distributions("top_2_accuracy", distributions.TOP_2, higher=True),
    "entropy_correlation": Summed(
        convention=uncertainty.ENTROPY_CORRELATION,
        sums=uncertainty.moments,
        of=uncertainty.correlation,
        needs_probabilities=True,
        undefined=uncertainty.FLAT,
    ),
    "set_exact_match": _mean_of(sets.exact_match, sets.EXACT_MATCH, higher=True),
    "set_hamming": _mean_of(sets.hamming, sets.HAMMING, higher=False),
    "set_jaccard": _mean_of(sets.jaccard, sets.JACCARD, higher=True),
    "set_micro_f1": _of_sets("micro_f1", sets.MICRO_F1),
    "set_weighted_f1": _of_sets("weighted_f1", sets.WEIGHTED_F1),
}
