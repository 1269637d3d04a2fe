"""Distributions that soft labels learn, made from ratings of valence, arousal and dominance."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from ..errors import Problem
from ..layouts.emotion_terms import gaussians
from ..statistics.vad import CONVENTIONS, emotion_shares
from ..studies.ingest import Target
from ..studies.vad_target import VadTarget
from ..tables import unknown
from ..tables.vad_points import vad_points

VAD_SHARES = f"{CONVENTIONS['shares']}; {CONVENTIONS['missing']} and is left out"


def wrong_scales(ratings: pd.DataFrame, vad: VadTarget) -> Iterator[Problem]:
    """One problem for each scale of the dimensions on which the data has no numbers."""
    scales = sorted(ratings.loc[ratings["value"].notna(), "scale"].unique())
    for place in ("valence", "arousal", "dominance"):
        scale = getattr(vad, place)
        if scale and scale not in scales:
            yield unknown(f"ingest.target.vad.{place}", scale, scales)


def vad_shares(found: pd.DataFrame, ratings: pd.DataFrame, target: Target) -> tuple[pd.DataFrame, pd.Series]:
    """Put the shares that follow from valence, arousal and dominance in place of those of the votes.

    Args:
        found: `label` and `share_<label>` of each item, indexed by item_id.
        ratings: all ratings of the corpus.
        target: a target with `vad`.

    Returns:
        the same frame with other shares; for each item why it has none, or missing.
    """
    assert target.vad
    points = vad_points(found.index.to_series(), ratings, target.vad)
    shares = emotion_shares(points.to_numpy(), *gaussians(target.vad), target.vad.temperature)
    columns = [f"share_{label}" for label in target.vad.emotions]
    placed = pd.DataFrame(shares, index=found.index, columns=columns)
    unrated = pd.Series(None, found.index, dtype="str").mask(placed.isna().any(axis=1), "no rating of any")
    return found.assign(**placed), unrated
