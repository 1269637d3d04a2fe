"""The trial's numbers against R: sandwich, lmtest and emmeans.

The data and the values are made by make_trial_reference.R and committed.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from affectflow.analyse.trial import trial
from affectflow.tables import People, check, empty

HERE = Path(__file__).parent
REFERENCE = pd.read_csv(HERE / "trial_reference.csv").pivot(index="name", columns="key", values="value")
SETS = ("plain", "singular")


def tables(name):
    rows = pd.read_csv(HERE / f"trial_{name}.csv")
    people = rows.drop_duplicates("participant")
    participants = empty("participants").assign(
        participant_id=people["participant"],
        arm=people["treated"].map({0: "waitlist", 1: "coaching"}),
        randomised=True,
        received=True,
    )
    outcomes = empty("outcomes").assign(
        participant_id=rows["participant"], measure="distress", occasion=rows["occasion"], week=0.0, value=rows["value"]
    )
    return check(participants, "participants"), check(outcomes, "outcomes")


@pytest.fixture(scope="module", params=SETS)
def measured(request):
    def run(robust):
        spec = {"kind": "trial", "measure": "distress", "control": "waitlist", "treated": "coaching", "robust": robust}
        return trial(People(*tables(request.param)), spec=spec)

    return request.param, run


def expected(name, *keys):
    values = REFERENCE.loc[name, list(keys)].to_numpy(dtype=float)
    assert not np.isnan(values).any()
    return values


@pytest.mark.parametrize("robust", ["HC0", "HC1", "HC2", "HC3", "none"])
def test_ancova_against_r(measured, robust):
    name, run = measured
    for occasion, found in run(robust)["ancova"].items():
        row = f"{name}/ancova/{occasion}/{robust}"
        keys = ("estimate", "standard_error", "t", "p", "low", "high", "df", "n")
        assert [found["effects"]["coaching"][k] for k in keys] == pytest.approx(expected(row, *keys), rel=1e-9)
        for arm, label in (("waitlist", "control"), ("coaching", "treated")):
            theirs = expected(row, label, f"{label}_low", f"{label}_high")
            ours = [found["adjusted_means"][arm][k] for k in ("estimate", "low", "high")]
            assert ours == pytest.approx(theirs, rel=1e-9)
