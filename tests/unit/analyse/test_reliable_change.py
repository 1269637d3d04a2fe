"""Reliable change on tables that are whole, odd and broken."""

import numpy as np
import pandas as pd
import pytest

from affectflow.analyse.reliable_change import reliable_change
from affectflow.errors import StudyError
from affectflow.statistics.reliable_change import classes, cutoff, smallest_change
from affectflow.tables import check, empty, write_json
from affectflow.tables.people import People

SPEC = {
    "kind": "reliable_change",
    "measure": "distress",
    "arms": ["waiting", "coached"],
    "reliability": {"value": 0.8, "source": "manual"},
    "sd": {"value": 7.5, "source": "manual"},
    "cutoff": {"value": 14.0, "source": "manual"},
}


def people(arms, before, after):
    ids = [f"p{i}" for i in range(len(arms))]
    who = empty("participants").assign(participant_id=ids, arm=arms, randomised=True, received=True)
    rows = [
        empty("outcomes").assign(participant_id=ids, measure="distress", occasion=at, week=float(i), value=values)
        for i, (at, values) in enumerate((("baseline", before), ("post", after)))
    ]
    return People(check(who, "participants"), check(pd.concat(rows, ignore_index=True), "outcomes"))


ARMS = ["coached"] * 5 + ["waiting"] * 4
BEFORE = [30.0, 30, 20, 13, 20, 25, 25, 20, 20]
AFTER = [10.0, 18, 20, 2, np.nan, 24, 40, 14, 13]


def test_the_example_of_jacobson_and_truax():
    # Their couple: pre 32.5, post 47.5, reliability .88, SD 10, better is higher: RC = 3.06. Norms: 40 (SD 10) and
    # 60 (SD 10): a = 60, b = 40, c = 50.
    assert (47.5 - 32.5) / (smallest_change(10, 0.88, 0.95) / 1.959963984540054) == pytest.approx(3.06, abs=0.005)
    patients, healthy = (40.0, 10.0), (60.0, 10.0)
    assert [cutoff(kind, patients, healthy, "higher") for kind in "abc"] == [60, 40, 50]


def test_classes_are_counted_by_arm_and_compared(tmp_path):
    found = reliable_change(people(ARMS, BEFORE, AFTER), spec=SPEC)
    assert found["smallest_change"]["value"] == pytest.approx(1.959964 * 7.5 * np.sqrt(0.4))
    counts = {arm: list(one["counts"].values()) for arm, one in found["arms"].items()}
    # Who began below the cut-off (13 to 2) improves but does not recover.
    assert counts == {"waiting": [0, 0, 3, 1, 0], "coached": [1, 2, 1, 0, 3]}
    assert found["arms"]["coached"]["left_out"] == 1
    kept = reliable_change(people(ARMS, BEFORE, AFTER), spec=SPEC | {"missing": "unchanged"})
    assert kept["arms"]["coached"]["counts"]["unchanged"] == 2
    write_json(found, tmp_path / "change.json")


def test_a_value_at_the_cutoff_counts_where_the_study_says_so():
    options = {"smallest": 5.0, "limit": 14.0, "better": "lower"}
    assert classes([25], [14], at_limit=False, **options) == ["improved"]
    assert classes([25], [14], at_limit=True, **options) == ["recovered"]


def test_better_is_lower_or_higher_alike():
    options = {"smallest": 5.0, "at_limit": False}
    up = classes(-np.array(BEFORE[:4]), -np.array(AFTER[:4]), limit=-14.0, better="higher", **options)
    assert list(up) == list(classes(BEFORE[:4], AFTER[:4], limit=14.0, better="lower", **options))


def test_odd_data_are_named(tmp_path):
    constant = reliable_change(people(ARMS, [20.0] * 9, AFTER), spec=SPEC | {"sd": "estimated", "cutoff": "a"})
    assert constant["warnings"][0].startswith("constant_baseline")
    write_json(constant, tmp_path / "constant.json")
    gone = reliable_change(people(ARMS, BEFORE, [*AFTER[:5], *[np.nan] * 4]), spec=SPEC)
    assert gone["warnings"] == ["no_outcome: nobody in waiting has both values"]
    write_json(gone, tmp_path / "gone.json")
    with pytest.raises(StudyError, match="coachd"):
        reliable_change(people(ARMS, BEFORE, AFTER), spec=SPEC | {"arms": ["coachd"]})
