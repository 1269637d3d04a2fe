"""A claim is reproduced, differs by a known amount, or says why it was not tested."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affectflow.errors import StudyError
from affectflow.report.claims import judge, tally
from affectflow.studies.report import Claim

FOUND = {
    "fusion/scores.json": {
        "metrics": {"uar": {"estimate": 0.83, "low": 0.8}, "log_loss": {"estimate": None, "reason": "none"}}
    },
    "analyses/trial.json": {"means": [1.0, 2.0]},
}
EXPECTED = {"fusion/scores.json", "audio/scores.json", "analyses/trial.json"}


def claim(observed="fusion/scores.json#/metrics/uar/estimate", published=0.83, tolerance=0.0):
    return Claim.load({"text": "a figure", "published": published, "observed": observed, "tolerance": tolerance})


def one(spec, synthetic=False):
    return judge({"c": spec}, FOUND, EXPECTED, synthetic=synthetic)[0]


@pytest.mark.parametrize(("published", "tolerance"), [(0.83, 0.0), (0.82, 0.01), (0.84, 0.01), (0.5, 0.33)])
def test_within_the_tolerance_ends_included_is_reproduced(published, tolerance):
    assert one(claim(published=published, tolerance=tolerance)).outcome == "reproduced"


def test_beyond_the_tolerance_differs_by_observed_minus_published():
    verdict = one(claim(published=0.85, tolerance=0.01))
    assert (verdict.outcome, verdict.observed, verdict.difference) == ("differs", 0.83, -0.02)


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.floats(0, 1e6))
def test_observed_and_published_may_be_swapped(a, b, tolerance):
    def outcome(observed, published):
        documents = {"x.json": {"v": observed}}
        spec = claim("x.json#/v", published, tolerance)
        return judge({"c": spec}, documents, {"x.json"}, synthetic=False)[0].outcome

    assert outcome(a, b) == outcome(b, a)
    assert outcome(a, a) == "reproduced"


def test_a_twin_tests_no_claim_and_shows_no_observed_number():
    verdict = one(claim(), synthetic=True)
    assert (verdict.outcome, verdict.observed) == ("not tested", None)
    assert "twin" in verdict.why


def test_an_absent_result_is_not_tested():
    assert one(claim("audio/scores.json#/metrics/uar/estimate")).why == "no result audio/scores.json"


def test_an_undefined_result_is_not_tested_and_says_why():
    verdict = one(claim("fusion/scores.json#/metrics/log_loss/estimate"))
    assert (verdict.outcome, verdict.why) == ("not tested", "undefined: none")


@pytest.mark.parametrize("synthetic", [True, False])
@pytest.mark.parametrize(
    ("observed", "told"),
    [
        ("fusion/score.json#/x", "Did you mean 'fusion/scores.json'?"),
        ("fusion/scores.json#/metrics/uar/estimat", "Did you mean 'estimate'?"),
        ("fusion/scores.json#/metrics/accuracy/estimate", "uar, log_loss"),
        ("fusion/scores.json#/metrics/uar", "Did you mean 'metrics/uar/estimate'?"),
        ("analyses/trial.json#/means", "a list of 2"),
    ],
)
def test_a_wrong_path_is_an_error_that_says_what_is_there(observed, told, synthetic):
    with pytest.raises(StudyError) as error:
        one(claim(observed), synthetic)
    assert told in str(error.value)
    assert "claims.c" in str(error.value)


def test_all_wrong_paths_are_told_at_once():
    wrong = {"a": claim("nothing.json#/x"), "b": claim(), "c": claim("fusion/scores.json#/y")}
    with pytest.raises(StudyError) as error:
        judge(wrong, FOUND, EXPECTED, synthetic=False)
    assert len(error.value.problems) == 2


def test_the_tally_counts_every_outcome():
    specs = {"a": claim(), "b": claim(published=0.1), "c": claim("audio/scores.json#/x")}
    assert tally(judge(specs, FOUND, EXPECTED, synthetic=False)) == {"reproduced": 1, "differs": 1, "not tested": 1}
