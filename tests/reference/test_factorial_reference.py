"""Analyses of variance of any number of factors, the whole analysis, against afex, car, emmeans and effectsize."""

import csv
from collections import defaultdict
from pathlib import Path

import pandas as pd
import pytest

from affectflow.analyse.anova import anova
from affectflow.statistics.effects.explained import noncentrality
from affectflow.tables import People, empty

HERE = Path(__file__).parent
LEVELS = {"arm": ["1", "2"], "b": ["1", "2", "3"], "c": ["1", "2"]}
FACTORS = {
    "two_way": "ab",
    "three_way": "abc",
    "mixed": "ab",
    "mixed_three": "abc",
    "arms": "a",
    "before_after": "a",
    "repeated": "",
}
OCCASIONS = {
    "two_way": [4], "three_way": [3], "mixed": [1, 2, 3, 4], "mixed_three": [1, 2, 3], "arms": [1, 2, 3],
    "before_after": [1, 4], "repeated": [1, 2, 3, 4],
}  # fmt: skip
NAMES = {"a": "arm", "t": "occasion"}
DESIGNS = [(name, squares) for name in FACTORS for squares in ("type_ii", "type_iii")]
TREND = {"w1": -3.0, "w2": -1.0, "w3": 1.0, "w4": 3.0}
ARMS = {"1": -1.0, "2": 1.0}
CONTRASTS = {
    "arms": {"arm": ARMS},
    "arms_at_last": {"arm": ARMS, "occasion": {"w4": 1.0}},
    "trend": {"occasion": TREND},
    "arms_by_trend": {"arm": ARMS, "occasion": TREND},
    "one_against_two": {"b": {"1": 2.0, "2": -1.0, "3": -1.0}},
    "cell": {"arm": ARMS, "b": {"1": 2.0, "2": -1.0, "3": -1.0}, "occasion": {"w4": 1.0}},
}


def _reference():
    found = defaultdict(dict)
    with (HERE / "factorial_reference.csv").open() as file:
        for row in csv.DictReader(file):
            found[row["set"], row["part"], row["name"]][row["key"]] = float(row["value"])
    return found


REFERENCE = _reference()


@pytest.fixture(scope="module")
def people():
    data = pd.read_csv(HERE / "factorial_data.csv", dtype={"a": str, "b": str, "c": str})
    ids = [f"p{number:02d}" for number in data["id"]]
    participants = empty("participants").assign(participant_id=ids, arm=data["a"], randomised=True, received=True)
    outcomes = [
        empty("outcomes").assign(participant_id=ids, measure="y", occasion=f"w{k}", week=float(k), value=data[f"w{k}"])
        for k in (1, 2, 3, 4)
    ]
    covariates = [empty("covariates").assign(participant_id=ids, covariate=name, label=data[name]) for name in "bc"]
    return People(participants, pd.concat(outcomes, ignore_index=True), pd.concat(covariates, ignore_index=True))


def analysed(people, design, squares, **more):
    between = {NAMES.get(factor, factor): LEVELS[NAMES.get(factor, factor)] for factor in FACTORS[design]}
    occasions = [f"w{k}" for k in OCCASIONS[design]]
    spec = {"kind": "anova", "measures": ["y"], "between": between, "occasions": occasions, "squares": squares, **more}
    return anova(people, spec=spec)["measures"]["y"]


def named(term):
    return "_by_".join(NAMES.get(factor, factor) for factor in term.split(":"))


@pytest.mark.parametrize(("design", "squares"), DESIGNS)
def test_every_term_and_its_effect_sizes(people, design, squares):
    found = analysed(people, design, squares)["tests"]
    set_ = f"{design}_{2 if squares == 'type_ii' else 3}"
    wanted = {named(term): values for (name, part, term), values in REFERENCE.items() if (name, part) == (set_, "test")}
    assert set(wanted) == set(found)
    for term, values in wanted.items():
        for key in ("f", "df", "error_df", "p", "eta2", "generalised_eta2"):
            assert found[term][key] == pytest.approx(values[key], rel=1e-9, abs=1e-12), (term, key)
        share = found[term]["partial_eta2"]
        assert share["estimate"] == pytest.approx(values["partial_eta2"], rel=1e-9)
        assert [share["low"], share["high"]] == pytest.approx([values["low"], values["high"]], rel=1e-6, abs=1e-9), term
        if values["f"] > 2:  # Below, the optimiser of effectsize stops before it is there.
            wanted_share = [values["effectsize_low"], values["effectsize_high"]]
            assert [share["low"], share["high"]] == pytest.approx(wanted_share, abs=1e-4), term


@pytest.mark.parametrize("set_", ["two_way_2", "two_way_3", "three_way_2", "three_way_3"])
def test_partial_omega_squared_between_persons(people, set_):
    tests = analysed(people, set_[:-2], "type_ii" if set_.endswith("2") else "type_iii")["tests"]
    wanted = {
        named(term): values for (name, part, term), values in REFERENCE.items() if (name, part) == (set_, "omega")
    }
    assert set(wanted) == set(tests)
    for term, values in wanted.items():  # effectsize shows zero for what is below it.
        assert max(0.0, tests[term]["partial_omega2"]["estimate"]) == pytest.approx(values["partial_omega2"], rel=1e-9)


@pytest.mark.parametrize(("design", "squares"), [one for one in DESIGNS if len(OCCASIONS[one[0]]) > 2])
def test_sphericity(people, design, squares):
    found = analysed(people, design, squares)["sphericity"]
    set_ = f"{design}_{2 if squares == 'type_ii' else 3}"
    wanted = REFERENCE[set_, "sphericity", "t"] | REFERENCE[set_, "sphericity", "p"]
    got = [found[name] for name in ("greenhouse_geisser", "huynh_feldt", "mauchly", "mauchly_p")]
    assert got == pytest.approx([wanted[key] for key in ("gg", "hf", "w", "p")], rel=1e-9)


@pytest.mark.parametrize("design", FACTORS)
def test_marginal_means(people, design):
    found = analysed(people, design, "type_iii")["marginal_means"]
    for (set_, part, name), values in REFERENCE.items():
        if (set_, part) == (f"{design}_3", "mean"):
            one = found[NAMES.get(name[0], name[0])][name[1:]]
            assert [one[key] for key in values] == pytest.approx(list(values.values()), rel=1e-9), name


def test_planned_contrasts(people):
    found = analysed(people, "mixed", "type_iii", contrasts=CONTRASTS, multiplicity="holm")["contrasts"]
    for name, one in found.items():
        wanted = REFERENCE["mixed_3", "contrast", name]
        assert [one[key] for key in wanted] == pytest.approx(list(wanted.values()), rel=1e-9), name


@pytest.mark.parametrize("case", [key[2] for key in REFERENCE if key[1] == "noncentrality"])
def test_limits_of_noncentrality(case):
    wanted = REFERENCE["limits", "noncentrality", case]
    found = noncentrality(wanted["f"], wanted["df"], wanted["error_df"], 0.9)
    assert list(found) == pytest.approx([wanted["low"], wanted["high"]], rel=1e-6, abs=1e-9)
