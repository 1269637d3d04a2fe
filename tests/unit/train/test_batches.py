"""Every training item once in an epoch, whatever the sizes of the folds."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from affectflow.train.batches import draw_epoch, steps_per_epoch


@given(sizes=st.lists(st.integers(3, 60), min_size=1, max_size=6), batch_size=st.integers(1, 20))
def test_each_member_sees_its_own_items_once(sizes, batch_size):
    training = [np.arange(size) + 100 * member for member, size in enumerate(sizes)]
    steps = steps_per_epoch(training, batch_size)
    epoch = draw_epoch(training, steps, [np.random.default_rng(n) for n in range(len(sizes))])
    assert np.isin(epoch.items, np.concatenate(training)).all()
    for member, own in enumerate(training):
        items, weights = epoch.items[:, member], epoch.weights[:, member]
        assert np.isin(items, own).all()
        assert sorted(items[weights > 0]) == own.tolist()
        np.testing.assert_allclose(weights.sum(-1), 1, rtol=1e-6)


def test_a_batch_of_the_smallest_fold_is_no_larger_than_asked():
    training = [np.arange(33), np.arange(70)]
    assert steps_per_epoch(training, 16) == 3
    epoch = draw_epoch(training, 3, [np.random.default_rng(1), np.random.default_rng(2)])
    assert (epoch.weights[:, 0] > 0).sum(-1).tolist() == [11, 11, 11]
    assert (epoch.weights[:, 1] > 0).sum(-1).tolist() == [24, 23, 23]
