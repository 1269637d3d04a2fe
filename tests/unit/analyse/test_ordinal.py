"""Ordered outcomes by arm on tables that are whole, odd and broken."""

import math

import numpy as np
import pytest

from affectflow.analyse.ordinal import ordinal
from affectflow.tables import check, empty, write_json
from affectflow.tables.people import People

SPEC = {"kind": "ordinal", "measure": "grade", "occasion": "post", "control": "neutral", "treated": ["pushed"]}


def people(grades):
    """{arm: grades}"""
    arms = [arm for arm, values in grades.items() for _ in values]
    values = [float(v) for given in grades.values() for v in given]
    ids = [f"p{i:03d}" for i in range(len(arms))]
    who = empty("participants").assign(participant_id=ids, arm=arms, randomised=True, received=True)
    rows = empty("outcomes").assign(participant_id=ids, measure="grade", occasion="post", week=1.0, value=values)
    return People(check(who, "participants"), check(rows, "outcomes"))


def test_higher_grades_have_an_odds_ratio_above_one(tmp_path):
    found = ordinal(people({"neutral": [1, 2, 3, 4] * 5, "pushed": [2, 3, 4, 4] * 5}), spec=SPEC)
    ratio = found["contrasts"]["pushed"]["odds_ratio"]
    assert 1 < ratio["low"] < ratio["estimate"] < ratio["high"]
    assert ratio["p_adjusted"] == ratio["p"]
    assert found["arms"]["neutral"]["counts"] == {"1": 5, "2": 5, "3": 5, "4": 5}
    write_json(found, tmp_path / "ordinal.json")


def test_turning_the_grades_round_turns_the_odds_ratio_round():
    one, two = ([1, 2, 3, 4] * 5, [2, 3, 4, 4] * 5)
    up = ordinal(people({"neutral": one, "pushed": two}), spec=SPEC)
    down = ordinal(people({"neutral": [-g for g in one], "pushed": [-g for g in two]}), spec=SPEC)
    found = [doc["contrasts"]["pushed"]["odds_ratio"]["estimate"] for doc in (up, down)]
    assert found[0] == pytest.approx(1 / found[1])


def test_odds_that_are_not_proportional_are_named():
    grades = {"neutral": [2] * 40 + [1] * 5 + [3] * 5, "pushed": [1] * 25 + [3] * 25 + [2] * 5}
    found = ordinal(people(grades), spec=SPEC)
    assert any(w.startswith("odds_not_proportional") for w in found["warnings"])


@pytest.mark.parametrize(
    ("grades", "warning"),
    [
        ({"neutral": [1, 2, 2, 1], "pushed": [3, 3, 3, 3]}, "quasi_complete_separation"),
        ({"neutral": [1, 1, 1], "pushed": [2, 2, 2]}, "complete_separation"),
        ({"neutral": [1, 1, 1], "pushed": [1, 1, 1]}, "constant_outcome"),
        ({"neutral": [np.nan, np.nan], "pushed": [1, 2, 3]}, "collinear_covariates"),
        ({"neutral": [1], "pushed": [1, 2, 3]}, "one_person"),
    ],
)
def test_odd_data_are_named_and_give_no_silent_number(grades, warning, tmp_path):
    found = ordinal(people(grades), spec=SPEC)
    assert warning in [told.split(":")[0] for told in found["warnings"]]
    assert warning == "one_person" or math.isnan(found["contrasts"]["pushed"]["odds_ratio"]["estimate"])
    write_json(found, tmp_path / "ordinal.json")
