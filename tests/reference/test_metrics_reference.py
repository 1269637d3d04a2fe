"""Metrics against scikit-learn and scipy, and the bootstrap against resampled tables."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats
from scipy.spatial.distance import jensenshannon
from sklearn import metrics as sklearn

from affectflow.metrics import METRICS, Outcome, resampled
from affectflow.statistics.bootstrap import cluster_weights

CLASSES = 4


def outcome(rng, n=200, groups=8, probabilities=True, target=None):
    truth = rng.integers(0, CLASSES, n)
    given = rng.dirichlet(np.ones(CLASSES), n)
    return Outcome(
        truth=truth,
        predicted=given.argmax(-1),
        groups=np.concatenate([np.arange(groups), rng.integers(0, groups, n - groups)]),
        classes=CLASSES,
        clusters=groups,
        target=np.eye(CLASSES)[truth] if target is None else target(rng, n),
        probabilities=given if probabilities else None,
        majority=np.where(rng.random(n) < 0.2, -1, rng.integers(0, CLASSES, n)),
    )


def votes(rng, n):
    counts = rng.multinomial(12, np.ones(CLASSES) / CLASSES, n)
    return counts / 12


def chosen(o):
    """The sets of the target and of the prediction, as scikit-learn wants them."""
    return o.target > 1 / CLASSES, o.probabilities > 1 / CLASSES


def by_majority(o):
    there = o.majority >= 0
    return sklearn.f1_score(o.majority[there], o.predicted[there], average="macro")


def top_2(o):
    """Scikit-learn's, where one class has most votes; any of the first ones is right where several have."""
    ranked = np.argsort(-o.probabilities, axis=1)[:, :2]
    return np.mean([(t[r] == t.max()).any() for t, r in zip(o.target, ranked, strict=True)])


REFERENCES = {
    "uar": lambda o: sklearn.balanced_accuracy_score(o.truth, o.predicted),
    "accuracy": lambda o: sklearn.accuracy_score(o.truth, o.predicted),
    "auc": lambda o: sklearn.roc_auc_score(o.truth, o.probabilities, multi_class="ovr", average="macro"),
    "macro_f1": lambda o: sklearn.f1_score(o.truth, o.predicted, average="macro"),
    "log_loss": lambda o: sklearn.log_loss(o.truth, o.probabilities, labels=range(CLASSES)),
    "js_divergence": lambda o: np.mean(jensenshannon(o.target, o.probabilities, base=2, axis=1) ** 2),
    "macro_f1_majority": by_majority,
    "macro_f1_all_inclusive": lambda o: sklearn.f1_score(*chosen(o), average="macro"),
    "kl_divergence": lambda o: np.mean(stats.entropy(o.target, o.probabilities, axis=1)),
    "soft_accuracy": lambda o: 1 - np.mean(np.abs(o.target - o.probabilities).sum(1) / 2),
    "cosine_similarity": lambda o: np.mean(
        sklearn.pairwise.paired_cosine_distances(o.target, o.probabilities) * -1 + 1
    ),
    "euclidean_distance": lambda o: np.mean(sklearn.pairwise.paired_euclidean_distances(o.target, o.probabilities)),
    "top_2_accuracy": top_2,
    "entropy_correlation": lambda o: (
        stats.pearsonr(stats.entropy(o.target, axis=1), stats.entropy(o.probabilities, axis=1)).statistic
    ),
    "set_exact_match": lambda o: sklearn.accuracy_score(*chosen(o)),
    "set_hamming": lambda o: sklearn.hamming_loss(*chosen(o)),
    "set_jaccard": lambda o: sklearn.jaccard_score(*chosen(o), average="samples", zero_division=1.0),
    "set_micro_f1": lambda o: sklearn.f1_score(*chosen(o), average="micro"),
    "set_weighted_f1": lambda o: sklearn.f1_score(*chosen(o), average="weighted"),
}
NEEDS_VOTES = {"entropy_correlation", "set_jaccard"}


@pytest.mark.parametrize("name", METRICS)
@pytest.mark.parametrize("seed", range(5))
def test_a_metric_equals_its_reference(name, seed):
    drawn = outcome(np.random.default_rng(seed), target=votes if name in NEEDS_VOTES else None)
    assert METRICS[name].value(drawn) == pytest.approx(REFERENCES[name](drawn), abs=1e-12)


def test_the_references_cover_every_metric():
    assert set(REFERENCES) == set(METRICS)


@pytest.mark.parametrize("name", ["uar", "accuracy", "macro_f1"])
@pytest.mark.filterwarnings("ignore:y_pred contains classes not in y_true")
def test_classes_absent_from_truth_or_prediction_are_treated_as_by_scikit_learn(name):
    rng = np.random.default_rng(3)
    for absent_in_truth, absent_in_prediction in [(3, 3), (3, 0), (0, 3)]:
        truth, predicted = rng.integers(0, CLASSES, (2, 60))
        truth[truth == absent_in_truth] = 1
        predicted[predicted == absent_in_prediction] = 2
        one = Outcome(truth, predicted, np.zeros(60, int), CLASSES, 1, np.eye(CLASSES)[truth])
        assert METRICS[name].value(one) == pytest.approx(REFERENCES[name](one), abs=1e-12)


@pytest.mark.parametrize("name", sorted(set(REFERENCES) - {"uar", "accuracy", "macro_f1", "log_loss"}))
def test_a_metric_to_votes_equals_its_reference(name):
    drawn = outcome(np.random.default_rng(11), target=votes)
    assert METRICS[name].value(drawn) == pytest.approx(REFERENCES[name](drawn), abs=1e-12)


def test_top_2_is_scikit_learns_where_one_class_is_first():
    drawn = outcome(np.random.default_rng(2))
    expected = sklearn.top_k_accuracy_score(drawn.truth, drawn.probabilities, k=2, labels=range(CLASSES))
    assert METRICS["top_2_accuracy"].value(drawn) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("name", ["uar", "accuracy", "macro_f1"])
def test_items_without_consensus_are_left_out_of_the_metrics_of_classes(name):
    whole = outcome(np.random.default_rng(4), target=votes)
    there = np.arange(200) % 5 > 0
    some = replace(whole, truth=np.where(there, whole.truth, -1))
    assert METRICS[name].value(some) == pytest.approx(REFERENCES[name](whole.where(there)), abs=1e-12)
    assert METRICS[name].items(some) == 160


def test_log_loss_to_votes_is_the_mean_cross_entropy():
    drawn = outcome(np.random.default_rng(1), target=votes)
    by_hand = -sum(
        t * np.log(p)
        for target, given in zip(drawn.target, drawn.probabilities, strict=True)
        for t, p in zip(target, given, strict=True)
    )
    assert METRICS["log_loss"].value(drawn) == pytest.approx(by_hand / 200, abs=1e-12)


@pytest.mark.parametrize("name", METRICS)
def test_weighted_sums_equal_a_table_of_the_drawn_groups(name):
    rng = np.random.default_rng(7)
    fits = [outcome(rng, target=votes if name in NEEDS_VOTES else None) for _ in range(2)]
    weights = cluster_weights(8, 25, rng)
    drawn = resampled(METRICS[name], fits, weights).resamples
    for counts, value in zip(weights, drawn, strict=True):
        tables = [[np.flatnonzero(f.groups == g) for g, times in enumerate(counts) for _ in range(times)] for f in fits]
        means = [REFERENCES[name](fit.where(np.concatenate(rows))) for fit, rows in zip(fits, tables, strict=True)]
        assert value == pytest.approx(np.mean(means), abs=1e-12)
