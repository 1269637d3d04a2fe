"""Mixed models over time against R: lme4, lmerTest and pbkrtest, and nlme's generalised least squares.

The values are made by make_longitudinal_reference.R and committed. Tolerances are those of R's optimisers.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from affectflow.statistics.mixed.design import cells
from affectflow.statistics.mixed.fit import fit_mixed, random_intercept, random_slope, unstructured

HERE = Path(__file__).parent
REFERENCE = pd.read_csv(HERE / "longitudinal_reference.csv").set_index(["name", "key"])["value"]
STRUCTURES = {
    "random_intercept": random_intercept(3),
    "random_slope": random_slope(np.arange(3.0)),
    "unstructured": unstructured(3),
}


@pytest.fixture(scope="module", params=list(STRUCTURES))
def fitted(request):
    rows = pd.read_csv(HERE / "trial_plain.csv")
    wide = rows.pivot(index=["participant", "treated"], columns="occasion", values="value")
    outcome = wide[["baseline", "post", "follow_up"]].to_numpy()
    made = cells(outcome, wide.index.get_level_values("treated").to_numpy(dtype=int), 2, None)
    return request.param, made, fit_mixed(made.outcome, made.design, STRUCTURES[request.param])


def test_log_likelihood(fitted):
    name, _, fit = fitted
    assert fit.log_likelihood == pytest.approx(REFERENCE[name, "log_likelihood"], rel=1e-8)
    assert fit.converged
    assert not fit.singular


@pytest.mark.parametrize(("theirs", "ours"), [("Satterthwaite", "satterthwaite"), ("Kenward-Roger", "kenward_roger")])
def test_effects(fitted, theirs, ours):
    name, made, fit = fitted
    for k, at in ((1, "post"), (2, "later")):
        found = fit.contrast(made.mean(1, k) - made.mean(0, k), ours)
        # nlme knows neither; its standard errors are those without adjustment.
        if name == "unstructured" and ours == "kenward_roger":
            continue
        row = f"{name}/{'gls' if name == 'unstructured' else theirs}/{at}"
        parts = ("estimate", "standard_error") if name == "unstructured" else ("estimate", "standard_error", "df")
        expected = [REFERENCE[row, part] for part in parts]
        assert list(found)[: len(parts)] == pytest.approx(expected, rel=1e-5)


def test_no_fit_of_r_has_a_higher_likelihood(fitted):
    name, _, fit = fitted
    assert fit.log_likelihood >= REFERENCE[name, "log_likelihood"] - 1e-9
