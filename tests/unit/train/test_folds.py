"""Groups stay whole, folds are near-equal, and the seed decides."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from affectflow.errors import LeakError
from affectflow.studies.train import GroupKFold, LeaveOneGroupOut
from affectflow.train.folds import assign_folds
from affectflow.train.leaks import check_leaks

SIZES = st.lists(st.integers(1, 30), min_size=5, max_size=40)


def groups_of(sizes):
    return pd.Series(np.repeat([f"g{n:02}" for n in range(len(sizes))], sizes), dtype="str")


@given(sizes=SIZES, seed=st.integers(0, 1000))
def test_groups_are_whole_and_folds_differ_by_at_most_one_group(sizes, seed):
    groups = groups_of(sizes)
    folds = assign_folds(groups, GroupKFold(kind="group_kfold", folds=5, seed=seed))
    assert folds.groupby(groups).nunique().eq(1).all()
    items = folds.value_counts()
    assert len(items) == 5
    assert items.max() - items.min() <= max(sizes)


def test_equal_groups_are_dealt_evenly_and_by_the_seed():
    groups = groups_of([4] * 20)
    deals = [assign_folds(groups, GroupKFold(kind="group_kfold", folds=5, seed=seed)) for seed in (1, 1, 2)]
    assert deals[0].value_counts().eq(16).all()
    assert deals[0].equals(deals[1])
    assert not deals[0].equals(deals[2])


def test_leave_one_group_out_numbers_groups_by_name():
    folds = assign_folds(pd.Series(["b", "a", "b", "c"]), LeaveOneGroupOut(kind="leave_one_group_out"))
    assert folds.tolist() == [1, 0, 1, 2]


def test_a_group_in_two_folds_is_a_leak():
    sample = pd.DataFrame({"item_id": ["a", "b"], "group": ["s", "s"], "label": ["x", "y"], "fold": [0, 1]})
    with pytest.raises(LeakError, match="group 's': found a in fold 0, b in fold 1; allowed: one fold"):
        check_leaks(sample, pd.Series(["1", "2"], ["a", "b"]))
