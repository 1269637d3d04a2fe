"""Aggregation on tables: what is counted, left out, refused, and what a document says."""

import numpy as np
import pandas as pd
import pytest

from affectflow.analyse.aggregation import aggregation
from affectflow.errors import StudyError
from affectflow.statistics.proportion import wilson
from affectflow.tables import check, empty, read_json, votes_from_counts, write_json

LABELS = ["anger", "joy", "sadness"]
RULES = ["majority", "plurality", "all_inclusive", "dawid_skene", "one_coin", "mace", "glad"]
SPEC = {"kind": "aggregation", "scale": "emotion", "rules": ["dawid_skene"], "bootstrap": {"resamples": 100}}
INGEST = {"dataset": "parlor", "target": {"scale": "emotion", "labels": LABELS}}


def make(items=60, raters=5, accuracy=0.8, seed=1):
    """Items with an intended class and a vote of each rater on each: (items, ratings)."""
    rng = np.random.default_rng(seed)
    ids, truth = [f"i{k:03d}" for k in range(items)], rng.integers(0, 3, items)
    intended = np.array(LABELS)[truth]
    table = empty("items").assign(
        item_id=ids, speaker_id="s1", session_id="t1", condition=np.where(truth == 0, "low", "high"), intended=intended
    )
    item, rater = (a.ravel() for a in np.indices((items, raters)))
    vote = np.where(rng.random(len(item)) < accuracy, truth[item], rng.integers(0, 3, len(item)))
    ratings = empty("ratings").assign(
        item_id=np.array(ids)[item], rater_id=[f"r{k}" for k in rater], scale="emotion", label=np.array(LABELS)[vote]
    )
    return check(table, "items"), check(ratings, "ratings")


def scored(items=40, raters=4, seed=2):
    """Valence of items by raters of unequal noise: (items, ratings)."""
    rng = np.random.default_rng(seed)
    table, _ = make(items)
    item, rater = (a.ravel() for a in np.indices((items, raters)))
    value = np.round(rng.normal(5, 2, items)[item] + rng.normal(size=len(item)) * (0.3 + rater), 1)
    ratings = empty("ratings").assign(
        item_id=table["item_id"].to_numpy()[item], rater_id=[f"r{k}" for k in rater], scale="valence", value=value
    )
    return table, check(ratings, "ratings")


def run(items, ratings, ingest=INGEST, **changes):
    return aggregation(items, ratings, spec=SPEC | changes, ingest=ingest)


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    path = tmp_path_factory.mktemp("document") / "a.json"
    write_json(run(*make(), rules=RULES), path)
    return read_json(path)


def test_every_rule_tells_how_many_items_it_labels_and_how_well(document):
    assert set(document["rules"]) == set(RULES)
    for rule, told in document["rules"].items():
        assert sum(told["counts"].values()) == told["labelled"]
        assert told["labelled"] + sum(told["without_label"].values()) == 60
        assert sum(told["mean_shares"].values()) == pytest.approx(1.0)
        if rule != "all_inclusive":
            assert told["intended"]["low"] > 0.85
        assert told.get("converged", True)


def test_every_pair_of_rules_is_compared_once(document):
    pairs = [tuple(pair["rules"]) for pair in document["agreement"]]
    assert len(set(pairs)) == len(pairs) == 21
    assert all(0 <= pair["total_variation"] <= 1 for pair in document["agreement"])


def test_competence_has_an_interval_for_each_rater_and_rule(document):
    raters = document["raters"]
    assert (raters["ids"], raters["votes"]) == ([f"r{k}" for k in range(5)], [60] * 5)
    assert set(raters["competence"]) == {"dawid_skene", "one_coin", "mace", "glad"}
    for told in raters["competence"].values():
        for low, estimate, high in zip(told["low"], told["estimate"], told["high"], strict=True):
            assert low < estimate < high
    assert np.shape(raters["confusion"]["estimate"]) == (5, 3, 3)
    assert np.array(raters["confusion"]["n"]).sum(axis=1) == pytest.approx(60)


def test_advice_names_items_by_information_and_the_cost_of_reliability(document):
    told = document["advice"]
    information = [item["information"] for item in told["items"]]
    assert len(information) == 50
    assert information == sorted(information, reverse=True)
    reliability = [row["reliability"]["estimate"] for row in told["cost"]["votes"]]
    assert reliability[0] == pytest.approx(told["cost"]["alpha"]["estimate"])
    assert reliability == sorted(reliability)
    now = next(row for row in told["cost"]["items"] if row["items"] == 60)
    assert now["half_width"] == pytest.approx(told["cost"]["half_width"])


def test_row_order_changes_no_byte(tmp_path):
    items, ratings = make()
    write_json(run(items, ratings, rules=RULES), tmp_path / "a.json")
    mixed = items.sample(frac=1, random_state=1), ratings.sample(frac=1, random_state=2)
    write_json(run(*mixed, rules=RULES), tmp_path / "b.json")
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


def test_what_is_left_out_is_counted():
    items, ratings = make()
    ratings = ratings[ratings["item_id"] != "i001"].reset_index(drop=True)
    ratings["label"] = ratings["label"].mask(ratings.index.isin([10, 11]), "boredom").mask(ratings.index == 12)
    document = run(items, ratings, rules=["majority"])
    assert document["votes_left_out"] == {"without_label": 1, "outside_labels": {"boredom": 2}}
    assert document["ratings"] == 300 - 5 - 3
    assert document["rules"]["majority"]["without_label"]["no vote"] == 1


def unnamed(items):
    rng = np.random.default_rng(3)
    counts = rng.multinomial(6, [0.7, 0.2, 0.1], size=len(items))
    return votes_from_counts(pd.DataFrame(counts, index=items["item_id"], columns=LABELS), "emotion")


def test_unnamed_raters_count_where_votes_are_counted_and_are_left_out_elsewhere(tmp_path):
    items, ratings = make(items=20)
    few = ratings[ratings["rater_id"].isin(["r0", "r1", "r2"])]
    both = run(items, pd.concat([few, unnamed(items)]), rules=["plurality", "dawid_skene"])
    assert (both["ratings"], both["unnamed_ratings"]) == (180, 120)
    assert both["raters"]["ids"] == ["r0", "r1", "r2"]
    assert both["raters"]["confusion"]["estimate"] == run(items, few)["raters"]["confusion"]["estimate"]
    assert len(both["advice"]["items"]) == 20
    alone = run(items, unnamed(items), rules=["all_inclusive", "dawid_skene"])
    assert alone["rules"]["dawid_skene"] == {"reason": "no rater is named, and the rule follows raters across items"}
    assert alone["raters"]["competence"] == {}
    write_json(both, tmp_path / "both.json")
    write_json(alone, tmp_path / "alone.json")


def test_numbers_are_aggregated_by_rules_for_numbers(tmp_path):
    document = run(*scored(), scale="valence", rules=["mean", "median", "ewe"])
    assert document["measurement"] == "numbers"
    trust = document["raters"]["competence"]["ewe"]["estimate"]
    assert trust == sorted(trust, reverse=True)
    assert document["advice"]["cost"]["measurement"] == "interval"
    write_json(document, tmp_path / "numbers.json")


def test_rules_that_do_not_fit_the_scale_are_said_at_once():
    with pytest.raises(StudyError) as caught:
        run(*make(), rules=["mean", "majority", "ewe"])
    assert [(p.place, p.found) for p in caught.value.problems] == [
        ("analyse.aggregation.rules.0", "'mean'"), ("analyse.aggregation.rules.2", "'ewe'"),
    ]  # fmt: skip
    assert "a rule for classes, because 'emotion' is a scale of classes" in str(caught.value)


def test_every_unknown_name_is_said_at_once():
    ingest = INGEST | {"where": {"condition": "hihg", "spekaer_id": "s1"}}
    with pytest.raises(StudyError) as caught:
        run(*make(), ingest, scale="emotions")
    assert [(p.place, p.hint) for p in caught.value.problems] == [
        ("ingest.where.condition", "Did you mean 'high'?"),
        ("ingest.where.spekaer_id", "Did you mean 'speaker_id'?"),
        ("analyse.aggregation.scale", "Did you mean 'emotion'?"),
    ]


def one_class(ratings):
    return ratings.assign(label="joy")


def one_rater(ratings):
    return ratings[ratings["rater_id"] == "r0"]


def only_others(ratings):
    return ratings.assign(label="boredom")


@pytest.mark.parametrize("change", [one_class, one_rater, only_others])
def test_poor_data_gives_reasons_and_no_number_that_hides_them(change, tmp_path):
    items, ratings = make(items=20)
    document = run(items, change(ratings), rules=RULES)
    write_json(document, tmp_path / "poor.json")
    told = read_json(tmp_path / "poor.json")["advice"]
    assert told.get("cost", told)["reason"]


def test_rows_of_a_class_that_nobody_chose_are_named():
    items, ratings = make()
    confusion = run(items, one_class(ratings))["raters"]["confusion"]
    assert len(confusion["undefined_rows"]) == 10
    assert {"rater": "r0", "latent_class": "anger"} in confusion["undefined_rows"]
    assert confusion["reason"].startswith("no votes are expected in 10 rows")


def test_a_share_has_wilsons_interval():
    """Published: 81 of 263, 0.2553 to 0.3662 (Newcombe 1998, Statistics in Medicine 17, table I)."""
    found = wilson(81, 263, 0.95)
    assert (found["low"], found["high"]) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert (wilson(0, 10, 0.95)["low"], wilson(10, 10, 0.95)["high"]) == (0.0, 1.0)
    assert wilson(0, 0, 0.95)["reason"] == "no item to compare"
