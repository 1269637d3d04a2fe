"""Krippendorff's alpha of a long table for any difference, ready for intervals.

Krippendorff (2011), Computing Krippendorff's alpha-reliability: the observed disagreement
has 1 / (m - 1) for the m votes of an item, the expected one n (n - 1), both over items with
two votes or more.

Libraries differ. R's irr weighs the coincidences of complete data of more than two raters
wrongly. Where one value only is used some say 1, some 0; nothing could have differed
there, so ours is NaN with a reason. Ordinal ranks are of the votes that are paired, as in
the definition, not of all votes.
"""

from __future__ import annotations

from .alpha_distances import Metric
from .alpha_ordinal import OrdinalAlpha
from .alpha_parts import AlphaMeasure
from .alpha_quadratic import QuadraticAlpha
from .table import Votes


def alpha(votes: Votes, metric: Metric) -> AlphaMeasure:
    """Alpha of votes, in time linear in the votes for nominal, ordinal and interval scales and circles.

    Args:
        votes: the votes; the order of rows, items and raters does not matter.
        metric: difference of the levels, one of `alpha_distances` or `alpha_sets`.

    Returns:
        a measure: `estimate()` is alpha, `parts()` the disagreements, `reason()` why it is NaN.

    Raises:
        ValueError: when the metric is of other levels than the votes.
    """
    if metric.levels != votes.levels:
        raise ValueError(f"the {metric.name} difference is of {metric.levels} levels, the votes of {votes.levels}")
    kind = OrdinalAlpha if metric.form.size == 0 else QuadraticAlpha
    return kind(votes, metric)
