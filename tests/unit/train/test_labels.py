"""Training labels by each rule, from the training items of a fold alone."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from affectflow.errors import TableError
from affectflow.studies.ingest import Target
from affectflow.studies.train import Network
from affectflow.train.heads import active_raters
from affectflow.train.labels import penalties, training_labels
from affectflow.train.material import Material
from affectflow.train.votes import Votes, gather_votes

LABELS = ("anger", "fear", "joy")
FOLLOWING = ["dawid_skene", "one_coin", "mace", "glad"]


def network(**options):
    return Network.load({"kind": "network", "features": ["x"], "labels": "soft"} | options)


@pytest.fixture
def material():
    """60 items in 3 folds, 6 raters of unequal competence; the first three items have votes made by hand."""
    rng = np.random.default_rng(4)
    truth = np.arange(60) % 3
    competence = np.array([0.9, 0.9, 0.8, 0.7, 0.6, 0.4])
    item, rater = (part.ravel() for part in np.meshgrid(np.arange(60), np.arange(6), indexing="ij"))
    right = rng.random(360) < competence[rater]
    label = np.where(right, truth[item], rng.integers(0, 3, 360))
    label[:18] = [0, 0, 0, 0, 1, 1, 0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 2]
    counts = np.zeros((60, 3))
    np.add.at(counts, (item, label), 1)
    most = counts.max(axis=1)
    alone = (counts == most[:, None]).sum(axis=1) == 1
    return Material(
        LABELS, np.where(alone, counts.argmax(axis=1), -1), counts / 6, np.arange(60) % 3, {}, {},
        np.where(most > 3, counts.argmax(axis=1), -1), Votes(item, rater, label, tuple("abcdef"), 0),
    )  # fmt: skip


def revoted(material, fold):
    """The same with other votes on the items of one fold."""
    votes, theirs = material.votes, material.folds == fold
    label = np.where(theirs[material.votes.item], 2 - votes.label, votes.label)
    shares = np.where(theirs[:, None], material.shares[:, ::-1], material.shares)
    return replace(material, shares=shares, votes=replace(votes, label=label))


@pytest.mark.parametrize("rule", FOLLOWING)
@pytest.mark.parametrize("kind", ["hard", "soft", "set"])
def test_no_vote_on_a_test_item_changes_what_its_fold_learns(material, rule, kind):
    model = network(rule=rule, labels=kind)
    one, other = training_labels(material, model), training_labels(revoted(material, 1), model)
    np.testing.assert_array_equal(one.target[1], other.target[1])
    assert not one.used[1, material.folds == 1].any()
    assert not np.array_equal(one.target[0], other.target[0])


@pytest.mark.parametrize("rule", FOLLOWING)
def test_a_model_of_the_raters_finds_the_class_of_most_training_items(material, rule):
    found = training_labels(material, network(rule=rule))
    np.testing.assert_allclose(found.target[found.used].sum(-1), 1)
    later = found.used[0] & (np.arange(60) >= 3)
    assert np.mean(found.target[0, later].argmax(-1) == np.flatnonzero(later) % 3) > 0.85


def test_counting_rules_use_the_items_that_they_find_a_class_for(material):
    used = {rule: training_labels(material, network(rule=rule)).used[2] for rule in ("majority", "plurality")}
    used["all_inclusive"] = training_labels(material, network(rule="all_inclusive")).used[2]
    assert [used["majority"][k] for k in (0, 1)] == [True, False]
    assert [used["plurality"][k] for k in (0, 1)] == [True, False]
    assert used["all_inclusive"].sum() == 40
    assert used["majority"].sum() < used["plurality"].sum() < 40
    hard = training_labels(material, network(rule="majority", labels="hard")).target
    np.testing.assert_array_equal(hard[0, 0], [1, 0, 0])


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, [3 / 6, 2 / 6, 1 / 6]),
        ({"least_share": 0.2}, [3 / 5, 2 / 5, 0]),
        ({"least_share": 0.9}, [1, 0, 0]),
        ({"labels": "set"}, [1, 0, 0]),
        ({"smoothing": 0.3}, [0.35 + 0.1, 0.7 / 3 + 0.1, 0.7 / 6 + 0.1]),
        ({"labels": "set", "smoothing": 0.3}, [0.8, 0.1, 0.1]),
    ],
)
def test_labels_are_cut_made_sets_and_smoothed(material, options, expected):
    found = training_labels(material, network(rule="all_inclusive", **options)).target[1, 2]
    np.testing.assert_allclose(found, expected, atol=1e-12)


def test_a_set_of_nothing_is_all_classes_with_a_vote(material):
    even = replace(material, shares=np.full((60, 3), 1 / 3))
    found = training_labels(even, network(rule="all_inclusive", labels="set")).target
    np.testing.assert_allclose(found, 1 / 3)


def test_penalties_count_which_classes_share_an_item():
    shares = np.array([[0.5, 0.5, 0], [1, 0, 0], [0.4, 0.2, 0.4], [0, 0, 1]])
    costs = penalties(shares, np.array([True, True, True, False]))
    np.testing.assert_allclose(costs, [[0, 1 / 3, 2 / 3], [0, 0, 1 / 2], [0, 0, 0]])
    np.testing.assert_allclose(penalties(shares, np.arange(4) == 1), 1 - np.eye(3))


def test_a_fold_without_items_to_train_on_is_named(material):
    torn = replace(material, majority=np.where(material.folds == 1, 0, -1))
    with pytest.raises(TableError, match="fold 1: found no item to train on; allowed: items by the rule 'majority'"):
        training_labels(torn, network(rule="majority"))


def test_raters_are_active_in_the_folds_where_they_have_enough_votes(material):
    votes = material.votes
    some = replace(votes, item=votes.item[4:], rater=votes.rater[4:], label=votes.label[4:])
    training = np.stack([material.folds != fold for fold in range(3)])
    assert active_raters(some, training, 40)[0].all()
    assert active_raters(some, training, 40)[1].tolist() == [False] * 4 + [True] * 2
    with pytest.raises(TableError, match="at most 40 votes of a rater on the training items of fold 0"):
        active_raters(some, training, 41)


def ratings(rows):
    return pd.DataFrame(rows, columns=["item_id", "rater_id", "label"]).assign(scale="emotion", value=np.nan)


def test_votes_of_raters_without_a_name_and_of_other_scales_are_left_out():
    target = Target.load({"scale": "emotion", "labels": list(LABELS), "aggregate": "all_inclusive"})
    given = ratings(
        [
            ("i2", "b", "joy"),
            ("i1", "a", "anger|joy"),
            ("i1", "unnamed:1", "joy"),
            ("i9", "c", "joy"),
            ("i1", "b", "awe"),
        ]
    )
    votes = gather_votes(given, pd.Series(["i1", "i2"]), LABELS, target)
    assert votes.raters == ("a", "b")
    assert list(zip(votes.item, votes.rater, votes.label, strict=True)) == [(0, 0, 0), (0, 0, 2), (1, 1, 2)]
    assert votes.unnamed == 1
    with pytest.raises(TableError, match=r"no vote by a rater who has a name on 'emotion' \(1 votes in all\)"):
        gather_votes(given[given["rater_id"].eq("unnamed:1")], pd.Series(["i1"]), LABELS, target)
