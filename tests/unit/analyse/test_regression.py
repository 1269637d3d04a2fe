import math

import numpy as np
import pandas as pd
import pytest
from observed_people import people

from affectflow.analyse.regression import regression
from affectflow.errors import StudyError
from affectflow.statistics.observational.clusters import clustered
from affectflow.tables import People, empty, write_json

CHANGE = {"measure": "depression", "occasion": "post", "baseline": "pre", "form": "change"}
ADJUSTED = CHANGE | {"form": "adjusted"}
SPEC = {
    "kind": "regression",
    "analysis_set": "everyone",
    "outcome": ADJUSTED,
    "terms": {"autonomy": {}, "severity": {}, "skill": {}, "gender": {"reference": "man"}},
    "clusters": ["provider"],
}


def run(tables=None, **changes):
    return regression(tables or people(), spec=SPEC | changes)


def named(document):
    return {warning.partition(":")[0] for warning in document["warnings"]}


def test_a_planted_effect_is_covered_and_labels_stand_against_the_reference(tmp_path):
    found = run()
    effect = found["coefficients"]["autonomy"]
    assert effect["low"] < -1 < effect["high"] < 0
    assert {"gender=other", "gender=woman"} <= set(found["coefficients"])
    assert "depression_pre" in found["coefficients"]
    assert found["clusters"]["provider"] == {"n": 60, "smallest": 10, "largest": 10}
    write_json(found, tmp_path / "x.json")


def test_a_standardised_coefficient_is_the_plain_one_times_the_standard_deviation():
    plain, scaled = run(), run(standardise="terms_and_outcome")
    spread = scaled["standard_deviations"]
    expected = plain["coefficients"]["severity"]["estimate"] * spread["severity"] / spread["outcome"]
    assert scaled["coefficients"]["severity"]["estimate"] == pytest.approx(expected)
    assert scaled["coefficients"]["severity"]["t"] == pytest.approx(plain["coefficients"]["severity"]["t"])
    assert "gender=woman" not in spread


def test_a_family_is_adjusted_for_and_nothing_else():
    found = run(family={"terms": ["autonomy", "gender"], "method": "holm"})
    told = found["coefficients"]
    assert "p_adjusted" not in told["severity"]
    assert told["gender=woman"]["p_adjusted"] >= told["gender=woman"]["p"]


def test_two_kinds_of_clusters_and_a_mixed_model_beside():
    found = run(clusters=["provider", "seeker"], covariance="CR1S", random_intercept="provider")
    assert found["coefficients"]["autonomy"]["df"] == 59
    mixed = found["mixed"]["coefficients"]["autonomy"]
    assert mixed["low"] < -1 < mixed["high"]
    assert 0 < found["mixed"]["intraclass"] < 0.5


def test_the_smallest_effect_that_matters_sorts_intervals():
    found = run(outcome=CHANGE, terms={"autonomy": {}, "hours": {}, "severity": {}}, smallest=0.45)
    told = {name: found["coefficients"][name]["relevance"] for name in ("autonomy", "hours")}
    assert told == {"autonomy": "relevant", "hours": "negligible"}


def test_one_cluster_has_no_error_and_says_so():
    found = run(people(provider=["p"] * 600))
    assert all(math.isnan(effect["standard_error"]) for effect in found["coefficients"].values())
    assert "one cluster of provider" in found["coefficients"]["autonomy"]["reason"]


def test_few_clusters_are_named():
    assert "few_clusters" in named(run(people(providers=8)))


def test_a_constant_outcome_gives_no_coefficient(tmp_path):
    found = run(people(post=np.full(600, 3.0)), outcome={"measure": "depression", "occasion": "post"})
    assert found["coefficients"]["autonomy"]["reason"] == "the outcome is constant"
    write_json(found, tmp_path / "x.json")


def test_a_collinear_term_is_named_and_the_others_are_estimated(tmp_path):
    tables = people(hours=np.arange(600.0), twice=2 * np.arange(600.0) + 1)
    found = run(tables, terms={"hours": {}, "twice": {}, "autonomy": {}}, random_intercept="provider")
    assert "combination" in found["coefficients"]["twice"]["reason"]
    assert math.isfinite(found["coefficients"]["hours"]["estimate"])
    assert "collinear_term" in named(found)
    write_json(found, tmp_path / "x.json")


def test_a_covariate_missing_for_most_is_counted():
    hours = np.where(np.arange(600) < 400, np.nan, np.arange(600.0) % 7)
    found = run(people(hours=hours), terms={"hours": {}, "autonomy": {}})
    assert (found["n"], found["incomplete"], found["missing"]) == (200, 400, {"hours": 400})
    assert "mostly_incomplete" in named(found)


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        ({"gender": {}}, "no reference"),
        ({"gender": {"reference": "womam"}}, "Did you mean"),
        ({"severity": {"reference": "low"}}, "is a number"),
        ({"autonmy": {}}, "autonomy"),
    ],
)
def test_a_wrong_term_is_an_error_with_a_hint(terms, words):
    with pytest.raises(StudyError, match=words):
        run(terms=terms)


def by_class(arms=("control", "training")):
    """A trial whose arms were drawn for 14 classes of 6 to 12."""
    rng = np.random.default_rng(4)
    room = np.repeat(np.arange(14), rng.integers(6, 13, 14))
    ids, arm = [f"p{k:03d}" for k in range(len(room))], np.array(arms)[room % 2]
    before = rng.normal(20, 4, len(room)) + rng.normal(0, 1, 14)[room]
    after = before + rng.normal(0, 1, 14)[room] + rng.normal(0, 2, len(room)) - 2.5 * (arm == "training")
    who = empty("participants").assign(participant_id=ids, arm=arm, randomised=True, received=True)
    measured = [
        empty("outcomes").assign(participant_id=ids, measure="stress", occasion=at, week=0.0, value=value)
        for at, value in (("pre", before), ("post", after))
    ]
    labels = [f"class {one}" for one in room]
    traits = empty("covariates").assign(participant_id=ids, covariate="class", label=labels)
    design = np.column_stack([np.ones(len(room)), arm == "training", before]).astype(float)
    return People(who, pd.concat(measured, ignore_index=True), traits), after, design, room


DRAWN = {
    "kind": "regression",
    "outcome": {"measure": "stress", "occasion": "post", "baseline": "pre", "form": "adjusted"},
    "terms": {"arm": {"reference": "control"}},
    "clusters": ["class"],
}


def test_arms_that_were_drawn_for_clusters_are_compared_by_them(tmp_path):
    tables, after, design, room = by_class()
    found = regression(tables, spec=DRAWN)
    effect, fit = found["coefficients"]["arm=training"], clustered(after, design, room, "CR2")
    told = [effect[part] for part in ("estimate", "standard_error", "df")]
    assert told == pytest.approx([fit.coefficients[1], fit.standard_errors[1], fit.df[1]], rel=1e-9)
    assert effect["low"] < -2.5 < effect["high"] < 0
    assert effect["df"] < 14
    write_json(found, tmp_path / "x.json")


def test_an_arm_that_is_not_there_is_told():
    with pytest.raises(StudyError, match="Did you mean 'control'"):
        regression(by_class()[0], spec=DRAWN | {"terms": {"arm": {"reference": "contrl"}}})
    with pytest.raises(StudyError, match=r"terms\.arm\.reference"):
        regression(by_class()[0], spec=DRAWN | {"terms": {"arm": {}}})
