"""What a study leaves out is counted, and what would mislead is refused."""

import json

import pandas as pd
import pytest

from affectflow.errors import LeakError, LimitError, StudyError
from affectflow.tables import check, write_json
from affectflow.train import draw_sample

SPLIT = {"kind": "group_kfold", "folds": 5}


def draw(corpus, ingest, split=SPLIT, **changes):
    items, ratings, features, quarantine = corpus
    parts = {"items": items, "ratings": ratings, "features": features, "quarantine": quarantine} | changes
    return draw_sample(
        parts["items"], parts["ratings"], parts["features"], parts["quarantine"], ingest=ingest, split=split
    )


def quarantined(*rows):
    return pd.DataFrame(
        [
            {"stage": stage, "item_id": item, "file": "f", "place": "", "reason": reason, "found": "x", "allowed": "y"}
            for stage, item, reason in rows
        ]
    )


def revote(ratings, item, labels):
    changed = ratings.copy()
    changed.loc[changed["item_id"].eq(item), "label"] = labels
    return changed


def test_the_sample_holds_every_item_once_with_its_class_votes_and_fold(corpus, ingest):
    sample, flow = draw(corpus, ingest)
    assert len(sample) == 40
    assert sample.loc[0, ["item_id", "group", "label"]].tolist() == ["i00", "s0", "anger"]
    assert sample["share_anger"].tolist() == [1.0, 0.0, 0.0, 0.0] * 10
    assert flow["classes"] == dict.fromkeys(["anger", "happiness", "neutral", "sadness"], 10)
    assert flow["groups"] == 10
    assert [part["items"] for part in flow["folds"]] == [8] * 5
    assert flow["quarantine_share"] == 0.0


def test_each_exclusion_is_counted_at_its_step(corpus, ingest, tmp_path):
    _, ratings, features, _ = corpus
    ratings = revote(ratings, "i00", ["anger", "anger", "neutral", "neutral", "boredom"])
    ratings = revote(ratings, "i01", "boredom")
    ratings = ratings[ratings["item_id"].ne("i02")]
    features = features | {"voice": features["voice"].iloc[4:], "words": features["words"].drop(index=5)}
    told = quarantined(("features", "i03", "truncated"), ("features", "i05", "no_words"), ("ingest", None, "bad_row"))
    where = {"condition": "expressive"}
    sample, flow = draw(
        corpus, ingest | {"where": where, "max_quarantined": 0.5}, ratings=ratings, features=features, quarantine=told
    )
    assert flow["steps"] == [
        {"name": "items of the corpus", "n": 40, "removed": {}},
        {"name": "condition is 'expressive'", "n": 32, "removed": {"condition is 'control'": 8}},
        {"name": "target class by plurality", "n": 30, "removed": {"first place is tied": 1, "no votes": 1}},
        {"name": "class of the target", "n": 29, "removed": {"class 'boredom' is not in the target": 1}},
        {"name": "features", "n": 27, "removed": {"voice: truncated": 1, "words: no_words": 1}},
    ]
    assert len(sample) == 27
    assert flow["quarantined"] == {"bad_row": 1, "no_words": 1, "truncated": 1}
    assert flow["quarantine_share"] == 2 / 29
    write_json(flow, tmp_path / "flow.json")
    assert json.loads((tmp_path / "flow.json").read_text()) == flow


def test_an_item_that_lacks_two_feature_sets_is_removed_once_with_both_reasons(corpus, ingest):
    features = {name: frame.iloc[1:] for name, frame in corpus[2].items()}
    _, flow = draw(corpus, ingest, features=features)
    reason = "no row and no entry in the quarantine"
    assert flow["steps"][-1]["removed"] == {f"voice: {reason}; words: {reason}": 1}


def test_majority_needs_more_than_half_of_all_votes(corpus, ingest):
    ratings = revote(corpus[1], "i00", ["anger", "anger", "neutral", "sadness", "boredom"])
    target = ingest["target"] | {"aggregate": "majority"}
    sample, flow = draw(corpus, ingest | {"target": target}, ratings=ratings)
    assert flow["steps"][1]["removed"] == {"no class has more than half of the votes": 1}
    assert "i00" not in set(sample["item_id"])
    plural, _ = draw(corpus, ingest, ratings=ratings)
    assert plural.set_index("item_id").loc["i00", ["share_anger", "share_neutral"]].tolist() == [0.5, 0.25]


def test_the_all_inclusive_rule_keeps_every_item_with_a_vote_for_the_target(corpus, ingest):
    ratings = revote(corpus[1], "i00", ["anger", "anger", "neutral", "neutral", "boredom"])
    ratings = revote(ratings, "i01", ["boredom", "boredom", "boredom", "anger", "neutral"])
    ratings = revote(ratings, "i02", "boredom")
    ratings = revote(ratings, "i04", ["sadness", "sadness", "neutral", "anger", "boredom"])
    ratings = ratings[ratings["item_id"].ne("i03")]
    target = ingest["target"] | {"aggregate": "all_inclusive"}
    sample, flow = draw(corpus, ingest | {"target": target}, ratings=ratings)
    assert flow["steps"][1] == {
        "name": "votes for the target", "n": 38, "removed": {"no vote for a class of the target": 1, "no votes": 1},
    }  # fmt: skip
    rows = sample.set_index("item_id")
    assert rows.loc[["i00", "i01", "i04", "i05"], "label"].isna().tolist() == [True, True, False, False]
    assert rows.loc["i04", "label"] == "sadness"
    assert rows["majority"].isna().sum() == 3
    assert rows.loc["i01", ["share_anger", "share_neutral"]].tolist() == [0.5, 0.5]
    assert flow["consensus"] == {"plurality": 36, "majority": 35}
    assert sum(flow["classes"].values()) == 36


def test_a_rating_that_names_several_classes_is_a_vote_for_each_by_the_all_inclusive_rule(corpus, ingest):
    ratings = revote(corpus[1], "i00", ["anger|sadness", "anger", "sadness", "boredom", "neutral|sadness"])
    target = ingest["target"] | {"aggregate": "all_inclusive"}
    sample, _ = draw(corpus, ingest | {"target": target}, ratings=ratings)
    row = sample.set_index("item_id").loc["i00"]
    assert row[["share_anger", "share_neutral", "share_sadness"]].tolist() == [2 / 6, 1 / 6, 3 / 6]
    assert row["label"] == "sadness"
    assert pd.isna(row["majority"])


def test_an_intended_target_needs_no_votes_and_has_none(corpus, ingest):
    items = corpus[0].assign(intended=corpus[0]["intended"].mask(corpus[0]["item_id"].eq("i00")))
    target = ingest["target"] | {"source": "intended"}
    sample, flow = draw(corpus, ingest | {"target": target}, items=items, ratings=corpus[1].iloc[:0])
    assert flow["steps"][1]["removed"] == {"no intended class": 1}
    assert list(sample.columns) == ["item_id", "group", "label", "fold"]


def test_the_order_of_rows_does_not_matter(corpus, ingest):
    items, ratings, features, quarantine = corpus
    shuffled = (
        items.sample(frac=1, random_state=1),
        ratings.sample(frac=1, random_state=2),
        {name: features[name].sample(frac=1, random_state=3) for name in reversed(features)},
        quarantine,
    )
    first, flow = draw(corpus, ingest)
    second, other = draw(shuffled, ingest)
    pd.testing.assert_frame_equal(check(first, "sample"), check(second, "sample"))
    assert flow == other


def test_all_wrong_words_are_named_at_once_with_what_was_meant(corpus, ingest):
    wrong = ingest | {"where": {"conditon": "expressive", "condition": "expresive", "video": "x"}}
    wrong["target"] = ingest["target"] | {"labels": ["anger", "sadnes"]}
    with pytest.raises(StudyError) as told:
        draw(corpus, wrong)
    text = str(told.value)
    assert "4 problems" in text
    assert "ingest.where.conditon: found 'conditon'" in text
    assert "Did you mean 'condition'?" in text
    assert "found 'expresive'; allowed: control, expressive. Did you mean 'expressive'?" in text
    assert "nothing: the data has no value here" in text
    assert "ingest.target.labels.1: found 'sadnes'; allowed: anger, boredom, happiness, neutral, sadness." in text


def test_a_scale_that_nobody_rated_is_named(corpus, ingest):
    with pytest.raises(StudyError, match=r"ingest\.target\.scale: found 'emotions'; allowed: emotion\. Did you mean"):
        draw(corpus, ingest | {"target": ingest["target"] | {"scale": "emotions"}})


def test_a_study_without_target_is_refused(corpus):
    with pytest.raises(StudyError, match=r"ingest\.target"):
        draw(corpus, {"dataset": "small"})


def test_more_in_quarantine_than_allowed_stops_the_study(corpus, ingest):
    features = corpus[2] | {"voice": corpus[2]["voice"].iloc[3:]}
    with pytest.raises(LimitError, match=r"3 of 40 items in quarantine \(7\.5%\); allowed: at most 5\.0%"):
        draw(corpus, ingest, features=features)


def test_a_corpus_without_its_recordings_is_told_as_such(corpus, ingest):
    features = corpus[2] | {"voice": corpus[2]["voice"].iloc[:0]}
    told = quarantined(*(("features", item, "no_audio") for item in corpus[0]["item_id"]))
    with pytest.raises(LimitError, match=r"40 of 40 items in quarantine.*Most often: voice: no_audio \(40 items\)"):
        draw(corpus, ingest, features=features, quarantine=told)


def test_items_that_ingest_set_aside_count_against_the_limit(corpus, ingest):
    told = quarantined(("ingest", "x1", "truncated"), ("ingest", "x1", "again"), ("ingest", "i00", "second_row"))
    _, flow = draw(corpus, ingest, quarantine=told)
    assert flow["quarantine_share"] == 1 / 41
    with pytest.raises(LimitError, match="1 of 41"):
        draw(corpus, ingest | {"max_quarantined": 0.01}, quarantine=told)


def test_the_same_recording_in_two_folds_is_a_leak(corpus, ingest):
    twice = corpus[0].copy()
    twice.loc[twice["item_id"].isin(["i00", "i39"]), "sha256"] = "ab" * 32
    with pytest.raises(
        LeakError, match=r"the same recording \(sha256 abababababab\): found i00 in fold \d, i39 in fold"
    ):
        draw(corpus, ingest, split={"kind": "leave_one_group_out"}, items=twice)


def test_items_without_media_are_no_copies_of_each_other(corpus, ingest):
    bare = corpus[0].assign(sha256=None).astype({"sha256": "str"})
    assert len(draw(corpus, ingest, items=bare)[0]) == 40


def test_a_class_of_one_fold_only_cannot_be_learnt(corpus, ingest):
    items = corpus[0].assign(intended="anger")
    items.loc[items["speaker_id"].eq("s1"), "intended"] = "sadness"
    target = {"scale": "emotion", "labels": ["anger", "sadness"], "source": "intended"}
    with pytest.raises(StudyError, match=r"all items of class 'sadness' in fold 1, so that its training fold has none"):
        draw(corpus, ingest | {"target": target}, split={"kind": "leave_one_group_out"}, items=items)


def test_a_class_without_items_after_selection_is_named(corpus, ingest):
    items = corpus[0].assign(condition=corpus[0]["intended"].eq("anger").map({True: "a", False: "b"}))
    with pytest.raises(StudyError, match="no item of class 'anger' is left"):
        draw(corpus, ingest | {"where": {"condition": "b"}}, items=items)


def test_fewer_groups_than_folds_are_refused(corpus, ingest):
    with pytest.raises(StudyError, match="10 groups by speaker_id for 11 folds"):
        draw(corpus, ingest, split=SPLIT | {"folds": 11})
    with pytest.raises(StudyError, match="1 groups by speaker_id for 2 folds"):
        draw(corpus, ingest | {"where": {"speaker_id": "s0"}}, split={"kind": "leave_one_group_out"})


def test_an_empty_sample_says_what_removed_everything(corpus, ingest):
    features = {"voice": corpus[2]["voice"].iloc[:0]}
    with pytest.raises(StudyError, match="no item is left; voice: no row and no entry in the quarantine: 40"):
        draw(corpus, ingest | {"max_quarantined": 1.0}, features=features)
