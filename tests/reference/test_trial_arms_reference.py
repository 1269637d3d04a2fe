"""A trial of three arms with covariates against R: lm, sandwich, emmeans and p.adjust.

The data and the values are made by make_trial_arms_reference.R and committed.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from affectflow.analyse.trial import trial
from affectflow.tables import People, check, empty

HERE = Path(__file__).parent
ROWS = pd.read_csv(HERE / "trial_arms.csv")
REFERENCE = pd.read_csv(HERE / "trial_arms_reference.csv").set_index(["robust", "name", "key"])["value"].sort_index()
ADJUSTED = {"bonferroni": "bonferroni", "holm": "holm", "hochberg": "hochberg", "benjamini_hochberg": "BH"}
SPEC = {
    "kind": "trial", "measure": "distress", "control": "waitlist", "treated": ["coaching", "app"],
    "contrasts": {"coaching_over_app": ["coaching", "app"]}, "occasions": ["post"], "covariates": ["age", "site"],
}  # fmt: skip


def people():
    who = ROWS["participant"]
    participants = empty("participants").assign(participant_id=who, arm=ROWS["arm"], randomised=True, received=True)
    outcomes = [
        empty("outcomes").assign(participant_id=who, measure="distress", occasion=at, week=float(k), value=ROWS[at])
        for k, at in enumerate(("baseline", "post"))
    ]
    age = empty("covariates").assign(participant_id=who, covariate="age", value=ROWS["age"].astype(float))
    site = empty("covariates").assign(participant_id=who, covariate="site", label=ROWS["site"])
    return People(
        check(participants, "participants"),
        check(pd.concat(outcomes, ignore_index=True), "outcomes"),
        check(pd.concat([age, site], ignore_index=True), "covariates"),
    )


@pytest.mark.parametrize("robust", ["HC0", "HC1", "HC2", "HC3", "none"])
def test_means_and_effects_against_emmeans(robust):
    found = trial(people(), spec=SPEC | {"robust": robust})["ancova"]["post"]
    for arm, mean in found["adjusted_means"].items():
        theirs = REFERENCE[robust, f"mean/{arm}"]
        assert [mean[key] for key in theirs.index] == pytest.approx(list(theirs), rel=1e-8)
    for name, effect in found["effects"].items():
        theirs = REFERENCE[robust, f"effect/{name}"]
        assert [effect[key] for key in theirs.index] == pytest.approx(list(theirs), rel=1e-8)


@pytest.mark.parametrize("how", ADJUSTED)
def test_adjusted_p_values_against_r(how):
    effects = trial(people(), spec=SPEC | {"multiplicity": how})["ancova"]["post"]["effects"]
    theirs = REFERENCE["HC3", f"adjusted/{ADJUSTED[how]}"]
    assert [effects[name]["p_adjusted"] for name in theirs.index] == pytest.approx(list(theirs), rel=1e-8)


@pytest.mark.parametrize("standardiser", ["baseline", "residual"])
def test_standardised_effects_are_in_units_of_the_named_deviation(standardiser):
    found = trial(people(), spec=SPEC | {"standardiser": standardiser, "robust": "none"})["ancova"]["post"]
    sd = REFERENCE["none", "sd", standardiser]
    effect = found["effects"]["coaching"]
    assert found["sd"]["value"] == pytest.approx(sd, rel=1e-8)
    parts = ("estimate", "low", "high")
    assert np.array([effect["standardised"][k] for k in parts]) == pytest.approx([effect[k] / sd for k in parts])
