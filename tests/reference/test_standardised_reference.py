"""Standardised risks and their contrasts against R: stacked estimating equations, and the delta method of emmeans."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from affectflow.statistics.binary.logistic import logistic
from affectflow.statistics.binary.standardised import contrast, risk, standardised

HERE = Path(__file__).parent
REFERENCE = pd.read_csv(HERE / "standardised_reference.csv").set_index("name")["value"]
ROWS = pd.read_csv(HERE / "standardised_rows.csv")
DESIGN = np.column_stack(
    [np.ones(len(ROWS)), ROWS["arm"] == "b", ROWS["arm"] == "c", ROWS["x"], ROWS["site"] == "south"]
)
ARMS = ("a", "b", "c")


@pytest.mark.parametrize("variance", ["robust", "model"])
def test_standardised_risks_are_those_of_r(variance):
    event = ROWS["y"].to_numpy(float)
    found = standardised(DESIGN, event, logistic(DESIGN, event), (1, 2), variance)
    assert found.risks == pytest.approx(REFERENCE[[f"risk_{arm}" for arm in ARMS]].to_numpy(), rel=1e-6)
    errors = REFERENCE[[f"{variance}_se_{arm}" for arm in ARMS]].to_numpy()
    assert np.sqrt(np.diag(found.covariance)) == pytest.approx(errors, rel=1e-6)
    for place, arm in enumerate(("b", "c"), 1):
        difference, ratio = (contrast(found, place, kind, 0.95) for kind in ("difference", "ratio"))
        assert difference["standard_error"] == pytest.approx(REFERENCE[f"{variance}_difference_se_{arm}"], rel=1e-6)
        for told, name in ((ratio, "ratio"), (risk(found, place, 0.95), "risk")):
            limits = REFERENCE[[f"{variance}_{name}_low_{arm}", f"{variance}_{name}_high_{arm}"]].to_numpy()
            assert [told["low"], told["high"]] == pytest.approx(limits, rel=1e-6)
