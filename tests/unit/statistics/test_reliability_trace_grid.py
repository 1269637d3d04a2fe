"""Traces brought onto a common time base."""

import numpy as np
import pytest

from affectflow.statistics.reliability.trace_grid import align


def test_linear_and_previous_between_samples():
    times, values = [np.array([0.0, 1, 3]), np.array([0.5, 2.5])], [np.array([0.0, 10, 30]), np.array([1.0, 2])]
    line, step = (align(times, values, step=0.5, rule=rule) for rule in ("linear", "previous"))
    assert line.time.tolist() == [0.5, 1.0, 1.5, 2.0, 2.5]
    assert line.values[0].tolist() == [5, 10, 15, 20, 25]
    assert step.values.tolist() == [[0, 10, 10, 10, 10], [1, 1, 1, 1, 2]]


def test_nothing_is_made_up_outside_a_trace_or_in_a_gap():
    times, values = [np.array([0.0, 1, 2, 3]), np.array([1.0, 2])], [np.array([0.0, np.nan, 2, 3]), np.array([5.0, 6])]
    grid = align(times, values, step=1.0, span="union", longest_gap=1.5)
    assert grid.values[0, [0, 2, 3]].tolist() == [0, 2, 3]
    assert np.isnan(grid.values[0, 1])
    assert np.isnan(grid.values[1]).tolist() == [True, False, False, True]


def test_a_grid_with_steps_that_binary_fractions_cannot_hold_has_all_samples():
    t = np.arange(0, 251) * 0.04
    grid = align([t, t], [t, t], step=0.04, rule="previous")
    assert grid.values.shape == (2, 251)
    assert grid.values[0] == pytest.approx(t)


@pytest.mark.parametrize(
    ("times", "values", "said"),
    [
        ([[0.0, 1], [5.0, 6]], [[1.0, 2], [1.0, 2]], "do not overlap"),
        ([[0.0, 0], [0.0, 1]], [[1.0, 2], [1.0, 2]], "times of trace 0 do not ascend at sample 1"),
        ([[0.0, 1], [0.0, 1]], [[1.0, 2], [np.nan, np.nan]], "trace 1 has no sample"),
        ([[0.0, 1], [0.0, 1]], [[1.0, 2], [1.0]], "trace 1 has times of shape"),
    ],
)
def test_traces_that_cannot_be_aligned_are_refused(times, values, said):
    with pytest.raises(ValueError, match=said):
        align([np.array(t) for t in times], [np.array(v) for v in values], step=0.5)
