"""Items as points in valence, arousal and dominance: the means of their ratings."""

from __future__ import annotations

import pandas as pd

from ..studies.vad_target import VadTarget


def vad_points(ids: pd.Series, ratings: pd.DataFrame, target: VadTarget) -> pd.DataFrame:
    """The mean rating of each item on each scale of a target, from -1 to 1.

    Args:
        ids: the items.
        ratings: table `ratings`; rows without a number are left out.
        target: the scales, and their ends, which become -1 and 1.

    Returns:
        one row for each item, in order; a column for each scale, NaN where nobody rated it.
    """
    used = ratings[ratings["scale"].isin(target.scales) & ratings["value"].notna()]
    means = used.groupby(["item_id", "scale"])["value"].mean().unstack("scale")
    placed = (means - target.low) / (target.high - target.low) * 2 - 1
    return placed.reindex(index=pd.Index(ids, name="item_id"), columns=list(target.scales)).astype(float)
