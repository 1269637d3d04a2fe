import math

import numpy as np
import pytest
from observed_people import people

from affectflow.analyse.exposure import exposure
from affectflow.errors import StudyError
from affectflow.tables import write_json

SPEC = {
    "kind": "exposure",
    "analysis_set": "everyone",
    "exposure": "autonomy",
    "outcome": {"measure": "depression", "occasion": "post", "baseline": "pre", "form": "change"},
    "confounders": {"severity": {}, "skill": {}, "gender": {"reference": "man"}},
    "cluster": "provider",
    "e_value": "standardised_difference",
    "negative_controls": {
        "state_before": {"outcome": {"measure": "depression", "occasion": "before"}},
        "coin": {"exposure": "coin"},
    },
}
COIN = (np.random.default_rng(5).random(600) < 0.5).astype(float)


def run(**changes):
    spec = SPEC | {
        key: changes.pop(key) for key in list(changes) if key in SPEC or key in ("estimand", "method", "score")
    }
    bound = {"score_bound": changes.pop("score_bound")} if "score_bound" in changes else {}
    return exposure(people(**{"coin": COIN, "effect": -1.5} | changes), spec=spec | bound)


def named(document):
    return {warning.partition(":")[0] for warning in document["warnings"]}


@pytest.mark.parametrize(("method", "estimand"), [
    ("weighting", "ATE"), ("weighting", "ATT"), ("weighting", "overlap"), ("aipw", "ATE"), ("aipw", "ATT"),
])  # fmt: skip
def test_a_planted_effect_is_covered_by_each_method(method, estimand, tmp_path):
    found = run(method=method, estimand=estimand)
    assert found["effect"]["low"] < -1.5 < found["effect"]["high"] < 0
    assert found["e_value"]["e_value"] > found["e_value"]["e_value_limit"] > 1
    write_json(found, tmp_path / "x.json")


def test_a_score_taken_as_known_changes_the_error_alone_and_is_said():
    one, other = run(), run(score="known")
    assert other["effect"]["estimate"] == one["effect"]["estimate"]
    assert other["effect"]["standard_error"] > one["effect"]["standard_error"]
    assert "taken as known" in other["effect"]["method"]
    assert "count as known" in other["conventions"]["influence"]
    with pytest.raises(ValueError, match="estimated with aipw"):
        run(score="known", method="aipw")


@pytest.mark.parametrize("method", ["weighting", "aipw"])
def test_an_outcome_that_the_exposure_decides_has_no_error_but_a_reason(method, tmp_path):
    autonomy = (np.random.default_rng(6).random(600) < 0.5).astype(float)
    found = run(
        autonomy=autonomy, post=4 + autonomy, outcome={"measure": "depression", "occasion": "post"}, method=method
    )
    assert "does not vary within the groups" in found["effect"]["reason"]
    assert "does not vary within the groups" in found["unadjusted"]["reason"]
    assert "reason" in found["e_value"]
    write_json(found, tmp_path / "x.json")


def test_weights_balance_what_was_not():
    told = run()["balance"]["severity"]
    assert abs(told["difference_before"]) > 0.3
    assert abs(told["difference_after"]) < 0.1


def test_overlap_weights_balance_exactly():
    told = run(estimand="overlap")["balance"]
    assert max(abs(found["difference_after"]) for found in told.values()) < 1e-8


def test_negative_controls_are_consistent_with_none_unless_confounding_is_left():
    told = run()["negative_controls"]
    assert {name: control["verdict"] for name, control in told.items()} == {
        "state_before": "consistent with none",
        "coin": "consistent with none",
    }
    told = run(confounders={"hours": {}})["negative_controls"]
    assert told["state_before"]["verdict"] == "not consistent with none"


@pytest.mark.parametrize(("value", "words"), [(0.0, r"exposed \(0\)"), (1.0, r"unexposed \(0\)")])
def test_a_constant_exposure_gives_no_effect(value, words, tmp_path):
    found = run(autonomy=np.full(600, value))
    assert math.isnan(found["effect"]["estimate"])
    assert words.replace("\\", "") in found["effect"]["reason"]
    write_json(found, tmp_path / "x.json")


def test_confounders_that_separate_give_no_effect(tmp_path):
    severity = np.linspace(0, 20, 600)
    found = run(severity=severity, autonomy=(severity > 10).astype(float))
    assert "separation" in found["effect"]["reason"]
    assert "no_effect" in named(found)
    write_json(found, tmp_path / "x.json")


def test_a_confounder_equal_to_the_exposure_gives_no_effect():
    found = run(autonomy=COIN, confounders={"coin": {}}, negative_controls={})
    assert "separation" in found["effect"]["reason"]


def test_one_cluster_gives_no_error():
    assert "one cluster" in run(provider=["p"] * 600)["effect"]["reason"]


def test_a_constant_outcome_gives_no_effect():
    found = run(post=np.full(600, 2.0), outcome={"measure": "depression", "occasion": "post"})
    assert found["effect"]["reason"] == "the outcome is constant"


def test_scores_near_the_ends_are_named_and_bounded():
    severity = np.random.default_rng(1).normal(10, 3, 600)
    chance = 1 / (1 + np.exp(-1.2 * (severity - 10)))
    exposed = (np.random.default_rng(2).random(600) < chance).astype(float)
    loose = run(severity=severity, autonomy=exposed)
    tight = run(severity=severity, autonomy=exposed, score_bound=0.1)
    assert {"positivity"} <= named(loose)
    assert tight["weights"]["largest"] <= 10.001 < loose["weights"]["largest"]
    assert tight["weights"]["bounded"] > 0
    assert tight["weights"]["effective_sample_size"]["exposed"] > loose["weights"]["effective_sample_size"]["exposed"]


def test_a_ratio_needs_an_outcome_of_0_and_1():
    assert "0 and 1" in run(e_value="risk_ratio")["e_value"]["reason"]
    well = (np.random.default_rng(4).random(600) < 0.3).astype(float)
    found = run(post=well, outcome={"measure": "depression", "occasion": "post"}, e_value="risk_ratio")["e_value"]
    assert found["low"] < found["risk_ratio"] < found["high"]


def test_an_exposure_that_is_no_0_or_1_is_an_error():
    with pytest.raises(StudyError, match="0 and 1"):
        run(exposure="severity", confounders={"skill": {}})
