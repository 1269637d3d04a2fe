"""Dawid and Skene's own data, and their algorithm written out in loops."""

import math

import numpy as np
import pytest

from affectflow.statistics.aggregation.dawid_skene import dawid_skene

# Dawid and Skene (1979), table 1: 45 patients, grades 1 to 4. The first anaesthetist graded
# three times, the four others once; one word is one patient, in the order 1 1 1 2 3 4 5.
ANAESTHETISTS = (
    "1111111 3334334 1122122 2223121 2223222 2223322 1222111 3333433 2222223 "
    "2322223 4444444 2223343 1111111 2223212 1211111 1112111 1111111 1111111 "
    "2222221 2221322 2222222 2222221 2223222 2212222 1111111 1111111 2322222 "
    "1111111 1111111 1121121 1111111 3333233 1111111 2222222 2223232 4334343 "
    "2212232 2323233 3333432 1111111 1111111 1212111 2322222 1211111 2222222"
)


def anaesthetists():
    grades = np.array([[int(grade) - 1 for grade in word] for word in ANAESTHETISTS.split()])
    item, column = np.indices(grades.shape)
    return item.ravel(), np.maximum(column.ravel() - 2, 0), grades.ravel(), (45, 5, 4)


def simulated(seed):
    rng = np.random.default_rng(seed)
    items, raters, labels = 40, 4, 3
    confusion = rng.dirichlet(np.ones(labels), (raters, labels)) * 0.4 + np.eye(labels) * 0.6
    truth = rng.integers(0, labels, items)
    item, rater = (a.ravel() for a in np.indices((items, raters)))
    label = np.array([rng.choice(labels, p=confusion[r, truth[i]]) for i, r in zip(item, rater, strict=True)])
    keep = (rng.random(len(item)) < 0.8) | (rater == 0)
    return item[keep], rater[keep], label[keep], (items, raters, labels)


def em_in_loops(item, rater, label, shape, iterations):
    """Equations 2.3 to 2.5 of the paper, one vote at a time."""
    items, raters, labels = shape
    votes = list(zip(item, rater, label, strict=True))
    posterior = [[sum(i == it and lab == c for it, _, lab in votes) for c in range(labels)] for i in range(items)]
    posterior = [[n / sum(row) for n in row] for row in posterior]
    for _ in range(iterations):
        prior = [sum(row[c] for row in posterior) / items for c in range(labels)]
        tally = [[[0.0] * labels for _ in range(labels)] for _ in range(raters)]
        for i, r, lab in votes:
            for c in range(labels):
                tally[r][c][lab] += posterior[i][c]
        joint = [list(prior) for _ in range(items)]
        for i, r, lab in votes:
            for c in range(labels):
                total = sum(tally[r][c])
                joint[i][c] *= tally[r][c][lab] / total if total else 0.0
        posterior = [[p / sum(row) for p in row] for row in joint]
        log_likelihood = sum(math.log(sum(row)) for row in joint)
    confusion = [[[n / sum(row) if sum(row) else math.nan for n in row] for row in matrix] for matrix in tally]
    return prior, confusion, posterior, log_likelihood


@pytest.mark.parametrize("data", [anaesthetists(), simulated(1), simulated(2)], ids=["1979", "one", "two"])
def test_against_the_algorithm_in_loops(data):
    fit = dawid_skene(*data, max_iterations=15, tolerance=1e-300)
    prior, confusion, posterior, log_likelihood = em_in_loops(*data, iterations=len(fit.log_likelihoods))
    assert fit.prior == pytest.approx(np.array(prior), abs=1e-9)
    assert fit.confusion == pytest.approx(np.array(confusion), abs=1e-9, nan_ok=True)
    assert fit.posterior == pytest.approx(np.array(posterior), abs=1e-9)
    assert fit.log_likelihoods[-1] == pytest.approx(log_likelihood, abs=1e-9)


def test_the_published_shares_of_the_four_grades():
    fit = dawid_skene(*anaesthetists(), max_iterations=500, tolerance=1e-10)
    assert fit.converged
    assert fit.prior.round(2) == pytest.approx([0.40, 0.42, 0.11, 0.07])
