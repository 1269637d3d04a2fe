"""Bias, Holm's correction, correlations and kappas of judges against R (stats, epiR, psych).

The data and the values of R are made by make_judges_reference.R and committed.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from affectflow.statistics.correlations import NAMES, correlations
from affectflow.statistics.judges import mean_difference, mean_kappas, quadratic_kappa
from affectflow.statistics.multiple_tests import holm

HERE = Path(__file__).parent
REFERENCE = pd.read_csv(HERE / "judges_reference.csv").pivot(index="name", columns="key", values="value")
RATINGS = pd.read_csv(HERE / "judges_ratings.csv")
PAIRS = [("person", "judge"), ("person", "crowd"), ("judge", "crowd")]
BOOT = {"resamples": 200, "level": 0.95}


@pytest.mark.parametrize("by", ["items", "clusters"])
def test_the_bias_is_that_of_a_t_test_of_items_or_of_equal_clusters(by):
    cluster = RATINGS["cluster"] if by == "clusters" else np.arange(len(RATINGS))
    found = mean_difference(RATINGS["judge"] - RATINGS["person"], cluster, 0.95)
    for key in ("estimate", "low", "high", "t", "df", "p"):
        assert found[key] == pytest.approx(REFERENCE.loc[f"bias/{by}", key], rel=1e-9), key


def test_holm_is_that_of_p_adjust():
    given = [0.04, 0.001, 0.03, 0.2, 0.011, 0.03]
    printed = REFERENCE.loc["holm"].dropna()
    assert holm(given) == pytest.approx([printed[str(i + 1)] for i in range(6)], abs=1e-12)


@pytest.mark.parametrize("name", NAMES)
def test_correlations_and_their_tests_are_those_of_cor_test(name):
    rng = np.random.default_rng(1)
    found = correlations(RATINGS["crowd"], RATINGS["judge"], np.arange(len(RATINGS)), rng=rng, **BOOT)[name]
    printed = REFERENCE.loc[f"correlation/{name}"]
    assert found["estimate"] == pytest.approx(printed["estimate"], rel=1e-9)
    assert found["p"] == pytest.approx(printed["p"], rel=1e-6)


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_quadratic_kappa_by_values_is_the_concordance_correlation(a, b):
    printed = REFERENCE.loc[f"ccc/{a}/{b}", "estimate"]
    assert quadratic_kappa(RATINGS[a], RATINGS[b], "values", 0.95)["estimate"] == pytest.approx(printed, rel=1e-9)
    mean = mean_kappas(
        RATINGS[[a, b]], RATINGS["cluster"], {"pair": [(0, 1)]}, {}, rng=np.random.default_rng(1), **BOOT
    )
    assert mean["pair"]["estimate"] == pytest.approx(printed, rel=1e-9)


def test_quadratic_kappa_by_positions_is_that_of_psych_over_the_levels_used():
    person, judge = [1, 2, 5, 5, 1, 2, 2, 5, 1, 5], [2, 2, 5, 2, 1, 1, 5, 5, 1, 2]
    printed = REFERENCE.loc["kappa/positions", "estimate"]
    assert quadratic_kappa(person, judge, "positions", 0.95)["estimate"] == pytest.approx(printed, rel=1e-9)
    assert quadratic_kappa(person, judge, "values", 0.95)["estimate"] != pytest.approx(printed, abs=0.01)
