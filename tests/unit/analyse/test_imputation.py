"""Missing outcomes imputed: what is filled, what it changes, and what cannot be."""

import math

import numpy as np
import pandas as pd
import pytest

from affectflow.analyse.imputation import imputation
from affectflow.errors import StudyError
from affectflow.statistics.imputation.chained import impute
from affectflow.tables import People, empty, write_json

SPEC = {"kind": "imputation", "measure": "distress", "control": "waitlist", "treated": "coaching", "between": ["mid"]}


def make(n=120, effect=-4.0, gone=0.3, seed=1):
    rng = np.random.default_rng(seed)
    ids = [f"p{k:03d}" for k in range(n)]
    treated = np.arange(n) % 2 == 1
    participants = empty("participants").assign(
        participant_id=ids, arm=np.where(treated, "coaching", "waitlist"), randomised=True, received=True
    )
    level = rng.normal(25, 4, n)
    values = {
        o: level + rng.normal(0, 2, n) + shift * treated
        for o, shift in (("baseline", 0), ("mid", effect / 2), ("post", effect))
    }
    lost = rng.random(n) < gone * 2 / (1 + np.exp(-(values["mid"] - values["mid"].mean()) / 3))
    values["post"] = np.where(lost, np.nan, values["post"])
    rows = [
        empty("outcomes").assign(participant_id=ids, measure="distress", occasion=o, week=float(k), value=v)
        for k, (o, v) in enumerate(values.items())
    ]
    return People(participants, pd.concat(rows, ignore_index=True))


def test_the_effect_is_found_again_and_can_be_written(tmp_path):
    document = imputation(make(), spec=SPEC | {"deltas": [2.0, 6.0]})
    write_json(document, tmp_path / "found.json")
    effect = document["effect"]
    assert effect["low"] < -4 < effect["high"] < 0
    assert 0 < effect["missing_information"] < 1
    assert document["missing"]["coaching"]["missing"]["post"] > 5
    assert (
        document["shifted"][1]["effect"]["estimate"] > document["shifted"][0]["effect"]["estimate"] > effect["estimate"]
    )


def test_the_tipping_point_is_where_the_interval_reaches_zero():
    point = imputation(make(), spec=SPEC)["tipping_point"]["delta"]
    assert point > 0
    at = imputation(make(), spec=SPEC | {"deltas": [point]})["shifted"][0]["effect"]
    assert at["high"] == pytest.approx(0, abs=1e-6)


def test_the_same_seed_draws_the_same(tmp_path):
    assert imputation(make(), spec=SPEC) == imputation(make(), spec=SPEC)
    assert imputation(make(), spec=SPEC)["effect"] != imputation(make(), spec=SPEC | {"seed": 2})["effect"]


def test_without_missing_outcomes_it_is_the_ancova():
    document = imputation(make(gone=0.0), spec=SPEC)
    for part in ("estimate", "standard_error"):
        assert document["effect"][part] == pytest.approx(document["complete_cases"][part], rel=1e-9)
    assert "no outcome of the treated arm is missing" in document["tipping_point"]["reason"]


def test_an_arm_of_whom_nobody_was_seen_has_no_effect(tmp_path):
    people = make()
    treated = people.participants.loc[people.participants["arm"] == "coaching", "participant_id"]
    gone = people.outcomes["participant_id"].isin(treated) & (people.outcomes["occasion"] == "post")
    document = imputation(
        People(people.participants, people.outcomes.assign(value=people.outcomes["value"].mask(gone))), spec=SPEC
    )
    write_json(document, tmp_path / "found.json")
    assert math.isnan(document["effect"]["estimate"])
    assert document["effect"]["reason"].startswith("arm 'coaching': 0 known values")


def test_names_that_are_not_there_are_told_at_once():
    with pytest.raises(StudyError) as caught:
        imputation(make(), spec=SPEC | {"treated": "coahcing", "between": ["middle"]})
    told = "\n".join(map(str, caught.value.problems))
    assert "Did you mean 'coaching'?" in told
    assert "between.0" in told


def test_an_exact_function_of_others_is_refused():
    rng = np.random.default_rng(1)
    x = rng.normal(size=30)
    data = np.stack([x, 2 * x, rng.normal(size=30)], axis=1)
    data[:5, 2] = np.nan
    with pytest.raises(ValueError, match="exact function"):
        impute(data, 3, iterations=2, rng=rng)


def test_known_values_stay_and_draws_follow_the_regression():
    rng = np.random.default_rng(3)
    x = rng.normal(size=2000)
    y = 1 + 2 * x + rng.normal(size=2000)
    gone = rng.random(2000) < 1 / (1 + np.exp(-x))
    data = np.stack([x, np.where(gone, np.nan, y)], axis=1)
    filled = impute(data, 20, iterations=5, rng=rng)
    assert np.array_equal(filled[3][~gone], data[~gone])
    slope = np.polyfit(x[gone], filled[:, gone, 1].T, 1)
    assert slope[0].mean() == pytest.approx(2, abs=0.15)
    assert np.var(filled[0, gone, 1] - np.polyval(slope[:, 0], x[gone])) == pytest.approx(1, abs=0.15)
