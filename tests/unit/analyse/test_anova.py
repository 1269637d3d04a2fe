"""Analysis of variance of persons: designs, contrasts, and why some of it is undefined."""

import itertools
import math
import re

import numpy as np
import pandas as pd
import pytest

from affectflow.analyse.anova import anova
from affectflow.errors import StudyError
from affectflow.statistics.effects.explained import noncentrality
from affectflow.studies.analyse.anova import Anova
from affectflow.tables import People, empty, write_json

ARMS, GENDER = ["waitlist", "coaching"], ["woman", "man"]
MIXED = {"kind": "anova", "measures": ["distress"], "between": {"arm": ARMS}, "occasions": ["baseline", "post"]}
BOTH = MIXED | {"between": {"arm": ARMS, "gender": GENDER}, "occasions": ["post"]}
REPEATED = {"kind": "anova", "measures": ["distress"], "occasions": ["baseline", "post", "later"]}
COMPARED = {"coached": {"arm": {"coaching": 1.0, "waitlist": -1.0}}}


def make(values, arms, genders=None):
    """A cohort, a row of `values` for each person, a column for each occasion."""
    ids = [f"p{k:03d}" for k in range(len(arms))]
    participants = empty("participants").assign(participant_id=ids, arm=arms, randomised=True, received=True)
    rows = [
        empty("outcomes").assign(participant_id=ids, measure="distress", occasion=at, week=float(k), value=values[:, k])
        for k, at in enumerate(("baseline", "post", "later")[: values.shape[1]])
    ]
    covariates = [empty("covariates").assign(participant_id=ids, covariate="age", value=40.0)]
    if genders is not None:
        covariates.append(empty("covariates").assign(participant_id=ids, covariate="gender", label=genders))
    return People(participants, pd.concat(rows, ignore_index=True), pd.concat(covariates, ignore_index=True))


@pytest.fixture
def whole():
    rng = np.random.default_rng(5)
    arms, genders = np.where(np.arange(90) % 2, *ARMS[::-1]), np.where(np.arange(90) % 3, *GENDER)
    values = rng.normal(20, 3, (90, 1)) + rng.normal(0, 2, (90, 3)) - 4.0 * np.outer(arms == "coaching", [0, 1, 1])
    return values, arms, genders


def told(document, tmp_path):
    """The one measure of a document that can be written: every undefined number in it has a reason."""
    write_json(document, tmp_path / "found.json")
    return document["measures"]["distress"]


def test_the_interaction_is_found(whole, tmp_path):
    found = told(anova(make(*whole), spec=MIXED), tmp_path)
    test = found["tests"]["arm_by_occasion"]
    assert test["p"] < 0.001
    assert 0 < test["generalised_eta2"] < test["partial_omega2"]["estimate"] < test["partial_eta2"]["estimate"] < 1
    assert "two occasions" in found["sphericity"]["reason"]
    assert list(found["means"]["coaching"]) == ["baseline", "post"]


def test_factors_between_persons_alone(whole, tmp_path):
    found = told(anova(make(*whole), spec=BOTH), tmp_path)
    assert list(found["tests"]) == ["arm", "gender", "arm_by_gender"]
    assert "sphericity" not in found
    assert found["tests"]["arm"]["p"] < 0.001 < found["tests"]["gender"]["p"]
    means = found["means"]["coaching"]
    middle = (means["woman"]["post"]["estimate"] + means["man"]["post"]["estimate"]) / 2
    assert found["marginal_means"]["arm"]["coaching"]["estimate"] == pytest.approx(middle)


def test_repeated_measures_need_no_arms(whole, tmp_path):
    values, arms, _ = whole
    people = make(values, arms)
    nobody_drawn = people.participants.assign(arm=None, randomised=False)
    found = told(anova(People(nobody_drawn, people.outcomes), spec=REPEATED | {"analysis_set": "everyone"}), tmp_path)
    assert list(found["tests"]) == ["occasion"]
    assert found["tests"]["occasion"]["error_df"] == pytest.approx(2 * 89 * found["sphericity"]["greenhouse_geisser"])
    assert list(found["means"]) == ["baseline", "post", "later"]


def test_a_factor_of_one_level_says_who_is_analysed(whole):
    document = anova(make(*whole), spec=REPEATED | {"between": {"arm": ["coaching"]}})
    assert document["terms"] == ["occasion"]
    assert document["measures"]["distress"]["n"] == 45
    with pytest.raises(ValueError, match="two occasions or more, or a factor"):
        Anova.load(REPEATED | {"between": {"arm": ["coaching"]}, "occasions": ["post"]})


def test_the_order_of_levels_changes_no_test(whole):
    one = anova(make(*whole), spec=BOTH | {"occasions": ["baseline", "later"]})["measures"]["distress"]["tests"]
    turned = {"between": {"arm": ARMS[::-1], "gender": GENDER[::-1]}, "occasions": ["later", "baseline"]}
    other = anova(make(*whole), spec=BOTH | turned)["measures"]["distress"]["tests"]
    for term in one:
        assert one[term]["f"] == pytest.approx(other[term]["f"], rel=1e-9)


def test_squares_of_equal_cells_add_up_and_both_types_agree(whole):
    values, _, _ = whole
    cells = list(itertools.islice(itertools.cycle(itertools.product(ARMS, GENDER)), 88))
    people = make(values[:88], *map(list, zip(*cells, strict=True)))
    found = {
        squares: anova(people, spec=BOTH | {"squares": squares})["measures"]["distress"]["tests"]
        for squares in ("type_ii", "type_iii")
    }
    for term, test in found["type_ii"].items():
        assert test["f"] == pytest.approx(found["type_iii"][term]["f"], rel=1e-9)
    shares = found["type_ii"].values()
    error = next(iter(shares))
    rest = error["eta2"] * error["error_df"] / (error["df"] * error["f"])
    assert sum(test["eta2"] for test in shares) + rest == pytest.approx(1)


def test_omega_squared_counts_observations_within_persons_and_has_limits_where_sphericity_is_taken_as_held(whole):
    occasions = {"occasions": ["baseline", "post", "later"]}
    corrected = anova(make(*whole), spec=MIXED | occasions)["measures"]["distress"]["tests"]
    held = anova(make(*whole), spec=MIXED | occasions | {"sphericity": "none"})["measures"]["distress"]["tests"]
    for term, n in (("arm", 90), ("occasion", 270), ("arm_by_occasion", 270)):
        gain = held[term]["df"] * (held[term]["f"] - 1)
        for test in (corrected[term], held[term]):
            assert test["partial_omega2"]["estimate"] == pytest.approx(gain / (gain + n))
        low, high = noncentrality(*(held[term][part] for part in ("f", "df", "error_df")), 0.9)
        wanted = pytest.approx((low / (low + n), high / (high + n)))
        assert tuple(held[term]["partial_omega2"][end] for end in ("low", "high")) == wanted
    assert corrected["occasion"]["partial_omega2"]["reason"] == "no interval known without sphericity"
    assert corrected["arm"]["partial_omega2"] == held["arm"]["partial_omega2"]


def test_arms_that_nobody_drew_are_measured_for_generalised_eta_squared(whole):
    drawn = anova(make(*whole), spec=MIXED)["measures"]["distress"]["tests"]
    found = anova(make(*whole), spec=MIXED | {"analysis_set": "everyone"})["measures"]["distress"]["tests"]
    errors = drawn["arm"]["eta2"] / drawn["arm"]["generalised_eta2"] - drawn["arm"]["eta2"]
    measured = drawn["arm"]["eta2"] + drawn["arm_by_occasion"]["eta2"]
    assert found["arm"]["generalised_eta2"] == pytest.approx(drawn["arm"]["eta2"] / (measured + errors))
    wanted = drawn["occasion"]["eta2"] / (drawn["occasion"]["eta2"] + measured + errors)
    assert found["occasion"]["generalised_eta2"] == pytest.approx(wanted)


def test_the_contrast_of_two_arms_is_the_test_of_arm(whole):
    spec = MIXED | {"contrasts": COMPARED | {"change": {"occasion": {"post": 1.0, "baseline": -1.0}}}}
    found = anova(make(*whole), spec=spec | {"multiplicity": "bonferroni"})["measures"]["distress"]
    for contrast, term in (("coached", "arm"), ("change", "occasion")):
        one = found["contrasts"][contrast]
        assert one["method"].endswith(
            {"arm": "means over occasions, within cells"}.get(term, "of occasions, within cells")
        )
        assert one["t"] ** 2 == pytest.approx(found["tests"][term]["f"], rel=1e-9)
        assert one["p_adjusted"] == pytest.approx(min(1.0, 2 * one["p"]))


def test_an_empty_cell_is_named_and_leaves_what_does_not_need_it(whole, tmp_path):
    values, arms, genders = whole
    kept = ~((arms == "coaching") & (genders == "man"))
    among = {"women": {"arm": {"coaching": 1.0, "waitlist": -1.0}, "gender": {"woman": 1.0}}}
    document = anova(make(values[kept], arms[kept], genders[kept]), spec=BOTH | {"contrasts": among | COMPARED})
    found = told(document, tmp_path)
    reason = "no complete case in arm 'coaching', gender 'man'"
    assert {test["reason"] for test in found["tests"].values()} == {reason}
    assert found["marginal_means"]["arm"]["coaching"]["reason"] == reason
    assert found["marginal_means"]["arm"]["waitlist"]["n"] == 45
    assert found["contrasts"]["women"]["p"] < 0.01
    assert math.isnan(found["contrasts"]["coached"]["p"])


def test_a_level_of_nobody_who_is_analysed_is_an_empty_cell(whole):
    people = make(*whole)
    nobody = people.participants.assign(randomised=whole[2] == "woman")
    found = anova(People(nobody, people.outcomes, people.covariates), spec=BOTH)["measures"]["distress"]
    assert found["tests"]["gender"]["reason"].startswith("no complete case in arm 'waitlist', gender 'man'")


def test_an_arm_with_all_missing_is_named(whole, tmp_path):
    values, arms, _ = whole
    values[arms == "coaching", 1] = np.nan
    found = told(anova(make(values, arms), spec=MIXED), tmp_path)
    assert found["tests"]["arm"]["reason"] == "no complete case in arm 'coaching'"
    assert found["means"]["coaching"]["post"]["reason"] == "nobody was measured"
    assert found["incomplete"] == 45


def test_a_lone_participant_is_told_and_large_values_are_no_variance(tmp_path):
    values = np.array([[20.0, 15.0], [22.0, 18.0], [19.0, 17.0], [20.0, 20.0]])
    document = anova(make(values, ["coaching"] * 3 + ["waitlist"]), spec=MIXED)
    assert document["warnings"] == ["lone_participant: one complete case of distress in arm 'waitlist'"]
    assert not math.isnan(told(document, tmp_path)["tests"]["arm"]["f"])
    large = 1e6 + np.array([[0.1, 0.4], [0.7, 1.0], [0.2, 0.5], [0.3, 0.7], [0.9, 1.3], [0.6, 1.0]])
    found = told(anova(make(large, ["coaching"] * 3 + ["waitlist"] * 3), spec=MIXED), tmp_path)
    assert "does not vary" in found["tests"]["arm_by_occasion"]["reason"]


def test_persons_of_a_cell_who_do_not_differ_give_no_test(tmp_path):
    values = np.array([[20.0, 15.0]] * 5 + [[20.0, 20.0]] * 5)
    spec = MIXED | {"contrasts": COMPARED}
    found = told(anova(make(values, np.repeat(["coaching", "waitlist"], 5)), spec=spec), tmp_path)
    assert all(math.isnan(test["f"]) for test in found["tests"].values())
    assert "does not vary" in found["tests"]["arm_by_occasion"]["reason"]
    assert found["contrasts"]["coached"]["reason"] == "persons of the same cell do not differ"


def test_persons_who_do_not_change_give_no_test_however_much_they_differ(whole, tmp_path):
    values, arms, _ = whole
    same = np.repeat(values[:, :1], 3, axis=1) + np.array([0.0, 0.1, 0.7])
    found = told(
        anova(make(same, arms), spec=MIXED | {"contrasts": {"x": {"occasion": {"post": 1, "baseline": -1}}}}), tmp_path
    )
    assert not math.isnan(found["tests"]["arm"]["f"])
    assert found["tests"]["occasion"]["reason"] == "the error of occasion does not vary"
    assert found["contrasts"]["x"]["reason"] == "persons of the same cell do not differ"


@pytest.mark.parametrize(
    ("values", "arms", "reason"),
    [
        (np.full((6, 2), 4.0), ARMS * 3, "the outcome is constant"),
        (np.array([[1.0, 2.0], [3.0, 5.0]]), ARMS, "no cell has two complete cases: nothing varies within cells"),
        (np.full((6, 2), np.nan), ARMS * 3, "no complete case in arm 'waitlist'; arm 'coaching'"),
    ],
)
def test_what_cannot_be_tested_says_why(values, arms, reason, tmp_path):
    found = told(anova(make(values, arms), spec=MIXED | {"contrasts": COMPARED}), tmp_path)
    assert {test["reason"] for test in found["tests"].values()} == {reason}
    assert math.isnan(found["contrasts"]["coached"]["p"])


def test_one_participant_measured_again(tmp_path):
    found = told(anova(make(np.array([[1.0, 2.0, 4.0]]), ["coaching"]), spec=REPEATED), tmp_path)
    assert found["tests"]["occasion"]["reason"] == "no cell has two complete cases: nothing varies within cells"
    assert found["marginal_means"]["occasion"]["later"]["estimate"] == 4.0
    assert math.isnan(found["marginal_means"]["occasion"]["later"]["low"])


def test_few_persons_for_the_occasions(tmp_path):
    values = np.array([[1.0, 2.0, 4.0], [2.0, 2.0, 5.0]])
    found = told(anova(make(values, ["coaching"] * 2), spec=REPEATED | {"sphericity": "huynh_feldt"}), tmp_path)
    assert found["tests"]["occasion"]["reason"] == "too few persons for the epsilon of Huynh and Feldt"
    assert found["sphericity"]["reason"] == "fewer persons than contrasts"


def test_persons_without_a_label_or_with_another_are_counted(whole):
    values, arms, genders = whole
    genders = genders.astype(object)
    genders[:3], genders[3] = None, "diverse"
    people = make(values, arms, genders)
    people = People(
        people.participants, people.outcomes, people.covariates.dropna(subset=["label", "value"], how="all")
    )
    document = anova(people, spec=BOTH)
    assert document["measures"]["distress"]["n"] == 86
    assert document["warnings"] == [
        "no_label: 3 persons without gender, left out",
        "other_label: 1 person with another gender than named, left out",
    ]


def test_names_and_factors_that_do_not_fit_are_told(whole):
    people = make(*whole)
    for between, said in (
        ({"arm": ["waitlist", "coahcing"]}, "Did you mean 'coaching'?"),
        ({"gendre": GENDER}, "Did you mean 'gender'?"),
        ({"gender": ["woman", "mann"]}, "Did you mean 'man'?"),
        ({"age": ["young", "old"]}, "a covariate of numbers; allowed: one with labels"),
    ):
        with pytest.raises(StudyError) as caught:
            anova(people, spec=MIXED | {"between": between})
        assert said in str(caught.value)


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        ({"arm": {"coaching": 1.0, "waitlst": -1.0}}, "Did you mean 'waitlist'?"),
        ({"amr": {"coaching": 1.0, "waitlist": -1.0}}, "Did you mean 'arm'?"),
        ({"arm": {"coaching": 1.0, "waitlist": -0.5}}, "add up to zero or one; those of arm in x to 0.5"),
        ({"arm": {"coaching": math.inf, "waitlist": -1.0}}, "finite number"),
        ({"arm": {"coaching": 0.0}}, "weights other than zero"),
        ({"arm": {"coaching": 1.0}, "occasion": {"post": 1.0}}, "a contrast, with weights of one factor"),
    ],
)
def test_weights_that_do_not_make_a_contrast_are_refused(weights, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        Anova.load(MIXED | {"contrasts": {"x": weights}})


@pytest.mark.parametrize(("name", "said"), [("occasion", "is the factor within"), ("a_by_b", "names interactions")])
def test_names_that_terms_need_are_refused(name, said):
    with pytest.raises(ValueError, match=said):
        Anova.load(MIXED | {"between": {name: ["a", "b"]}})
