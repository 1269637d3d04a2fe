"""Options of differences: groups of a covariate, standardisers, bootstrap, margins, and inputs that break them."""

import math
from itertools import product

import numpy as np
import pandas as pd
import pytest

from affectflow.analyse.differences import differences
from affectflow.errors import StudyError
from affectflow.tables import People, empty, write_json

BETWEEN = {
    "kind": "differences", "measures": ["distress"], "test": "welch", "standardiser": "first", "bias": "exact",
    "between": {"covariate": "gender", "first": "woman", "second": "man", "occasion": "post"},
    "analysis_set": "everyone",
}  # fmt: skip
WITHIN = {
    "kind": "differences", "measures": ["distress"], "test": "paired", "standardiser": "average_variance",
    "within": {"before": "baseline", "after": "post"}, "analysis_set": "everyone",
}  # fmt: skip
BOOTSTRAP = {
    "interval": "bootstrap_bca", "difference_interval": "bootstrap_percentile", "resampling": {"resamples": 400},
    "ranks": {"interval": "bootstrap_percentile"},
}  # fmt: skip


def make(before, after, gender):
    ids = [f"p{k:03d}" for k in range(len(gender))]
    participants = empty("participants").assign(participant_id=ids, randomised=False, received=True)
    rows = [
        empty("outcomes").assign(participant_id=ids, measure="distress", occasion=at, week=float(k), value=values)
        for k, (at, values) in enumerate({"baseline": before, "post": after}.items())
    ]
    traits = [
        empty("covariates").assign(participant_id=ids, covariate="gender", label=gender),
        empty("covariates").assign(participant_id=ids, covariate="age", value=np.linspace(20, 60, len(ids))),
    ]
    return People(participants, pd.concat(rows, ignore_index=True), pd.concat(traits, ignore_index=True))


def people(n=60, seed=3, digits=1):
    rng = np.random.default_rng(seed)
    gender = np.where(np.arange(n) % 2, "man", "woman")
    before = rng.normal(20, 3, n)
    after = before + rng.normal(-2, 2, n) + 3.0 * (gender == "man")
    return make(np.round(before, digits), np.round(after, digits), gender)


def of(who, spec, tmp_path):
    """The document's part, which can be written: no NaN without a reason."""
    document = differences(who, spec=spec)
    write_json(document, tmp_path / "found.json")
    return document["measures"]["distress"], document


def test_groups_of_a_covariate_are_compared(tmp_path):
    found, document = of(people(), BETWEEN, tmp_path)
    assert found["difference"]["low"] > 0
    assert found["first"]["n"] == found["second"]["n"] == 30
    assert found["effect_size"]["estimate"] == pytest.approx(
        found["difference"]["estimate"] / found["first"]["sd"] * (1 - 3 / (4 * 29 - 1)), rel=1e-3
    )
    assert document["between"]["covariate"] == "gender"


def test_labels_that_are_not_there_and_numbers_are_refused():
    wrong = {"between": BETWEEN["between"] | {"first": "womann", "second": "mann"}}
    with pytest.raises(StudyError) as caught:
        differences(people(), spec=BETWEEN | wrong)
    told = "\n".join(map(str, caught.value.problems))
    assert "Did you mean 'woman'?" in told
    assert "Did you mean 'man'?" in told
    with pytest.raises(StudyError, match="'age', a number"):
        differences(people(), spec=BETWEEN | {"between": BETWEEN["between"] | {"covariate": "age"}})
    with pytest.raises(StudyError, match="Did you mean 'gender'"):
        differences(people(), spec=BETWEEN | {"between": BETWEEN["between"] | {"covariate": "gendre"}})


@pytest.mark.parametrize(
    ("spec", "told"),
    [
        (BETWEEN | {"standardiser": "change"}, "standardiser: one of pooled"),
        (WITHIN | {"standardiser": "pooled"}, "standardiser: one of change"),
        (WITHIN | {"standardiser": "change", "interval": "large_sample"}, "interval large_sample for"),
        (BETWEEN | {"interval": "bootstrap_bca"}, "resampling exactly where"),
        (BETWEEN | {"resampling": {}}, "resampling exactly where"),
        (BETWEEN | {"margin": {"kind": "non_inferiority", "margin": 1.0}}, "better: lower or higher"),
        (BETWEEN | {"between": BETWEEN["between"] | {"second": "woman"}}, "two different groups"),
    ],
)
def test_options_that_do_not_fit_are_refused(spec, told):
    with pytest.raises(ValueError, match=told):
        differences(people(), spec=spec)


@pytest.mark.parametrize("spec", [BETWEEN, WITHIN], ids=["between", "within"])
def test_bootstrap_intervals_lie_about_the_analytic_ones_and_come_again(spec, tmp_path):
    plain, _ = of(people(), spec | {"ranks": {}}, tmp_path)
    drawn, document = of(people(), spec | BOOTSTRAP, tmp_path)
    again, _ = of(people(), spec | BOOTSTRAP, tmp_path)
    assert drawn == again
    for part in (lambda f: f["difference"], lambda f: f["effect_size"], lambda f: f["ranks"]["rank_biserial"]):
        one, two = part(plain), part(drawn)
        assert two["estimate"] == pytest.approx(one["estimate"], abs=1e-12)
        width = one["high"] - one["low"]
        assert [two["low"], two["high"]] == pytest.approx([one["low"], one["high"]], abs=0.25 * width)
        assert two["resamples"] == 400
    assert drawn["difference"]["p"] == plain["difference"]["p"]
    assert "p by " in document["conventions"]["interval"]
    assert "seed 1" in document["conventions"]["resampling"]


def test_resamples_in_which_nothing_varies_are_told(tmp_path):
    after = np.where(np.arange(12) == 1, 21.0, 20.0) + np.where(np.arange(12) == 0, 2.0, 0.0)
    who = make(np.full(12, 20.0), after, np.where(np.arange(12) % 2, "man", "woman"))
    spec = BETWEEN | {"interval": "bootstrap_percentile", "resampling": {"resamples": 400}}
    found, document = of(who, spec, tmp_path)
    none = found["effect_size"]["undefined_resamples"]
    # No resample of six women holds the one who differs with chance (5/6)^6.
    assert none / 400 == pytest.approx((5 / 6) ** 6, abs=0.08)
    assert document["warnings"][-1].startswith(f"degenerate_resamples: in {none} of 400 resamples the effect size of")


def test_non_inferiority_has_a_direction(tmp_path):
    margin = {"margin": {"kind": "non_inferiority", "margin": 0.5, "level": 0.95}}
    shown, _ = of(people(), BETWEEN | margin | {"better": "higher"}, tmp_path)
    not_shown, _ = of(people(), BETWEEN | margin | {"better": "lower"}, tmp_path)
    assert shown["margin"]["verdict"] == "shown"
    assert not_shown["margin"]["verdict"] == "not shown"
    assert shown["margin"]["p"] < 0.025 < not_shown["margin"]["p"]


RNG = np.random.default_rng(9)
NASTY = {
    "one man": (RNG.normal(size=9), RNG.normal(size=9), ["woman"] * 8 + ["man"]),
    "all men missing": (RNG.normal(size=8), np.r_[RNG.normal(size=4), [np.nan] * 4], ["woman"] * 4 + ["man"] * 4),
    "nobody measured": (np.full(6, np.nan), np.full(6, np.nan), ["woman"] * 3 + ["man"] * 3),
    "constant": (np.full(8, 4.0), np.full(8, 4.0), ["woman"] * 4 + ["man"] * 4),
    "constant shift": (np.full(8, 4.0), np.full(8, 5.0), ["woman"] * 4 + ["man"] * 4),
    "women do not vary": (RNG.normal(size=8), np.r_[[4.0] * 4, RNG.normal(size=4)], ["woman"] * 4 + ["man"] * 4),
    "ties everywhere": (np.r_[[1.0] * 4, [2.0] * 4], np.array([1.0, 2] * 4), ["woman"] * 4 + ["man"] * 4),
    "apart": (np.arange(8.0), np.r_[np.arange(4.0), 10 + np.arange(4.0)], ["woman"] * 4 + ["man"] * 4),
    "two each": (np.array([1.0, 2, 4, 3]), np.array([2.0, 2, 5, 7]), ["woman"] * 2 + ["man"] * 2),
}
STANDARDISERS = {"between": ["pooled", "average_sd", "average_variance", "first", "two_t"]}
STANDARDISERS["within"] = ["change", *STANDARDISERS["between"][1:]]


@pytest.mark.parametrize("case", NASTY)
def test_what_cannot_be_told_has_a_reason_whatever_is_asked(case, tmp_path):
    who = make(*NASTY[case])
    for spec, interval in product((BETWEEN, WITHIN), ("noncentral_t", "bootstrap_bca", "bootstrap_percentile")):
        drawn = {"resampling": {"resamples": 100}} if interval != "noncentral_t" else {}
        ranks = {"interval": "components" if interval == "noncentral_t" else interval, "zeros": "pratt"}
        margin = {"margin": {"kind": "equivalence", "margin": 1.0}}
        for by in STANDARDISERS["between" if "between" in spec else "within"]:
            asked = {"standardiser": by, "interval": interval, "ranks": ranks} | drawn | margin
            found, document = of(who, spec | asked, tmp_path)
            if math.isnan(found["difference"]["p"]):
                assert found["difference"]["reason"]
                assert found["margin"]["verdict"] == "undefined"
                assert any(told.startswith("undefined: ") for told in document["warnings"])
            for part in (found["effect_size"], found["ranks"]["rank_biserial"], found["ranks"]["shift"]):
                assert math.isfinite(part["low"] + part["high"]) or part["reason"]


def test_zeros_alone_have_no_ranks_and_no_shift(tmp_path):
    who = make(np.arange(8.0), np.arange(8.0), ["woman"] * 8)
    found, _ = of(who, WITHIN | {"ranks": {}}, tmp_path)
    assert found["ranks"]["reason"] == "no difference other than zero"
    assert found["ranks"]["zeros"] == 8
    assert math.isnan(found["ranks"]["shift"]["estimate"])


def test_a_constant_shift_is_no_certainty(tmp_path):
    found, _ = of(make(*NASTY["constant shift"]), WITHIN | {"ranks": {}}, tmp_path)
    assert math.isnan(found["difference"]["p"])
    assert found["ranks"]["rank_biserial"]["reason"].startswith("all ranks go one way")
    # Eight of eight up: the exact test still holds, since the signs could have fallen otherwise.
    assert found["ranks"]["p"] == 2 / 2**8
