"""What more votes, or more items, would give: to what is aggregated, and to alpha itself.

Alpha of single votes is a property of raters and items: more votes do not raise it, they
narrow its interval. What grows with the votes of an item is the reliability of what is
aggregated from them: of the mean of numbers, or of the distribution over classes.
"""

from __future__ import annotations

import math


def reliability(alpha: float, votes: float) -> float:
    """Agreement to be expected between two aggregates, each of as many votes of other raters.

    k alpha / (1 + (k - 1) alpha), of Spearman and Brown. Interval and nominal alpha are, but
    for terms of 1 / n, one-way intraclass correlations: of the numbers, or of the vectors that
    have 1 at the vote's class, whose squared distance is the nominal difference. So the
    formula holds for the mean of k numbers and for the shares of k votes alike; it is not the
    agreement of two majority labels.

    # ASSUME: votes of an item are exchangeable: any rater is as likely as any other.

    Args:
        alpha: of single votes.
        votes: votes of each item.

    Returns:
        NaN where alpha is not above 0: items then do not differ by more than their votes do.

    Source: Spearman (1910) and Brown (1910), British Journal of Psychology 3.
    """
    return votes * alpha / (1 + (votes - 1) * alpha) if alpha > 0 else math.nan


def votes_needed(alpha: float, target: float) -> float:
    """Votes of each item at which `reliability` reaches a target below 1, not rounded; NaN unless alpha is above 0."""
    return target * (1 - alpha) / (alpha * (1 - target)) if alpha > 0 else math.nan


def half_width(now: float, alpha: float, *, items: tuple[int, int], votes: tuple[float, float]) -> float:
    """Half of alpha's interval with other numbers of items and votes.

    With as many votes, it falls with the square root of the items. With other votes it is
    scaled by the standard error of an intraclass correlation, which goes with
    (1 - alpha) (1 + (k - 1) alpha) / sqrt(k (k - 1)).

    # ASSUME: that form is of normal ratings (Fisher 1925, Statistical Methods, section 40); for
    votes for classes it is an approximation, which a simulation in the tests holds to a tenth.

    Args:
        now: half of the interval on the data.
        alpha: on the data.
        items: on the data, and as asked.
        votes: of each item, on the data and as asked; two or more.
    """
    (had, wanted), (before, after) = items, votes
    return now * math.sqrt(had / wanted) * _spread(alpha, after) / _spread(alpha, before)


def _spread(alpha: float, votes: float) -> float:
    return (1 - alpha) * (1 + (votes - 1) * alpha) / math.sqrt(votes * (votes - 1))
