"""What holds for every kind of model, through the one call that the workflow makes."""

import json

import numpy as np
import pandas as pd
import pytest

from affectflow.errors import TableError
from affectflow.tables import check, empty, write_json
from affectflow.train import fit, save_weights

SETS = ["voice", "words"]
MODELS = {
    "majority": {"kind": "majority"},
    "logistic": {"kind": "linear", "features": SETS},
    "svm": {"kind": "linear", "features": SETS, "estimator": "svm"},
    "network": {"kind": "network", "features": SETS, "hidden": 4, "epochs": 8, "batch_size": 16, "learning_rate": 0.02},
}
MODELS["soft_network"] = MODELS["network"] | {"labels": "soft"}
MODALITIES = {"voice": "audio", "words": "text"}
TARGET = {"scale": "emotion", "labels": ["anger", "happiness", "neutral", "sadness"]}
DEVICE = {"accelerator": "cpu", "precision": "32-true", "devices": 1}


def run(learnable, plan, name, **changes):
    sample, features = learnable
    given = {
        "modalities": MODALITIES,
        "model": MODELS.get(name),
        "train": plan,
        "device": DEVICE,
        "target": TARGET,
    } | changes
    tables = given.pop("sample", sample), given.pop("features", features), given.pop("ratings", empty("ratings"))
    return fit(*tables, **given)


@pytest.mark.parametrize("name", MODELS)
def test_every_item_is_predicted_once_with_each_seed(learnable, plan, name):
    fitted = run(learnable, plan, name)
    predictions = check(fitted.predictions, "predictions")
    assert len(predictions) == 2 * 120
    one = predictions[predictions["seed"].eq(2)].reset_index(drop=True)
    columns = ["item_id", "fold", "group", "label"]
    pd.testing.assert_frame_equal(one[columns], learnable[0][columns])
    shares = predictions.filter(regex="^p_")
    assert shares.shape[1] == (0 if name == "svm" else 4)
    if name != "svm":
        np.testing.assert_allclose(shares.sum(axis=1), 1, atol=1e-12)
        assert shares.idxmax(axis=1).str.removeprefix("p_").tolist() == predictions["predicted"].tolist()


@pytest.mark.parametrize("name", MODELS)
def test_two_runs_are_the_same_bytes(learnable, plan, name, tmp_path):
    for place in ("first", "second"):
        fitted = run(learnable, plan, name)
        write_json(fitted.scores | {"history": fitted.history}, tmp_path / place)
        save_weights(fitted.weights, tmp_path / f"{place}.weights")
        fitted.predictions.to_csv(tmp_path / f"{place}.csv", float_format="%.17g")
    for ending in ("", ".weights", ".csv"):
        assert (tmp_path / f"first{ending}").read_bytes() == (tmp_path / f"second{ending}").read_bytes()


@pytest.mark.parametrize("name", ["logistic", "svm", "network", "soft_network"])
def test_test_items_do_not_reach_the_weights(learnable, plan, name):
    sample, features = learnable
    clean = run(learnable, plan, name).weights
    poison = {set_: frame.copy() for set_, frame in features.items()}
    for frame in poison.values():
        frame.loc[sample["fold"].eq(2), frame.columns.drop("item_id")] *= 1e6
    poisoned = run(learnable, plan, name, features=poison).weights
    of_fold = {key for key in clean if key.startswith("fold2/")}
    assert of_fold
    assert all(np.array_equal(clean[key], poisoned[key]) for key in of_fold)
    assert not all(np.array_equal(clean[key], poisoned[key]) for key in clean)


@pytest.mark.parametrize("name", ["logistic", "svm", "network", "soft_network"])
def test_what_can_be_learnt_is_learnt(learnable, plan, name):
    baseline = run(learnable, plan, "majority").scores["metrics"]["uar"]
    assert baseline["estimate"] == pytest.approx(0.25, abs=0.1)
    assert run(learnable, plan, name).scores["metrics"]["uar"]["low"] > 0.5


@pytest.mark.parametrize("name", MODELS)
def test_the_order_of_rows_of_the_features_does_not_matter(learnable, plan, name):
    features = {key: frame.sample(frac=1, random_state=1) for key, frame in learnable[1].items()}
    first, second = run(learnable, plan, name), run(learnable, plan, name, features=features)
    pd.testing.assert_frame_equal(first.predictions, second.predictions)


def test_the_majority_gives_the_training_shares_and_the_first_of_equal_classes(learnable, plan):
    sample, _ = learnable
    fitted = run(learnable, plan, "majority")
    shares = sample[sample["fold"].ne(1)]["label"].value_counts(normalize=True).sort_index()
    rows = fitted.predictions[fitted.predictions["fold"].eq(1)]
    np.testing.assert_allclose(rows.filter(regex="^p_").to_numpy(), np.tile(shares, (len(rows), 1)), rtol=1e-12)
    even = sample.groupby(["fold", "label"]).head(3)
    predicted = run((even, {}), plan, "majority").predictions["predicted"]
    assert set(predicted) == {"anger"}


def test_models_without_randomness_say_so_and_stand_under_every_seed(learnable, plan):
    fitted = run(learnable, plan, "svm")
    assert "no randomness" in fitted.scores["conventions"]["seeds"]
    by_seed = [part["predicted"].tolist() for _, part in fitted.predictions.groupby("seed")]
    assert by_seed[0] == by_seed[1]


def test_a_model_without_probabilities_has_scores_that_say_why(learnable, plan, tmp_path):
    scores = run(learnable, plan, "svm").scores
    for name in ("log_loss", "js_divergence"):
        assert scores["metrics"][name]["reason"] == "the model gives no probabilities"
    write_json(scores, tmp_path / "scores.json")
    written = json.loads((tmp_path / "scores.json").read_text())["metrics"]["log_loss"]
    assert written["estimate"] is None
    assert written["per_seed"] == [None, None]
    assert written["per_fold"][0]["value"] is None


def test_the_document_of_scores(learnable, plan):
    sample, _ = learnable
    scores = run(learnable, plan, "network").scores
    uar = scores["metrics"]["uar"]
    assert (scores["kind"], scores["items"], scores["groups"], scores["seeds"]) == ("network", 120, 12, [1, 2])
    assert scores["labels"] == ["anger", "happiness", "neutral", "sadness"]
    assert np.sum(scores["confusion"], axis=1).tolist() == [30.0] * 4
    assert uar["low"] < uar["estimate"] < uar["high"]
    assert uar["estimate"] == pytest.approx(np.mean(uar["per_seed"]))
    assert uar["estimate"] == pytest.approx(np.mean(np.diag(scores["confusion"]) / 30))
    assert [entry["n"] for entry in uar["per_fold"][:4]] == sample["fold"].value_counts().sort_index().tolist()
    accuracy = [entry for entry in scores["metrics"]["accuracy"]["per_fold"] if entry["seed"] == 1]
    pooled = sum(entry["value"] * entry["n"] for entry in accuracy) / 120
    assert pooled == pytest.approx(scores["metrics"]["accuracy"]["per_seed"][0])


ALL = {
    "majority": {},
    "soft_baseline": {"kind": "majority", "labels": "soft"},
    "svm": {},
    "network": {"rule": "plurality"},
    "soft_network": {"rule": "glad"},
}


@pytest.mark.parametrize("name", ALL)
def test_all_items_are_predicted_and_those_with_a_consensus_are_scored_by_class(
    learnable, ambiguous, plan, name, tmp_path
):
    sample, ratings = ambiguous
    metrics = ["uar", "macro_f1_majority", "macro_f1_all_inclusive", "js_divergence", "soft_accuracy"]
    target = TARGET | {"aggregate": "all_inclusive"}
    model = MODELS.get(name, {}) | ALL[name]
    changes = {"model": model, "sample": sample, "ratings": ratings, "target": target}
    fitted = run(learnable, plan | {"metrics": metrics}, name, **changes)
    assert len(fitted.predictions) == 2 * 120
    assert fitted.predictions["label"].isna().sum() == 2 * sample["label"].isna().sum() > 0
    found = fitted.scores["metrics"]
    assert found["uar"]["items"] == sample["label"].count()
    assert found["macro_f1_majority"]["items"] == sample["majority"].count()
    assert "items" not in found["js_divergence"]
    assert sum(entry["n"] for entry in found["uar"]["per_fold"][:4]) == sample["label"].count()
    assert np.sum(fitted.scores["confusion"]) == pytest.approx(sample["label"].count())
    assert np.isfinite(found["soft_accuracy"]["estimate"]) == (name != "svm")
    write_json(fitted.scores, tmp_path / "scores.json")


def test_the_soft_baseline_gives_the_mean_of_the_votes_of_the_training_items(learnable, plan):
    sample = learnable[0]
    fitted = run(learnable, plan, "majority", model={"kind": "majority", "labels": "soft"})
    mean = sample.loc[sample["fold"].ne(2)].filter(regex="^share_").mean().to_numpy()
    rows = fitted.predictions.query("fold == 2").filter(regex="^p_")
    np.testing.assert_allclose(rows, np.tile(mean, (len(rows), 1)), rtol=1e-12)


def test_what_a_network_learns_from_is_stated(learnable, ambiguous, plan):
    sample, ratings = ambiguous
    target, model = TARGET | {"aggregate": "all_inclusive"}, {"labels": "soft", "rule": "mace", "penalty": 0.5}
    unnamed = ratings.assign(rater_id=ratings["rater_id"].mask(ratings["rater_id"].eq("r5"), "unnamed:1"))
    changes = {"model": MODELS["network"] | model, "sample": sample, "ratings": unnamed, "target": target}
    scores = run(learnable, plan, "network", **changes).scores
    assert scores["conventions"]["labels"].endswith("cross-entropy to the probabilities of the classes by the rule")
    assert "MACE" in scores["conventions"]["rule"]
    assert "this formula is our own" in scores["conventions"]["penalty"]
    assert scores["warnings"] == ["120 votes of raters without a name are not followed"]


def test_votes_are_the_target_of_the_metrics_of_distributions(learnable, plan):
    sample, features = learnable
    hard = sample[[c for c in sample.columns if not c.startswith("share_")]]
    soft, plain = (run((s, features), plan, "logistic").scores["metrics"] for s in (sample, hard))
    assert soft["uar"] == plain["uar"]
    assert soft["log_loss"]["estimate"] > plain["log_loss"]["estimate"]


def test_a_logistic_regression_that_stops_early_is_a_warning_in_the_scores(learnable, plan, monkeypatch):
    from affectflow.train import linear

    assert run(learnable, plan, "logistic").scores["warnings"] == []
    monkeypatch.setattr(linear, "MAX_ITERATIONS", 2)
    assert run(learnable, plan, "logistic").scores["warnings"][0] == "fold 0: 2 iterations were not enough"


def test_absent_features_and_modalities_are_named_at_once(learnable, plan):
    features = learnable[1]
    short = {"voice": features["voice"].iloc[1:], "word": features["words"]}
    with pytest.raises(TableError) as told:
        run(learnable, plan, "logistic", features=short, modalities={"voice": "audio"})
    text = str(told.value)
    assert "features: found no 'words'; allowed: voice, word. Did you mean 'word'?" in text
    assert "modalities: found no 'words'; allowed: voice." in text
    assert "features 'voice': item_id: found no row for 'i000' (1 in all)" in text


def test_soft_labels_need_votes(learnable, plan):
    sample = learnable[0][["item_id", "group", "label", "fold"]]
    with pytest.raises(TableError, match="share_anger"):
        run(learnable, plan, "soft_network", sample=sample)
