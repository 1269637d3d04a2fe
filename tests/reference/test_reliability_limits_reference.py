"""Limits of agreement and concordance on the peak-flow data of Bland and Altman (1986).

The values of R are made by make_reliability_reference.R and committed.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from affectflow.statistics.reliability.bland_altman import bland_altman, bland_altman_repeated
from affectflow.statistics.reliability.concordance import lin_ccc

HERE = Path(__file__).parent
REFERENCE = pd.read_csv(HERE / "reliability_reference.csv").pivot(index="name", columns="key", values="value")
PEFR = pd.read_csv(HERE / "reliability_pefr.csv")
FIRST = PEFR.iloc[:17]


def flat(found):
    return [found[name][key] for name in ("bias", "lower", "upper") for key in ("estimate", "low", "high")]


def test_bland_and_altman_1986_as_printed():
    found = bland_altman(FIRST["large"], FIRST["mini"], multiplier=2, limits="bland_altman_1986")
    assert round(found["sd"], 1) == 38.8
    # Page 309 goes on from a standard deviation rounded to 38.8, which moves its limits by up to 0.17.
    printed = [-2.1, -22.0, 17.8, -79.7, -114.3, -45.1, 75.5, 40.9, 110.1]
    assert flat(found) == pytest.approx(printed, abs=0.18)


def test_exact_limits_and_trend_against_the_noncentral_t_and_lm_of_r():
    found, row = bland_altman(FIRST["large"], FIRST["mini"]), REFERENCE.loc["bland_altman/exact"]
    keys = ["bias", "bias_low", "bias_high", "sd", "lower_low", "lower_high", "upper_low", "upper_high"]
    ours = [found["bias"][k] for k in ("estimate", "low", "high")] + [found["sd"]]
    ours += [found[side][k] for side in ("lower", "upper") for k in ("low", "high")]
    assert ours == pytest.approx(row[keys].to_numpy(float), rel=1e-7)
    assert found["trend"]["estimate"] == pytest.approx(row["slope"], rel=1e-10)
    assert found["trend"]["p"] == pytest.approx(row["slope_p"], rel=1e-10)


def test_repeated_ratings_against_the_analysis_of_variance_of_r():
    uneven = PEFR.drop(index=[19, 24, 29])
    found, row = (
        bland_altman_repeated(uneven["large"], uneven["mini"], uneven["person"]),
        REFERENCE.loc["bland_altman/repeated"],
    )
    ours = [found[k] for k in ("variance_within", "variance_between", "sd")]
    assert ours == pytest.approx(row[["within", "between", "sd"]].to_numpy(float), rel=1e-10)


def test_concordance_is_the_formula_of_lin_1989():
    x, y = FIRST["large"].to_numpy(float), FIRST["mini"].to_numpy(float)
    apart = (x.mean() - y.mean()) ** 2
    for divisor, ddof in (("population", 0), ("sample", 1)):
        shared = np.cov(x, y, ddof=ddof)
        expected = 2 * shared[0, 1] / (shared[0, 0] + shared[1, 1] + apart)
        assert lin_ccc(x, y, divisor=divisor)["estimate"] == pytest.approx(expected, rel=1e-12)


def test_variance_of_the_concordance_is_that_of_lin_2000():
    x, y = FIRST["large"].to_numpy(float), FIRST["mini"].to_numpy(float)
    found, n = lin_ccc(x, y), len(x)
    r, c = np.corrcoef(x, y)[0, 1], found["estimate"]
    u = (x.mean() - y.mean()) / np.sqrt(x.std() * y.std())
    variance = (1 - r**2) * c**2 / ((1 - c**2) * r**2)
    variance += 2 * c**3 * (1 - c) * u**2 / (r * (1 - c**2) ** 2)
    variance -= c**4 * u**4 / (2 * r**2 * (1 - c**2) ** 2)
    z = np.arctanh(c) + np.array([-1, 1]) * 1.959963984540054 * np.sqrt(variance / (n - 2))
    assert [found["low"], found["high"]] == pytest.approx(np.tanh(z), rel=1e-12)
    assert found["correlation"] == pytest.approx(r, rel=1e-12)
