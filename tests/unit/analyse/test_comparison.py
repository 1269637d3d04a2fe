"""Paired differences of models: same items, same resamples, and reasons where undefined."""

import json

import numpy as np
import pandas as pd
import pytest

from affectflow.analyse.comparison import comparison
from affectflow.errors import TableError
from affectflow.metrics import METRICS, outcomes
from affectflow.tables import check, write_json

LABELS = np.array(["anger", "neutral", "sadness"])
TRAIN = {"split": {"kind": "group_kfold", "folds": 3}, "seeds": [1, 2], "bootstrap": {"resamples": 200}}
SPEC = {"kind": "comparison", "reference": "good", "against": ["poor"], "metric": "uar"}


def sample():
    rng = np.random.default_rng(0)
    groups = np.arange(90) % 9
    frame = {"item_id": [f"i{n:02}" for n in range(90)], "group": [f"s{g}" for g in groups]}
    return check(pd.DataFrame(frame | {"label": rng.choice(LABELS, 90), "fold": groups % 3}), "sample")


def predictions(hits, seed=0, probabilities=False):
    """Right with probability `hits`, else drawn evenly."""
    rng, items = np.random.default_rng(seed), sample()
    parts = []
    for number in (1, 2):
        guess = np.where(rng.random(90) < hits, items["label"], rng.choice(LABELS, 90))
        part = items.assign(seed=number, predicted=guess)
        if probabilities:
            shares = 0.8 * (guess[:, None] == LABELS) + 0.2 / 3
            part[[f"p_{label}" for label in LABELS]] = shares
        parts.append(part)
    return check(pd.concat(parts, ignore_index=True), "predictions")


def value(frame, metric="uar"):
    fits = outcomes({name: frame[name].to_numpy() for name in frame}, list(LABELS))
    return np.mean([METRICS[metric].value(fit) for fit in fits.values()])


def test_the_difference_is_reference_minus_model_with_an_interval_over_groups():
    good, poor = predictions(0.9), predictions(0.1, seed=1)
    result = comparison(sample(), {"good": good, "poor": poor}, spec=SPEC, train=TRAIN)
    difference = result["differences"]["poor"]
    assert difference["estimate"] == pytest.approx(value(good) - value(poor), abs=1e-12)
    assert difference["reference_value"] == pytest.approx(value(good), abs=1e-12)
    assert 0 < difference["low"] < difference["estimate"] < difference["high"]
    assert (difference["clusters"], difference["cluster"]) == (9, "speaker")
    assert (result["items"], result["groups"], result["metric"], result["reference"]) == (90, 9, "uar", "good")


def test_a_model_does_not_differ_from_itself_in_any_resample():
    good = predictions(0.7)
    spec = SPEC | {"against": ["copy", "good"]}
    result = comparison(sample(), {"good": good, "copy": good}, spec=spec, train=TRAIN)
    for difference in result["differences"].values():
        assert (difference["estimate"], difference["low"], difference["high"]) == (0.0, 0.0, 0.0)


def test_pairing_makes_the_interval_narrower_than_two_unpaired_ones():
    good = predictions(0.6)
    near = good.assign(predicted=good["predicted"].mask(good["item_id"].eq("i00"), "anger"))
    result = comparison(sample(), {"good": good, "poor": near}, spec=SPEC, train=TRAIN)["differences"]["poor"]
    assert result["high"] - result["low"] < 0.05


@pytest.mark.parametrize("seed", range(3))
def test_swapping_the_models_turns_the_sign(seed):
    frames = {"good": predictions(0.7, seed), "poor": predictions(0.4, seed + 100)}
    one = comparison(sample(), frames, spec=SPEC, train=TRAIN)["differences"]["poor"]
    other = comparison(sample(), frames, spec=SPEC | {"reference": "poor", "against": ["good"]}, train=TRAIN)
    turned = other["differences"]["good"]
    for here, there in (("low", "high"), ("estimate", "estimate"), ("high", "low")):
        assert one[here] == pytest.approx(-turned[there], abs=1e-12)


def test_models_without_probabilities_have_a_difference_that_says_why(tmp_path):
    frames = {"good": predictions(0.9, probabilities=True), "poor": predictions(0.2)}
    result = comparison(sample(), frames, spec=SPEC | {"metric": "log_loss"}, train=TRAIN)
    assert result["differences"]["poor"]["reason"] == "poor: the model gives no probabilities"
    assert result["conventions"]["direction"] == "lower values of the metric are better"
    write_json(result, tmp_path / "comparison.json")
    written = json.loads((tmp_path / "comparison.json").read_text())["differences"]["poor"]
    assert written["estimate"] is None
    assert written["reference_value"] == pytest.approx(value(frames["good"], "log_loss"), abs=1e-12)


def test_votes_in_the_sample_are_the_target_of_log_loss():
    shares = np.random.default_rng(4).dirichlet(np.ones(3), 90)
    voted = sample().assign(**{f"share_{label}": shares[:, n] for n, label in enumerate(LABELS)})
    good = predictions(0.9, probabilities=True)
    spec = SPEC | {"metric": "log_loss", "against": ["good"]}
    found = comparison(voted, {"good": good}, spec=spec, train=TRAIN)["differences"]["good"]["model_value"]
    by_item = good.merge(voted[["item_id", *voted.filter(like="share_")]], on="item_id")
    logs = np.log(by_item[[f"p_{label}" for label in LABELS]].to_numpy())
    by_hand = -(by_item.filter(like="share_").to_numpy() * logs).sum(axis=1).mean()
    assert found == pytest.approx(by_hand, abs=1e-12)


def test_other_items_seeds_or_classes_are_refused_all_at_once():
    good, poor = predictions(0.9), predictions(0.1)
    short = poor[poor["item_id"].ne("i05")].assign(seed=lambda f: f["seed"].replace(2, 3))
    moved = poor.assign(label=poor["label"].mask(poor["item_id"].eq("i01"), "boredom"))
    spec = SPEC | {"against": ["poor", "moved"]}
    with pytest.raises(TableError) as told:
        comparison(sample(), {"good": good, "poor": short, "moved": moved}, spec=spec, train=TRAIN)
    text = str(told.value)
    assert "3 problems" in text
    assert "predictions of 'poor': item_id, seed: found no row for 'i00' under seed 2 (91 in all)" in text
    assert "found a row for 'i00' under seed 3 (89 in all)" in text
    assert "predictions of 'moved': label: found 'boredom' for i01 (2 in all)" in text


def test_an_absent_model_is_named():
    with pytest.raises(TableError, match=r"no model 'poor'; allowed: good, poorer\. Did you mean 'poorer'\?"):
        comparison(sample(), {"good": predictions(0.9), "poorer": predictions(0.1)}, spec=SPEC, train=TRAIN)
