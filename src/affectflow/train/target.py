"""Each item's target class, and the distribution of its votes where raters decide."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from ..errors import Problem
from ..studies.ingest import Target
from ..tables import unknown
from .flow import Flow
from .vad_target import VAD_SHARES, vad_shares, wrong_scales

CONVENTIONS = {
    "intended": "the class that the speaker was asked to express",
    "plurality": "the class with most votes; an item whose first place is tied is excluded",
    "majority": "the class with more than half of all votes; an item without one is excluded",
    "all_inclusive": "every item with a vote for a class of the target is kept; its class is the one with most of all "
    "votes, and missing where the first place is tied or outside the target; a rating that names several classes is a "
    "vote for each of them",
}
MAJORITY = (
    "the class with more than half of all votes, for models and metrics by the majority rule; missing without one"
)
SET_MARK = "|"
SHARES = (
    "votes for a class divided by the votes for the classes of the target, so that they sum to 1; votes for other "
    "classes count when the target class is found, and are left out of the shares"
)


def wrong_words(items: pd.DataFrame, ratings: pd.DataFrame, target: Target) -> Iterator[Problem]:
    """One problem for each scale or label of the target that the data does not have."""
    if target.source == "ratings":
        scales = sorted(ratings.loc[ratings["label"].notna(), "scale"].unique())
        if target.scale not in scales:
            yield unknown("ingest.target.scale", target.scale, scales)
            return
    if target.vad:
        yield from wrong_scales(ratings, target.vad)
    given = items["intended"] if target.source == "intended" else votes_on(ratings, target)["label"]
    allowed = sorted(given.dropna().unique())
    for place, label in enumerate(target.labels):
        if label not in allowed:
            yield unknown(f"ingest.target.labels.{place}", label, allowed)


def label_items(flow: Flow, ratings: pd.DataFrame, target: Target) -> tuple[Flow, pd.DataFrame]:
    """Give each item its target, and remove the items without one of the target's classes.

    Args:
        flow: the items so far.
        ratings: all ratings of the corpus.
        target: the study's target.

    Returns:
        the flow after two steps (a class is found; it is one of the target's), or after one
        if the rule is all-inclusive; and a frame indexed by item_id with `label` and, if
        raters decide, a column `share_<label>` for each class of the target (see
        `SHARES`); with the all-inclusive rule `label` may be missing, and there is a
        column `majority`.
    """
    if target.source == "intended":
        found = flow.items.set_index("item_id")[["intended"]].rename(columns={"intended": "label"})
        why_not = pd.Series("no intended class", found.index).where(found["label"].isna())
    else:
        found, why_not = _from_votes(flow.items["item_id"], votes_on(ratings, target), target)
    if target.aggregate == "all_inclusive" and target.source == "ratings":
        flow = flow.keep("votes for the target", why_not)
        return flow, found.reindex(flow.items["item_id"])
    flow = flow.keep(f"target class by {_rule(target)}", why_not)
    labels = found["label"].reindex(flow.items["item_id"])
    other = ("class '" + labels + "' is not in the target").where(~labels.isin(target.labels))
    flow = flow.keep("class of the target", other)
    if target.vad:
        found, unrated = vad_shares(found.reindex(flow.items["item_id"]), ratings, target)
        flow = flow.keep("ratings of valence, arousal or dominance", unrated)
    return flow, found.reindex(flow.items["item_id"])


def conventions(target: Target) -> dict[str, str]:
    """How the target was found, in words."""
    rule = {"target": CONVENTIONS[_rule(target)]}
    rule |= {"majority": MAJORITY} if _rule(target) == "all_inclusive" else {}
    shares = VAD_SHARES if target.vad else SHARES
    return rule | ({"shares": shares} if target.source == "ratings" else {})


def _rule(target: Target) -> str:
    return "intended" if target.source == "intended" else target.aggregate


def votes_on(ratings: pd.DataFrame, target: Target) -> pd.DataFrame:
    """The ratings that are votes on the target's scale; one row for each class where a rating names several."""
    votes = ratings[ratings["scale"].eq(target.scale) & ratings["label"].notna()]
    if target.aggregate != "all_inclusive":
        return votes
    return votes.assign(label=votes["label"].str.split(SET_MARK)).explode("label").astype({"label": "str"})


def _from_votes(ids: pd.Series, votes: pd.DataFrame, target: Target) -> tuple[pd.DataFrame, pd.Series]:
    counts = pd.crosstab(votes["item_id"], votes["label"]).reindex(ids, fill_value=0)
    total, most, first = counts.sum(axis=1), counts.max(axis=1), counts.idxmax(axis=1)
    tied, more_than_half = counts.eq(most, axis=0).sum(axis=1).gt(1), 2 * most > total
    known = counts.reindex(columns=list(target.labels), fill_value=0)
    found = known.div(known.sum(axis=1), axis=0).add_prefix("share_")
    why_not = pd.Series(None, counts.index, dtype="str")
    if target.aggregate == "all_inclusive":
        why_not = why_not.mask(known.sum(axis=1).eq(0), "no vote for a class of the target")
        chosen = first.where(first.isin(target.labels))
        found.insert(0, "label", chosen.where(~tied))
        found.insert(1, "majority", chosen.where(more_than_half))
        return found, why_not.mask(total.eq(0), "no votes")
    if target.aggregate == "majority":
        why_not = why_not.mask(~more_than_half, "no class has more than half of the votes")
    else:
        why_not = why_not.mask(tied, "first place is tied")
    why_not = why_not.mask(total.eq(0), "no votes")
    found.insert(0, "label", first.where(why_not.isna()))
    return found, why_not
