"""The episodes of one scale as arrays, after every name in the study was held against the data."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ...errors import Problem, StudyError
from ...statistics.reliability.episodes import Episodes as Timed
from ...statistics.reliability.episodes import presence
from ...studies.analyse.episodes import Episodes
from ...studies.ingest import Ingest
from ...tables import named, unknown
from ..picking import on_scale, picked


@dataclass(frozen=True)
class Marks:
    """What observers marked, on the items' frames one item after another.

    Attributes:
        timed: the episodes as they are; those of later items are moved so far that no two items meet.
        marked: shape (observers, labels, F).
        lengths: frames of each item; their sum is F.
        seconds: start of each frame, counted through all items, shape (F,).
        frame: seconds.
        left_out: counts of episodes, by reason.
    """

    timed: Timed
    marked: NDArray[np.bool_]
    lengths: list[int]
    seconds: NDArray[np.float64]
    frame: float
    observers: list[str]
    labels: list[str]
    episodes: int
    left_out: dict[str, int]


def marks(items: pd.DataFrame, table: pd.DataFrame, asked: Episodes, chosen: Ingest) -> Marks:
    """The episodes of the items and the scale that a study asks for.

    Raises:
        StudyError: with every name that is not in the data, and each item without a duration.
    """
    films = picked(items, chosen)
    here = on_scale(table, films, asked.scale, "episodes")
    kept, left_out = _wanted(here, asked)
    observers, labels = sorted(here.loc[named(here), "rater_id"].unique()), sorted(kept["mark"].unique())
    _hold(films, kept, asked, labels)
    item = pd.Index(films["item_id"]).get_indexer(pd.Index(kept["item_id"]))
    timed = Timed(
        kept["onset"].to_numpy(dtype=np.float64),
        kept["offset"].to_numpy(dtype=np.float64),
        pd.Index(observers).get_indexer(pd.Index(kept["rater_id"])),
        pd.Index(labels).get_indexer(pd.Index(kept["mark"])),
        len(observers),
        len(labels),
    )
    lengths = np.floor(films["duration"].to_numpy() / asked.frame + 1e-9).astype(int).tolist()
    order = np.argsort(item, kind="stable")
    rows = np.split(order, np.searchsorted(item[order], np.arange(1, len(films))))
    marked = np.concatenate([_marked(timed, here, n, asked) for here, n in zip(rows, lengths, strict=True)], axis=2)
    # Twice the longest item lies between two: no criterion of matching reaches so far.
    apart = item * 3.0 * float(films["duration"].max())
    moved = replace(timed, start=timed.start + apart, end=timed.end + apart)
    seconds = np.arange(sum(lengths), dtype=np.float64) * asked.frame
    return Marks(moved, marked, lengths, seconds, asked.frame, observers, labels, len(kept), left_out)


def _marked(timed: Timed, here: NDArray[np.intp], frames: int, asked: Episodes) -> NDArray[np.bool_]:
    """Presence on the frames of one item, of the episodes that are in it."""
    parts = {name: getattr(timed, name)[here] for name in ("start", "end", "observer", "label")}
    return presence(replace(timed, **parts), np.arange(frames + 1, dtype=np.float64) * asked.frame, asked.rule)


def _wanted(here: pd.DataFrame, asked: Episodes) -> tuple[pd.DataFrame, dict[str, int]]:
    """The episodes of named observers and of the subjects asked for, with what they are compared on as `mark`."""
    known = named(here)
    subject = here["subject"].isin(asked.subjects) if asked.subjects else known | True
    mark = here["label"] if asked.of == "label" else here["subject"]
    kept = here[known & subject & mark.notna()].assign(mark=mark)
    count = {"unnamed_observer": ~known, "other_subject": known & ~subject, "no_subject": known & subject & mark.isna()}
    unique = kept.drop_duplicates(["item_id", "rater_id", "mark", "onset", "offset"])
    return unique, {reason: int(bad.sum()) for reason, bad in count.items()} | {
        "same_label_and_times_of_another_subject": len(kept) - len(unique)
    }


def _hold(films: pd.DataFrame, kept: pd.DataFrame, asked: Episodes, labels: list[str]) -> None:
    """Refuse what cannot be computed, all of it at once."""
    subjects = kept["subject"].dropna().unique()
    absent = [one for one in asked.subjects if one not in set(subjects)]
    problems = [unknown("analyse.episodes.subjects", one, subjects) for one in absent]
    problems += [unknown("analyse.episodes.contrast", one, labels) for one in asked.contrast or () if one not in labels]
    problems += [
        Problem("items", item, "no duration", "a duration of at least one frame, for the end of its time")
        for item, seconds in zip(films["item_id"], films["duration"], strict=True)
        if not seconds >= asked.frame
    ]
    if not problems and not len(kept):
        problems = [Problem("study", "analyse.episodes.scale", f"no episode on '{asked.scale}'", "at least one")]
    if problems:
        raise StudyError(problems)
