"""Votes: every row is either a rating or told about, whatever is in it."""

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from affectflow.ingest.rows.votes import votes
from affectflow.tables import check

SCALES = pd.DataFrame({"scale": ["emotion", "emotion"], "label": ["anger", "neutral"]}, dtype="str")
NAMED, USABLE = pd.Series(["a", "b", "broken"], dtype="str"), pd.Series(["a", "b"], dtype="str")


def sort_out(*rows):
    frame = pd.DataFrame(rows, columns=["item_id", "rater_id", "scale", "label"]).astype("str")
    return votes(frame.assign(row=range(2, 2 + len(frame))), SCALES, NAMED, USABLE, "ratings.csv")


def reasons(quarantine):
    return dict(zip(quarantine["place"], quarantine["reason"], strict=True))


def test_each_fault_has_its_reason_and_row():
    good, bad = sort_out(
        ("a", "r", "emotion", "anger"),
        ("a", "r", "emotion", "neutral"),
        ("z", "r", "emotion", "anger"),
        ("a", "q", "mood", "anger"),
        ("a", "q", "emotion", "angry"),
        ("a", None, "emotion", "anger"),
    )
    assert good["label"].tolist() == ["anger"]
    assert reasons(bad) == {
        "row 3, column 'label'": "duplicate_rating",
        "row 4, column 'item_id'": "unknown_item",
        "row 5, column 'scale'": "unknown_scale",
        "row 6, column 'label'": "unknown_label",
        "row 7, column 'rater_id'": "missing_cell",
    }


def test_a_set_aside_vote_does_not_set_its_item_aside():
    _, bad = sort_out(("a", "r", "emotion", "angry"))
    assert bad["item_id"].isna().all()
    assert bad["found"].tolist() == ["angry, item_id a, rater_id r"]


def test_a_wrong_vote_does_not_make_the_right_one_a_duplicate():
    good, _ = sort_out(("a", "r", "emotion", "angry"), ("a", "r", "emotion", "anger"))
    assert good["label"].tolist() == ["anger"]


def test_votes_on_an_item_that_is_left_out_are_told_once_per_item():
    good, bad = sort_out(("broken", "r", "emotion", "anger"), ("broken", "q", "emotion", "anger"))
    assert good.empty
    assert bad[["reason", "found"]].values.tolist() == [["item_left_out", "2 ratings of 'broken'"]]


cells = st.tuples(
    st.sampled_from(["a", "b", "broken", "z", None]),
    st.sampled_from(["r", "q", None]),
    st.sampled_from(["emotion", "mood", None]),
    st.sampled_from(["anger", "neutral", "x", None]),
)


@settings(deadline=None, max_examples=60)
@given(st.lists(cells, min_size=1, max_size=12))
def test_no_row_is_lost_and_none_counted_twice(rows):
    good, bad = sort_out(*rows)
    check(good, "ratings")
    check(bad, "quarantine")
    left_out = bad["reason"] == "item_left_out"
    orphaned = bad.loc[left_out, "found"].str.extract(r"^(\d+)")[0].astype(int).sum()
    assert len(good) + (~left_out).sum() + orphaned == len(rows)
