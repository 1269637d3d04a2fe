"""The signed-rank test against counting out by hand and against scipy where that is exact."""

from itertools import product

import numpy as np
import pytest
from scipy.stats import rankdata, wilcoxon

from affectflow.statistics.signed_rank import ranks_of, signed_ranks


def signed(d, zeros="wilcoxon", continuity=False, exact_up_to=60):
    return signed_ranks(d, zeros=zeros, continuity=continuity, exact_up_to=exact_up_to)


@pytest.mark.parametrize("zeros", ["wilcoxon", "pratt"])
@pytest.mark.parametrize("seed", range(5))
def test_ties_and_zeros_as_by_all_signs(seed, zeros):
    d = np.random.default_rng(seed).integers(-3, 5, 11).astype(float)
    kept = d[d != 0]
    ranks = rankdata(np.abs(kept)) + (np.sum(d == 0) if zeros == "pratt" else 0)
    sums = np.array([ranks @ signs for signs in product([0, 1], repeat=len(kept))])
    far = np.abs(sums - ranks.sum() / 2) >= abs(ranks[kept > 0].sum() - ranks.sum() / 2) - 1e-9
    found = signed(d, zeros)
    assert found.p == pytest.approx(far.mean(), abs=1e-12)
    assert found.n == len(kept)
    assert found.exact
    assert found.statistic == ranks[kept > 0].sum()


def test_without_ties_as_scipy():
    d = np.random.default_rng(1).normal(0.3, 1, 25)
    assert signed(d).p == pytest.approx(wilcoxon(d, method="exact").pvalue, abs=1e-12)


@pytest.mark.parametrize(("zeros", "theirs"), [("wilcoxon", "wilcox"), ("pratt", "pratt")])
@pytest.mark.parametrize("continuity", [False, True])
def test_many_as_scipy(zeros, theirs, continuity):
    d = np.round(np.random.default_rng(2).normal(0.1, 1, 180), 1)
    found = signed(d, zeros, continuity)
    wanted = wilcoxon(d, zero_method=theirs, correction=continuity, method="approx").pvalue
    assert not found.exact
    assert found.p == pytest.approx(wanted, rel=1e-9)


def test_only_zeros_have_no_ranks():
    assert len(ranks_of(np.zeros(4), "pratt")[0]) == 0
