"""What a sample says of its classes and of the votes behind them."""

from __future__ import annotations

import pandas as pd

SHARE = "share_"


def classes(sample: pd.DataFrame) -> tuple[str, ...]:
    """The classes of table `sample`, sorted: those with a column of shares, or else those that occur."""
    shares = [name.removeprefix(SHARE) for name in sample.columns if name.startswith(SHARE)]
    return tuple(sorted(shares or sample["label"].dropna().unique()))


def with_votes(predictions: pd.DataFrame, sample: pd.DataFrame) -> pd.DataFrame:
    """Table `predictions` with the columns of table `sample` that tell the raters' votes on each item."""
    told = [name for name in sample.columns if name.startswith(SHARE) or name == "majority"]
    return predictions.merge(sample[["item_id", *told]], on="item_id", validate="many_to_one")
