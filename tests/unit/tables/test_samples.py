"""What a sample tells of its classes and votes, and a table from no file."""

import pandas as pd

from affectflow import tables

SAMPLE = pd.DataFrame({"item_id": ["a", "b"], "label": ["joy", None], "majority": [None, None], "group": ["s", "t"]})


def test_classes_are_those_with_votes_or_else_those_that_occur():
    assert tables.classes(SAMPLE) == ("joy",)
    assert tables.classes(SAMPLE.assign(share_rage=0.5, share_joy=0.5)) == ("joy", "rage")


def test_predictions_are_joined_with_what_is_known_of_the_votes_only():
    predictions = pd.DataFrame({"item_id": ["b", "a", "b"], "seed": [1, 1, 2]})
    joined = tables.with_votes(predictions, SAMPLE.assign(share_joy=[1.0, 0.25]))
    assert list(joined.columns) == ["item_id", "seed", "majority", "share_joy"]
    assert joined["share_joy"].tolist() == [0.25, 1.0, 0.25]


def test_no_file_is_the_table_without_rows():
    none = tables.read("ratings")
    assert none.empty
    assert list(none.columns) == list(tables.empty("ratings").columns)
