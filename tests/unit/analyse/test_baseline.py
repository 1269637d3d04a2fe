"""Participants at baseline: what is counted, described and set apart."""

import math

import numpy as np
import pandas as pd
import pytest

from affectflow.analyse.baseline import baseline
from affectflow.errors import StudyError
from affectflow.tables import People, check, empty, write_json

SPEC = {
    "kind": "baseline", "arms": ["coaching", "waitlist"], "reference": "waitlist", "covariates": ["age", "sex"],
    "measures": ["distress"], "median": ["age"],
}  # fmt: skip


def people(n=12):
    ids = [f"p{k:02d}" for k in range(n)]
    arms = np.where(np.arange(n) % 2, "coaching", "waitlist")
    participants = empty("participants").assign(participant_id=ids, arm=arms, randomised=True, received=True)
    outcomes = empty("outcomes").assign(
        participant_id=ids, measure="distress", occasion="baseline", week=0.0, value=np.arange(n, dtype=float)
    )
    age = empty("covariates").assign(participant_id=ids, covariate="age", value=np.arange(n) * 2.0 + 20)
    sex = empty("covariates").assign(participant_id=ids[:-1], covariate="sex", label=(["f", "f", "m"] * n)[: n - 1])
    return People(
        check(participants, "participants"),
        check(outcomes, "outcomes"),
        check(pd.concat([age, sex], ignore_index=True), "covariates"),
    )


def test_each_arm_is_described_and_missing_ones_are_counted(tmp_path):
    document = baseline(people(), spec=SPEC)
    age, sex = document["variables"]["age"], document["variables"]["sex"]
    values = np.arange(1, 12, 2) * 2.0 + 20
    found = age["arms"]["coaching"]
    assert (found["n"], found["missing"], found["mean"]) == (6, 0, values.mean())
    assert found["sd"] == pytest.approx(values.std(ddof=1))
    assert [found[k] for k in ("lower_quartile", "median", "upper_quartile")] == pytest.approx(
        np.quantile(values, [0.25, 0.5, 0.75])
    )
    assert (sex["arms"]["coaching"]["n"], sex["arms"]["coaching"]["missing"]) == (5, 1)
    assert sum(sex["arms"]["coaching"]["counts"].values()) == 5
    assert sum(sex["arms"]["waitlist"]["shares"].values()) == pytest.approx(1)
    spread = math.sqrt((values.var(ddof=1) * 2) / 2)
    assert age["differences"]["coaching"]["estimate"] == pytest.approx(2 / spread)
    assert document["n"] == {"coaching": 6, "waitlist": 6}
    write_json(document, tmp_path / "baseline.json")


def test_row_order_changes_no_byte(tmp_path):
    first = people()
    second = People(first.participants[::-1], first.outcomes[::-1], first.covariates.sample(frac=1, random_state=1))
    for name, tables in (("a", first), ("b", second)):
        write_json(baseline(tables, spec=SPEC), tmp_path / f"{name}.json")
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


def test_an_arm_with_one_person_and_a_constant_are_undefined_with_a_reason(tmp_path):
    one = people(2)
    constant = People(one.participants, one.outcomes, one.covariates[one.covariates["covariate"] == "age"])
    document = baseline(constant, spec=SPEC | {"covariates": ["age"]})
    assert document["variables"]["age"]["arms"]["coaching"]["reason"] == "one person: no standard deviation"
    assert document["variables"]["age"]["differences"]["coaching"]["reason"].startswith("fewer than two")
    write_json(document, tmp_path / "baseline.json")


def test_names_that_are_not_there_are_all_told():
    wrong = SPEC | {"covariates": ["agee"], "arms": ["coachin", "waitlist"], "median": []}
    with pytest.raises(StudyError) as caught:
        baseline(people(), spec=wrong)
    assert [p.hint for p in caught.value.problems] == ["Did you mean 'coaching'?", "Did you mean 'age'?"]
