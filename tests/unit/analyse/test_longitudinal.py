"""Outcomes over time on tables that are whole, odd and broken."""

import numpy as np
import pandas as pd
import pytest

from affectflow.analyse.longitudinal import longitudinal
from affectflow.errors import StudyError
from affectflow.tables import empty, write_json
from affectflow.tables.people import People

SPEC = {"kind": "longitudinal", "measure": "distress", "control": "waitlist", "treated": ["coaching"]}
TIMES = ("baseline", "post", "follow_up")
MODELS = {
    "random_intercept": {"model": "random_intercept"},
    "random_slope": {"model": "random_slope", "times": [0.0, 6.0, 12.0]},
    "unstructured": {"model": "unstructured"},
}
GEE = {"model": "gee", "df": "persons", "working": "exchangeable", "small_sample": "mancl_derouen"}


def make(n=60, effect=-3.0, seed=1, arms=("waitlist", "coaching"), person=4.0):
    """A trial of n persons measured three times: (persons x occasions, arm)."""
    rng = np.random.default_rng(seed)
    arm = np.array(arms)[np.arange(n) % len(arms)]
    drift = rng.normal(0, 1, n)[:, None] * np.arange(3) * (person > 0)
    value = 20 + rng.normal(0, person, n)[:, None] + drift + rng.normal(0, 2, (n, 3))
    value[:, 1:] += np.where(arm == "waitlist", 0.0, effect)[:, None]
    return value, arm


def run(value, arm, **changes):
    ids = [f"p{k:03d}" for k in range(len(arm))]
    participants = empty("participants").assign(participant_id=ids, arm=arm, randomised=True, received=True)
    outcomes = pd.concat(
        [
            empty("outcomes").assign(
                participant_id=ids, measure="distress", occasion=at, week=6.0 * k, value=value[:, k]
            )
            for k, at in enumerate(TIMES)
        ],
        ignore_index=True,
    )
    return longitudinal(People(participants, outcomes), spec=SPEC | changes)


def named(document):
    return [warning.split(":")[0] for warning in document["warnings"]]


# Two occasions after the baseline are too few for a slope.
@pytest.mark.parametrize(
    ("model", "baseline_as"),
    [*((model, "constrained") for model in MODELS), ("random_intercept", "covariate"), ("unstructured", "covariate")],
)
@pytest.mark.parametrize("df", ["satterthwaite", "kenward_roger", "residual"])
def test_every_option_finds_the_effect(tmp_path, model, df, baseline_as):
    found = run(*make(n=200), **MODELS[model], df=df, baseline_as=baseline_as)
    for effect in found["effects"]["coaching"].values():
        assert effect["low"] < -3 < effect["high"]
        assert effect["high"] < 0
    assert found["warnings"] == []
    write_json(found, tmp_path / "longitudinal.json")


def test_with_everything_measured_the_covariate_model_of_one_occasion_is_ancova():
    value, arm = make()
    found = run(value, arm, model="unstructured", baseline_as="covariate", df="kenward_roger")
    design = np.stack([np.ones(60), arm == "coaching", value[:, 0]], axis=1).astype(float)
    for k, at in enumerate(TIMES[1:], start=1):
        b, left = np.linalg.lstsq(design, value[:, k])[:2]
        effect = found["effects"]["coaching"][at]
        error = np.sqrt(np.linalg.inv(design.T @ design)[1, 1] * left[0] / 57)
        assert effect["estimate"] == pytest.approx(b[1], abs=1e-9)
        assert effect["standard_error"] == pytest.approx(error, rel=1e-6)
        assert effect["df"] == pytest.approx(57, rel=1e-6)


def test_units_change_effects_and_nothing_else():
    value, arm = make()
    one, other = (run(x, arm, model="unstructured")["effects"]["coaching"]["post"] for x in (value, 1e4 + 50 * value))
    assert other["estimate"] == pytest.approx(50 * one["estimate"], rel=1e-8)
    assert other["df"] == pytest.approx(one["df"], rel=1e-6)
    assert other["p"] == pytest.approx(one["p"], rel=1e-6)


def test_several_arms():
    found = run(*make(n=150, arms=("waitlist", "coaching", "diary")), treated=["coaching", "diary"])
    assert set(found["effects"]) == {"coaching", "diary"}
    baseline = [found["means"][arm]["baseline"]["estimate"] for arm in found["means"]]
    assert len(set(baseline)) == 1


def test_no_variance_between_participants_is_an_ordinary_regression():
    value, arm = make(person=0.0, seed=5)
    found = run(value - 0.9 * (value - 20).mean(axis=1, keepdims=True), arm)
    assert named(found) == ["singular_fit"]
    assert found["effects"]["coaching"]["post"]["df"] == pytest.approx(180 - 5)
    assert found["fit"]["covariance"]["variance intercept"] == 0.0


def test_slopes_at_their_bound_have_a_reason():
    value, arm = make(person=0.0, seed=5)
    found = run(value - 0.9 * (value - 20).mean(axis=1, keepdims=True), arm, **MODELS["random_slope"])
    assert named(found) == ["singular_fit"]
    assert found["effects"]["coaching"]["post"]["reason"].startswith("singular_fit")


def spoilt(kind):
    value, arm = make()
    if kind == "once":
        value[:, 1:] = np.where(np.arange(60)[:, None] < 30, np.nan, value[:, 1:])
        value[30:, [0, 2]] = np.nan
    if kind == "constant":
        value[:] = 7.0
    if kind == "empty":
        value[:] = np.nan
    if kind == "one":
        arm[:] = "waitlist"
        arm[3] = "coaching"
    if kind == "gone":
        value[arm == "coaching", 1:] = np.nan
    if kind == "copy":
        value[:, 2] = value[:, 1]
    return value, arm


@pytest.mark.parametrize(
    ("kind", "model", "words"),
    [
        ("once", "random_intercept", "nobody was measured twice"),
        ("once", "unstructured", "nobody was measured twice"),
        ("constant", "unstructured", "constant"),
        ("empty", "random_intercept", "0 outcomes"),
        ("one", "unstructured", "fewer than two outcomes in arm 'coaching'"),
        ("gone", "random_intercept", "fewer than two outcomes in arm 'coaching'"),
        ("copy", "unstructured", "exact functions"),
    ],
)
def test_what_cannot_be_told_has_a_reason(tmp_path, kind, model, words):
    found = run(*spoilt(kind), **MODELS[model])
    effect = found["effects"]["coaching"]["post"]
    assert np.isnan(effect["estimate"])
    assert words in effect["reason"]
    write_json(found, tmp_path / "longitudinal.json")


@pytest.mark.parametrize("df", ["satterthwaite", "kenward_roger"])
@pytest.mark.parametrize("baseline_as", ["constrained", "covariate"])
def test_too_few_participants_for_a_free_covariance_have_a_reason(tmp_path, df, baseline_as):
    found = run(*make(n=4), model="unstructured", df=df, baseline_as=baseline_as)
    effect = found["effects"]["coaching"]["post"]
    assert np.isnan(effect["estimate"])
    assert "4 participants are too few" in effect["reason"]
    write_json(found, tmp_path / "longitudinal.json")


@pytest.mark.parametrize(("factor", "shift"), [(1e6, 0.0), (1.0, 1e6), (1e-6, 0.0), (1e6, 1e6), (1e-6, 1.0)])
@pytest.mark.parametrize(
    ("model", "baseline_as"),
    [
        *((model, "constrained") for model in [*MODELS, "gee"]),
        *((model, "covariate") for model in ("unstructured", "gee")),
    ],
)
def test_units_change_no_test_when_some_are_missing(model, baseline_as, factor, shift):
    value, arm = make()
    value[5:12, 2], value[20:23, 1] = np.nan, np.nan
    options = (GEE if model == "gee" else MODELS[model]) | {"baseline_as": baseline_as}
    one, other = (run(x, arm, **options)["effects"]["coaching"]["post"] for x in (value, shift + factor * value))
    assert other["estimate"] == pytest.approx(factor * one["estimate"], rel=1e-6)
    assert other["standard_error"] == pytest.approx(factor * one["standard_error"], rel=1e-6)
    assert other["df"] == pytest.approx(one["df"], rel=1e-5)


def test_those_without_a_baseline_are_counted():
    value, arm = make()
    value[:3, 0] = np.nan
    assert named(run(value, arm, baseline_as="covariate")) == ["no_baseline"]


def test_unknown_names_are_told_at_once():
    with pytest.raises(StudyError, match="coachign"):
        run(*make(), treated=["coachign"])


@pytest.mark.parametrize("baseline_as", ["constrained", "covariate"])
def test_estimating_equations_find_the_effect(tmp_path, baseline_as):
    found = run(*make(n=200), **GEE, baseline_as=baseline_as)
    for effect in found["effects"]["coaching"].values():
        assert effect["low"] < -3 < effect["high"] < 0
        assert effect["df"] == 200 - len(found["means"]["coaching"]) - (2 if baseline_as == "constrained" else 4)
    assert "completely at random" in found["conventions"]["missing"]
    write_json(found, tmp_path / "longitudinal.json")


def test_estimating_equations_say_why_they_have_no_answer():
    value, arm = make(n=20)
    value[:, 1:] = np.nan
    value[::2, 1] = value[::2, 0] + 1
    value[::2, 0] = np.nan
    found = run(value, arm, **GEE)
    assert "nobody was measured twice" in found["effects"]["coaching"]["post"]["reason"]


def test_outcomes_of_a_person_that_are_all_alike_leave_no_working_correlation(tmp_path):
    value, arm = make()
    found = run(np.repeat(value[:, :1], 3, axis=1), arm, **GEE)
    assert named(found) == ["not_converged"]
    assert "working correlation" in found["effects"]["coaching"]["post"]["reason"]
    write_json(found, tmp_path / "longitudinal.json")


def test_options_of_estimating_equations_go_together():
    with pytest.raises(ValueError, match="gee with df"):
        run(*make(), model="gee")
    with pytest.raises(ValueError, match="gee with df"):
        run(*make(), working="exchangeable")


AT_LEAST = {"outcome": "event", "event": {"direction": "at_least", "threshold": 18}}


@pytest.mark.parametrize("baseline_as", ["constrained", "covariate"])
def test_events_over_time_have_odds_ratios_and_risks(tmp_path, baseline_as):
    value, arm = make(n=200)
    found = run(value, arm, **GEE, **AT_LEAST, baseline_as=baseline_as)
    for effect in found["effects"]["coaching"].values():
        assert 0 < effect["low"] < effect["estimate"] < effect["high"] < 1
        assert effect["log_odds"] / effect["standard_error"] == pytest.approx(effect["t"])
    assert all(0 < one["low"] < one["high"] < 1 for means in found["means"].values() for one in means.values())
    assert found["conventions"]["effect"].startswith("odds ratio")
    assert "logit link" in found["conventions"]["model"]
    write_json(found, tmp_path / "longitudinal.json")


def test_events_of_whom_all_was_measured_have_the_odds_ratios_of_their_tables():
    value, arm = make(n=200)
    found = run(value, arm, **GEE | {"working": "independence"}, **AT_LEAST)
    for k, at in enumerate(TIMES[1:], 1):
        hit = value[:, k] >= 18
        risks = [hit[arm == one].mean() for one in ("coaching", "waitlist")]
        ratio = risks[0] / (1 - risks[0]) / (risks[1] / (1 - risks[1]))
        assert found["effects"]["coaching"][at]["estimate"] == pytest.approx(ratio, rel=1e-9)
        assert [found["means"][one][at]["estimate"] for one in ("coaching", "waitlist")] == pytest.approx(risks)
    zeros = run((value >= 18).astype(float), arm, **GEE | {"working": "independence"}, outcome="event")
    assert zeros["effects"] == found["effects"]


def test_events_that_all_or_none_had_have_no_odds_ratio(tmp_path):
    value, arm = make()
    value[arm == "coaching", 1] = 10.0
    found = run(value, arm, **GEE, **AT_LEAST)
    assert found["effects"]["coaching"]["post"]["reason"].startswith("quasi_complete_separation")
    assert np.isnan(found["means"]["coaching"]["post"]["estimate"])
    write_json(found, tmp_path / "longitudinal.json")


def test_events_are_declared_or_zero_and_one():
    with pytest.raises(StudyError, match="values of"):
        run(*make(), **GEE, outcome="event")
    for wrong in ({"outcome": "event"}, {**GEE, "event": AT_LEAST["event"]}, {"moments": "less_coefficients"}):
        with pytest.raises(ValueError, match=r"with outcome: event|with gee alone"):
            run(*make(), **wrong)
    change = {"of": "change", "baseline": "baseline", "direction": "at_most", "threshold": -2}
    with pytest.raises(ValueError, match="an event that is a change"):
        run(*make(), **GEE, outcome="event", event=change)
    found = run(*make(n=200), **GEE, outcome="event", event=change, baseline_as="covariate")
    assert found["effects"]["coaching"]["post"]["low"] > 1


def test_moments_less_the_coefficients_are_named():
    both = [run(*make(), **GEE, moments=moments) for moments in ("all", "less_coefficients")]
    scales = [found["fit"]["covariance"]["scale"] for found in both]
    assert scales[1] == pytest.approx(scales[0] * 180 / 175, rel=1e-3)
    assert "less the coefficients" in both[1]["conventions"]["model"]


def test_estimating_equations_of_few_participants_are_told():
    assert named(run(*make(n=14), **GEE)) == ["few_participants"]
    assert named(run(*make(n=16), **GEE)) == []
