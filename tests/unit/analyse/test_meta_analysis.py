"""Pooled effects: few studies, several effects of one study, moderators, and what is refused or told."""

import json

import numpy as np
import pandas as pd
import pytest

from affectflow.analyse.meta_analysis import meta_analysis
from affectflow.errors import StudyError
from affectflow.tables import empty, write_json


def effects(k, **changes):
    rng = np.random.default_rng(3)
    frame = pd.DataFrame({
        "effect_id": [f"e{i}" for i in range(k)], "study_id": [f"s{i}" for i in range(k)], "outcome": "mood",
        "measure": "smd", "estimate": rng.normal(0.4, 0.3, k), "standard_error": rng.uniform(0.1, 0.3, k), "n": 40.0,
    })  # fmt: skip
    return frame.assign(**changes)


def pool(frame, codings=None, **spec):
    asked = {"kind": "meta_analysis", "measure": "smd"} | spec
    return meta_analysis(frame, empty("codings") if codings is None else codings, spec=asked)


@pytest.mark.parametrize("k", [1, 2, 3, 12])
@pytest.mark.parametrize("spec", [{}, {"method": "fixed", "interval": "wald"}, {"method": "dersimonian_laird"}])
def test_few_studies_give_reasons_and_never_a_silent_number(k, spec, tmp_path):
    found = pool(effects(k), **spec)
    write_json(found, tmp_path / "x.json")
    assert json.loads((tmp_path / "x.json").read_text())["k"] == k
    assert ("reason" in found["pooled"]) == (k < 2)
    assert ("reason" in found["prediction"]) == (k < 3 or spec.get("method") == "fixed")
    assert ("reason" in found["egger"]) == (k < 3)
    assert sum(one["weight"] for one in found["studies"].values()) == pytest.approx(1)


def test_the_untruncated_variance_is_told():
    found = pool(effects(6, estimate=[0.40, 0.41, 0.42, 0.40, 0.41, 0.42]), method="dersimonian_laird", interval="wald")
    assert found["heterogeneity"]["tau2"]["estimate"] == 0 > found["untruncated_tau2"]["estimate"]
    assert any(sentence.startswith("truncated_tau2") for sentence in found["warnings"])


def test_the_same_effect_in_all_studies_has_no_hartung_knapp_interval():
    assert "reason" in pool(effects(6, estimate=0.4))["pooled"]
    several = pool(effects(6, estimate=0.4), interval="cr2", dependent="multilevel", correlation=0.5)
    assert several["pooled"]["reason"] == "no variation between studies is left"


def test_several_estimates_of_a_study_are_refused_or_averaged():
    frame = effects(4, study_id=["a", "a", "b", "c"], standard_error=0.2)
    with pytest.raises(StudyError, match="dependent_estimates"):
        pool(frame)
    found = pool(frame, dependent="average", correlation=0.5)
    assert found["studies"]["a"]["standard_error"] == pytest.approx(0.2 * np.sqrt(0.75))
    assert found["studies"]["a"]["estimate"] == pytest.approx(frame["estimate"][:2].mean())


def test_moderators_are_numbers_or_labels_and_must_carry_their_coefficients():
    rows = [(f"s{i}", "kind", "xyz"[i % 3], np.nan) for i in range(9)]
    codings = pd.DataFrame(rows, columns=["record_id", "variable", "label", "value"])
    found = pool(effects(10), codings, moderators=["kind"])["moderators"]
    assert list(found["coefficients"]) == ["intercept", "kind: y", "kind: z"]
    assert (found["uncoded"], found["qm"]["df"], found["qm"]["df2"]) == (1, 2, 6)
    assert "reason" in pool(effects(3), codings, moderators=["kind"])["moderators"]["qm"]
    with pytest.raises(StudyError, match="Did you mean 'kind'"):
        pool(effects(10), codings, moderators=["kin"])


def variables(**columns):
    """Codings of studies s0, s1, ... by variable: labels or numbers, None where a study has none."""
    rows = [
        (f"s{i}", name, None if isinstance(code, float) else code, code if isinstance(code, float) else np.nan)
        for name, codes in columns.items()
        for i, code in enumerate(codes)
        if code is not None
    ]
    return pd.DataFrame(rows, columns=["record_id", "variable", "label", "value"])


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"a": [float(i % 4) for i in range(9)], "b": [2.0 * (i % 4) + 1 for i in range(9)]}, "those before tell b"),
        ({"a": ["x"] * 9}, "those before tell a: x"),
        ({"a": [3.0] * 9}, "those before tell a"),
    ],
)
def test_moderators_that_tell_the_same_are_named(columns, told):
    found = pool(effects(9), variables(**columns), moderators=list(columns))["moderators"]
    assert (found["coefficients"], told in found["qm"]["reason"]) == ({}, True)


def test_a_level_of_one_study_and_studies_without_a_code_are_told():
    kinds = ["x", "x", "y", "x", "y", "y", "z", "x", None, None]
    found = pool(effects(10), variables(kind=kinds), moderators=["kind"])
    told = {sentence.partition(":")[0] for sentence in found["warnings"]}
    assert {"lone_level", "uncoded_studies"} <= told
    assert (found["moderators"]["k"], found["moderators"]["uncoded"]) == (8, 2)


def test_a_study_coded_twice_is_an_error():
    twice = pd.concat([variables(kind=["x", "y"] * 5), variables(kind=["z"])])
    with pytest.raises(StudyError, match="several of 'kind' for s0"):
        pool(effects(10), twice, moderators=["kind"])


def test_studies_without_a_year_never_come_in_and_ties_are_named():
    years = variables(year=[2012.0, 2010.0, 2012.0, None, 2011.0])
    found = pool(effects(5), years, cumulative={"by": "year"})
    assert [step["added"] for step in found["cumulative"]["steps"]] == [["s1"], ["s4"], ["s0", "s2"]]
    one_by_one = pool(effects(5), years, cumulative={"by": "year", "ties": "by_name"})["cumulative"]
    assert [step["added"] for step in one_by_one["steps"]] == [["s1"], ["s4"], ["s0"], ["s2"]]
    assert any(sentence.startswith("uncoded_steps: 1 ") for sentence in found["warnings"])
    with pytest.raises(StudyError, match="Did you mean 'year'"):
        pool(effects(5), years, cumulative={"by": "yaer"})


SEVERAL = {"dependent": "multilevel", "correlation": 0.5}


def test_effects_of_one_study_alone_have_no_pooled_effect(tmp_path):
    found = pool(effects(4, study_id="a"), interval="cr2", **SEVERAL)
    write_json(found, tmp_path / "x.json")
    assert (found["k"], found["estimates"], found["pooled"]["reason"]) == (1, 4, "fewer than two studies")
    assert found["warnings"][0].startswith("few_studies: 1 ")


@pytest.mark.parametrize("interval", ["wald", "containment", "cr2"])
def test_one_effect_of_each_study_is_the_model_of_two_levels(interval, tmp_path):
    found, alone = pool(effects(8), interval=interval, **SEVERAL), pool(effects(8), interval="wald")
    write_json(found, tmp_path / "x.json")
    for part in ("pooled", "prediction"):
        assert found[part]["estimate"] == pytest.approx(alone[part]["estimate"], rel=1e-7)
    for part in ("tau2", "i2", "h2"):
        assert found["heterogeneity"][part]["estimate"] == pytest.approx(alone["heterogeneity"][part]["estimate"])
    assert "reason" in found["heterogeneity"]["levels"]["within"]["variance"]
    assert any(sentence.startswith("all_single") for sentence in found["warnings"])


@pytest.mark.parametrize("k", [2, 3, 7])
def test_few_clusters_are_told_and_nothing_is_silent(k, tmp_path):
    frame = effects(2 * k, study_id=[f"s{i // 2}" for i in range(2 * k)])
    found = pool(frame, interval="cr2", **SEVERAL)
    write_json(found, tmp_path / "x.json")
    assert found["pooled"]["df"] < 1.01 * (k - 1)
    assert any(sentence.startswith("few_degrees_of_freedom") for sentence in found["warnings"]) == (k < 7)
    assert "reason" in found["trim_and_fill"]["pooled"]


def test_a_label_of_one_study_has_one_degree_of_freedom_as_in_clubsandwich_and_is_told(tmp_path):
    frame = effects(12, study_id=[f"s{i // 2}" for i in range(12)])
    found = pool(frame, variables(kind=["x", *"yyyyy"]), interval="cr2", moderators=["kind"], **SEVERAL)
    write_json(found, tmp_path / "x.json")
    told = found["moderators"]["coefficients"]["intercept"]
    assert (told["standard_error"], told["df"], told["p"]) == pytest.approx((0.0241, 1.0, 0.0446), abs=5e-5)
    names = {sentence.partition(":")[0] for sentence in found["warnings"]}
    assert {"lone_level", "few_degrees_of_freedom"} <= names


@pytest.mark.parametrize(
    "spec",
    [
        {"dependent": "multilevel"},
        {"interval": "cr2"},
        SEVERAL,
        SEVERAL | {"interval": "wald", "method": "paule_mandel"},
        {"dependent": "multilevel", "correlation": 1.0, "interval": "wald"},
    ],
)
def test_options_that_do_not_go_together_are_refused(spec):
    with pytest.raises(ValueError, match=r"correlation|multilevel"):
        pool(effects(6), **spec)


LONE = {"study_id": ["s0", *(f"s{1 + i // 2}" for i in range(9))]}


@pytest.mark.parametrize("unit", [1.0, 1e-3, 1e4])
def test_a_coefficient_of_one_effect_alone_has_no_robust_variance_in_any_unit(unit, tmp_path):
    frame = effects(10, **LONE)
    frame = frame.assign(estimate=frame["estimate"] * unit, standard_error=frame["standard_error"] * unit)
    found = pool(frame, variables(kind=["x", *"yzyzy"]), interval="cr2", moderators=["kind"], **SEVERAL)
    write_json(found, tmp_path / "x.json")
    told = found["moderators"]["coefficients"]
    assert told["intercept"]["reason"] == "one study alone carries it"
    # clubSandwich: coef_test and Wald_test of the same effects.
    assert (told["kind: y"]["standard_error"] / unit, told["kind: y"]["df"]) == pytest.approx((0.414, 1.99), abs=6e-3)
    assert (told["kind: z"]["standard_error"] / unit, told["kind: z"]["df"]) == pytest.approx((0.00497, 1.0), abs=5e-5)
    assert found["moderators"]["qm"]["df2"] == pytest.approx(0.995, abs=1e-3)
    assert any("z, all moderators are not to be trusted" in sentence for sentence in found["warnings"])


def test_effects_that_weigh_less_than_nothing_are_told():
    several = {"study_id": [f"s{i // 2}" for i in range(12)], "standard_error": [0.05, 0.5] * 6}
    frame = effects(12, estimate=0.4 + np.linspace(0, 0.05, 12), **several)
    found = pool(frame, interval="cr2", dependent="multilevel", correlation=0.9)
    assert min(one["weight"] for one in found["studies"].values()) < 0
    assert any(sentence.startswith("negative_weights: 6 ") for sentence in found["warnings"])
