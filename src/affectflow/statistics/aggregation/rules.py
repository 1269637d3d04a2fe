"""Every rule of aggregation by its name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from ..agreement.table import Votes
from . import counting, numeric
from .counting import Reasons, Ties
from .dawid_skene import Confusions
from .glad import Glad
from .latent import ClassPrior, Fit, Floats, Model, climb
from .mace import Mace
from .numeric import Against, Estimate, NumericRule, Ratings
from .one_coin import OneCoin

CountingRule = Literal["majority", "plurality", "all_inclusive"]
RaterRule = Literal["dawid_skene", "one_coin", "mace", "glad"]
ClassRule = CountingRule | RaterRule

COUNTING: tuple[str, ...] = get_args(CountingRule)
FOLLOWING: tuple[str, ...] = get_args(RaterRule)
"""Rules that follow a rater across items: they need raters who are named."""

TIED_POSTERIOR, SEVERAL = "the two most probable classes are alike", "several classes are kept"
TOO_FEW_CLASSES = "fewer than two classes are declared: there is nothing to tell apart"
MAX_ITERATIONS, TOLERANCE = 500, 1e-9


@dataclass(frozen=True)
class Aggregated:
    """What a rule makes of the votes of I items for C classes.

    Attributes:
        rule: its name.
        posterior: probability or share of each class, shape (I, C); rows of NaN where the
            rule tells nothing of an item.
        label: the class, where there is one only, else -1, shape (I,): for counting rules the
            only class that is kept, for models the most probable one.
        reason: why an item has no label, else empty, shape (I,).
        model, fit: for rules that follow raters, what was fitted to the items with a vote;
            None where nothing could be.
        voted: numbers of the items that have a vote, in the order of the fit's items.
    """

    rule: str
    posterior: Floats
    label: NDArray[np.int64]
    reason: Reasons
    model: Model | None = None
    fit: Fit | None = None
    voted: NDArray[np.int64] | None = None


def aggregate(
    rule: ClassRule,
    item: NDArray[np.integer],
    rater: NDArray[np.integer],
    label: NDArray[np.integer],
    shape: tuple[int, int, int],
    *,
    ties: Ties = "leave_out",
    class_prior: ClassPrior = "estimated",
    max_iterations: int = MAX_ITERATIONS,
    tolerance: float = TOLERANCE,
) -> Aggregated:
    """Aggregate votes for classes.

    Args:
        rule: "majority", "plurality" and "all_inclusive" count votes; "dawid_skene",
            "one_coin", "mace" and "glad" follow each rater across items, so votes of raters
            who are not named must be left out before.
        item: number of the item of each vote, shape (votes,), from 0.
        rater: number of the rater of each vote, shape (votes,), from 0; counting rules do not read it.
        label: number of the class of each vote, shape (votes,), from 0.
        shape: how many items, raters and classes there are; an item may have no vote.
        ties: for "plurality" only; see `counting.Ties`.
        class_prior: for "dawid_skene" and "one_coin"; in "mace" and "glad" latent classes
            are alike probable, as their authors have it.
        max_iterations, tolerance: of EM; see `latent.climb`.

    Raises:
        ValueError: when codes are outside of `shape`.
    """
    votes = Votes(np.asarray(item), np.asarray(rater), np.asarray(label), *shape)
    if rule in COUNTING:
        return _counted(rule, votes.counts(), ties)
    if votes.levels < 2:
        nothing = np.full((votes.items, votes.levels), np.nan)
        return Aggregated(rule, nothing, np.full(votes.items, -1), np.full(votes.items, TOO_FEW_CLASSES))
    return _followed(rule, votes, class_prior, max_iterations, tolerance)


def aggregate_numbers(
    rule: NumericRule,
    item: NDArray[np.integer],
    rater: NDArray[np.integer],
    value: Floats,
    shape: tuple[int, int],
    *,
    against: Against = "others",
) -> Estimate:
    """Aggregate ratings that are numbers.

    Args:
        rule: "mean", "median", or "ewe", which follows raters and needs them named.
        item: number of the item of each rating, shape (ratings,), from 0.
        rater: number of the rater of each rating, shape (ratings,), from 0.
        value: what was given, shape (ratings,), finite.
        shape: how many items and raters there are.
        against: for "ewe"; see `numeric.trust`.

    Raises:
        ValueError: when a value is missing or infinite.
    """
    if not np.isfinite(value).all():
        raise ValueError("ratings must be finite: leave the rows of missing ones out")
    given = Ratings(np.asarray(item), np.asarray(rater), np.asarray(value, dtype=np.float64), *shape)
    if rule == "ewe":
        return numeric.ewe(given, against)
    return numeric.mean(given) if rule == "mean" else numeric.median(given)


def model_of(rule: str, votes: Votes, class_prior: ClassPrior = "estimated") -> Model[Any]:
    """The model of a rule that follows raters; every item has a vote."""
    if rule == "mace":
        return Mace(votes)
    if rule == "glad":
        return Glad(votes)
    return Confusions(votes, class_prior) if rule == "dawid_skene" else OneCoin(votes, class_prior)


def _counted(rule: str, counts: NDArray[np.int64], ties: Ties) -> Aggregated:
    if rule == "majority":
        posterior, reason = counting.majority(counts)
    elif rule == "plurality":
        posterior, reason = counting.plurality(counts, ties)
    else:
        posterior, reason = counting.all_inclusive(counts)
    kept = np.nan_to_num(posterior) > 0
    several = SEVERAL if rule == "all_inclusive" else counting.TIED
    reason = np.where((reason == "") & (kept.sum(axis=1) > 1), several, reason)
    return Aggregated(rule, posterior, np.where(reason == "", kept.argmax(axis=1), -1), reason)


def _followed(rule: str, votes: Votes, prior: ClassPrior, max_iterations: int, tolerance: float) -> Aggregated:
    posterior = np.full((votes.items, votes.levels), np.nan)
    label, reason = np.full(votes.items, -1), np.full(votes.items, counting.NO_VOTE, dtype=f"<U{len(TIED_POSTERIOR)}")
    some, voted = votes.with_at_least(1)
    if len(voted) == 0:
        return Aggregated(rule, posterior, label, reason)
    model = model_of(rule, some, prior)
    fit = climb(model, model.start(), max_iterations=max_iterations, tolerance=tolerance)
    posterior[voted] = fit.state.posterior
    first = np.sort(fit.state.posterior, axis=1)[:, ::-1]
    tied = first[:, 0] - first[:, 1] <= 1e-12
    label[voted] = np.where(tied, -1, fit.state.posterior.argmax(axis=1))
    reason[voted] = np.where(tied, TIED_POSTERIOR, "")
    return Aggregated(rule, posterior, label, reason, model, fit, voted)
