"""Agreement on tables: what is picked, counted, left out, and when it stops the study."""

import math

import numpy as np
import pandas as pd
import pytest

from affectflow.analyse.agreement import agreement
from affectflow.errors import LimitError, StudyError
from affectflow.tables import check, empty, write_json

LABELS = ["anger", "joy", "sadness"]
SPEC = {"kind": "agreement", "scales": ["emotion"], "bootstrap": {"resamples": 200}}
INGEST = {"dataset": "parlor", "target": {"scale": "emotion", "labels": LABELS}}


def make(items=60, raters=5, accuracy=0.8, seed=1):
    """Items in two conditions and a vote of each rater on each: (items, ratings)."""
    rng = np.random.default_rng(seed)
    ids = [f"i{k:03d}" for k in range(items)]
    condition = np.where(np.arange(items) % 3 == 0, "control", "expressive")
    table = empty("items").assign(item_id=ids, speaker_id="s1", session_id="t1", condition=condition)
    truth = rng.integers(0, 3, items)
    item, rater = (a.ravel() for a in np.indices((items, raters)))
    vote = np.where(rng.random(len(item)) < accuracy, truth[item], rng.integers(0, 3, len(item)))
    ratings = empty("ratings").assign(
        item_id=np.array(ids)[item],
        rater_id=[f"r{k}" for k in rater],
        scale="emotion",
        label=np.array(LABELS)[vote],
    )
    return check(table, "items"), check(ratings, "ratings")


def run(items, ratings, ingest=INGEST, **changes):
    return agreement(items, ratings, spec=SPEC | changes, ingest=ingest)


def test_a_whole_corpus(tmp_path):
    document = run(*make())
    assert (document["items"], document["ratings"], document["raters_n"]) == (60, 300, 5)
    assert document["units_with_pairs"] == document["alpha"]["clusters"] == 60
    assert document["alpha"]["low"] < document["alpha"]["estimate"] < document["alpha"]["high"]
    assert document["raters"]["ids"] == [f"r{k}" for k in range(5)]
    assert document["raters"]["votes"] == document["raters"]["paired"] == [60] * 5
    write_json(document, tmp_path / "agreement.json")


def test_row_order_changes_no_byte(tmp_path):
    items, ratings = make()
    write_json(run(items, ratings), tmp_path / "a.json")
    write_json(run(items.sample(frac=1, random_state=1), ratings.sample(frac=1, random_state=2)), tmp_path / "b.json")
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


def test_where_picks_items_and_other_scales_do_not_count():
    items, ratings = make()
    other = ratings.assign(scale="valence", label="high")
    picked = run(items, pd.concat([ratings, other]), INGEST | {"where": {"condition": "expressive"}})
    kept = items[items["condition"] == "expressive"]
    alone = run(kept, ratings[ratings["item_id"].isin(kept["item_id"])])
    assert picked == alone
    assert picked["items"] == 40


def test_what_is_left_out_is_counted():
    items, ratings = make()
    one, none = ratings["item_id"] == "i000", ratings["item_id"] == "i001"
    ratings = ratings[~none & ~(one & (ratings["rater_id"] != "r0"))].reset_index(drop=True)
    ratings["label"] = ratings["label"].mask(ratings.index.isin([10, 11]), "boredom").mask(ratings.index == 12)
    document = run(items, ratings)
    assert document["left_out"] == {"items_without_vote": 1, "units_with_one_vote": 1}
    assert document["votes_left_out"] == {"without_label": 1, "outside_levels": {"boredom": 2}}
    assert document["ratings"] == 300 - 5 - 4 - 3
    assert document["alpha"]["clusters"] == 58


def test_without_a_target_the_classes_are_those_found():
    items, ratings = make()
    assert run(items, ratings, {"dataset": "parlor"})["levels"] == LABELS
    elsewhere = {"dataset": "parlor", "target": {"scale": "valence", "labels": ["low", "high"]}}
    assert run(items, ratings, elsewhere)["levels"] == LABELS


def test_the_limit_stops_the_study_and_says_the_number():
    items, ratings = make(accuracy=0.2)
    assert run(items, ratings, min_alpha=-1.0)["kind"] == "agreement"
    with pytest.raises(LimitError, match=r"found alpha 0\.\d{3} \[.*\] on 60 items; allowed: 0.667 or more"):
        run(items, ratings, min_alpha=0.667)


def one_class(ratings):
    return ratings.assign(label="joy")


def one_rater(ratings):
    return ratings[ratings["rater_id"] == "r0"]


def only_others(ratings):
    return ratings.assign(label="boredom")


@pytest.mark.parametrize(
    ("change", "reason"),
    [(one_class, "one value only"), (one_rater, "no pairable votes"), (only_others, "no pairable votes")],
)
def test_an_undefined_alpha_has_a_reason_and_never_passes_the_limit(change, reason, tmp_path):
    items, ratings = make()
    document = run(items, change(ratings))
    assert math.isnan(document["alpha"]["estimate"])
    assert reason in document["alpha"]["reason"]
    write_json(document, tmp_path / "agreement.json")
    with pytest.raises(LimitError, match=reason):
        run(items, change(ratings), min_alpha=-1.0)


def test_every_unknown_name_is_said_at_once():
    ingest = INGEST | {"where": {"condition": "expresive", "spekaer_id": "s1"}}
    with pytest.raises(StudyError) as caught:
        run(*make(), ingest, scales=["emotions"])
    assert [(p.place, p.hint) for p in caught.value.problems] == [
        ("ingest.where.condition", "Did you mean 'expressive'?"),
        ("ingest.where.spekaer_id", "Did you mean 'speaker_id'?"),
        ("analyse.agreement.scales", "Did you mean 'emotion'?"),
    ]
