"""Events by arm on tables that are whole, odd and broken."""

import math

import numpy as np
import pandas as pd
import pytest

from affectflow.analyse.events import events
from affectflow.errors import StudyError
from affectflow.tables import check, empty, write_json
from affectflow.tables.people import People

SPEC = {"kind": "events", "measure": "shift", "occasion": "post", "control": "neutral", "treated": ["pushed"]}


def people(counts, **covariates):
    """Arms with events and others: {arm: (events, without, missing)}; covariates by name, one value each."""
    arms = [arm for arm, cells in counts.items() for _ in range(sum(cells))]
    values = [v for e, o, m in counts.values() for v in [1.0] * e + [0.0] * o + [math.nan] * m]
    ids = [f"p{i:03d}" for i in range(len(arms))]
    who = empty("participants").assign(participant_id=ids, arm=arms, randomised=True, received=True)
    rows = empty("outcomes").assign(participant_id=ids, measure="shift", occasion="post", week=1.0, value=values)
    extra = [
        empty("covariates").assign(participant_id=ids, covariate=name, value=given)
        for name, given in covariates.items()
    ]
    return People(
        check(who, "participants"),
        check(rows, "outcomes"),
        check(pd.concat(extra, ignore_index=True), "covariates") if extra else empty("covariates"),
    )


def named(document):
    return [warning.split(":")[0] for warning in document["warnings"]]


def test_counts_contrasts_and_tests_of_two_arms(tmp_path):
    found = events(people({"neutral": (19, 34, 2), "pushed": (33, 20, 0)}), spec=SPEC)
    assert found["arms"]["neutral"] | {"risk": None} == {"n": 53, "events": 19, "missing": 2, "risk": None}
    one = found["contrasts"]["pushed"]
    assert one["risk_difference"]["estimate"] == pytest.approx(14 / 53)
    assert one["risk_ratio"]["estimate"] == pytest.approx(33 / 19)
    assert one["p"] == one["p_adjusted"] < 0.05
    assert not found["warnings"]
    write_json(found, tmp_path / "events.json")


@pytest.mark.parametrize(("missing", "hits", "n"), [("complete_cases", 2, 5), ("no_event", 2, 8), ("event", 5, 8)])
def test_a_missing_outcome_counts_as_the_study_says(missing, hits, n):
    found = events(people({"neutral": (2, 3, 3), "pushed": (4, 4, 0)}), spec=SPEC | {"missing": missing})
    assert (found["arms"]["neutral"]["events"], found["arms"]["neutral"]["n"]) == (hits, n)


def test_several_contrasts_are_adjusted_by_holm_and_tested_together():
    found = events(
        people({"neutral": (5, 35, 0), "pushed": (20, 20, 0), "hard": (15, 25, 0)}),
        spec=SPEC | {"treated": ["pushed", "hard"]},
    )
    p = [found["contrasts"][arm]["p"] for arm in ("pushed", "hard")]
    assert found["contrasts"]["pushed"]["p_adjusted"] == pytest.approx(2 * p[0])
    assert found["contrasts"]["hard"]["p_adjusted"] == pytest.approx(p[1])
    assert found["all_arms"]["p"] < 0.01


def test_a_value_or_a_change_beyond_a_threshold_is_an_event():
    whole = people({"neutral": (2, 2, 0), "pushed": (3, 1, 1)})
    before = whole.outcomes.assign(occasion="pre", week=0.0, value=1.0)
    both = People(whole.participants, check(pd.concat([whole.outcomes, before], ignore_index=True), "outcomes"))
    event = {"of": "change", "direction": "below", "threshold": 0.0, "baseline": "pre"}
    found = events(both, spec=SPEC | {"event": event})
    assert [arm["events"] for arm in found["arms"].values()] == [2, 1]
    found = events(both, spec=SPEC | {"event": {"direction": "at_least", "threshold": 1.0}})
    assert [arm["events"] for arm in found["arms"].values()] == [2, 3]


@pytest.mark.parametrize(
    ("counts", "warning"),
    [
        ({"neutral": (0, 10, 0), "pushed": (5, 5, 0)}, "zero_cell"),
        ({"neutral": (0, 10, 0), "pushed": (0, 5, 0)}, "zero_cell"),
        ({"neutral": (0, 0, 4), "pushed": (5, 5, 0)}, "no_outcome"),
        ({"neutral": (1, 0, 0), "pushed": (5, 5, 0)}, "one_person"),
    ],
)
@pytest.mark.parametrize("test", ["fisher", "chi_square", "chi_square_corrected"])
def test_odd_arms_are_named_and_every_document_can_be_written(counts, warning, test, tmp_path):
    found = events(people(counts), spec=SPEC | {"test": test})
    assert warning in named(found)
    write_json(found, tmp_path / "events.json")


def test_separation_is_found_before_a_fit_is_trusted(tmp_path):
    whole = people({"neutral": (0, 20, 0), "pushed": (8, 12, 0)}, age=np.arange(40.0) % 7)
    auto = events(whole, spec=SPEC | {"adjusted": ["age"]})
    assert "quasi_complete_separation" in named(auto)
    ratio = auto["adjusted"]["odds_ratio"]["pushed"]
    assert "Firth" in ratio["method"]
    assert 1 < ratio["low"] < ratio["estimate"] < ratio["high"]
    never = events(whole, spec=SPEC | {"adjusted": ["age"], "firth": "never"})
    assert never["adjusted"]["odds_ratio"]["pushed"]["reason"].startswith("quasi_complete_separation")
    assert "Firth" in auto["adjusted"]["risk_difference"]["pushed"]["method"]
    assert 0 < auto["adjusted"]["risk"]["neutral"]["low"] < auto["adjusted"]["risk"]["neutral"]["estimate"] < 0.1
    assert never["adjusted"]["risk_ratio"]["pushed"]["reason"].startswith("quasi_complete_separation")
    write_json(never, tmp_path / "events.json")
    apart = people({"neutral": (0, 20, 0), "pushed": (20, 0, 0)}, age=np.arange(40.0) % 7)
    assert "complete_separation" in named(events(apart, spec=SPEC | {"adjusted": ["age"]}))


@pytest.mark.parametrize("variance", ["robust", "model"])
def test_risks_standardised_over_a_covariate_that_tells_nothing_are_the_observed_ones(variance):
    # Each arm has its events and others at the same ages, so that nothing is adjusted.
    whole = people({"neutral": (8, 32, 0), "pushed": (20, 20, 2)}, age=np.r_[np.arange(80.0) % 4, 1.0, 2.0])
    found = events(whole, spec=SPEC | {"adjusted": ["age"], "standardised": variance})["adjusted"]
    assert [one["estimate"] for one in found["risk"].values()] == pytest.approx([0.2, 0.5])
    one = found["risk_difference"]["pushed"]
    assert one["estimate"] == pytest.approx(0.3)
    assert one["standard_error"] == pytest.approx(math.sqrt(0.2 * 0.8 / 40 + 0.25 / 40), rel=1e-3)
    assert found["risk_ratio"]["pushed"]["estimate"] == pytest.approx(2.5)
    assert one["n"] == 80


def test_effects_over_strata_are_within_them(tmp_path):
    # Sites of 20 and 40 in each arm, and a third one that only pushed has.
    counts = {"neutral": (16, 44, 0), "pushed": (36, 26, 0)}
    site = np.repeat([1.0, 2, 1, 2, 1, 2, 3, 1, 2], [2, 14, 18, 26, 12, 22, 2, 8, 18])
    found = events(people(counts, site=site), spec=SPEC | {"stratified": {"within": ["site"]}})
    one = found["stratified"]["pushed"]
    assert (one["strata"], one["one_arm_only"], one["risk_difference"]["n"]) == (3, 1, 120)
    each, weight = np.array([12 / 20 - 2 / 20, 22 / 40 - 14 / 40]), np.array([10, 20])
    assert one["risk_difference"]["estimate"] == pytest.approx(np.sum(weight * each) / weight.sum())
    assert "one_arm_only" in named(found)
    write_json(found, tmp_path / "events.json")
    alone = events(people(counts), spec=SPEC | {"stratified": {}})
    assert "one_stratum" in named(alone)
    assert alone["stratified"]["pushed"]["risk_ratio"]["estimate"] == pytest.approx(36 / 62 / (16 / 60))


def test_a_constant_outcome_and_a_covariate_that_is_the_arm_give_no_odds_ratio():
    same = people({"neutral": (0, 20, 0), "pushed": (0, 20, 0)}, age=np.arange(40.0) % 7)
    assert "constant_outcome" in named(events(same, spec=SPEC | {"adjusted": ["age"]}))
    twice = people({"neutral": (5, 15, 0), "pushed": (8, 12, 0)}, age=np.repeat([1.0, 2.0], 20))
    found = events(twice, spec=SPEC | {"adjusted": ["age"], "firth": "always"})
    assert "collinear_covariates" in named(found)
    assert math.isnan(found["adjusted"]["odds_ratio"]["pushed"]["estimate"])


def test_names_and_values_that_are_not_there_are_refused():
    whole = people({"neutral": (5, 15, 0), "pushed": (8, 12, 0)})
    with pytest.raises(StudyError, match="pushd"):
        events(whole, spec=SPEC | {"treated": ["pushd"]})
    graded = People(whole.participants, whole.outcomes.assign(value=3.0))
    with pytest.raises(StudyError, match="values of 3"):
        events(graded, spec=SPEC)
