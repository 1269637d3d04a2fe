"""Folds that keep every group whole."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..errors import Problem, StudyError
from ..studies.train import GroupKFold, LeaveOneGroupOut

CONVENTIONS = {
    "group_kfold": (
        "groups in random order, larger ones first, each to the fold with the fewest items so far "
        "(then the fewest groups, then the lowest number)"
    ),
    "leave_one_group_out": "each group is one test fold, in the order of the groups' names",
}


def assign_folds(groups: pd.Series, split: GroupKFold | LeaveOneGroupOut) -> pd.Series:
    """The fold in which each item is tested, from 0; every group lies in one fold.

    Args:
        groups: each item's group, shape (N,).
        split: how groups are dealt into folds.

    Returns:
        fold of each item, with the index of `groups`.

    Raises:
        StudyError: when there are fewer groups than folds.
    """
    sizes = groups.value_counts().sort_index()
    wanted = split.folds if isinstance(split, GroupKFold) else 2
    if len(sizes) < wanted:
        found = f"{len(sizes)} groups by {split.by} for {wanted} folds"
        raise StudyError(Problem("study", "train.split", found, "at least as many groups as folds"))
    if isinstance(split, LeaveOneGroupOut):
        dealt = {name: fold for fold, name in enumerate(sizes.index)}
    else:
        dealt = _deal(sizes, split)
    return groups.map(dealt).astype("int64")


def _deal(sizes: pd.Series, split: GroupKFold) -> dict[str, int]:
    shuffled = sizes.iloc[np.random.default_rng(split.seed).permutation(len(sizes))]
    load = np.zeros(split.folds, int)
    count = np.zeros(split.folds, int)
    dealt = {}
    for name, size in shuffled.sort_values(ascending=False, kind="stable").items():
        fold = int(np.lexsort((count, load))[0])
        dealt[str(name)] = fold
        load[fold] += size
        count[fold] += 1
    return dealt
