"""Effects over strata against metafor, and their test against R's mantelhaen.test."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from affectflow.statistics.binary.mantel_haenszel import mantel_haenszel

REFERENCE = pd.read_csv(Path(__file__).parent / "strata_reference.csv").set_index(["name", "part"])["value"]
TREATED = np.array([8.0, 3, 12, 0, 5]), np.array([20.0, 11, 25, 4, 9])
CONTROL = np.array([4.0, 1, 9, 1, 2]), np.array([22.0, 10, 24, 5, 8])


def test_effects_over_strata_are_those_of_metafor():
    found = mantel_haenszel(*TREATED, *CONTROL, level=0.95)
    for name in ("risk_difference", "risk_ratio", "odds_ratio"):
        parts = ["estimate", "low", "high", "standard_error"]
        assert [found[name][part] for part in parts] == pytest.approx(REFERENCE[name][parts].to_numpy(), rel=1e-6)
    assert [found["chi_square"], found["p"]] == pytest.approx(REFERENCE["test"].to_numpy(), rel=1e-6)


def test_a_stratum_without_one_of_the_arms_tells_nothing():
    whole = mantel_haenszel(*TREATED, *CONTROL, level=0.95)
    more = [np.r_[part, value] for part, value in zip((*TREATED, *CONTROL), (3.0, 5.0, 0.0, 0.0), strict=True)]
    assert mantel_haenszel(*more, level=0.95) == whole


@pytest.mark.parametrize("counts", [(0, 5, 0, 6), (5, 5, 6, 6), (5, 5, 0, 6), (0, 0, 3, 6), (0, 5, 6, 6)])
def test_what_is_not_defined_says_why(counts):
    found = mantel_haenszel(*(np.array([float(count)]) for count in counts), level=0.95)
    for effect in (found["risk_difference"], found["risk_ratio"], found["odds_ratio"]):
        assert effect.get("reason") or not np.isnan([effect[part] for part in ("estimate", "low", "high")]).any()
    assert found.get("reason") or found["p"] <= 1
