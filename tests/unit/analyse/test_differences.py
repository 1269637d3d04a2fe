"""Differences between arms and within persons: what is found, and why some are not."""

import math

import numpy as np
import pandas as pd
import pytest

from affectflow.analyse.anova import anova
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
ANOVA = {"kind": "anova", "measures": ["distress"], "arms": ["waitlist", "coaching"], "occasions": ["baseline", "post"]}


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
    document = anova(make(gone, arms), spec=ANOVA)
    assert document["measures"]["distress"]["tests"]["group"]["reason"] == "no complete case in arm 'coaching'"
    write_json(document, tmp_path / "found.json")


def test_the_interaction_is_found_and_can_be_written(whole, tmp_path):
    document = anova(make(*whole), spec=ANOVA)
    test = document["measures"]["distress"]["tests"]["interaction"]
    assert test["p"] < 0.001
    assert 0 < test["partial_omega2"] < test["partial_eta2"] < 1
    assert "two occasions" in document["measures"]["distress"]["sphericity"]["reason"]
    write_json(document, tmp_path / "found.json")


def test_persons_of_an_arm_who_do_not_differ_give_no_f(tmp_path):
    values = np.array([[20.0, 15.0]] * 5 + [[20.0, 20.0]] * 5)
    document = anova(make(values, np.repeat(["coaching", "waitlist"], 5)), spec=ANOVA)
    tests = document["measures"]["distress"]["tests"]
    assert all(math.isnan(tests[term]["f"]) for term in tests)
    assert "does not vary" in tests["interaction"]["reason"]
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


def test_a_lone_participant_is_told_and_large_values_are_no_variance(tmp_path):
    values = np.array([[20.0, 15.0], [22.0, 18.0], [19.0, 17.0], [20.0, 20.0]])
    document = anova(make(values, ["coaching"] * 3 + ["waitlist"]), spec=ANOVA)
    assert document["warnings"] == ["lone_participant: one complete case of distress in arm 'waitlist'"]
    write_json(document, tmp_path / "found.json")
    large = 1e6 + np.array([[0.1, 0.4], [0.7, 1.0], [0.2, 0.5], [0.3, 0.7], [0.9, 1.3], [0.6, 1.0]])
    document = anova(make(large, ["coaching"] * 3 + ["waitlist"] * 3), spec=ANOVA)
    assert "does not vary" in document["measures"]["distress"]["tests"]["interaction"]["reason"]
