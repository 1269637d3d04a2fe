"""A corpus of people without items: who took part, on which scales they were measured."""

from dataclasses import replace
from types import SimpleNamespace

import pandas as pd
import pytest

from affectflow.report import Results
from affectflow.report.sections import data, persons
from affectflow.studies.readers.people import TrialTables

PARTICIPANTS = pd.DataFrame({
    "participant_id": ["a", "b", "c"], "arm": ["control", "active", None], "randomised": [True, True, False],
})  # fmt: skip
ITEMS = {"items": 3, "item_low": 0, "item_high": 4}
READER = {
    "kind": "trial_tables",
    "participants": {"files": ["x.csv"], "participant": "id"},
    "measures": {
        "mood": {"low": 0, "high": 12, "better": "lower", "reversed": [2], "allowed_missing": 1} | ITEMS,
        "calm": {"low": 1, "high": 9, "better": "higher"},
    },
    "occasions": {"pre": 0},
    "outcomes": [{"files": ["x.csv"], "participant": "id", "columns": {"calm": {"pre": "calm"}}}],
}


def material(people):
    return SimpleNamespace(
        results=replace(Results(), participants=people), dataset=SimpleNamespace(reader=TrialTables.load(READER))
    )


@pytest.mark.parametrize(
    ("people", "text"),
    [
        (PARTICIPANTS, "3 participants were assessed and 2 randomised: 1 to active and 1 to control."),
        (PARTICIPANTS.assign(randomised=False), "3 participants took part; nobody was randomised."),
        (PARTICIPANTS.head(0), ""),
    ],
)
def test_the_lead_counts_participants(people, text):
    assert data._lead(material(people)) == text


def test_measures_say_their_range_and_their_scoring():
    (table,) = persons.measures(material(PARTICIPANTS))
    told = [[column.show(cell) for column, cell in zip(table.columns.values(), row, strict=True)] for row in table.rows]
    assert told[0][:4] == ["mood", "0", "12", "lower"]
    assert told[0][5] == "sum of items, 1 item reversed; up to 1 missing, replaced by the person’s mean"
    assert told[1][5] == "as it stands in the files"
