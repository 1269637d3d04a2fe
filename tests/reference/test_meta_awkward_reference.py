"""Few, alike and lopsided effects against R's metafor (make_meta_awkward_reference.R), on made-up effects."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from affectflow.analyse.meta_analysis import meta_analysis

HERE = Path(__file__).parent
DATA = pd.read_csv(HERE / "meta_awkward_effects.csv")
EXPECTED = dict(pd.read_csv(HERE / "meta_awkward_reference.csv").itertuples(index=False))
K = len(DATA)
METHODS = ["dersimonian_laird", "reml", "paule_mandel"]
INTERVALS = ["wald", "hartung_knapp", "hartung_knapp_ad_hoc"]
PARTS = {"estimate": "beta", "standard_error": "se", "low": "ci.lb", "high": "ci.ub", "p": "pval"}


def close(found, name):
    assert found == pytest.approx(EXPECTED[name], rel=1e-6, abs=1e-7), name


def pooled(y, n=K, **spec):
    own = DATA[:n]
    frame = pd.DataFrame({
        "effect_id": own["study"], "study_id": own["study"], "outcome": "mood", "measure": "smd",
        "estimate": own[y], "standard_error": np.sqrt(own["v"]), "n": 40.0,
    })  # fmt: skip
    rows = [(s, "year", None, float(year)) for s, year in zip(DATA["study"], DATA["year"], strict=True)]
    rows += [(s, "kind", kind, np.nan) for s, kind in zip(DATA["study"], DATA["kind"], strict=True)]
    codings = pd.DataFrame(rows, columns=["record_id", "variable", "label", "value"])
    asked = {"kind": "meta_analysis", "measure": "smd", "leave_one_out": False} | spec
    return meta_analysis(frame, codings, spec=asked)


def same(found, at):
    for part, name in PARTS.items():
        close(found[part], f"{at}/{name}")


@pytest.mark.parametrize("n", [2, 3, 11])
@pytest.mark.parametrize("y", ["spread", "alike", "lopsided"])
def test_few_studies_and_no_variance_between_them(y, n):
    for method in METHODS:
        for interval in INTERVALS:
            found, at = pooled(y, n, method=method, interval=interval), f"few/{y}/{n}/{method}/{interval}"
            same(found["pooled"], at)
            close(found["heterogeneity"]["tau2"]["estimate"], f"{at}/tau2")
    for part, scale in {"tau2": 1, "i2": 100, "h2": 1}.items():
        own, at = found["heterogeneity"][part], f"profile/{y}/{n}/{part}"
        if EXPECTED[f"profile/{y}/{n}/tau2/high"] == 0:
            # metafor writes 0 to 0 and tells that this is the empty set.
            assert np.isnan([own["low"], own["high"]]).all()
            assert "no tau2" in own["reason"]
            continue
        close(own["low"] * scale, f"{at}/low")
        close(own["high"] * scale, f"{at}/high")
    if n > 2:
        close(found["egger"]["t"], f"egger/{y}/{n}/t")
        close(found["egger"]["p"], f"egger/{y}/{n}/p")


@pytest.mark.parametrize("method", ["fixed", "reml"])
@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("estimator", ["l0", "r0"])
@pytest.mark.parametrize("y", ["spread", "lopsided"])
def test_trim_and_fill_by_both_estimators_on_a_named_side(y, estimator, side, method):
    asked = {"estimator": estimator, "side": side}
    found = pooled(y, method=method, interval="wald", trim_and_fill=asked)["trim_and_fill"]
    at = f"fill/{y}/{estimator}/{side}/{'FE' if method == 'fixed' else 'REML'}"
    close(found["added"], f"{at}/k0")
    close(found["pooled"]["estimate"], f"{at}/beta")
    close(found["pooled"]["standard_error"], f"{at}/se")
    assert (found["side"], found["estimator"]) == (side, estimator)


@pytest.mark.parametrize("interval", INTERVALS)
@pytest.mark.parametrize("y", ["spread", "alike"])
def test_all_moderators_at_once_by_chi_square_or_f(y, interval):
    found = pooled(y, interval=interval, moderators=["kind"])["moderators"]["qm"]
    close(found["estimate"], f"qm/{y}/{interval}/estimate")
    close(found["p"], f"qm/{y}/{interval}/p")
    assert found["method"] == ("chi-square" if interval == "wald" else "F")


@pytest.mark.parametrize("interval", INTERVALS)
@pytest.mark.parametrize("y", ["spread", "alike"])
def test_pooling_as_studies_came_in_by_year(y, interval):
    steps = pooled(y, interval=interval, cumulative={"by": "year"})["cumulative"]["steps"]
    assert [step["value"] for step in steps] == sorted(set(DATA["year"]))
    assert "reason" in steps[0]
    for step in steps[1:]:
        at = f"came/{y}/{interval}/{step['value']:.0f}"
        same(step, at)
        close(step["tau2"], f"{at}/tau2")


def test_pooling_as_studies_came_in_one_by_one():
    steps = pooled("spread", cumulative={"by": "year", "ties": "by_name"})["cumulative"]["steps"]
    assert [step["n"] for step in steps] == list(range(1, K + 1))
    for i, step in enumerate(steps[1:], 2):
        close(step["estimate"], f"cumul/{i}/beta")
        close(step["standard_error"], f"cumul/{i}/se")
        close(step["tau2"], f"cumul/{i}/tau2")
