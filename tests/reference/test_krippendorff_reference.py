"""Alpha against Krippendorff's worked example and against an independent package."""

import krippendorff
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from affectflow.statistics.krippendorff import alpha_from_coincidences, coincidences, krippendorff_alpha

# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability: four observers, twelve units, 0 is missing.
OBSERVERS = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
        [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
    ]
)
COUNTS = np.stack([(label == OBSERVERS).sum(axis=0) for label in range(1, 6)], axis=1)


def interval_distance(margins):
    values = np.arange(margins.shape[-1])
    return (values[:, None] - values[None, :]) ** 2.0


def ordinal_distance(margins):
    """Krippendorff (2011): the square of the votes between two ranks, each end counted by half."""
    middle = np.cumsum(margins, axis=-1) - margins / 2
    return (middle[..., :, None] - middle[..., None, :]) ** 2


def test_the_worked_example_of_2011():
    result = krippendorff_alpha(COUNTS, resamples=100, level=0.95, seed=1)
    assert result["estimate"] == pytest.approx(0.743, abs=5e-4)
    assert result["clusters"] == 11


@pytest.mark.parametrize(
    ("distance", "published"), [(interval_distance, 0.849), (ordinal_distance, 0.815)], ids=["interval", "ordinal"]
)
def test_other_distances_fit_the_same_form(distance, published):
    alpha = alpha_from_coincidences(coincidences(COUNTS).sum(axis=0), distance).alpha
    assert alpha == pytest.approx(published, abs=5e-4)


@settings(max_examples=60)
@given(arrays(np.int64, st.tuples(st.integers(2, 10), st.integers(2, 5)), elements=st.integers(0, 4)))
def test_any_table_against_the_krippendorff_package(counts):
    paired = counts[counts.sum(axis=1) >= 2]
    assume(np.count_nonzero(paired.sum(axis=0)) > 1)
    theirs = krippendorff.alpha(value_counts=counts, level_of_measurement="nominal")
    ours = krippendorff_alpha(counts, resamples=100, level=0.95, seed=1)["estimate"]
    assert ours == pytest.approx(theirs, abs=1e-12)
