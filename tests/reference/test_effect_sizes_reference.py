"""Effect sizes from raw numbers against metafor's escalc (make_effect_sizes_reference.R), on made-up studies."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from affectflow.statistics.meta import MEASURES, effect_size

HERE = Path(__file__).parent
STUDIES = pd.read_csv(HERE / "meta_studies.csv").assign(events=lambda s: s["events2"])
EXPECTED = pd.read_csv(HERE / "effect_sizes_reference.csv")


@pytest.mark.parametrize("case", EXPECTED["name"].unique())
def test_estimates_and_variances(case):
    measure, correction, variance, zero_cells = case.split("/")
    numbers = {name: STUDIES[name].to_numpy(float) for name in MEASURES[measure]}
    if MEASURES[measure] == ("events", "n"):
        numbers["n"] = STUDIES["n2"].to_numpy(float)
    found = effect_size(measure, numbers, zero_cells=zero_cells, correction=correction, variance=variance)
    expected = EXPECTED[EXPECTED["name"] == case]
    for one, column in zip(found, ("y", "v"), strict=True):
        np.testing.assert_allclose(one, expected[column].to_numpy(float), rtol=1e-10, atol=1e-13)


def test_all_measures_are_held_against_it():
    assert {case.partition("/")[0] for case in EXPECTED["name"]} == set(MEASURES)
