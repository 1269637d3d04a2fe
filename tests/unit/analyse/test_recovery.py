"""Recovery: each rule on each side of its boundary, matrices by name, and mistakes in the checks."""

import json

import numpy as np
import pytest
from test_aggregation import make
from test_aggregation import run as run_aggregation

from affectflow.analyse.recovery import recovery
from affectflow.errors import StudyError
from affectflow.tables import write_json

PLANTED = {"trial": {"effect": {"post": -3.0}, "name": "coaching"}, "models": {"no_gain": 0.0}}


def interval(low, high, **more):
    return {"estimate": (low + high) / 2, "low": low, "high": high, "level": 0.95} | more


def check(rule, planted="trial/effect/post", observed="analyses/trial.json#/ancova/post/effect"):
    return {"text": "the effect", "rule": rule, "planted": planted, "observed": observed}


def run(results, planted=PLANTED, **checks):
    return recovery(planted, results, spec={"kind": "recovery", "checks": checks})


def judged(rule, found, planted=PLANTED):
    return run({"trial": {"ancova": {"post": {"effect": found}}}}, planted, one=check(rule))["checks"]["one"]


@pytest.mark.parametrize(
    ("rule", "low", "high", "recovered"),
    [
        ("covers", -4, -2, True),
        ("covers", -3, -2, True),
        ("covers", -4, -3, True),
        ("covers", -2.9, -2, False),
        ("covers", -4, -3.1, False),
        ("above", -2.9, -2, True),
        ("above", -3, -2, False),
        ("above", -5, -4, False),
        ("not_above", -2.9, -2, False),
        ("not_above", -3, -2, True),
        ("not_above", -5, -4, True),
    ],
)
def test_each_rule_on_each_side_of_its_boundary(rule, low, high, recovered):
    assert judged(rule, interval(low, high))["recovered"] is recovered


def test_the_sentence_has_the_numbers():
    assert judged("covers", interval(-2.5, -1.5))["why"] == (
        "The 95% interval -2.5 to -1.5 (estimate -2) lies wholly above the planted -3."
    )


@pytest.mark.parametrize("nothing", [None, float("nan")])
@pytest.mark.parametrize("rule", ["covers", "above", "not_above"])
def test_an_undefined_interval_recovers_nothing(rule, nothing):
    found = {"estimate": nothing, "low": nothing, "high": nothing, "reason": "the outcome is constant"}
    result = judged(rule, found)
    assert result["recovered"] is False
    assert result["why"] == "The interval is undefined: the outcome is constant."


def test_findings_are_counted_and_not_raised(tmp_path):
    results = {"trial": {"good": interval(-4, -2), "bad": interval(1, 2)}}
    checks = {name: check("covers", observed=f"analyses/trial.json#/{name}") for name in ("good", "bad")}
    document = run(results, **checks)
    assert (document["recovered"], document["of"]) == (1, 2)
    write_json(document, tmp_path / "recovery.json")


def test_planted_may_name_its_file():
    observed = {"trial": {"effect": interval(-1, 1)}}
    named = check("covers", "planted.json#/models/no_gain", "analyses/trial.json#/effect")
    assert run(observed, one=named)["recovered"] == 1


def test_every_mistake_is_said_at_once():
    results = {"trial": {"ancova": {"post": {"effect": interval(-4, -2), "n": 3}}}}
    with pytest.raises(StudyError) as caught:
        run(
            results,
            a=check("covers", observed="analyses/trail.json#/ancova/post/effect"),
            b=check("covers", observed="analyses/trial.json#/ancova/pots/effect"),
            c=check("covers", planted="trial/efect/post"),
            d=check("covers", planted="trial/name"),
            e=check("covers", observed="analyses/trial.json#/ancova/post/n"),
            f=check("within_sampling_error"),
        )
    assert [p.hint or p.allowed for p in caught.value.problems] == [
        "Did you mean 'trial'?",
        "Did you mean 'post'?",
        "Did you mean 'effect'?",
        "one number",
        "an interval with estimate, low and high",
        "matrices with estimate and n",
    ]


def planted_raters(scale=1.0):
    """The confusions by which `make` draws votes: 0.8 right, the rest uniform."""
    right = 0.8 * scale
    return {
        "ids": ["r4", "r3", "r2", "r1", "r0"],
        "labels": ["sadness", "joy", "anger"],
        "confusion": [(np.eye(3) * right + (1 - right) / 3).tolist()] * 5,
    }


def judged_raters(planted, found):
    rule = check("within_sampling_error", "raters/confusion", "analyses/aggregation.json#/raters/confusion")
    return run({"aggregation": found}, {"raters": planted}, one=rule)["checks"]["one"]


@pytest.fixture(scope="module")
def agreed():
    return run_aggregation(*make(items=400))


def test_planted_confusions_are_recovered_from_votes_by_name(agreed, tmp_path):
    result = judged_raters(planted_raters(), agreed)
    assert result["recovered"], result["why"]
    write_json({"agreed": agreed, "result": result}, tmp_path / "both.json")
    again = json.loads((tmp_path / "both.json").read_text())["agreed"]
    assert judged_raters(planted_raters(), again) == result


def test_one_wrong_row_of_one_rater_is_found_and_named(agreed):
    planted = planted_raters()
    wrong = np.array(planted["confusion"])
    # r1 is the fourth planted rater, anger the third planted class.
    wrong[3, 2] = [0.3, 0.3, 0.4]
    result = judged_raters(planted | {"confusion": wrong.tolist()}, agreed)
    assert not result["recovered"]
    assert (result["observed"]["rater"], result["observed"]["latent_class"]) == ("r1", "anger")
    assert "planted 0." in result["why"]


def test_other_raters_or_classes_recover_nothing(agreed):
    labels = judged_raters(planted_raters() | {"labels": ["fear", "joy", "anger"]}, agreed)
    assert labels["why"] == "Planted and observed labels differ: fear, sadness."
    ids = judged_raters(planted_raters() | {"ids": ["r4", "r3", "r2", "r1", "r9"]}, agreed)
    assert ids["why"] == "Planted and observed ids differ: r0."
    bare = {"confusion": planted_raters()["confusion"][:4]}
    assert judged_raters(bare, agreed)["why"] == "4 ids were planted and 5 were estimated."


@pytest.mark.parametrize(("votes", "skipped"), [([9.0, 4.9], 1), ([4.9, 4.9], 2)])
def test_small_rows_are_skipped_and_counted(votes, skipped):
    matrix = [[0.5, 0.5], [0.0, 1.0]]
    found = {"raters": {"confusion": {"estimate": [matrix], "n": [votes]}}}
    result = judged_raters({"confusion": [[[0.5, 0.5], [1.0, 0.0]]]}, found)
    if skipped == 2:
        assert result["why"] == "No row has 5 expected votes: nothing to compare."
    else:
        assert result["observed"]["skipped_rows"] == 1
        assert result["why"].endswith("Rows skipped, with fewer than 5 expected votes: 1.")
    assert result["recovered"] == (skipped == 1)


def test_nothing_estimated_recovers_nothing():
    items, ratings = make()
    result = judged_raters(planted_raters(), run_aggregation(items, ratings.assign(label="boredom")))
    assert result["why"] == "Nothing was estimated: no vote of a named rater for any of the labels."
