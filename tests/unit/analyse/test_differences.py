"""Differences between arms and within persons: what is found, and why some are not."""

import math

import numpy as np
import pandas as pd
import pytest

from affectflow.analyse.differences import differences
from affectflow.errors import StudyError
from affectflow.tables import People, empty, write_json

BETWEEN = {
    "kind": "differences", "measures": ["distress"], "test": "welch", "standardiser": "pooled", "bias": "exact",
    "between": {"first": "waitlist", "second": "coaching", "occasion": "post"},
}  # fmt: skip
WITHIN = {
    "kind": "differences", "measures": ["distress"], "test": "paired", "standardiser": "change", "ranks": {},
    "within": {"before": "baseline", "after": "post"},
}  # fmt: skip


def make(values, arms):
    """A cohort of persons measured before and after: values has a row for each."""
    ids = [f"p{k:03d}" for k in range(len(arms))]
    participants = empty("participants").assign(participant_id=ids, arm=arms, randomised=True, received=True)
    rows = [
        empty("outcomes").assign(participant_id=ids, measure="distress", occasion=at, week=float(k), value=values[:, k])
        for k, at in enumerate(("baseline", "post"))
    ]
    return People(participants, pd.concat(rows, ignore_index=True))


@pytest.fixture
def whole():
    rng = np.random.default_rng(5)
    arms = np.where(np.arange(80) % 2, "coaching", "waitlist")
    values = rng.normal(20, 3, (80, 1)) + rng.normal(0, 2, (80, 2))
    values[:, 1] -= 4.0 * (arms == "coaching")
    return values, arms


def test_both_forms_find_the_planted_difference(whole, tmp_path):
    found = differences(make(*whole), spec=BETWEEN)["measures"]["distress"]
    assert found["difference"]["low"] < -4 < found["difference"]["high"] < 0
    assert found["effect_size"]["high"] < 0
    within = differences(make(*whole), spec=WITHIN)
    assert within["measures"]["distress"]["difference"]["high"] < 0
    assert within["measures"]["distress"]["ranks"]["p"] < 0.001
    write_json(within, tmp_path / "found.json")


def test_equivalence_is_the_interval_inside_the_margin(whole):
    for margin in (4.5, 5.5, 9.0):
        asked = {"margin": {"kind": "equivalence", "margin": margin, "level": 0.9}}
        found = differences(make(*whole), spec=BETWEEN | asked)["measures"]["distress"]
        wide = differences(make(*whole), spec=BETWEEN | {"level": 0.9})["measures"]["distress"]["difference"]
        inside = -margin < wide["low"] and wide["high"] < margin
        assert (found["margin"]["verdict"] == "shown") == inside
        assert (found["margin"]["p"] < 0.05) == inside


def test_an_adjusted_p_is_never_smaller(whole):
    found = differences(make(*whole), spec=BETWEEN | {"multiplicity": "holm"})["measures"]["distress"]["difference"]
    assert found["p_adjusted"] == found["p"]


@pytest.mark.parametrize("spec", [BETWEEN, WITHIN], ids=["between", "within"])
def test_values_that_do_not_vary_give_no_p(spec, tmp_path):
    values = np.tile([20.0, 15.0], (10, 1))
    document = differences(make(values, np.repeat(["waitlist", "coaching"], 5)), spec=spec)
    found = document["measures"]["distress"]["difference"]
    assert math.isnan(found["p"])
    assert "do not vary" in found["reason"]
    write_json(document, tmp_path / "found.json")


def test_an_arm_of_one_and_an_arm_of_none_say_so(whole, tmp_path):
    values, arms = whole
    alone = (arms == "waitlist") | (np.arange(80) == 1)
    document = differences(make(values[alone], arms[alone]), spec=BETWEEN)
    assert document["measures"]["distress"]["difference"]["reason"] == "fewer than two values in the second set (1)"
    gone = values.copy()
    gone[arms == "coaching", 1] = np.nan
    document = differences(make(gone, arms), spec=BETWEEN)
    assert document["measures"]["distress"]["difference"]["reason"] == "fewer than two values in the second set (0)"
    write_json(document, tmp_path / "found.json")


def test_names_that_are_not_there_are_told(whole):
    spec = BETWEEN | {"between": {"first": "waitlist", "second": "coahcing", "occasion": "pots"}}
    with pytest.raises(StudyError) as caught:
        differences(make(*whole), spec=spec)
    told = "\n".join(map(str, caught.value.problems))
    assert "Did you mean 'coaching'?" in told
    assert "Did you mean 'post'?" in told


def test_options_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="test paired exactly where within"):
        differences(make(np.ones((2, 2)), ["waitlist", "coaching"]), spec=BETWEEN | {"test": "paired"})
    with pytest.raises(ValueError, match="one of between and within"):
        differences(make(np.ones((2, 2)), ["waitlist", "coaching"]), spec=BETWEEN | {"within": WITHIN["within"]})
