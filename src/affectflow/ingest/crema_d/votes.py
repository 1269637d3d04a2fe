"""The votes of CREMA-D: answers of participants, or counts."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from ...layouts import crema_d as layout
from ...tables import votes_from_counts
from ..files.csv_files import read_files
from ..pseudonyms import Hide
from ..rows.setting_aside import Screen, quarantine, screened
from ..rows.votes import votes

USED = ("localid", "queryType", "questNum", "sessionNums", "clipName", "respEmo")
KNOWN_AS = {"item_id": "clipName", "rater_id": "localid", "scale": "queryType", "label": "respEmo"}
LETTERS = list(layout.LETTERS)


def named_votes(root: Path, listed: pd.DataFrame, hide: Hide) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Votes of `finishedResponses.csv`, but for those whose first click came too late, where that is known.

    Args:
        root: folder of the corpus.
        listed: rows of the list of clips that name items.
        hide: replaces identifiers of raters.

    Returns:
        the ratings table and the quarantine table.
    """
    rows = read_files(root, {layout.ANSWERS: USED})[layout.ANSWERS]
    rows = hide(
        rows.assign(
            item_id=rows["clipName"],
            rater_id=rows["localid"],
            scale=rows["queryType"].map(layout.SCALES).fillna(rows["queryType"]),
            label=rows["respEmo"].map(layout.LETTERS).fillna(rows["respEmo"]),
        )
    )
    slow = Screen("slow_answer", "questNum", _slow(root, rows), f"a first click within {layout.SLOW // 1000} s")
    prompt, late = screened(rows, layout.ANSWERS, [slow])
    pairs = [(scale, label) for scale in layout.SCALES.values() for label in layout.LETTERS.values()]
    scales = pd.DataFrame(pairs, columns=["scale", "label"], dtype="str")
    names = listed["item_id"]
    ratings, bad = votes(prompt, scales, names, names, layout.ANSWERS, KNOWN_AS)
    return ratings, quarantine(late, bad)


def _slow(root: Path, rows: pd.DataFrame) -> pd.Series:
    """Answers whose first click came too late, matched as the corpus's own script does."""
    if not (root / layout.FIRST_CLICKS).is_file():
        return pd.Series(False, index=rows.index)
    question = list(layout.QUESTION)
    clicks = read_files(root, {layout.FIRST_CLICKS: [*question, "ttr"]})[layout.FIRST_CLICKS]
    late = clicks[pd.to_numeric(clicks["ttr"], errors="coerce") > layout.SLOW]
    named = pd.MultiIndex.from_frame(late[question])
    return pd.Series(pd.MultiIndex.from_frame(rows[question]).isin(named), index=rows.index)


def counted_votes(root: Path, listed: pd.DataFrame, hide: Hide) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Votes of `tabulatedVotes.csv`, of unnamed raters; arguments and returns as of `named_votes`."""
    wanted = (layout.NUMBER, "fileName", "numResponses", *LETTERS)
    rows = read_files(root, {layout.COUNTS: wanted})[layout.COUNTS].assign(item_id=lambda rows: rows["fileName"])
    number = pd.to_numeric(rows[layout.NUMBER], errors="coerce").fillna(-1).astype("int64")
    rows["scale"] = (number // layout.PRESENTATION).astype("str").map(layout.SCALES)
    rows["clip"] = number % layout.PRESENTATION
    counts = rows[LETTERS].apply(pd.to_numeric, errors="coerce")
    good, bad = screened(rows.rename(columns={layout.NUMBER: "number"}), layout.COUNTS, _screens(rows, counts, listed))
    whole = counts.loc[good.index].astype("int64").rename(columns=layout.LETTERS).set_index(good["item_id"])
    parts = [votes_from_counts(whole[(good["scale"] == scale).to_numpy()], scale) for scale in layout.SCALES.values()]
    return pd.concat(parts, ignore_index=True), bad


def _screens(rows: pd.DataFrame, counts: pd.DataFrame, listed: pd.DataFrame) -> list[Screen]:
    stated = pd.to_numeric(rows["numResponses"], errors="coerce")
    clip = rows["item_id"].map(listed.set_index("item_id")["Stimulus_Number"].astype("int64"))
    uncountable = counts.isna() | (counts < 0) | (counts % 1 != 0)
    return [
        Screen("unknown_item", "fileName", clip.isna(), f"a clip of {layout.CLIPS}"),
        Screen("unknown_scale", "number", rows["scale"].isna(), "100000, 200000 or 300000 and the clip's number"),
        Screen("other_number", "number", clip != rows["clip"], f"the clip's number in {layout.CLIPS}"),
        *(Screen("not_a_count", letter, uncountable[letter], "a whole number of votes") for letter in LETTERS),
        Screen("votes_do_not_add_up", "numResponses", counts.sum(axis=1) != stated, "the sum of the six counts"),
        Screen("duplicate_rating", "number", rows.duplicated(["item_id", "scale"]), "one row by clip and presentation"),
    ]
