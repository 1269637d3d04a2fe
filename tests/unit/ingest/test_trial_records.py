"""Records of a trial."""

import pandas as pd
import pytest

from affectflow.ingest.rows.trial_records import outcomes, participants
from affectflow.tables import check

PERSON = ["participant_id", "arm", "randomised", "received", "excluded", "lost_at", "lost_reason"]
OUTCOME = ["participant_id", "measure", "occasion", "week", "value", "missing_reason"]


def people(*rows):
    frame = pd.DataFrame(rows, columns=PERSON).astype("str").assign(row=range(2, 2 + len(rows)))
    return participants(frame, {"yes": True, "no": False}, "participants.csv")


def measured(*rows):
    frame = pd.DataFrame(rows, columns=OUTCOME).astype("str").assign(row=range(2, 2 + len(rows)))
    return outcomes(frame, pd.Series(["p"], dtype="str"), "outcomes.csv")


def test_yes_and_no_become_truth_values():
    good, bad = people(("p", "a", "yes", "no", None, None, None), ("x", None, "no", "no", "why", None, None))
    assert check(good, "participants")[["randomised", "received"]].values.tolist() == [[True, False], [False, False]]
    assert bad.empty


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("q", "a", "maybe", "no", None, None, None), "not_yes_or_no"),
        (("q", None, "yes", "no", None, None, None), "missing_cell"),
        (("p", "a", "yes", "yes", None, None, None), "duplicate_participant"),
        ((None, "a", "yes", "yes", None, None, None), "missing_cell"),
    ],
)
def test_a_faulty_person_is_set_aside(row, reason):
    good, bad = people(("p", "a", "yes", "yes", None, None, None), row)
    assert good["participant_id"].tolist() == ["p"]
    assert bad["reason"].tolist() == [reason]
    assert bad["place"].str.startswith("row 3").all()


def test_a_missing_value_keeps_its_row_and_its_reason():
    good, bad = measured(("p", "d", "post", "8", None, "withdrew"), ("p", "d", "later", "9", None, None))
    assert good["missing_reason"].tolist() == ["withdrew", "not stated"]
    assert good["value"].isna().all()
    assert bad.empty


@pytest.mark.parametrize("value", ["12,5", "inf", "nan", "lots"])
def test_a_value_that_is_no_number_stays_as_missing_and_is_told(value):
    good, bad = measured(("p", "d", "post", "8", value, None))
    assert check(good, "outcomes")["missing_reason"].tolist() == ["not a number"]
    assert bad[["reason", "found"]].values.tolist() == [["not_a_number", f"{value}, participant_id p, occasion post"]]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("q", "d", "post", "8", "1", None), "unknown_participant"),
        (("p", "d", "post", "soon", "1", None), "not_a_number"),
        (("p", "d", "base", "0", "1", None), "duplicate_outcome"),
        (("p", None, "post", "8", "1", None), "missing_cell"),
    ],
)
def test_a_faulty_measurement_is_set_aside(row, reason):
    good, bad = measured(("p", "d", "base", "0", "3", None), row)
    assert good["value"].tolist() == [3.0]
    assert bad["reason"].tolist() == [reason]
