"""The signed-rank test against counting out by hand and against scipy where that is exact."""

from itertools import product

import numpy as np
import pytest
from scipy.stats import rankdata, wilcoxon

from affectflow.statistics.signed_rank import EXACT, signed_rank


@pytest.mark.parametrize("seed", range(5))
def test_ties_and_zeros_as_by_all_signs(seed):
    d = np.random.default_rng(seed).integers(-3, 5, 11).astype(float)
    kept = d[d != 0]
    ranks = rankdata(np.abs(kept))
    sums = np.array([ranks @ signs for signs in product([0, 1], repeat=len(kept))])
    far = np.abs(sums - ranks.sum() / 2) >= abs(ranks[kept > 0].sum() - ranks.sum() / 2) - 1e-9
    found = signed_rank(d)
    assert found["p"] == pytest.approx(far.mean(), abs=1e-12)
    assert found["zeros"] == np.sum(d == 0)


def test_without_ties_as_scipy():
    d = np.random.default_rng(1).normal(0.3, 1, 25)
    assert signed_rank(d)["p"] == pytest.approx(wilcoxon(d, method="exact").pvalue, abs=1e-12)
    many = np.round(np.random.default_rng(2).normal(0.1, 1, 3 * EXACT), 1)
    assert signed_rank(many)["p"] == pytest.approx(wilcoxon(many, correction=False, method="approx").pvalue, rel=1e-9)


def test_only_zeros_have_no_test():
    found = signed_rank(np.zeros(4))
    assert np.isnan(found["p"])
    assert found["reason"] == "no difference other than zero"
