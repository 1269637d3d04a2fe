"""What every Krippendorff's alpha has, whatever its difference."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .alpha_distances import Metric
from .resampling import Evaluate
from .sums import ratio_of
from .table import Floats, Integers, Votes


@dataclass(frozen=True)
class Alpha:
    """Alpha and its parts; each has the shape of what it was computed from."""

    alpha: Floats
    observed_disagreement: Floats
    expected_disagreement: Floats


def alpha_of(within: Floats, votes: Floats, squares: Floats, between: Floats) -> Alpha:
    """Alpha from totals, each of shape (...).

    Args:
        within: sum over items of m times the mean difference of its pairs.
        votes: n, the sum of weights of votes in items with pairs.
        squares: sum of squared weights; n when every vote has weight 1.
        between: sum of the differences of all pairs of votes.
    """
    observed = ratio_of(within, votes)
    expected = ratio_of(between, votes**2 - squares)
    return Alpha(1.0 - ratio_of(observed, expected), observed, expected)


class AlphaMeasure:
    """Alpha of one table; `by_groups` and `by_raters` are of its kinds.

    Attributes:
        votes: the votes of the items with two or more, renumbered.
        kept: the former numbers of these items.
        metric: the difference.
    """

    def __init__(self, votes: Votes, metric: Metric) -> None:
        self.metric = metric
        self.votes, self.kept = votes.with_at_least(2)
        self._unpaired = votes.why_unpaired()
        self.per_item = self.votes.per_item().astype(np.float64)

    @property
    def name(self) -> str:
        """Alpha and its difference."""
        return f"Krippendorff's alpha, {self.metric.name}"

    @property
    def conventions(self) -> dict[str, str]:
        """What is chosen."""
        return {
            "difference": self.metric.convention,
            "expected": "pairs of all votes of items with two or more, n (n - 1)",
            "missing": "items weigh as their votes do; items with one vote are left out",
            "one value only": "undefined",
            "analytic standard error": "item sampling, Gwet (2014): 1 - n within / between, divisor k (k - 1)",
            "resampled raters": "pairs of copies of one vote are left out",
        }

    def totals(self) -> tuple[Floats, Floats]:
        """Disagreement within each item, shape (items,), and between all votes."""
        raise NotImplementedError

    def slopes(self) -> tuple[Floats, Floats]:
        """How within and between grow with the weight of each item, shapes (items,)."""
        raise NotImplementedError

    def by_groups(self, group: Integers, groups: int) -> Evaluate:
        """Alpha by how often each group of items is drawn."""
        raise NotImplementedError

    def by_raters(self) -> Evaluate:
        """Alpha by how often each rater is drawn."""
        raise NotImplementedError

    @cached_property
    def _alpha(self) -> Alpha:
        if self.reason():
            nan = np.array(np.nan)
            return Alpha(nan, nan, nan) if len(self.kept) == 0 else Alpha(nan, np.array(0.0), np.array(0.0))
        within, between = self.totals()
        votes = self.per_item.sum()
        return alpha_of(within.sum(), votes, votes, between)

    def estimate(self) -> float:
        """Alpha; NaN where there is a reason."""
        return float(self._alpha.alpha)

    def parts(self) -> dict[str, float]:
        """Observed and expected disagreement."""
        return {
            "observed_disagreement": float(self._alpha.observed_disagreement),
            "expected_disagreement": float(self._alpha.expected_disagreement),
        }

    def reason(self) -> str:
        """Why alpha is undefined, or nothing."""
        if self._unpaired:
            return self._unpaired
        if np.count_nonzero(np.bincount(self.votes.code, minlength=self.votes.levels)) == 1:
            return "one value only is used: the expected disagreement is 0"
        return ""

    def influence(self) -> Floats:
        """k times the derivative of 1 - n within / between by the weight of each of k items."""
        within, between = self.totals()
        inside, votes = within.sum(), self.per_item.sum()
        by_within, by_between = self.slopes()
        change = votes * by_within + self.per_item * inside - votes * inside * by_between / between
        return -len(self.kept) * change / between
