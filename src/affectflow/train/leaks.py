"""Checks that nothing of a test fold can reach its training fold."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from ..errors import LeakError, Problem, StudyError

NAMED = 5


def check_leaks(sample: pd.DataFrame, media: pd.Series) -> None:
    """Refuse a split in which a group, or the same recording, lies in more than one fold.

    Args:
        sample: table `sample`.
        media: hash of each item's media, indexed by item_id; missing for items without any.

    Raises:
        LeakError: with every group and recording that lies in more than one fold.
    """
    hashes = media.reindex(sample["item_id"]).reset_index(drop=True)
    problems = [*_in_two_folds(sample, sample["group"], "group"), *_in_two_folds(sample, hashes, "recording")]
    if problems:
        raise LeakError(problems)


def _in_two_folds(sample: pd.DataFrame, key: pd.Series, what: str) -> Iterator[Problem]:
    spread = sample.groupby(key.rename("key").to_numpy())["fold"].nunique()
    for value in spread[spread > 1].index:
        rows = sample[key.eq(value).to_numpy()]
        named = ", ".join(f"{item} in fold {fold}" for item, fold in zip(rows["item_id"], rows["fold"], strict=True))
        where = f"{what} '{value}'" if what == "group" else f"the same {what} (sha256 {str(value)[:12]})"
        yield Problem("sample", where, named if len(rows) <= NAMED else f"{len(rows)} items", "one fold")


def check_classes(sample: pd.DataFrame, labels: tuple[str, ...]) -> None:
    """Refuse a sample in which a class of the target is absent, or absent from a training fold.

    Raises:
        StudyError: with every class that a model could not learn in some fold.
    """
    present = set(sample["label"])
    problems = [
        Problem("study", "ingest.target.labels", f"no item of class '{label}' is left", "classes with items")
        for label in labels
        if label not in present
    ]
    spread = sample.groupby("label")["fold"].agg(["nunique", "first"])
    for label, row in spread[spread["nunique"] == 1].iterrows():
        found = f"all items of class '{label}' in fold {row['first']}, so that its training fold has none"
        problems.append(Problem("study", "train.split", found, "every class in two folds or more"))
    if problems:
        raise StudyError(problems)
