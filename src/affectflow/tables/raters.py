"""Raters of whom a corpus tells only that there were some.

Many corpora publish how many votes each label had and not who gave them. Each vote is a row
of `ratings` nevertheless, so that nothing is lost; its rater is `unnamed:1`, `unnamed:2`, … ,
numbered anew for each item and scale. Such a name is of a vote and not of a person: whatever
follows a rater across items (Cohen's kappa, confusion matrices, competence, resampling of
raters) must leave these votes out or refuse them.
"""

from __future__ import annotations

import pandas as pd

UNNAMED = "unnamed:"


def named(ratings: pd.DataFrame) -> pd.Series:
    """Whether the rater of each row is known, in the index of the rows."""
    return ~ratings["rater_id"].str.startswith(UNNAMED)


def votes_from_counts(counts: pd.DataFrame, scale: str) -> pd.DataFrame:
    """Rows of `ratings` from how many votes each label had.

    Args:
        counts: whole numbers of votes; the index is the item's id, columns are labels.
        scale: what was rated.

    Returns:
        table `ratings`, one row for each vote, of unnamed raters numbered from 1 within
        each item, in the order of the labels.
    """
    indexed = counts.rename_axis(index="item_id", columns="label")
    long = pd.DataFrame({"n": indexed.stack()}).reset_index()
    votes = long.loc[long.index.repeat(long["n"])].reset_index(drop=True)
    number = votes.groupby("item_id", sort=False).cumcount() + 1
    rater = UNNAMED + number.astype("str")
    typed = votes[["item_id"]].assign(
        rater_id=rater, scale=scale, label=votes["label"].astype("str"), value=float("nan")
    )
    return typed.astype({"item_id": "str", "rater_id": "str", "scale": "str", "label": "str"})
