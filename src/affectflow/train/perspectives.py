"""Classes of items made of two perspectives on them, as votes of one more rater."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from ..errors import Problem
from ..studies.perspectives import Perspectives
from ..tables import unknown

RATER = "derived"


def wrong_scales(ratings: pd.DataFrame, made: Mapping[str, Perspectives]) -> Iterator[Problem]:
    """One problem for each scale that has no numeric ratings."""
    numeric = sorted(ratings.loc[ratings["value"].notna(), "scale"].unique())
    for name, both in made.items():
        for side, scale in (("felt", both.felt), ("seen", both.seen)):
            if scale not in numeric:
                yield unknown(f"ingest.perspectives.{name}.{side}", scale, numeric)


def with_perspectives(ratings: pd.DataFrame, made: Mapping[str, Perspectives]) -> pd.DataFrame:
    """The ratings, and one more for each item and derived scale: a label by the rater `derived`.

    Args:
        ratings: table `ratings`.
        made: derived scale -> how its classes are found.
    """
    return pd.concat([ratings, *(_derived(ratings, name, both) for name, both in made.items())], ignore_index=True)


def convention(both: Perspectives) -> str:
    """How the classes are found, in words."""
    return (
        f"'{both.labels[0]}' where the mean of {both.felt} is at least {both.at_least:g} and no rating of {both.seen} "
        f"is above {both.at_most:g}, else '{both.labels[1]}'; an item without ratings of both has no class"
    )


def _derived(ratings: pd.DataFrame, name: str, both: Perspectives) -> pd.DataFrame:
    felt, seen = (
        ratings[ratings["scale"].eq(scale) & ratings["value"].notna()].groupby("item_id")["value"]
        for scale in (both.felt, both.seen)
    )
    found = pd.DataFrame({"felt": felt.mean(), "seen": seen.max()}).dropna()
    hidden = found["felt"].ge(both.at_least) & found["seen"].le(both.at_most)
    label = hidden.map({True: both.labels[0], False: both.labels[1]})
    rows = {"item_id": found.index, "rater_id": RATER, "scale": name, "label": label.to_numpy(), "value": float("nan")}
    texts = dict.fromkeys(["item_id", "rater_id", "scale", "label"], "str")
    return pd.DataFrame(rows).astype(texts)
