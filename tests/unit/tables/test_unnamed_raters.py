"""Votes of which only the counts are published."""

import pandas as pd

from affectflow import tables


def test_each_vote_becomes_a_row_of_an_unnamed_rater():
    counts = pd.DataFrame({"anger": [2, 0], "neutral": [1, 0]}, index=["a", "b"])
    votes = tables.check(tables.votes_from_counts(counts, "emotion"), "ratings")
    assert votes["item_id"].tolist() == ["a", "a", "a"]
    assert votes["rater_id"].tolist() == ["unnamed:1", "unnamed:2", "unnamed:3"]
    assert votes["label"].tolist() == ["anger", "anger", "neutral"]
    assert not tables.named(votes).any()


def test_no_votes_are_an_empty_table():
    counts = pd.DataFrame({"anger": [0]}, index=["a"])
    assert tables.check(tables.votes_from_counts(counts, "emotion"), "ratings").empty
